"""The stories on the desk: how far each has come, and what in it waits for whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.desk import SETTLED, TO_DO, TO_SIGN, Priority
from workbench.model.people import ALLOWED, Action, Role, User
from workbench.model.queue import ArticleProgress
from workbench.storage.engine.moments import from_stored, to_stored
from workbench.storage.verdicts.visibility import name_of

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

PRIORITIES: Final = tuple(Priority)


QUEUE: Final = """
    SELECT
        articles.article_id, articles.title, articles.publisher, articles.published_on,
        articles.added_at,
        count(standings.claim_id) AS claims,
        count(*) FILTER (WHERE standings.state = 'open') AS opened,
        count(*) FILTER (WHERE standings.state = 'submitted') AS submitted,
        count(*) FILTER (WHERE standings.state = 'returned') AS returned,
        count(*) FILTER (WHERE standings.state = 'approved') AS approved,
        count(*) FILTER (WHERE standings.state = 'withdrawn') AS withdrawn,
        count(*) FILTER (WHERE standings.state = 'reopened') AS reopened,
        count(*) FILTER (
            WHERE list_contains($to_do, standings.state) AND coalesce(held.holder, $me) = $me
        ) AS to_do,
        count(*) FILTER (
            WHERE list_contains($to_sign, standings.state) AND own.claim_id IS NULL
        ) AS to_sign,
        count(flagged.claim_id) AS flagged_claims,
        count(held.claim_id) AS taken,
        count(*) FILTER (
            WHERE held.holder = $me OR (
                planned.assignee = $me AND NOT list_contains($settled, standings.state)
            )
        ) AS mine,
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
    """All articles with their progress and what waits for ``user``; see ``PageQueries.queue``."""
    rows = cursor.rows(
        QUEUE,
        {
            "me": user.name,
            "reader": name_of(user),
            "now": to_stored(now),
            "to_do": list(TO_DO),
            "to_sign": list(TO_SIGN),
            "settled": list(SETTLED),
            "priorities": [priority.value for priority in PRIORITIES],
            "usual": PRIORITIES.index(Priority.NORMAL) + 1,
        },
    )
    return [_progress(row, user.role) for row in rows]


def _progress(row: Row, role: Role) -> ArticleProgress:
    return ArticleProgress(
        article_id=row.article_id,
        title=row.title,
        publisher=row.publisher,
        published_on=row.published_on,
        added_at=from_stored(row.added_at),
        claims=row.claims,
        open=row.opened,
        submitted=row.submitted,
        returned=row.returned,
        approved=row.approved,
        waiting=_waiting(row, role),
        flagged=row.flagged_claims,
        withdrawn=row.withdrawn,
        reopened=row.reopened,
        taken=row.taken,
        mine=row.mine,
        priority=None if row.pressing is None else PRIORITIES[row.pressing - 1],
        due_at=None if row.due is None else from_stored(row.due),
    )


def _waiting(row: Row, role: Role) -> int:
    if Action.SIGN_OFF in ALLOWED[role]:
        return int(row.to_sign)
    return int(row.to_do) if Action.DECIDE in ALLOWED[role] else 0
