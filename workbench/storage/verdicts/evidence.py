"""The priors that stood before the author of a verdict version, cited or not: added only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from workbench.model.prior import Judge, Lane, Prior, Relation, RelationLabel
from workbench.model.statement import Statement
from workbench.model.verdict import VerdictVersion
from workbench.storage.engine.digests import digest
from workbench.storage.engine.inserting import insert_rows
from workbench.storage.statements import statements

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

INSERT: Final = """
    INSERT INTO verdict_priors (claim_id, version, statement_id, citation, rank, score, lane,
        relation, probability, details)
    VALUES
"""
SEEN: Final = """
    SELECT claim_id, version, statement_id, rank, score, lane, relation, details
    FROM verdict_priors
"""


def add(cursor: Cursor, version: VerdictVersion, priors: Sequence[Prior]) -> None:
    """Store what was seen with a version; every cited statement is among ``priors``.

    A prior of rank 0 was not shown by the match but found by a search and cited.
    """
    citation = {statement_id: place for place, statement_id in enumerate(version.cited)}
    rows = [
        [
            version.claim_id,
            version.version,
            prior.statement.statement_id,
            citation.get(prior.statement.statement_id),
            prior.rank,
            float(prior.score),
            prior.lane.value,
            prior.label.relation.value,
            float(prior.label.probability),
            _details(prior),
        ]
        for prior in priors
    ]
    insert_rows(cursor, INSERT, rows)


def read_seen(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], tuple[Prior, ...]]:
    """What was seen with each version of some claims, by claim and version.

    In order of lane and rank, those of rank 0 first.
    """
    rows = cursor.rows(
        SEEN
        + """
        WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[])))
        ORDER BY claim_id, version, lane, rank, statement_id
        """,
        [list(claim_ids)],
    )
    known = statements.by_ids(cursor, sorted({row.statement_id for row in rows}))
    found: dict[tuple[str, int], list[Prior]] = {}
    for row in rows:
        prior = _prior(known[row.statement_id], row)
        found.setdefault((row.claim_id, row.version), []).append(prior)
    return {key: tuple(priors) for key, priors in found.items()}


def digests(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], str]:
    """SHA-256 over the priors kept with each version and the words of their statements.

    Versions without priors are left out.
    """
    rows = cursor.tuples(
        """
        SELECT priors.claim_id, priors.version, priors.statement_id, priors.citation, priors.rank,
            priors.score, priors.lane, priors.relation, priors.probability, priors.details,
            statements.text, statements.speaker, statements.speaker_role, statements.actor,
            statements.said_on, statements.published_on, statements.title, statements.publisher,
            statements.source_url, statements.polarity
        FROM verdict_priors AS priors
        LEFT JOIN statements ON statements.statement_id = priors.statement_id
        WHERE priors.claim_id IN (SELECT unnest(CAST(? AS TEXT[])))
        ORDER BY priors.claim_id, priors.version, priors.statement_id
        """,
        [list(claim_ids)],
    )
    found: dict[tuple[str, int], list[Any]] = {}
    for claim_id, version, *columns in rows:
        found.setdefault((claim_id, version), []).append(columns)
    return {key: digest(priors) for key, priors in found.items()}


def _prior(statement: Statement, row: Row) -> Prior:
    details = json.loads(row.details)
    return Prior(
        statement=statement,
        rank=row.rank,
        score=row.score,
        lane=Lane(row.lane),
        label=RelationLabel(
            relation=Relation(row.relation),
            contradicts=details["contradicts"],
            supports=details["supports"],
            related=details["related"],
            reasons=tuple(details["reasons"]),
            judge=Judge(**details["judge"]) if "judge" in details else None,
            carried_by=details.get("carried_by"),
            same_speaker=details.get("same_speaker"),
        ),
        parts=tuple((name, value) for name, value in details["parts"]),
        shared_words=tuple(details["shared_words"]),
        days_before=details["days_before"],
        reprinted=tuple(details.get("reprinted", ())),
    )


def _details(prior: Prior) -> str:
    judge = prior.label.judge
    read_again = (
        {} if judge is None else {"judge": asdict(judge), "carried_by": prior.label.carried_by}
    )
    same_speaker = {"same_speaker": True} if prior.label.same_speaker else {}
    return json.dumps(
        {
            **read_again,
            **same_speaker,
            "contradicts": float(prior.label.contradicts),
            "supports": float(prior.label.supports),
            "related": float(prior.label.related),
            "reasons": list(prior.label.reasons),
            "parts": [[name, float(value)] for name, value in prior.parts],
            "shared_words": list(prior.shared_words),
            "days_before": prior.days_before,
            "reprinted": list(prior.reprinted),
        },
        ensure_ascii=False,
        sort_keys=True,
    )
