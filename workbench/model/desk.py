"""Work on the desk: where a claim stands, who holds it, what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from workbench.errors import InputError


class ClaimState(StrEnum):
    """Where a claim stands on the desk. Taken passes with time; every other state is for good."""

    OPEN = "open"
    TAKEN = "taken"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    DISMISSED = "dismissed"


class Priority(StrEnum):
    """How soon a claim should be looked at, the most pressing first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim taken by a checker. It ends with its time, or with the next version of the verdict.

    Attributes:
        number: Counts the holds of the claim from 1.
        version: The latest version of the verdict when it was taken, 0 for none.
        holder: Who has it; none when it was given back.
        until: When it lapses; none when it was given back.
        set_by: Who took it, handed it over or gave it back.
    """

    claim_id: str
    number: int
    version: int
    holder: str | None
    until: datetime | None
    set_by: str
    set_at: datetime

    def is_live(self, version: int, at: datetime) -> bool:
        """Whether somebody has the claim at a moment, if ``version`` is the latest verdict."""
        return self.until is not None and self.version == version and at < self.until


@dataclass(frozen=True, slots=True)
class Plan:
    """Who should look at a claim and how soon; the latest plan of a claim counts.

    Attributes:
        number: Counts the plans of the claim from 1.
    """

    claim_id: str
    number: int
    assignee: str | None
    priority: Priority
    due_at: datetime | None
    set_by: str
    set_at: datetime


TO_DO: Final = (
    ClaimState.OPEN,
    ClaimState.RETURNED,
    ClaimState.WITHDRAWN,
    ClaimState.REOPENED,
)
"""Where a claim wants a verdict, from whoever may decide unless somebody else has taken it. Only
from here can it be taken."""
TO_SIGN: Final = (ClaimState.SUBMITTED,)
"""Where a verdict waits for a signature, of whoever may sign and has had no hand in it."""
SETTLED: Final = (ClaimState.SUBMITTED, ClaimState.APPROVED)
"""Where there is nothing to do for whom a claim is assigned to."""


Said = tuple[str | None, Priority, datetime | None]
"""Assignee, priority and due time of a claim."""


def said(plan: Plan | None) -> Said:
    """What a plan says; a claim that was never planned is nobody's and normal."""
    if plan is None:
        return None, Priority.NORMAL, None
    return plan.assignee, plan.priority, plan.due_at


def check_zone(due_at: datetime | None) -> None:
    """Refuse a due time that is another moment in every zone.

    Raises:
        InputError: it has no zone.
    """
    if due_at is not None and due_at.tzinfo is None:
        raise InputError("give the due time with its zone, such as 2022-10-20T15:00+00:00")


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What to say anew of claims. What is left out stays on each claim as it is.

    Attributes:
        assignee: The account's name.
        for_nobody: Take the assignment off; not together with ``assignee``.
        due_at: With its zone.
        no_due: Take the due time off; not together with ``due_at``.
    """

    assignee: str | None = None
    for_nobody: bool = False
    priority: Priority | None = None
    due_at: datetime | None = None
    no_due: bool = False

    def check(self) -> None:
        """Refuse what cannot be meant.

        Raises:
            InputError: nothing is to change, two things contradict, or the time has no zone.
        """
        if self == PlanChange():
            raise InputError("choose a person, a priority or a due time to set")
        if self.assignee is not None and self.for_nobody:
            raise InputError("assign the claims to somebody or to nobody, not both")
        if self.due_at is not None and self.no_due:
            raise InputError("give the claims a due time or take it off, not both")
        check_zone(self.due_at)

    def on(self, before: Plan | None) -> Said:
        """What is said of a claim that was planned as ``before`` says."""
        assignee, priority, due_at = said(before)
        return (
            self.assignee if self.assignee is not None or self.for_nobody else assignee,
            priority if self.priority is None else self.priority,
            self.due_at if self.due_at is not None or self.no_due else due_at,
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that could not be planned, and why in one line."""

    claim_id: str
    why: str


@dataclass(frozen=True, slots=True)
class PlannedTogether:
    """What became of every claim that was to be planned.

    Attributes:
        planned: The new plans.
        as_before: Claims whose plan says the same already; nothing was recorded for them.
    """

    planned: tuple[Plan, ...]
    as_before: tuple[str, ...]
    refused: tuple[Refused, ...]
