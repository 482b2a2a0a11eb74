"""The desk's figures: what each one is, and how it is counted.

Nobody is compared with anybody by speed. Figures are of the desk as a whole, or of one person's own
work for that person alone. Days are days in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from workbench.model.desk import ClaimState
from workbench.model.figures import ENOUGH_TIMED, Bar, Step, Times
from workbench.model.verdict import SignOffDecision, Verdict

if TYPE_CHECKING:
    from workbench.storage.reads.insights import CorrectedRow, HoldRow, SignedRow, SubmittedRow


DAYS_SHOWN: Final = 92
WEEKS_SHOWN: Final = 52


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
    taken = [(row, _find_taking(row, holds.get(row.claim_id, ()))) for row in submitted]
    return _times([row.at - at for row, at in taken if at is not None], len(submitted))


def times_to_sign(signed: Iterable[SignedRow]) -> Times:
    """From submitting a version to its approval."""
    took = [row.at - row.submitted_at for row in signed if _is_approval(row)]
    return _times(took, len(took))


def _is_approval(row: SignedRow) -> bool:
    return row.decision is SignOffDecision.APPROVED


def _find_taking(row: SubmittedRow, holds: Sequence[HoldRow]) -> datetime | None:
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
