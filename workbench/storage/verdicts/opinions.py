"""Second opinions and the requests for them: rows are added only, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from workbench.model.verdict import Opinion, OpinionRequest, Verdict
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

REQUEST: Final = "SELECT claim_id, version, reviewer, asked_by, asked_at FROM opinion_requests"
OPINION: Final = """
    SELECT claim_id, version, reviewer, verdict, rationale, given_at, confidence, cited
    FROM opinions
"""
OWED: Final = """
    SELECT claim_id, version, reviewer, asked_by, asked_at FROM owed_opinions
    WHERE reviewer = ? ORDER BY asked_at, claim_id
"""


def add_request(cursor: Cursor, request: OpinionRequest) -> None:
    """Store a request; there is one a claim, version and reviewer."""
    cursor.execute(
        """
        INSERT INTO opinion_requests (claim_id, version, reviewer, asked_by, asked_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        [
            request.claim_id,
            request.version,
            request.reviewer,
            request.asked_by,
            to_stored(request.asked_at),
        ],
    )


def read_asked(cursor: Cursor, reviewer: str) -> list[OpinionRequest]:
    """What a person was asked for and has not given, oldest first.

    A request lapses when its reviewer has had a hand in the verdict since, or the claim has left
    the desk.
    """
    return [_request(row) for row in cursor.rows(OWED, [reviewer])]


def claims_requested(cursor: Cursor, of: str) -> frozenset[str]:
    """The claims on which a person was ever asked for an opinion; ``""`` for anybody."""
    return frozenset(
        cursor.column(
            "SELECT claim_id FROM opinion_requests WHERE reviewer = $of OR $of = ''", {"of": of}
        )
    )


def is_owed(cursor: Cursor, claim_id: str, reviewer: str) -> bool:
    """Whether a person was asked for an opinion on a claim and has not given it."""
    return any(request.claim_id == claim_id for request in read_asked(cursor, reviewer))


def every_request(cursor: Cursor) -> list[OpinionRequest]:
    """All requests."""
    return [_request(row) for row in cursor.rows(REQUEST)]


def add(cursor: Cursor, opinion: Opinion) -> None:
    """Store an opinion; there is one a claim, version and reviewer."""
    cursor.execute(
        """
        INSERT INTO opinions (claim_id, version, reviewer, verdict, rationale, given_at,
            confidence, cited)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            opinion.claim_id,
            opinion.version,
            opinion.reviewer,
            opinion.verdict.value,
            opinion.rationale,
            to_stored(opinion.given_at),
            opinion.confidence,
            json.dumps(opinion.cited, ensure_ascii=False),
        ],
    )


def of_claim(cursor: Cursor, claim_id: str) -> list[Opinion]:
    """The opinions on a claim, by version and time."""
    rows = cursor.rows(
        OPINION + "WHERE claim_id = ? ORDER BY version, given_at, reviewer", [claim_id]
    )
    return [_opinion(row) for row in rows]


def of_claims(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[Opinion]]:
    """The opinions on some claims, by version and time; claims without any are left out."""
    rows = cursor.rows(
        OPINION
        + """
        WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[])))
        ORDER BY claim_id, version, given_at, reviewer
        """,
        [list(claim_ids)],
    )
    found: dict[str, list[Opinion]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(_opinion(row))
    return found


def every(cursor: Cursor) -> list[Opinion]:
    """All opinions, in the order of time."""
    rows = cursor.rows(OPINION + "ORDER BY given_at, claim_id, reviewer")
    return [_opinion(row) for row in rows]


def _request(row: Row) -> OpinionRequest:
    return OpinionRequest(
        claim_id=row.claim_id,
        version=row.version,
        reviewer=row.reviewer,
        asked_by=row.asked_by,
        asked_at=from_stored(row.asked_at),
    )


def _opinion(row: Row) -> Opinion:
    return Opinion(
        claim_id=row.claim_id,
        version=row.version,
        reviewer=row.reviewer,
        verdict=Verdict(row.verdict),
        rationale=row.rationale,
        given_at=from_stored(row.given_at),
        confidence=row.confidence,
        cited=tuple(json.loads(row.cited)),
    )
