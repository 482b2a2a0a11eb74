"""Fit what weighs the evidence on a pair: ``python -m tools.fit_relation SHARED [--write]``.

Uses pairs that were kept from the cross-encoder: our stories listed in ``held_out.txt`` (on those
it was trained with, its answers are surer than they will be on new ones) and the prior-statement
bank, ``SHARED/bank``, which is ours as well. Two logistic models are fitted: whether a statement
is on the claim's point; and whether it then contradicts. Folds by story tell how they do on the
bank's stories when those are left out, with the calibration error; with ``--write`` they are
fitted on all and stored in ``workbench/archive/relation/relation.json``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tools.archive_of import rows
from tools.relation_stories import (
    StoryPair,
    Told,
    files,
    is_rumour,
    on_one_happening,
    pairs_of,
)
from workbench.archive.relation.features import Side
from workbench.archive.relation.relation import MODEL_FILE, RelationModel, Relator
from workbench.extraction.actors.actors import Actors
from workbench.model.prior import Relation, RelationLabel
from workbench.settings import Settings

ON_POINT = (
    "read_on_point", "near", "covered", "covering", "unsaid", "unreal", "hearsay", "asked",
    "deed_opposed", "other_doer_denied", "accused_denies", "bare",
)  # fmt: skip
AGAINST = (
    "read_against", "against", "along", "denying", "negating", "opposites", "deed_opposed",
    "numbers_clash", "swapped", "accused_denies", "same_speaker",
)  # fmt: skip
PENALTY = 0.1  # inverse strength of the penalty on standardised coefficients
LOOSE = 3.0  # weight of a loose pair beside 1 for a story's: there are few, of many kinds
HEADLINE = 4.0  # weight of a headline beside a rumour, of which every other is read, as bare texts
REAL = 6.0  # weight of a pair of the bank: real statements are harder to tell than written ones
UNRELATED = 500  # pairs of different stories
READ = {True: 0.5, False: 0.15}  # share of a story's pairs that is read, with a side and without
SEED = 20221020
BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with its features and its relation as people see it."""

    story: str
    values: dict[str, float]
    relation: Relation
    weight: float = 1.0


class _OnlyActors:
    """What the labeller needs of an extractor, without a parser."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors


def relator() -> Relator:
    """The labeller as it is, for its features."""
    actors = _OnlyActors(Actors.load(Settings().actors))
    return Relator(lambda: actors)  # type: ignore[arg-type, return-value]


def of_stories(reads: Relator) -> list[Judged]:
    """The pairs of our stories that were kept from the cross-encoder."""
    chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    judged = []
    for path in files(held_out=True):
        told = _weighted(path, chosen)
        bare = is_rumour(path.stem)
        sides = [(side(one.claim, bare), side(one.statement, bare)) for one, _ in told]
        judged += [
            Judged(pair.story, values, pair.relation, weight)
            for (pair, weight), (_, values) in zip(
                told, reads.features(sides, mentioned=told[0][0].mentioned), strict=True
            )
        ]
    return judged


def _weighted(path: Path, chosen: random.Random) -> list[tuple[StoryPair, float]]:
    """The pairs of a file that are read, each with how much it counts."""
    pairs = pairs_of(path)
    if is_rumour(path.stem):
        return [(pair, HEADLINE) for pair in pairs if on_one_happening(pair)][::2]
    if path.suffix == ".jsonl":
        return [(pair, LOOSE) for pair in pairs]
    shares = [(pair, READ[pair.relation is not Relation.RELATED]) for pair in pairs]
    return [(pair, 1 / share) for pair, share in shares if chosen.random() < share]


def of_different_stories(reads: Relator) -> list[Judged]:
    """Claims beside statements of other stories, which have nothing to do with them."""
    chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    told = [pair for path in files(held_out=True) for pair in pairs_of(path)]
    sides: list[tuple[Side, Side]] = []
    while len(sides) < UNRELATED:
        claim, other = chosen.choice(told), chosen.choice(told)
        if claim.story != other.story:
            sides.append((side(claim.claim), side(other.statement)))
    return [
        Judged("different", values, Relation.RELATED, LOOSE)
        for _, values in reads.features(sides, mentioned=lambda _: frozenset())
    ]


def of_bank(bank: Path, reads: Relator) -> list[Judged]:
    """The pairs of one story of the prior-statement bank."""
    relations = {
        (row["claim_id"], row["statement_id"]): Relation(row["relation"])
        for row in rows(bank / "relations.jsonl")
    }
    pairs = [
        (claim, statement)
        for claim in rows(bank / "claims.jsonl")
        for statement in rows(bank / "statements.jsonl")
        if claim["story"] == statement["story"]
    ]
    sides = [
        (
            Side(claim["text"], claim["speaker"], claim["actor"]),
            Side(statement["text"], statement["speaker"], statement["actor"],
                 statement["source_title"]),
        )
        for claim, statement in pairs
    ]  # fmt: skip
    return [
        Judged(
            claim["story"],
            values,
            relations.get((claim["claim_id"], statement["id"]), Relation.RELATED),
            REAL,
        )
        for (claim, statement), (_, values) in zip(pairs, reads.features(sides), strict=True)
    ]


def side(told: Told, bare: bool = False) -> Side:
    """A text as the labeller is given it; bare, nothing is told of who says it."""
    if bare:
        return Side(told.text)
    return Side(told.text, told.speaker, told.actor, told.title, told.denied)


def fit(judged: Sequence[Judged]) -> dict[str, Any]:
    """Both models, as ``relation.json`` stores them."""
    sided = [one for one in judged if one.relation is not Relation.RELATED]
    return {
        "on_point": _logistic(
            judged, ON_POINT, [one.relation is not Relation.RELATED for one in judged]
        ),
        "against": _logistic(
            sided, AGAINST, [one.relation is Relation.CONTRADICTS for one in sided]
        ),
    }


def folded(known: Sequence[Judged], tested: Sequence[Judged]) -> list[RelationLabel]:
    """Labels of each tested pair by a model that saw ``known`` and the other tested stories."""
    models = {
        story: RelationModel.of(fit([*known, *(one for one in tested if one.story != story)]))
        for story in {one.story for one in tested}
    }
    return [models[one.story].label(one.values, ()) for one in tested]


def _logistic(
    judged: Sequence[Judged], names: Sequence[str], wanted: Sequence[bool]
) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression

    table = np.array([[one.values[name] for name in names] for one in judged])
    spread = table.std(axis=0) + 1e-6
    model = LogisticRegression(C=PENALTY, max_iter=5_000).fit(
        table / spread, wanted, [one.weight for one in judged]
    )
    weights = model.coef_[0] / spread
    return {
        "bias": round(float(model.intercept_[0]), 5),
        "weights": {
            name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)
        },
    }


def calibration_error(labels: Sequence[RelationLabel], gold: Sequence[Relation]) -> float:
    """Expected calibration error of the named label's probability, in BINS equal bins
    (Naeini, Cooper and Hauskrecht 2015)."""
    sure = np.array([label.probability for label in labels])
    right = np.array([label.relation is one for label, one in zip(labels, gold, strict=True)])
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(float(sure[bins == one].mean()) - float(right[bins == one].mean()))
            * float((bins == one).mean())
            for one in set(bins.tolist())
        )
    )


def report(
    labels: Sequence[RelationLabel], gold: Sequence[Relation], say: Callable[[str], None]
) -> None:
    """Precision and recall of each label, macro-F1 and calibration."""
    said, f1s = [label.relation for label in labels], []
    for relation in Relation:
        hits = sum(one is relation is other for one, other in zip(said, gold, strict=True))
        precision = hits / max(1, said.count(relation))
        recall = hits / max(1, list(gold).count(relation))
        f1s.append(2 * precision * recall / max(1e-9, precision + recall))
        say(f"  {relation.value}: precision {precision:.3f}, recall {recall:.3f}")
    say(f"  macro-F1 {np.mean(f1s):.3f}, calibration error {calibration_error(labels, gold):.3f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, report the folds, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    reads = relator()
    stories = [*of_stories(reads), *of_different_stories(reads)]
    bank = of_bank(options.shared / "bank", reads)
    print(f"bank, {len(bank)} pairs, folds by story beside {len(stories)} pairs of our stories")
    report(folded(stories, bank), [one.relation for one in bank], print)
    if options.write:
        fitted = fit([*stories, *bank])
        fitted["fitted_by"] = "python -m tools.fit_relation SHARED --write"
        MODEL_FILE.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
