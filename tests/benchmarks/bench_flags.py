"""Flags on decided claims: how many later statements that matter raise one, and how many others.

The bank's claims count as decided on the day of their article; what was said later, and 19,250
statements on other things, come in afterwards. The same on those of our own stories that the
relation model never saw. Each is told at the threshold that ships; the note tells other ones.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from tests.benchmarks.measurement import Measurement
from tests.benchmarks.scoring import queries
from tools import relation_stories
from tools.archive_of import archive_of, rows
from workbench.archive.archive import Archive
from workbench.desk.intake.new_evidence import ROWS_AT_ONCE
from workbench.model.prior import NAMED_FROM, Lane, Prior, Query, Relation
from workbench.model.statement import Statement

Gold = Mapping[tuple[str, str], str]
SIDES = (Relation.CONTRADICTS, Relation.SUPPORTS)
THRESHOLDS = (0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
OFTEN = 4  # 57 claims of the bank, four times over: as many as a desk decides in weeks


def run(shared: Path) -> list[Measurement]:
    """Recall and false flags on the bank and on held-out stories; time against matching anew."""
    bank = shared / "bank"
    others = shared / "eval" / "retrieval" / "politifact2021" / "statements.jsonl"
    gold = {
        (row["claim_id"], row["statement_id"]): row["relation"]
        for row in rows(bank / "relations.jsonl")
    }
    asked = queries(bank / "claims.jsonl")
    with archive_of(bank / "statements.jsonl", others) as archive:
        figures = _figures("bank, later statements", _outcomes(archive, asked, gold))
        figures.append(_time(archive, asked))
    with _stories() as (archive, asked, gold):
        figures += _figures("held-out stories, later statements", _outcomes(archive, asked, gold))
    return figures


@dataclass(frozen=True)
class Outcome:
    """One claim: what later statements it should be flagged with, and what was said of them.

    Attributes:
        wanted: Relation by statement.
        found: Relation and its probability by statement, for all that were near.
    """

    wanted: dict[str, str]
    found: dict[str, tuple[str, float]]
    same_story: frozenset[str]


def _outcomes(archive: Archive, asked: Sequence[Query], gold: Gold) -> list[Outcome]:
    """Everything in the archive counts as new; what was said by the article's day is left out."""
    watched = archive.watch(asked)
    later: dict[str, list[Prior]] = {}
    for after in range(0, archive.count(), ROWS_AT_ONCE):
        up_to = min(after + ROWS_AT_ONCE, archive.count())
        for claim_id, priors in watched.touched(after, up_to).items():
            later.setdefault(claim_id, []).extend(
                prior for prior in priors if prior.lane is Lane.SINCE
            )
    said = {one.statement_id: one.dated for one in archive.statements(sorted({s for _, s in gold}))}
    outcomes = []
    for query in asked:
        assert query.article_date is not None
        outcomes.append(
            Outcome(
                wanted={
                    statement_id: relation
                    for (claim_id, statement_id), relation in gold.items()
                    if claim_id == query.claim_id
                    and (said[statement_id] or date.max) > query.article_date
                },
                found={
                    prior.statement.statement_id: (
                        prior.label.relation.value,
                        prior.label.probability,
                    )
                    for prior in later.get(query.claim_id, [])
                },
                same_story=frozenset(
                    prior.statement.statement_id
                    for prior in later.get(query.claim_id, [])
                    if _story(prior.statement.statement_id) == _story(query.claim_id)
                ),
            )
        )
    return outcomes


def _story(one: str) -> str:
    return one.rsplit("/" if "/" in one else "-", 1)[0]


def _figures(name: str, outcomes: Sequence[Outcome]) -> list[Measurement]:
    shipped = _score(outcomes, dict.fromkeys(SIDES, NAMED_FROM))
    others = {
        threshold: _score(outcomes, dict.fromkeys(SIDES, threshold)) for threshold in THRESHOLDS
    }
    return [
        Measurement(
            f"{name}: {figure}",
            shipped[figure],
            higher_is_better="recall" in figure or "right" in figure,
            note=""
            if "related" in figure
            else ", ".join(f"{at}: {score[figure]:.3f}" for at, score in others.items()),
        )
        for figure in shipped
    ]


def _score(
    outcomes: Sequence[Outcome], certain_enough: Mapping[Relation, float]
) -> dict[str, float]:
    flagged = [
        {
            statement_id: relation
            for statement_id, (relation, probability) in one.found.items()
            if probability >= certain_enough.get(Relation(relation), math.inf)
        }
        for one in outcomes
    ]

    def hits(relations: Collection[str]) -> float:
        pairs = [
            one in raised
            for outcome, raised in zip(outcomes, flagged, strict=True)
            for one, relation in outcome.wanted.items()
            if relation in relations
        ]
        return sum(pairs) / len(pairs)

    right = [
        raised[one] == relation
        for outcome, raised in zip(outcomes, flagged, strict=True)
        for one, relation in outcome.wanted.items()
        if one in raised
    ]
    false = [
        (one in outcome.same_story)
        for outcome, raised in zip(outcomes, flagged, strict=True)
        for one in raised
        if one not in outcome.wanted
    ]
    near = [one in outcome.found for outcome in outcomes for one in outcome.wanted]
    return {
        "recall of being related at all": sum(near) / len(near),
        "pairs related a claim": sum(len(one.found) for one in outcomes) / len(outcomes),
        "recall of contradicting": hits([Relation.CONTRADICTS.value]),
        "recall of supporting": hits([Relation.SUPPORTS.value]),
        "right side of those flagged": sum(right) / max(len(right), 1),
        "false flags a claim, same story": sum(false) / len(outcomes),
        "false flags a claim, other stories": (len(false) - sum(false)) / len(outcomes),
    }


def _time(archive: Archive, asked: Sequence[Query]) -> Measurement:
    """Processor seconds for the newest thousand statements, beside matching every claim anew."""
    decided = [
        replace(query, claim_id=f"{query.claim_id}-{time_over}")
        for time_over in range(OFTEN)
        for query in asked
    ]
    watched = archive.watch(decided)
    newest = archive.count()
    began = time.process_time()
    for after in range(newest - 1_000, newest, ROWS_AT_ONCE):
        watched.touched(after, after + ROWS_AT_ONCE)
    spent = time.process_time() - began
    began = time.process_time()
    archive.match(asked)
    anew = (time.process_time() - began) * OFTEN
    return Measurement(
        f"{len(decided)} decided claims, 1,000 new statements, processor time",
        spent,
        "s",
        baseline="matching them all anew",
        baseline_value=anew,
        higher_is_better=False,
    )


@contextmanager
def _stories() -> Iterator[tuple[Archive, list[Query], dict[tuple[str, str], str]]]:
    """An archive of the stories that were kept from the relation model."""
    asked: list[Query] = []
    gold: dict[tuple[str, str], str] = {}
    statements: list[Statement] = []
    actors: dict[str, str] = {}
    for path in relation_stories.files(held_out=True):
        story = json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else {}
        if "actors" not in story or relation_stories.is_rumour(path.stem):  # those name no days
            continue
        for actor, names in story["actors"].items():
            actors.update(dict.fromkeys([actor, *names], actor))
        for row in story["statements"]:
            statements.append(
                Statement(
                    f"{path.stem}/{row['id']}",
                    row["text"],
                    speaker=row["speaker"],
                    actor=row["actor"] or None,
                    said_on=date.fromisoformat(row["said_on"]),
                    title=row.get("title"),
                )
            )
        for row in story["claims"]:
            claim_id = f"{path.stem}/{row['id']}"
            day = date.fromisoformat(row["article_date"])
            asked.append(
                Query(
                    claim_id,
                    row["text"],
                    speaker=row["speaker"] or None,
                    actor=row["actor"] or None,
                    article_date=day,
                )
            )
            for relation in (Relation.CONTRADICTS, Relation.SUPPORTS):
                for one in row[relation.value]:
                    gold[claim_id, f"{path.stem}/{one}"] = relation.value
    names = SimpleNamespace(
        mentioned=lambda text: frozenset(actor for name, actor in actors.items() if name in text),
        resolve=lambda name, on=None: actors.get(name),
    )
    with archive_of(extractor=SimpleNamespace(actors=names)) as archive:  # type: ignore[arg-type]
        archive.add_statements(statements, by="bench")
        yield archive, asked, gold
