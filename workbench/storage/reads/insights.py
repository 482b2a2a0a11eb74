"""What the desk's figures are counted from: rows with their times, and no rule what counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.desk import ClaimState
from workbench.model.verdict import SignOffDecision, Verdict
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class SubmittedRow:
    """One version of a verdict.

    Attributes:
        stands: Whether it is the latest of its claim and waits for sign-off or is signed off.
        contradiction_cited: Whether the first contradicting statement that stood beside it is
            among the cited; none where no contradicting one stood there.
    """

    claim_id: str
    version: int
    author: str
    verdict: Verdict
    at: datetime
    stands: bool
    contradiction_cited: bool | None


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One sign-off with the version it is of."""

    claim_id: str
    author: str
    submitted_at: datetime
    decision: SignOffDecision
    signed_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """One signed version that was reopened with a public note."""

    claim_id: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One line of who has a claim. ``version`` is the latest verdict's when it was set."""

    claim_id: str
    version: int
    holder: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Claims that stand in one state, of one author's verdict, and since when the longest."""

    state: ClaimState
    author: str | None
    claims: int
    oldest: datetime


SUBMITTED: Final = """
    WITH contradicting AS (
        SELECT claim_id, version, citation IS NOT NULL AS cited
        FROM verdict_priors
        WHERE relation = 'contradicts' AND lane = 'prior' AND rank > 0
        QUALIFY row_number() OVER (
            PARTITION BY claim_id, version ORDER BY rank, statement_id
        ) = 1
    )
    SELECT
        versions.claim_id, versions.version, versions.author, versions.verdict,
        versions.decided_at, standings.claim_id IS NOT NULL AS stands, contradicting.cited
    FROM verdict_versions AS versions
    LEFT JOIN standings ON standings.claim_id = versions.claim_id
        AND standings.version = versions.version
        AND standings.state IN ('submitted', 'approved')
    LEFT JOIN contradicting ON contradicting.claim_id = versions.claim_id
        AND contradicting.version = versions.version
    WHERE CAST(? AS TIMESTAMP) IS NULL OR versions.decided_at >= ?
    ORDER BY versions.decided_at, versions.claim_id, versions.version
"""
SIGNED: Final = """
    SELECT sign_offs.claim_id, versions.author, versions.decided_at, sign_offs.decision,
        sign_offs.signed_by, sign_offs.signed_at
    FROM sign_offs
    JOIN verdict_versions AS versions ON versions.claim_id = sign_offs.claim_id
        AND versions.version = sign_offs.version
    WHERE CAST(? AS TIMESTAMP) IS NULL OR sign_offs.signed_at >= ?
    ORDER BY sign_offs.signed_at, sign_offs.claim_id
"""
CORRECTED: Final = """
    SELECT reopenings.claim_id, versions.author, reopenings.reopened_at
    FROM reopenings
    JOIN verdict_versions AS versions ON versions.claim_id = reopenings.claim_id
        AND versions.version = reopenings.version
    WHERE CAST(? AS TIMESTAMP) IS NULL OR reopenings.reopened_at >= ?
    ORDER BY reopenings.reopened_at, reopenings.claim_id
"""
WAITING: Final = """
    WITH waiting AS (
        SELECT standings.state, standings.author,
            CASE standings.state
                WHEN 'open' THEN articles.added_at
                WHEN 'submitted' THEN standings.decided_at
                WHEN 'returned' THEN sign_offs.signed_at
                WHEN 'withdrawn' THEN withdrawals.withdrawn_at
                ELSE reopenings.reopened_at
            END AS began
        FROM standings
        JOIN articles ON articles.article_id = standings.article_id
        LEFT JOIN sign_offs ON sign_offs.claim_id = standings.claim_id
            AND sign_offs.version = standings.version
        LEFT JOIN withdrawals ON withdrawals.claim_id = standings.claim_id
            AND withdrawals.version = standings.version
        LEFT JOIN reopenings ON reopenings.claim_id = standings.claim_id
            AND reopenings.version = standings.version
        WHERE standings.state <> 'approved'
    )
    SELECT state, author, count(*) AS claims, min(began) AS oldest
    FROM waiting GROUP BY state, author
    ORDER BY state, author
"""


def read_submitted(cursor: Cursor, since: datetime | None) -> list[SubmittedRow]:
    """Versions by the time they were submitted, first to last; all of them without ``since``."""
    return [
        SubmittedRow(
            claim_id=row.claim_id,
            version=row.version,
            author=row.author,
            verdict=Verdict(row.verdict),
            at=from_stored(row.decided_at),
            stands=row.stands,
            contradiction_cited=row.cited,
        )
        for row in cursor.rows(SUBMITTED, _from(since))
    ]


def read_signed(cursor: Cursor, since: datetime | None) -> list[SignedRow]:
    """Sign-offs by their time, first to last."""
    return [
        SignedRow(
            claim_id=row.claim_id,
            author=row.author,
            submitted_at=from_stored(row.decided_at),
            decision=SignOffDecision(row.decision),
            signed_by=row.signed_by,
            at=from_stored(row.signed_at),
        )
        for row in cursor.rows(SIGNED, _from(since))
    ]


def read_corrected(cursor: Cursor, since: datetime | None) -> list[CorrectedRow]:
    """Reopenings by their time, first to last."""
    return [
        CorrectedRow(row.claim_id, row.author, from_stored(row.reopened_at))
        for row in cursor.rows(CORRECTED, _from(since))
    ]


def holds(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[HoldRow]]:
    """Who had each of some claims, first to last."""
    rows = cursor.rows(
        """
        SELECT claim_id, version, holder, set_at FROM holds
        WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[]))) ORDER BY claim_id, number
        """,
        [list(claim_ids)],
    )
    found: dict[str, list[HoldRow]] = {}
    for row in rows:
        hold = HoldRow(row.claim_id, row.version, row.holder, from_stored(row.set_at))
        found.setdefault(row.claim_id, []).append(hold)
    return found


def count_waiting(cursor: Cursor) -> list[WaitingRow]:
    """What is not signed off, by state and by who wrote its latest verdict."""
    return [
        WaitingRow(ClaimState(row.state), row.author, row.claims, from_stored(row.oldest))
        for row in cursor.rows(WAITING)
    ]


def overdue(cursor: Cursor, at: datetime) -> tuple[int, datetime | None]:
    """How many claims should have been signed off by now, and since when the first."""
    [row] = cursor.rows(
        """
        SELECT count(*) AS claims, min(planned.due_at) AS oldest
        FROM latest_plans AS planned
        JOIN standings ON standings.claim_id = planned.claim_id
        WHERE standings.state <> 'approved' AND planned.due_at < ?
        """,
        [to_stored(at)],
    )
    return row.claims, None if row.oldest is None else from_stored(row.oldest)


def count_flagged(cursor: Cursor) -> tuple[int, datetime | None]:
    """How many latest verdicts have evidence that came after them, and since when the first."""
    [row] = cursor.rows(
        """
        SELECT count(*) AS claims, min(flagged.first_at) AS oldest
        FROM flagged_claims AS flagged JOIN claims ON claims.claim_id = flagged.claim_id
        """
    )
    return row.claims, None if row.oldest is None else from_stored(row.oldest)


def count_dismissed(cursor: Cursor, since: datetime | None) -> list[tuple[str, str, int]]:
    """Claims that people took off the desk: reason, who, how many; what stays dismissed counts.

    What was cut or put together has others in its place and no reason, and what the desk itself
    dismissed after a person's example is not counted again.
    """
    return cursor.tuples(
        """
        SELECT reason, set_by, count(*)
        FROM latest_dismissals
        WHERE dismissed AND reason IS NOT NULL AND same_as IS NULL
            AND (CAST(? AS TIMESTAMP) IS NULL OR set_at >= ?)
        GROUP BY reason, set_by ORDER BY count(*) DESC, reason, set_by
        """,
        _from(since),
    )


def _from(since: datetime | None) -> list[datetime | None]:
    at = None if since is None else to_stored(since)
    return [at, at]
