"""The figures of the desk, or of one person's own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from workbench.model.verdict import Verdict

ENOUGH_JUDGED: Final = 20
"""Verdicts judged twice from which kappa is told; on fewer, one more changes it by a lot."""


ENOUGH_TIMED: Final = 5
"""Times from which a median is told."""


class Period(StrEnum):
    """How far back to look. The values stand in links."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    ALL = "all"

    def since(self, now: datetime) -> datetime | None:
        """The start of its first day; today is the last one. None for all."""
        if self is Period.ALL:
            return None
        first = now.astimezone(UTC).date() - timedelta(days=int(self.value) - 1)
        return datetime.combine(first, time(), UTC)


class Step(StrEnum):
    """What a bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Bar:
    """What happened in one day, week (from Monday) or month.

    Attributes:
        submitted: Versions of verdicts that were submitted, withdrawn and replaced ones included.
        signed_off: Versions that a supervisor approved.
        returned: Versions that a supervisor sent back.
        corrected: Signed verdicts that were reopened with a public note.
    """

    start: date
    submitted: int = 0
    signed_off: int = 0
    returned: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took.

    Attributes:
        timed: How many times could be told.
        among: Of how many there could have been one.
        quarter, median, three_quarters: A quarter, half and three quarters took no longer; none
            while fewer than ``ENOUGH_TIMED`` were timed.
    """

    timed: int
    among: int
    quarter: timedelta | None = None
    median: timedelta | None = None
    three_quarters: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """Something that waits at this moment, whatever the period.

    Attributes:
        what: A state of claims, or ``overdue`` or ``flagged``.
        oldest: Since when the one waits that has waited longest.
    """

    what: str
    claims: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the desk, or of one person's own work, over a period.

    Attributes:
        verdicts: Claims by their verdict: the latest version of each that was submitted in the
            period and waits for sign-off or is signed off. What was returned, withdrawn or reopened
            does not stand.
        to_submit: From taking a claim to submitting, over the versions whose author had taken the
            claim since the version before. Taking it again without somebody else in between goes on
            from the first time. What was submitted without taking the claim cannot be timed.
        to_sign: From submitting to approving, over the approvals in the period.
        contradiction_shown: Versions that stood beside a contradicting statement from before the
            article when they were submitted.
        contradiction_cited: Those of them that cite the first of these.
        by_pair: Agreement of each two people over opinions given in the period.
        by_kind: The same by kind of claim, all claims first.
        waiting: What waits now.
        dismissed: Claims that people took off the desk in the period and nobody put back, by
            reason, the most frequent first.
        kept_back: Claims that count in no share, since the reader is to judge them unseen.
    """

    period: Period
    since: datetime | None
    until: datetime
    step: Step
    bars: tuple[Bar, ...]
    verdicts: tuple[tuple[Verdict, int], ...]
    to_submit: Times
    to_sign: Times
    contradiction_shown: int
    contradiction_cited: int
    by_pair: tuple[Agreement, ...]
    by_kind: tuple[Agreement, ...]
    waiting: tuple[Backlog, ...]
    dismissed: tuple[tuple[str, int], ...]
    kept_back: int = 0

    @property
    def happened(self) -> Bar:
        """All bars together, from the first day on."""
        return Bar(
            self.bars[0].start if self.bars else self.until.date(),
            sum(bar.submitted for bar in self.bars),
            sum(bar.signed_off for bar in self.bars),
            sum(bar.returned for bar in self.bars),
            sum(bar.corrected for bar in self.bars),
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over some claims that two people judged.

    Attributes:
        of: Whose, or on what.
        claims: How many both judged.
        observed: The share on which they agree, 0 to 1.
        expected: The share on which they would agree by chance, from how often each gives which
            verdict.
        kappa: 1 for full agreement, 0 for that of chance; none where chance alone would make them
            agree always, since nothing can be told from that.
    """

    of: str
    claims: int
    observed: float
    expected: float
    kappa: float | None
