"""The stories on the desk: how far each has come, and what in it waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.model.desk import Priority
from workbench.model.people import Role, User
from workbench.storage.engine.moments import loaded, stored
from workbench.storage.verdicts.visibility import name_of

if TYPE_CHECKING:
    from workbench.storage.engine.database import Cursor

PRIORITIES: Final = tuple(Priority)


@dataclass(frozen=True, slots=True)
class ArticleProgress:
    """One line of the queue.

    Attributes:
        waiting: Claims that wait for the person who asked: those that want a verdict and that
            nobody else has taken for a checker, submitted ones without a hand of theirs in them
            for a supervisor.
        flagged: Claims with evidence that came after their verdict.
        taken: Claims that somebody has taken, among those that want a verdict.
        mine: Claims that the person has taken, or that are assigned to them and want a verdict.
        priority: The most pressing of the claims that are not signed off, none if none is planned.
        due_at: When the first of these is due.
    """

    article_id: str
    title: str | None
    publisher: str | None
    published_on: date | None
    added_at: datetime
    claims: int
    open: int
    submitted: int
    returned: int
    approved: int
    waiting: int
    flagged: int
    withdrawn: int = 0
    reopened: int = 0
    taken: int = 0
    mine: int = 0
    priority: Priority | None = None
    due_at: datetime | None = None


QUEUE: Final = """
    SELECT
        articles.article_id, articles.title, articles.publisher, articles.published_on,
        articles.added_at,
        count(standings.claim_id),
        count(*) FILTER (WHERE standings.state = 'open'),
        count(*) FILTER (WHERE standings.state = 'submitted'),
        count(*) FILTER (WHERE standings.state = 'returned'),
        count(*) FILTER (WHERE standings.state = 'approved'),
        count(*) FILTER (WHERE standings.state = 'withdrawn'),
        count(*) FILTER (WHERE standings.state = 'reopened'),
        count(*) FILTER (WHERE standings.state = 'submitted' AND own.claim_id IS NULL),
        count(flagged.claim_id),
        count(held.claim_id),
        count(*) FILTER (WHERE held.holder <> $me),
        count(*) FILTER (
            WHERE held.holder = $me OR (
                planned.assignee = $me AND standings.state NOT IN ('submitted', 'approved')
            )
        ),
        min(list_position($priorities, planned.priority)) FILTER (
            WHERE standings.state <> 'approved'
        ) AS pressing,
        min(planned.due_at) FILTER (WHERE standings.state <> 'approved') AS due
    FROM articles
    LEFT JOIN (
        SELECT * FROM visible_standings($reader) WHERE state <> 'dismissed'
    ) AS standings ON standings.article_id = articles.article_id
    LEFT JOIN flagged_claims AS flagged
        ON flagged.claim_id = standings.claim_id AND NOT standings.is_blind
    LEFT JOIN (SELECT DISTINCT claim_id FROM contributions WHERE person = $me) AS own
        ON own.claim_id = standings.claim_id
    LEFT JOIN live_holds AS held ON held.claim_id = standings.claim_id AND held.until > $now
        AND NOT standings.is_blind
    LEFT JOIN latest_plans AS planned ON planned.claim_id = standings.claim_id
    GROUP BY articles.article_id, articles.title, articles.publisher, articles.published_on,
        articles.added_at
    ORDER BY coalesce(pressing, $usual), due NULLS LAST, articles.added_at DESC,
        articles.article_id
"""


def find(cursor: Cursor, user: User, *, now: datetime) -> list[ArticleProgress]:
    """All articles with their progress and what waits for ``user``; see ``Screens.queue``."""
    rows = cursor.execute(
        QUEUE,
        {
            "me": user.name,
            "reader": name_of(user),
            "now": stored(now),
            "priorities": [priority.value for priority in PRIORITIES],
            "usual": PRIORITIES.index(Priority.NORMAL) + 1,
        },
    ).fetchall()
    return [_progress(row, user.role) for row in rows]


def _progress(row: Sequence[Any], role: Role) -> ArticleProgress:
    opened, submitted, returned, approved, withdrawn, reopened, by_others, flagged = row[6:14]
    taken, taken_by_others, mine, pressing, due_at = row[14:]
    to_do = opened + returned + withdrawn + reopened - taken_by_others
    return ArticleProgress(
        article_id=row[0],
        title=row[1],
        publisher=row[2],
        published_on=row[3],
        added_at=loaded(row[4]),
        claims=row[5],
        open=opened,
        submitted=submitted,
        returned=returned,
        approved=approved,
        waiting={
            Role.CHECKER: to_do,
            Role.SUPERVISOR: by_others,
            Role.ADMIN: by_others,
            Role.LIBRARIAN: 0,
        }[role],
        flagged=flagged,
        withdrawn=withdrawn,
        reopened=reopened,
        taken=taken,
        mine=mine,
        priority=None if pressing is None else PRIORITIES[pressing - 1],
        due_at=None if due_at is None else loaded(due_at),
    )
