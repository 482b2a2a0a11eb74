"""What people make of claims, and who works on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from workbench.ledger.declaration import OneEventEach, Payload, each
from workbench.ledger.kinds import EventKind
from workbench.model.claim import ClaimChange, ClaimChangeKind, Dismissal
from workbench.model.desk import Hold, Plan
from workbench.storage.claims import articles, claim_edits, moves
from workbench.storage.engine.digests import digest
from workbench.storage.engine.moments import to_text

CHANGED: Final[Mapping[ClaimChangeKind, EventKind]] = {
    ClaimChangeKind.ADDED: EventKind.CLAIM_ADDED,
    ClaimChangeKind.SPLIT: EventKind.CLAIM_SPLIT,
    ClaimChangeKind.MERGED: EventKind.CLAIM_MERGED,
    ClaimChangeKind.CORRECTED: EventKind.CLAIM_CORRECTED,
}
"""The event of each change; the proof of a sign-off counts changes by it too."""


def _of_change(change: ClaimChange) -> Payload:
    """A claim as a person made it: what is read first and, through a digest, all of it."""
    claim = change.claim
    return {
        "number": change.number,
        "change": change.kind.value,
        "from": list(change.came_from),
        "article": claim.article_id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "speaker": claim.speaker,
        "actor": claim.actor,
        "polarity": claim.polarity.value,
        "said_on": None if claim.said_on is None else claim.said_on.isoformat(),
        "claim_sha256": digest([articles.claim_cells(claim)]),
        "version": change.version,
        "hands": sorted(change.hands),
        "made_by": change.made_by,
        "made_at": to_text(change.made_at),
    }


def _of_dismissal(dismissal: Dismissal) -> Payload:
    return {
        "number": dismissal.number,
        "dismissed": dismissal.dismissed,
        "reason": None if dismissal.reason is None else dismissal.reason.value,
        "note": dismissal.note,
        "same_as": dismissal.same_as,
        "replaced_by": list(dismissal.replaced_by),
        "suggestions": sorted(dismissal.suggestions),
        "set_by": dismissal.set_by,
        "set_at": to_text(dismissal.set_at),
    }


def _kind_of_dismissal(dismissal: Dismissal) -> EventKind:
    if dismissal.replaced_by:
        return EventKind.CLAIM_REPLACED
    return EventKind.CLAIM_DISMISSED if dismissal.dismissed else EventKind.CLAIM_RESTORED


def _of_hold(hold: Hold) -> Payload:
    return {
        "number": hold.number,
        "version": hold.version,
        "holder": hold.holder,
        "until": _moment(hold.until),
        "set_by": hold.set_by,
        "set_at": to_text(hold.set_at),
    }


def _of_plan(plan: Plan) -> Payload:
    return {
        "number": plan.number,
        "assignee": plan.assignee,
        "priority": plan.priority.value,
        "due_at": _moment(plan.due_at),
        "set_by": plan.set_by,
        "set_at": to_text(plan.set_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else to_text(moment)


CHANGE: Final = OneEventEach(
    noun=ClaimChange,
    tables=("claim_changes", "claim_hands"),
    kinds=tuple(CHANGED.values()),
    kind=lambda change: CHANGED[change.kind],
    subject=lambda change: change.claim.claim_id,
    by=lambda change: change.made_by,
    at=lambda change: change.made_at,
    add=claim_edits.add_change,
    payloads=each(_of_change),
    key=("number",),
    every=claim_edits.every_change,
    words="change {1} of claim {0}",
)
DISMISSAL: Final = OneEventEach(
    noun=Dismissal,
    tables=("dismissals", "dismissed_suggestions"),
    kinds=(EventKind.CLAIM_DISMISSED, EventKind.CLAIM_RESTORED, EventKind.CLAIM_REPLACED),
    kind=_kind_of_dismissal,
    subject=lambda dismissal: dismissal.claim_id,
    by=lambda dismissal: dismissal.set_by,
    at=lambda dismissal: dismissal.set_at,
    add=claim_edits.add_dismissal,
    payloads=each(_of_dismissal),
    key=("number",),
    every=claim_edits.every_dismissal,
    words="dismissal {1} of claim {0}",
)
HOLD: Final = OneEventEach(
    noun=Hold,
    tables=("holds",),
    kinds=(EventKind.CLAIM_TAKEN, EventKind.CLAIM_HANDED_OVER, EventKind.CLAIM_GIVEN_BACK),
    kind=None,  # a claim handed over to oneself looks like one taken
    subject=lambda hold: hold.claim_id,
    by=lambda hold: hold.set_by,
    at=lambda hold: hold.set_at,
    add=moves.add_hold,
    payloads=each(_of_hold),
    key=("number",),
    every=moves.every_hold,
    words="hold {1} of claim {0}",
)
PLAN: Final = OneEventEach(
    noun=Plan,
    tables=("plans",),
    kinds=(EventKind.CLAIM_PLANNED,),
    kind=lambda plan: EventKind.CLAIM_PLANNED,
    subject=lambda plan: plan.claim_id,
    by=lambda plan: plan.set_by,
    at=lambda plan: plan.set_at,
    add=moves.add_plan,
    payloads=each(_of_plan),
    key=("number",),
    every=moves.every_plan,
    words="plan {1} of claim {0}",
)
