"""What is known of each claim that may wait for a person, in one read; no decisions.

What counts as waiting is a rule of the desk, see ``desk.queue.waiting``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.desk import TO_SIGN, ClaimState
from workbench.model.verdict import OpinionRequest
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.storage.engine.cursor import Cursor, Row


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim as one person may know it.

    Where the person owes a blind opinion it stands as not reviewed, and nothing tells of a verdict.

    Attributes:
        author: Who wrote the latest version, at ``decided_at``.
        signed_by: Who signed that version or sent it back, at ``signed_at``, with ``note``.
        holder: Who has taken it, until ``until``; none while nobody has.
        draft_at: When the person's own draft was last kept.
        asked: The second opinion that the person owes.
        flagged_at: When the newest evidence came that the latest version has not seen.
        differs_by: Who gave a second opinion on the latest version that differs from it.
        hand: Whether the person had a hand in the verdict.
    """

    claim_id: str
    article_id: str
    text: str
    title: str | None
    state: ClaimState
    author: str | None = None
    decided_at: datetime | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None
    note: str | None = None
    holder: str | None = None
    until: datetime | None = None
    assignee: str | None = None
    planned_at: datetime | None = None
    due_at: datetime | None = None
    draft_at: datetime | None = None
    flagged_at: datetime | None = None
    differs_by: str | None = None
    differs_at: datetime | None = None
    hand: bool = False
    asked: OpinionRequest | None = None


FACTS: Final = """
    WITH differs AS (
        SELECT opinions.claim_id, opinions.version, opinions.reviewer, opinions.given_at
        FROM opinions
        JOIN verdict_versions ON verdict_versions.claim_id = opinions.claim_id
            AND verdict_versions.version = opinions.version
            AND verdict_versions.verdict <> opinions.verdict
        QUALIFY row_number() OVER (
            PARTITION BY opinions.claim_id, opinions.version
            ORDER BY opinions.given_at DESC, opinions.reviewer
        ) = 1
    ), touched AS (
        SELECT seen.*, sign_offs.signed_by, sign_offs.signed_at, sign_offs.note,
            held.holder, held.until, planned.assignee, planned.set_at AS planned_at,
            planned.due_at, drafts.saved_at, flagged.newest_at AS raised_at,
            differs.reviewer, differs.given_at
        FROM visible_standings($me) AS seen
        LEFT JOIN sign_offs ON sign_offs.claim_id = seen.claim_id
            AND sign_offs.version = seen.version
        LEFT JOIN live_holds AS held ON held.claim_id = seen.claim_id AND held.until > $now
            AND NOT seen.is_blind
        LEFT JOIN latest_plans AS planned ON planned.claim_id = seen.claim_id
        LEFT JOIN drafts ON drafts.claim_id = seen.claim_id AND drafts.person = $me
        LEFT JOIN flagged_claims AS flagged
            ON flagged.claim_id = seen.claim_id AND NOT seen.is_blind
        LEFT JOIN differs ON differs.claim_id = seen.claim_id AND differs.version = seen.version
        WHERE seen.is_blind
            OR (seen.author = $me AND (seen.state = 'returned' OR flagged.claim_id IS NOT NULL))
            OR held.holder = $me
            OR drafts.claim_id IS NOT NULL
            OR (planned.assignee = $me AND seen.state <> 'approved')
            OR ($all AND (
                list_contains($to_sign, seen.state)
                OR differs.claim_id IS NOT NULL
                OR (planned.due_at < $now AND seen.state <> 'approved')
            ))
    )
    SELECT touched.claim_id, touched.article_id, touched.text, articles.title, touched.state,
        touched.author, touched.decided_at, touched.signed_by, touched.signed_at, touched.note,
        touched.holder, touched.until, touched.assignee, touched.planned_at, touched.due_at,
        touched.saved_at, touched.raised_at, touched.reviewer, touched.given_at,
        own.claim_id IS NOT NULL AS hand
    FROM touched
    JOIN articles ON articles.article_id = touched.article_id
    LEFT JOIN (SELECT DISTINCT claim_id FROM contributions WHERE person = $me) AS own
        ON own.claim_id = touched.claim_id
    WHERE touched.state <> 'dismissed'
    ORDER BY touched.claim_id
"""


def read_facts(
    cursor: Cursor, person: str, *, asked: Sequence[OpinionRequest], everybodys: bool, now: datetime
) -> list[Facts]:
    """The claims that may wait for a person, in the order of their ids.

    Args:
        asked: The second opinions that the person owes, see ``opinions.read_asked``.
        everybodys: With what waits for sign-off, differs or is overdue, whoever has it.
        now: Which holds still count, and what is overdue.
    """
    owed = {one.claim_id: one for one in asked}
    rows = cursor.rows(
        FACTS, {"me": person, "now": to_stored(now), "all": everybodys, "to_sign": list(TO_SIGN)}
    )
    return [replace(_facts(row), asked=owed.get(row.claim_id)) for row in rows]


def _facts(row: Row) -> Facts:
    return Facts(
        claim_id=row.claim_id,
        article_id=row.article_id,
        text=row.text,
        title=row.title,
        state=ClaimState(row.state),
        author=row.author,
        decided_at=_load_moment(row.decided_at),
        signed_by=row.signed_by,
        signed_at=_load_moment(row.signed_at),
        note=row.note,
        holder=row.holder,
        until=_load_moment(row.until),
        assignee=row.assignee,
        planned_at=_load_moment(row.planned_at),
        due_at=_load_moment(row.due_at),
        draft_at=_load_moment(row.saved_at),
        flagged_at=_load_moment(row.raised_at),
        differs_by=row.reviewer,
        differs_at=_load_moment(row.given_at),
        hand=row.hand,
    )


def _load_moment(value: datetime | None) -> datetime | None:
    return None if value is None else from_stored(value)
