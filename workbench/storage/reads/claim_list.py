"""Claims of the whole desk in one list: the database filters, counts and cuts out the page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.desk import ClaimState, Priority
from workbench.model.queue import CLAIMS_A_PAGE, Listed, Order, Wanted
from workbench.storage.engine.moments import from_stored, to_stored
from workbench.storage.verdicts.visibility import name_of

if TYPE_CHECKING:
    from workbench.model.people import User
    from workbench.storage.engine.cursor import Cursor


LISTED: Final = """
    WITH listed AS (
        SELECT
            claims.claim_id, claims.article_id, claims.text, claims.speaker, articles.title,
            CASE WHEN held.claim_id IS NOT NULL THEN 'taken' ELSE claims.state END AS state,
            flagged.claim_id IS NOT NULL AS flagged,
            planned.assignee, coalesce(planned.priority, $usual) AS priority, planned.due_at,
            held.holder, claims.state = 'approved' AS done,
            claims.actor, articles.publisher, articles.published_on,
            articles.added_at, claims.position
        FROM visible_standings($reader) AS claims
        JOIN articles ON articles.article_id = claims.article_id
        LEFT JOIN flagged_claims AS flagged
            ON flagged.claim_id = claims.claim_id AND NOT claims.is_blind
        LEFT JOIN live_holds AS held ON held.claim_id = claims.claim_id AND held.until > $now
            AND NOT claims.is_blind
        LEFT JOIN latest_plans AS planned ON planned.claim_id = claims.claim_id
        WHERE claims.state <> 'dismissed'
    )
    SELECT claim_id, article_id, text, speaker, title, state, flagged, assignee, priority, due_at,
        holder, count(*) OVER () AS found
    FROM listed
    WHERE ($state IS NULL OR state = $state)
        AND ($assignee IS NULL OR assignee = $assignee)
        AND ($priority IS NULL OR priority = $priority)
        AND (NOT $flagged OR flagged)
        AND ($publisher IS NULL OR publisher = $publisher)
        AND contains(lower(concat_ws(' ', speaker, actor)), $who)
        AND ($first IS NULL OR published_on >= $first)
        AND ($last IS NULL OR published_on <= $last)
        AND ($only IS NULL OR list_contains(CAST($only AS TEXT[]), claim_id))
        AND ($due IS NULL OR (NOT done AND CASE $due
            WHEN 'overdue' THEN due_at < $now
            ELSE CAST(due_at AS DATE) = CAST($now AS DATE) END))
        AND list_bool_and(list_transform(CAST($words AS TEXT[]), lambda word: contains(
            lower(concat_ws(' ', text, speaker, actor, title)), word))) IS NOT FALSE
    ORDER BY
        CASE $order WHEN 'newest' THEN NULL WHEN 'due' THEN NULL
            ELSE list_position($priorities, priority) END,
        CASE $order WHEN 'newest' THEN NULL ELSE due_at END NULLS LAST,
        added_at DESC, article_id, position, claim_id
    LIMIT $most OFFSET $skipped
"""


def find(
    cursor: Cursor,
    reader: User | None,
    wanted: Wanted,
    *,
    order: Order,
    page: int,
    now: datetime,
    only: Collection[str] | None = None,
) -> tuple[list[Listed], int]:
    """One page of the claims that are wanted, and how many there are on all pages.

    Args:
        reader: For whom; see ``verdicts.visibility``.
        page: From 1; one past the end has no claims and a count of 0.
        only: Nothing but these claims; none for all.
    """
    rows = cursor.rows(
        LISTED,
        {
            "reader": name_of(reader),
            "usual": Priority.NORMAL.value,
            "now": to_stored(now),
            "state": None if wanted.state is None else wanted.state.value,
            "assignee": wanted.assignee,
            "priority": None if wanted.priority is None else wanted.priority.value,
            "flagged": wanted.flagged,
            "publisher": wanted.publisher,
            "due": None if wanted.due is None else wanted.due.value,
            "words": wanted.words.lower().split(),
            "who": wanted.who.lower(),
            "first": wanted.first,
            "last": wanted.last,
            "only": None if only is None else sorted(only),
            "order": order.value,
            "priorities": [each.value for each in Priority],
            "most": CLAIMS_A_PAGE,
            "skipped": (page - 1) * CLAIMS_A_PAGE,
        },
    )
    listed = [
        Listed(
            claim_id=row.claim_id,
            article_id=row.article_id,
            text=row.text,
            speaker=row.speaker,
            title=row.title,
            state=ClaimState(row.state),
            flagged=row.flagged,
            assignee=row.assignee,
            priority=Priority(row.priority),
            due_at=None if row.due_at is None else from_stored(row.due_at),
            holder=row.holder,
        )
        for row in rows
    ]
    return listed, rows[0].found if rows else 0
