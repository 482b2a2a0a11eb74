"""A claim as it stands on the desk: its verdict, what became of it, what changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.desk import ClaimState, Hold, Plan
from workbench.model.statement import Statement
from workbench.model.verdict import EvidenceFlag, Reopening, SignOff, VerdictVersion, Withdrawal


@dataclass(frozen=True, slots=True)
class ClaimOnDesk:
    """A claim with its latest verdict and what happened to it.

    Attributes:
        verdict: The latest version, none while the claim is open.
        sign_off: The sign-off of that very version, if there is one.
        flags: Evidence that came after that version.
        hold: Who has taken it, none while nobody has.
        plan: Who should look at it and how soon, if somebody said so.
        is_blind: Whether the reader owes a second opinion on it, and is told nothing but its words.
    """

    claim: Claim
    state: ClaimState
    verdict: VerdictVersion | None = None
    sign_off: SignOff | None = None
    flags: tuple[EvidenceFlag, ...] = ()
    hold: Hold | None = None
    plan: Plan | None = None
    is_blind: bool = False

    @property
    def state_now(self) -> ClaimState:
        """The state with the soft lock: taken while somebody has it."""
        return self.state if self.hold is None else ClaimState.TAKEN

    @property
    def seen_version(self) -> int:
        """The version to pass on when deciding; 0 while there is no verdict."""
        return 0 if self.verdict is None else self.verdict.version


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a verdict with what became of it, if anything has."""

    verdict: VerdictVersion
    sign_off: SignOff | None = None
    withdrawal: Withdrawal | None = None
    reopening: Reopening | None = None


class Kept(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    kept: Kept
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One version against an earlier one.

    Attributes:
        base: The version that a supervisor decided on last; the one before, if none did.
        sign_off: That decision.
        correction: The public note that the new version answers.
        rationale: The reason word by word; one piece where nothing changed.
        cited_anew: Statements cited now and not then.
        no_longer_cited: Statements cited then and not now.
    """

    base: VerdictVersion
    now: VerdictVersion
    sign_off: SignOff | None
    correction: Reopening | None
    rationale: tuple[Piece, ...]
    cited_anew: tuple[str, ...]
    no_longer_cited: tuple[str, ...]

    @property
    def changes_verdict(self) -> bool:
        """Whether the finding is another."""
        return self.base.verdict is not self.now.verdict

    @property
    def changes_rationale(self) -> bool:
        """Whether a word of the reason is another."""
        return any(piece.kept is not Kept.SAME for piece in self.rationale)

    @property
    def changes_outside_evidence(self) -> bool:
        """Whether it names other evidence outside the archive."""
        return self.base.outside_evidence != self.now.outside_evidence

    @property
    def is_empty(self) -> bool:
        """Whether the new version says the same as the earlier one."""
        return not (
            self.changes_verdict
            or self.changes_rationale
            or self.changes_outside_evidence
            or self.cited_anew
            or self.no_longer_cited
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came after a version: a contradicting statement, or a later text."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A verdict that cites the statement.

    Attributes:
        version: The last version that does.
        is_latest: Whether no later version decides the claim.
    """

    claim: Claim
    version: VerdictVersion
    is_latest: bool


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement with what stands around it.

    Attributes:
        article: The article on the desk that it was lifted from, none for an import.
        copies: The other statements that carry the same text; together they are one source.
        citations: The verdicts that cite it, without those that the reader must not know.
        some_hidden: Whether the reader owes second opinions, so that verdicts may be missing here.
    """

    statement: Statement
    arrival: Arrival
    article: Article | None
    copies: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    some_hidden: bool

    @property
    def outlets(self) -> int:
        """How many places carry the text: publishers, those that are not recorded one each."""
        every = (self.statement, *self.copies)
        named = {one.publisher for one in every if one.publisher is not None}
        return len(named) + sum(one.publisher is None for one in every)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a statement came into the archive.

    Attributes:
        file: The file it was imported from, none for a claim of an article.
        imported_by: The account that imported it.
    """

    added_at: datetime
    file: str | None
    imported_by: str | None
