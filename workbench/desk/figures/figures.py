"""The desk's figures: what each one is, and how it is counted.

Nobody is compared with anybody by speed. Figures are of the desk as a whole, or of one person's own
work for that person alone. Days are days in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from workbench.desk.opinions.kappa import Agreement
from workbench.model.desk import ClaimState
from workbench.model.verdict import SignOffDecision, Verdict

if TYPE_CHECKING:
    from workbench.storage.reads.insights import CorrectedRow, HoldRow, SignedRow, SubmittedRow

ENOUGH_JUDGED: Final = 20
"""Verdicts judged twice from which kappa is told; on fewer, one more changes it by a lot."""

ENOUGH_TIMED: Final = 5
"""Times from which a median is told."""

DAYS_SHOWN: Final = 92
WEEKS_SHOWN: Final = 52


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


def bars(
    submitted: Iterable[SubmittedRow],
    signed: Iterable[SignedRow],
    corrected: Iterable[CorrectedRow],
    *,
    first: date | None,
    last: date,
) -> tuple[Step, tuple[Bar, ...]]:
    """What happened in each day, week or month, those without anything included.

    Args:
        first: The first day of the period; none for that of the first thing that happened.
    """
    happened: dict[str, list[date]] = {
        "submitted": [row.at.date() for row in submitted],
        "signed_off": [],
        "returned": [],
        "corrected": [row.at.date() for row in corrected],
    }
    for row in signed:
        kind = "signed_off" if row.decision is SignOffDecision.APPROVED else "returned"
        happened[kind].append(row.at.date())
    if first is None:
        first = min((day for days in happened.values() for day in days), default=last)
    step = _step(first, last)
    counts = {start: dict.fromkeys(happened, 0) for start in _starts(first, last, step)}
    for kind, days in happened.items():
        for day in days:
            counts[_start(day, step)][kind] += 1
    return step, tuple(Bar(start, **found) for start, found in counts.items())


def verdicts(submitted: Iterable[SubmittedRow]) -> tuple[tuple[Verdict, int], ...]:
    """Claims by the verdict that stands."""
    standing = [row.verdict for row in submitted if row.stands]
    return tuple((verdict, standing.count(verdict)) for verdict in Verdict)


def times_to_submit(
    submitted: Sequence[SubmittedRow], holds: Mapping[str, Sequence[HoldRow]]
) -> Times:
    """From taking a claim to submitting its verdict."""
    taken = [(row, _taken_at(row, holds.get(row.claim_id, ()))) for row in submitted]
    return _times([row.at - at for row, at in taken if at is not None], len(submitted))


def times_to_sign(signed: Iterable[SignedRow]) -> Times:
    """From submitting a version to its approval."""
    took = [row.at - row.submitted_at for row in signed if _is_approval(row)]
    return _times(took, len(took))


def _is_approval(row: SignedRow) -> bool:
    return row.decision is SignOffDecision.APPROVED


def _taken_at(row: SubmittedRow, holds: Sequence[HoldRow]) -> datetime | None:
    """When the author took the claim for this version and had it, lapses apart, ever since."""
    at = None
    for hold in reversed(holds):
        if hold.version != row.version - 1 or hold.at > row.at:
            continue
        if hold.holder != row.author:
            break
        at = hold.at
    return at


def _times(took: Sequence[timedelta], among: int) -> Times:
    if len(took) < ENOUGH_TIMED:
        return Times(len(took), among)
    seconds = quantiles([one.total_seconds() for one in took], n=4, method="inclusive")
    return Times(len(took), among, *(timedelta(seconds=one) for one in seconds))


def _step(first: date, last: date) -> Step:
    days = (last - first).days + 1
    if days <= DAYS_SHOWN:
        return Step.DAY
    return Step.WEEK if days <= 7 * WEEKS_SHOWN else Step.MONTH


def _start(day: date, step: Step) -> date:
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step is Step.MONTH else day


def _starts(first: date, last: date, step: Step) -> list[date]:
    days = range((last - first).days + 1)
    return list(dict.fromkeys(_start(first + timedelta(days=number), step) for number in days))


WAITING: Final = (
    ClaimState.SUBMITTED,
    ClaimState.RETURNED,
    ClaimState.REOPENED,
    ClaimState.WITHDRAWN,
    ClaimState.OPEN,
)
"""The states that wait, the nearest to readers first."""
