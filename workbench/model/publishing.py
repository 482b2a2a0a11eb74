"""What leaves: which claims an export takes along, and what it would hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.model.claim import Claim
from workbench.model.desk import ClaimState
from workbench.model.verdict import Verdict, VerdictVersion

if TYPE_CHECKING:
    import pandas


class LeftOut(StrEnum):
    """Why a claim stays behind. The values complete "left out:"."""

    OTHER_ARTICLE = "of other stories or publishers than you chose"
    OTHER_STATE = "in another state than you chose"
    OTHER_VERDICT = "with another verdict than you chose"
    OTHER_PERIOD = "decided outside the days you chose"
    BLIND = "waiting for a second opinion that is given without sight of the verdict"
    OPEN = "not reviewed yet"
    TAKEN = "not reviewed yet, taken by a checker"
    SUBMITTED = "waiting for a supervisor to sign"
    RETURNED = "returned to the checker by a supervisor"
    WITHDRAWN = "withdrawn by their author"
    REOPENED = "reopened for a correction"
    DISMISSED = "dismissed as no claim to check"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants exported; what is empty does not restrict.

    Attributes:
        include_open: Whether claims that are not signed off go too.
        states: Of those that may go, only these.
        decided_from: The first day (UTC) on which the latest version was decided.
        decided_to: The last one.
    """

    include_open: bool = False
    article_ids: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    verdicts: frozenset[Verdict] = frozenset()
    states: frozenset[ClaimState] = frozenset()
    decided_from: date | None = None
    decided_to: date | None = None

    @property
    def told(self) -> str:
        """The choice in words, for the record."""
        parts = ["all claims" if self.include_open else "signed-off verdicts"]
        for name, some in (
            ("articles", self.article_ids),
            ("publishers", self.publishers),
            ("verdicts", self.verdicts),
            ("states", self.states),
        ):
            if some:
                parts.append(f"{name}: {', '.join(sorted(some))}")
        if self.decided_from is not None:
            parts.append(f"decided from {self.decided_from}")
        if self.decided_to is not None:
            parts.append(f"decided to {self.decided_to}")
        return "; ".join(parts)

    def before_reading(
        self, claim: Claim, publisher: str | None, state: ClaimState, hidden: Collection[str]
    ) -> LeftOut | None:
        """Why a claim stays behind, as far as that can be told without its verdict."""
        if self.article_ids and claim.article_id not in self.article_ids:
            return LeftOut.OTHER_ARTICLE
        if self.publishers and publisher not in self.publishers:
            return LeftOut.OTHER_ARTICLE
        if claim.claim_id in hidden:
            return LeftOut.BLIND
        if not self.include_open and state is not ClaimState.APPROVED:
            return LeftOut[state.name]
        if self.states and state not in self.states:
            return LeftOut.OTHER_STATE
        return None

    def after_reading(self, verdict: VerdictVersion | None) -> LeftOut | None:
        """The same for what needs its verdict."""
        if self.verdicts and (verdict is None or verdict.verdict not in self.verdicts):
            return LeftOut.OTHER_VERDICT
        if self.decided_from is None and self.decided_to is None:
            return None
        day = None if verdict is None else verdict.decided_at.date()
        if (
            day is None
            or (self.decided_from is not None and day < self.decided_from)
            or (self.decided_to is not None and day > self.decided_to)
        ):
            return LeftOut.OTHER_PERIOD
        return None


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The first rows that would leave, and what would not.

    Attributes:
        first: The first rows of the verdict CSV as text, formulas left as they are.
        claims: How many rows the verdict CSV would have.
        citations: How many rows the evidence CSV would have.
        left_out: How many claims would stay behind, by the reason.
    """

    first: pandas.DataFrame
    claims: int
    citations: int
    left_out: Mapping[LeftOut, int]


@dataclass(frozen=True, slots=True)
class ExportTaken:
    """One file that somebody took away.

    Attributes:
        number: Counts all exports from 1.
        what: csv, evidence or claimreview.
        sha256: Of the file's bytes.
        ledger_head: The head that the file carries.
        rows: Lines after the heading, or reviews; none in exports of earlier releases.
        chosen: In words, which verdicts were chosen.
    """

    number: int
    what: str
    taken_by: str
    taken_at: datetime
    sha256: str
    bytes: int
    ledger_head: str
    rows: int | None = None
    chosen: str | None = None
