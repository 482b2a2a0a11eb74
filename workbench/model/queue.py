"""What waits: stories, claims that are listed, why they wait, views of them, risks of a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from workbench.model.desk import ClaimState, Priority
from workbench.model.on_desk import ClaimOnDesk

CLAIMS_A_PAGE: Final = 25


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


class Due(StrEnum):
    """When a claim that is not signed off has to be done."""

    OVERDUE = "overdue"
    TODAY = "today"


class Order(StrEnum):
    """What comes first."""

    DUE = "due"
    PRIORITY = "priority"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims to list; what is none or empty does not restrict.

    Attributes:
        assignee: The account it is planned for.
        words: All of them in the claim, its speaker, its actor or the story's title.
        who: In the name of the speaker or of the actor.
        first, last: The days between which the story came out, both included.
    """

    state: ClaimState | None = None
    assignee: str | None = None
    priority: Priority | None = None
    due: Due | None = None
    flagged: bool = False
    publisher: str | None = None
    words: str = ""
    who: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One claim of the list. Where the reader owes a blind opinion it stands as not reviewed."""

    claim_id: str
    article_id: str
    text: str
    speaker: str | None
    title: str | None
    state: ClaimState
    flagged: bool
    assignee: str | None
    priority: Priority
    due_at: datetime | None
    holder: str | None


class Waits(StrEnum):
    """Why a claim waits for somebody, what should be seen first before the rest.

    The values stand in links.
    """

    RETURNED = "returned"
    OPINION = "opinion"
    TAKEN = "taken"
    OVERDUE = "overdue"
    TODAY = "today"
    FLAGGED = "flagged"
    DRAFT = "draft"
    ASSIGNED = "assigned"
    DISAGREEMENT = "disagreement"
    SIGN_OFF = "sign-off"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason why a claim waits.

    Attributes:
        at: Since when; until when for a claim that is taken, and the time for one that is due.
        who: Whose doing it is: who sent it back, asked, wrote, gave the other opinion, or has a
            claim that is late. None where that is nobody or the person.
        note: The reason given for sending it back.
    """

    waits: Waits
    at: datetime
    who: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim that waits, with all its causes; it is listed under the first."""

    claim_id: str
    article_id: str
    text: str
    title: str | None
    causes: tuple[Cause, ...]

    @property
    def waits(self) -> Waits:
        """Where it is listed."""
        return self.causes[0].waits

    @property
    def kinds(self) -> frozenset[Waits]:
        """All that it waits for."""
        return frozenset(one.waits for one in self.causes)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter under a name.

    Attributes:
        link: The filter as it stands in the address.
        shared: Whether everybody sees it, not its owner alone.
    """

    view_id: str
    owner: str
    name: str
    link: Mapping[str, str]
    shared: bool


@dataclass(frozen=True, slots=True)
class Views:
    """The views that a person sees: their own first, then those shared by others.

    Attributes:
        opening: What their Queue opens with, none for the stories.
    """

    every: tuple[SavedView, ...]
    opening: SavedView | None


class RiskKind(StrEnum):
    """What can speak against signing a verdict unread, the gravest first."""

    CONTRADICTED = "contradicted"
    OPINION = "second-opinion"
    NEW_EVIDENCE = "new-evidence"
    SUPPORTED = "supported"
    CORRECTION = "correction"
    THIN = "thin"
    REATTRIBUTED = "re-attributed"
    LATER = "later"
    LEFT_OPEN = "left-open"
    CHECKER_UNSURE = "checker-unsure"
    MACHINE_UNSURE = "machine-unsure"


@dataclass(frozen=True, slots=True)
class Risk:
    """One thing that speaks against signing unread; ``words`` is a whole sentence."""

    kind: RiskKind
    words: str


@dataclass(frozen=True, slots=True)
class AwaitingSignature:
    """A verdict that waits, as one person sees it.

    Attributes:
        risks: What speaks against signing it unread, the gravest first.
        locked: Why this person cannot sign it; none if they can.
    """

    item: ClaimOnDesk
    risks: tuple[Risk, ...]
    locked: str | None
