"""How claims changed, dismissed and planned are stored: a row and its event, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.claims.suggestions import suggestions_of
from workbench.ledger.recording import record
from workbench.model.claim import Claim, ClaimChange, ClaimChangeKind, Dismissal, DismissalReason
from workbench.model.desk import Plan, Priority
from workbench.model.people import User
from workbench.storage.claims import articles, claim_edits, moves

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def put_in_place(
    cursor: Cursor,
    old: Sequence[Claim],
    new: Sequence[Claim],
    kind: ClaimChangeKind,
    *,
    by: User,
    at: datetime,
) -> None:
    """New claims for old ones, which stay in the record."""
    ids = [claim.claim_id for claim in old]
    changes = claim_edits.changes_of(cursor, ids)
    hands = {person for of in changes.values() for person in of[-1].hands}
    store(cursor, new, kind, came_from=tuple(ids), by=by, at=at, hands=tuple(hands))
    taking = tuple(claim.claim_id for claim in new)
    for claim in old:
        record_dismissal(cursor, claim, dismissed=True, by=by, at=at, replaced_by=taking)
    plans = list(moves.plans_of(cursor, ids).values())
    if plans:
        _plan_alike(cursor, new, plans, by=by, at=at)


def store(
    cursor: Cursor,
    claims: Sequence[Claim],
    kind: ClaimChangeKind,
    *,
    came_from: tuple[str, ...],
    by: User,
    at: datetime,
    number: int = 1,
    version: int = 1,
    hands: tuple[str, ...] = (),
) -> None:
    """Store claims as a person made them, each with its event; their statements are due again."""
    for claim in claims:
        change = ClaimChange(
            claim=claim,
            number=number,
            kind=kind,
            came_from=came_from,
            version=version,
            hands=tuple(sorted({*hands, by.name})),
            made_by=by.name,
            made_at=at,
        )
        record(cursor, change)
        articles.mark_not_indexed(cursor, claim.article_id)


def record_dismissal(
    cursor: Cursor,
    claim: Claim,
    *,
    dismissed: bool,
    by: User,
    at: datetime,
    reason: DismissalReason | None = None,
    note: str | None = None,
    replaced_by: tuple[str, ...] = (),
) -> Dismissal:
    """Take a claim off the desk or put it back, with its event."""
    dismissal = Dismissal(
        claim_id=claim.claim_id,
        number=claim_edits.next_dismissal(cursor),
        dismissed=dismissed,
        reason=reason,
        note=note,
        same_as=None,
        replaced_by=replaced_by,
        suggestions=() if replaced_by else _suggestion_keys(cursor, claim),
        set_by=by.name,
        set_at=at,
    )
    record(cursor, dismissal)
    return dismissal


def latest_dismissals(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, Dismissal]:
    """What was said last of each claim that was ever dismissed or put back."""
    found = claim_edits.dismissals_of(cursor, claim_ids)
    return {claim_id: dismissals[-1] for claim_id, dismissals in found.items()}


def next_ids(cursor: Cursor, article_id: str, wanted: int) -> list[str]:
    """Ids after all that the article's claims ever had, in the way of those lifted from it."""
    known = articles.every_claim_of(cursor, article_id)
    numbers = [claim.claim_id.rpartition("-")[2] for claim in known]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return [f"{article_id}-{last + number:03d}" for number in range(1, wanted + 1)]


def _plan_alike(
    cursor: Cursor, claims: Sequence[Claim], plans: Sequence[Plan], *, by: User, at: datetime
) -> None:
    """What was planned for the old claims holds for the new: the most pressing of it."""
    pressing = min(plans, key=lambda plan: list(Priority).index(plan.priority))
    due = [plan.due_at for plan in plans if plan.due_at is not None]
    for claim in claims:
        plan = replace(
            pressing,
            claim_id=claim.claim_id,
            number=1,
            due_at=min(due, default=None),
            set_by=by.name,
            set_at=at,
        )
        record(cursor, plan)


def _suggestion_keys(cursor: Cursor, claim: Claim) -> tuple[str, ...]:
    """What tells the same suggestion again: the claim as it was lifted and as it is now."""
    article = articles.find(cursor, claim.article_id)
    lifted = articles.find_lifted(cursor, claim.claim_id)
    if article is None:
        return ()
    both = [claim] if lifted is None else [claim, lifted]
    return tuple(sorted({told for one in both for told in suggestions_of(one, article)}))
