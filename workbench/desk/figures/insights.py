"""The figures of the desk for who runs it, and of one's own work for oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from workbench.desk.figures.figures import WAITING, bars, times_to_sign, times_to_submit, verdicts
from workbench.desk.opinions.judged_twice import (
    agreement_by_kind,
    agreement_by_pair,
    pair_judgements,
)
from workbench.desk.people.permissions import require_now
from workbench.model.figures import Backlog, Figures, Period
from workbench.model.people import Action
from workbench.storage.reads import insights
from workbench.storage.reads.insights import CorrectedRow, SignedRow, SubmittedRow
from workbench.storage.verdicts.visibility import kept_from

if TYPE_CHECKING:
    from workbench.model.people import User
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database
    from workbench.storage.reads.insights import WaitingRow


class Insights:
    """Figures, counted when they are asked for. Every method is safe to call from many threads."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def of_desk(self, period: Period, *, by: User) -> Figures:
        """The figures of the whole desk; no person is told apart but in pairs that agree.

        Raises:
            NotAllowed: the role does not permit it.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, Action.SEE_INSIGHTS)
            return self._figures(cursor, period, by, None)

    def own(self, period: Period, *, by: User) -> Figures:
        """The figures of one's own work: versions written, what became of them, opinions given.

        Raises:
            NotAllowed: the role gives no verdicts.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, Action.DECIDE)
            return self._figures(cursor, period, by, by.name)

    def _figures(self, cursor: Cursor, period: Period, reader: User, person: str | None) -> Figures:
        now = self._clock()
        since = period.since(now)
        blind = kept_from(cursor, reader)
        submitted = _of(insights.read_submitted(cursor, since), person)
        signed = _of(insights.read_signed(cursor, since), person)
        corrected = _of(insights.read_corrected(cursor, since), person)
        dismissed = insights.count_dismissed(cursor, since)
        seen = [row for row in submitted if row.claim_id not in blind]
        shown = [row for row in seen if row.contradiction_cited is not None]
        judged = [
            one
            for one in pair_judgements(cursor, reader=reader)
            if (since is None or one.opinion.given_at >= since)
            and (person is None or person in (one.version.author, one.opinion.reviewer))
        ]
        holds = insights.holds(cursor, sorted({row.claim_id for row in submitted}))
        step, happened = bars(
            submitted,
            signed,
            corrected,
            first=None if since is None else since.date(),
            last=now.date(),
        )
        return Figures(
            period=period,
            since=since,
            until=now,
            step=step,
            bars=happened,
            verdicts=verdicts(seen),
            to_submit=times_to_submit(submitted, holds),
            to_sign=times_to_sign(signed),
            contradiction_shown=len(shown),
            contradiction_cited=sum(row.contradiction_cited is True for row in shown),
            by_pair=tuple(agreement_by_pair(judged)),
            by_kind=tuple(agreement_by_kind(judged)),
            waiting=_count_waiting(cursor, now, person),
            dismissed=_by_reason(dismissed, person),
            kept_back=len({row.claim_id for row in submitted} & blind),
        )


Row = TypeVar("Row", SubmittedRow, SignedRow, CorrectedRow)


def _of(rows: Iterable[Row], person: str | None) -> list[Row]:
    """Everybody's rows, or those on versions that one person wrote."""
    return [row for row in rows if person is None or row.author == person]


def _count_waiting(cursor: Cursor, now: datetime, person: str | None) -> tuple[Backlog, ...]:
    rows = [row for row in insights.count_waiting(cursor) if person is None or row.author == person]
    found = [
        _together(state.value, [row for row in rows if row.state is state]) for state in WAITING
    ]
    if person is None:
        found += [
            Backlog("overdue", *insights.overdue(cursor, now)),
            Backlog("flagged", *insights.count_flagged(cursor)),
        ]
    return tuple(one for one in found if one.claims)


def _together(what: str, rows: list[WaitingRow]) -> Backlog:
    claims = sum(row.claims for row in rows)
    return Backlog(what, claims, min((row.oldest for row in rows), default=None))


def _by_reason(
    rows: Iterable[tuple[str, str, int]], person: str | None
) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for reason, who, number in rows:
        if person is None or who == person:
            counts[reason] = counts.get(reason, 0) + number
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
