"""Who works on what: claims taken, handed over and given back; assignment, priority, due time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from workbench.desk.claims.claim_state import check_move, claim_of, read_standing
from workbench.desk.claims.workflow import Move
from workbench.desk.people.permissions import may, require_now
from workbench.errors import InputError, NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import record
from workbench.model.desk import (
    ClaimState,
    Hold,
    Plan,
    PlanChange,
    PlannedTogether,
    Priority,
    Refused,
    check_zone,
    said,
)
from workbench.model.people import Action, User
from workbench.storage.claims import moves
from workbench.storage.people import accounts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

HELD_FOR: Final = timedelta(minutes=30)
"""Long enough for a hard claim, short enough that a forgotten one is free after lunch."""

MOST: Final = 500
"""Claims planned in one transaction; nobody else can write while it lasts."""


class Work:
    """Who works on what. Every method is safe to call from many threads."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def take(self, claim_id: str, *, by: User) -> Hold:
        """Take a claim, or keep it for the full time from now.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim.
            Conflict: somebody else has it, or it wants no verdict now.
        """
        return self._hold(claim_id, Move.TAKE, EventKind.CLAIM_TAKEN, by=by, holder=by.name)

    def hand_over(self, claim_id: str, *, to: str, by: User) -> Hold:
        """Give a claim that is taken to another checker.

        Raises:
            InputError: ``to`` is nobody who can give verdicts.
            NotAllowed: somebody else has it, and the role does not permit planning.
            NotFound: there is no such claim.
            Conflict: nobody has taken it.
        """
        return self._hold(claim_id, Move.HAND_OVER, EventKind.CLAIM_HANDED_OVER, by=by, holder=to)

    def give_back(self, claim_id: str, *, by: User) -> Hold:
        """Let anybody have a claim again.

        Raises:
            NotAllowed: somebody else has it, and the role does not permit planning.
            NotFound: there is no such claim.
            Conflict: nobody has taken it.
        """
        return self._hold(claim_id, Move.GIVE_BACK, EventKind.CLAIM_GIVEN_BACK, by=by, holder=None)

    def plan(
        self,
        claim_ids: Sequence[str],
        *,
        by: User,
        assignee: str | None = None,
        priority: Priority = Priority.NORMAL,
        due_at: datetime | None = None,
    ) -> list[Plan]:
        """Say who should look at claims and how soon, in place of what was said before.

        It binds nobody: an unassigned checker may take an assigned claim when time is short.

        Args:
            assignee: The account's name, none for whoever comes first.
            due_at: With its zone.

        Raises:
            InputError: the assignee is nobody who can give verdicts, or the time has no zone.
            NotAllowed: the role does not permit planning.
            NotFound: there is no such claim; nothing is changed.
        """
        check_zone(due_at)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.PLAN)
            at = self._clock()
            if assignee is not None:
                _check_decides(cursor, assignee, by)
            before = moves.plans_of(cursor, claim_ids)
            plans = []
            for claim_id in dict.fromkeys(claim_ids):
                claim_of(cursor, claim_id)
                number = before[claim_id].number + 1 if claim_id in before else 1
                plan = Plan(claim_id, number, assignee, priority, due_at, by.name, at)
                record(cursor, plan)
                plans.append(plan)
        return plans

    def plan_each(
        self, claim_ids: Sequence[str], change: PlanChange, *, by: User
    ) -> PlannedTogether:
        """Change the plans of many claims in one transaction, of those for which it can be done.

        What a claim's plan says besides is kept as it is at that moment, whoever set it last.

        Raises:
            InputError: no claim is chosen or too many, nothing is to change, or the assignee is
                nobody who can give verdicts; nothing is changed.
            NotAllowed: the role does not permit planning.
        """
        change.check()
        chosen = list(dict.fromkeys(claim_ids))
        if not chosen:
            raise InputError("choose at least one claim to plan")
        if len(chosen) > MOST:
            raise InputError(f"choose at most {MOST} claims at a time; these are {len(chosen)}")
        planned, as_before, refused = [], [], []
        with self._database.write() as cursor:
            require_now(cursor, by, Action.PLAN)
            at = self._clock()
            if change.assignee is not None:
                _check_decides(cursor, change.assignee, by)
            plans = moves.plans_of(cursor, chosen)
            for claim_id in chosen:
                try:
                    now = read_standing(cursor, claim_id, at=at)
                except NotFound as error:
                    refused.append(Refused(claim_id, str(error)))
                    continue
                if now.state is ClaimState.DISMISSED:
                    refused.append(Refused(claim_id, "it was dismissed; restore it first"))
                    continue
                before = plans.get(claim_id)
                told = change.on(before)
                if told == said(before):
                    as_before.append(claim_id)
                    continue
                number = 1 if before is None else before.number + 1
                plan = Plan(claim_id, number, *told, by.name, at)
                record(cursor, plan)
                planned.append(plan)
        return PlannedTogether(tuple(planned), tuple(as_before), tuple(refused))

    def _hold(
        self, claim_id: str, move: Move, what: EventKind, *, by: User, holder: str | None
    ) -> Hold:
        with self._database.write() as cursor:
            at = self._clock()
            now = read_standing(cursor, claim_id, at=at)
            check_move(cursor, now, move, by)
            if holder is not None and holder != by.name:
                _check_decides(cursor, holder, by)
            before = moves.holds_of(cursor, [claim_id]).get(claim_id)
            hold = Hold(
                claim_id=claim_id,
                number=1 if before is None else before.number + 1,
                version=now.version,
                holder=holder,
                until=None if holder is None else at + HELD_FOR,
                set_by=by.name,
                set_at=at,
            )
            record(cursor, hold, kind=what)
        return hold


def _check_decides(cursor: Cursor, name: str, by: User) -> None:
    person = by if name == by.name else accounts.find(cursor, name)
    if person is None or not may(person, Action.DECIDE):
        raise InputError(f"{name} is nobody who can give verdicts; name a checker's account")
