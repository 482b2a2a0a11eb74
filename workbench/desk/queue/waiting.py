"""What waits for a person and why: what they would want to know before they begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.people.permissions import may
from workbench.model.desk import SETTLED, TO_DO, TO_SIGN, ClaimState
from workbench.model.people import Action, User
from workbench.model.queue import Cause, WaitingClaim, Waits
from workbench.storage.reads.waiting import Facts, read_facts
from workbench.storage.verdicts import opinions

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


class Waiting:
    """What waits for people. Safe to call from many threads."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def of(self, person: User) -> list[WaitingClaim]:
        """All claims that wait for a person, each once; within a kind the oldest cause first.

        Of a claim on which the person owes a blind opinion nothing is told but that it is owed and
        what is planned.
        """
        now = self._clock()
        signs = may(person, Action.SIGN_OFF)
        if not (signs or may(person, Action.DECIDE)):
            return []
        with self._database.read() as cursor:
            found = read_facts(
                cursor,
                person.name,
                asked=opinions.read_asked(cursor, person.name),
                everybodys=signs,
                now=now,
            )
        waiting = [
            WaitingClaim(one.claim_id, one.article_id, one.text, one.title, why)
            for one in found
            if (why := causes(one, person, now))
        ]
        order = list(Waits)
        return sorted(waiting, key=lambda one: (order.index(one.waits), one.causes[0].at))


def causes(claim: Facts, person: User, now: datetime) -> tuple[Cause, ...]:
    """Why a claim waits for a person, in the order of ``Waits``; empty if it does not.

    - A verdict that was sent back waits for its author; new evidence waits for the author until
      somebody has signed that very version after it came.
    - A draft waits while a verdict can be given, which on a signed one it cannot.
    - A verdict waits for sign-off by whoever has no hand in it. A second opinion that differs waits
      for a supervisor until the version is signed after it, or a new version has answered it.
    """
    found: list[Cause] = []
    if may(person, Action.DECIDE):
        found += _own(claim, person.name, now)
    if may(person, Action.SIGN_OFF):
        found += _to_supervise(claim, person.name, now)
    order = list(Waits)
    return tuple(sorted(found, key=lambda one: order.index(one.waits)))


def _own(claim: Facts, name: str, now: datetime) -> Iterator[Cause]:
    is_author = claim.author == name
    if is_author and claim.state is ClaimState.RETURNED and claim.signed_at is not None:
        yield Cause(Waits.RETURNED, claim.signed_at, claim.signed_by, claim.note)
    if claim.asked is not None:
        yield Cause(Waits.OPINION, claim.asked.asked_at, claim.asked.asked_by)
    if claim.holder == name and claim.until is not None:
        yield Cause(Waits.TAKEN, claim.until)
    if claim.assignee == name and claim.state not in SETTLED:
        if claim.due_at is not None and claim.due_at < now:
            yield Cause(Waits.OVERDUE, claim.due_at)
        elif claim.due_at is not None and claim.due_at.date() == now.date():
            yield Cause(Waits.TODAY, claim.due_at)
        elif claim.planned_at is not None:
            yield Cause(Waits.ASSIGNED, claim.planned_at)
    if is_author and claim.flagged_at is not None and not _signed_after(claim, claim.flagged_at):
        yield Cause(Waits.FLAGGED, claim.flagged_at)
    if claim.draft_at is not None and claim.state in (*TO_DO, *TO_SIGN):
        yield Cause(Waits.DRAFT, claim.draft_at)


def _to_supervise(claim: Facts, name: str, now: datetime) -> Iterator[Cause]:
    settled = claim.state in SETTLED
    differs_at, decided_at, due_at = claim.differs_at, claim.decided_at, claim.due_at
    if settled and differs_at is not None and not _signed_after(claim, differs_at):
        yield Cause(Waits.DISAGREEMENT, differs_at, claim.differs_by)
    if claim.state in TO_SIGN and not claim.hand and decided_at is not None:
        yield Cause(Waits.SIGN_OFF, decided_at, claim.author)
    is_own = claim.assignee == name and not settled  # that one is listed as the person's own
    is_late = due_at is not None and due_at < now and claim.state is not ClaimState.APPROVED
    if due_at is not None and is_late and not is_own:
        yield Cause(Waits.LATE, due_at, claim.assignee)


def _signed_after(claim: Facts, at: datetime) -> bool:
    return (
        claim.state is ClaimState.APPROVED and claim.signed_at is not None and claim.signed_at >= at
    )
