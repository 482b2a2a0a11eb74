"""Days as places on a line: to scale, but for long silences, which are shortened and say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import inf
from typing import Final

LEFT, RIGHT = 3.0, 97.0
"""Where the first and the last day stand, in percent of the width."""

SILENCE: Final = 30
"""Days from which a silence can be shortened, if it would take more than ``LONG`` of the line."""

LONG: Final = 1 / 8
SHORTENED: Final = 1 / 8
"""What a shortened silence takes, as a share of all that is drawn to scale."""

APART: Final = 9.5
"""Percent between the labels of two days."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled day of the scale; ``year`` is told where it is new."""

    at: float
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Break:
    """A silence that is drawn shorter than it was."""

    start: float
    end: float
    days: int


@dataclass(frozen=True, slots=True)
class TimeScale:
    """The days something stands on, each with its place in percent."""

    days: tuple[date, ...]
    places: tuple[float, ...]
    breaks: tuple[Break, ...]

    @classmethod
    def of(cls, days: Iterable[date]) -> TimeScale:
        """The scale for some days, of which there is at least one."""
        distinct = sorted(set(days))
        if len(distinct) == 1:
            return cls((distinct[0],), (50.0,), ())
        gaps = [(after - before).days for before, after in pairwise(distinct)]
        shortest = _shortest_cut(gaps)
        to_scale = sum(gap for gap in gaps if gap < shortest)
        drawn = [gap if gap < shortest else to_scale * SHORTENED for gap in gaps]
        share = (RIGHT - LEFT) / sum(drawn)
        places = [LEFT]
        for gap in drawn:
            places.append(places[-1] + gap * share)
        breaks = tuple(
            Break(start, end, gap)
            for (start, end), gap in zip(pairwise(places), gaps, strict=True)
            if gap >= shortest
        )
        return cls(tuple(distinct), tuple(places), breaks)

    def place(self, day: date) -> float:
        """Where a day of the scale stands, or one between its first and its last."""
        for (before, after), (start, end) in zip(
            pairwise(self.days), pairwise(self.places), strict=True
        ):
            if before <= day <= after:
                return start + (end - start) * (day - before).days / (after - before).days
        return self.places[0]

    def ticks(self) -> list[Tick]:
        """Labels for the first and last day and for round days between, none too near another."""
        wanted = [self.days[0]] + ([self.days[-1]] if len(self.days) > 1 else [])
        edges = [day for each in self.breaks for day in self._edges(each)]
        kept: list[date] = []
        for day in [*wanted, *edges, *self._round_days()]:
            at = self.place(day)
            if all(abs(at - self.place(other)) >= APART for other in kept):
                kept.append(day)
        ticks, year = [], 0
        for day in sorted(kept):
            ticks.append(
                Tick(
                    self.place(day), f"{day.day} {day:%b}", "" if day.year == year else f"{day:%Y}"
                )
            )
            year = day.year
        return ticks

    def _edges(self, silence: Break) -> list[date]:
        return [
            day
            for day, at in zip(self.days, self.places, strict=True)
            if at in (silence.start, silence.end)
        ]

    def _round_days(self) -> list[date]:
        found: list[date] = []
        shortened = {each.start for each in self.breaks}
        spans = zip(pairwise(self.days), self.places, strict=False)
        kept = [(before, after) for (before, after), at in spans if at not in shortened]
        shown = sum((after - before).days for before, after in kept)
        for before, after in kept:
            days = (before + timedelta(days=number) for number in range((after - before).days))
            found += [day for day in days if _is_round(day, shown)]
        return found


def spread(marks: Sequence[tuple[float, float]]) -> list[int]:
    """A line for each mark, so that none covers another.

    Args:
        marks: Place and width of each in percent, in the order of their places.

    Returns:
        The number of the line of each, from 0.
    """
    ends: list[float] = []
    lines = []
    for at, width in marks:
        line = next((n for n, end in enumerate(ends) if end <= at - width / 2), len(ends))
        if line == len(ends):
            ends.append(0.0)
        ends[line] = at + width / 2
        lines.append(line)
    return lines


def _shortest_cut(gaps: Sequence[int]) -> float:
    """From how many days on a silence is shortened; infinite where none is.

    Where nothing would be left to draw to scale, as with a statement a year, none is.
    """
    left, shortest = sum(gaps), inf
    for gap in sorted(gaps, reverse=True):
        if gap <= SILENCE or gap <= left * LONG:
            return shortest
        left -= gap
        shortest = gap
    return inf


def _is_round(day: date, shown: int) -> bool:
    if shown <= 21:
        return True
    if shown <= 100:
        return day.day in (1, 8, 15, 22)
    if shown <= 1_000:
        return day.day == 1
    return day.day == 1 and day.month == 1
