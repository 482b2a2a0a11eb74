"""What the screens read: plain SQL shaped for one page each, and no decisions.

The shapes come first, since pages and commands are built on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from workbench.model import (
    Article,
    Claim,
    ClaimState,
    Event,
    EvidenceFlag,
    Prior,
    SignOff,
    User,
    VerdictVersion,
)

if TYPE_CHECKING:
    from workbench.storage.database import Database


@dataclass(frozen=True, slots=True)
class ArticleProgress:
    """One line of the queue.

    Attributes:
        waiting: Claims that wait for the person who asked: open and returned ones for a checker,
            submitted ones by somebody else for a supervisor.
        flagged: Claims with evidence that came after their verdict.
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


@dataclass(frozen=True, slots=True)
class ClaimOnDesk:
    """A claim with its latest verdict and what happened to it.

    Attributes:
        verdict: The latest version, none while the claim is open.
        sign_off: The sign-off of that very version, if there is one.
        flags: Evidence that came after that version.
    """

    claim: Claim
    state: ClaimState
    verdict: VerdictVersion | None = None
    sign_off: SignOff | None = None
    flags: tuple[EvidenceFlag, ...] = ()
    article_title: str | None = None
    article_published_on: date | None = None

    @property
    def seen_version(self) -> int:
        """The version to pass on when deciding; 0 while there is no verdict."""
        return 0 if self.verdict is None else self.verdict.version


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a verdict with the sign-off it got, if any."""

    verdict: VerdictVersion
    sign_off: SignOff | None = None


class Screens:
    """Reads for the pages; every method is one consistent look at the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, user: User) -> list[ArticleProgress]:
        """All articles, newest first, with their progress and what waits for ``user``."""
        raise NotImplementedError

    def article(self, article_id: str) -> Article:
        """One article with its text.

        Raises:
            NotFound: there is no such article.
        """
        raise NotImplementedError

    def claims_of(self, article_id: str) -> list[ClaimOnDesk]:
        """The claims of an article in the order of its text; empty for an unknown article."""
        raise NotImplementedError

    def claim(self, claim_id: str) -> ClaimOnDesk:
        """One claim.

        Raises:
            NotFound: there is no such claim.
        """
        raise NotImplementedError

    def awaiting_sign_off(self) -> list[ClaimOnDesk]:
        """Claims whose latest verdict waits for a supervisor, oldest decision first."""
        raise NotImplementedError

    def priors_seen(self, claim_id: str, version: int) -> list[Prior]:
        """The priors as they stood before the checker who wrote this version."""
        raise NotImplementedError

    def history(self, claim_id: str) -> list[HistoryEntry]:
        """Every version of the verdict on a claim, first to last."""
        raise NotImplementedError

    def events(self, limit: int = 100) -> list[Event]:
        """The latest events of the ledger, newest first."""
        raise NotImplementedError
