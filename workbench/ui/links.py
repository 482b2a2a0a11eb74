"""What a link to a page may ask for, however it came about."""

from __future__ import annotations

from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that the fields of the desk offer; a link can name any."""


def parse_day(words: str | None) -> date | None:
    """The day in a link; none when it is not one, or not one that the field can show."""
    try:
        day = None if not words else date.fromisoformat(words)
    except ValueError:
        return None
    return day_if_possible(day)


def day_if_possible(day: date | None) -> date | None:
    """The day where a field can show it, else none."""
    return day if day is not None and EARLIEST <= day <= LATEST else None
