"""Work on the desk: where a claim stands, who holds it, what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
