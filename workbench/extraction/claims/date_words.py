"""The date words of English news and the days each of them covers.

Every pattern has a reader that turns its match into the first and last day it can mean, seen from
the day the article was published. What is written without a year lies in the past, unless the
words before it look ahead ("will ... in July").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

Days = tuple[date, date]

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2,
}  # fmt: skip
# First month of each season, northern half of the world; winter runs over the year's end.
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FUTURE_GRACE: Final = timedelta(days=2)

# "may" and "march" are words of their own; as months they keep their capital.
MONTH: Final = (
    r"(?-i:(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|Jun\."
    r"|July|Jul\.|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Sep\.|Oct(?:ober|\.)?|Nov(?:ember|\.)?"
    r"|Dec(?:ember|\.)?))"
)
_DAY: Final = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)\b"
_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER: Final = (
    r"(?P<number>\d{1,3}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)"
)
_UNIT: Final = r"(?P<unit>day|week|month|year|decade)s?"
_BEFORE_MONTH: Final = (
    r"(?:in|that|since|by|until|till|of|from|through|between|and|to|during|before|after|every|for)"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of date words: a pattern, and what its match covers on a day of publication.

    Attributes:
        pattern: Its group ``core``, where it has one, holds the date words themselves.
        read: Gets the match, the day of publication (None if unknown) and whether the words
            before look ahead; gives the first and last day, or None.
    """

    pattern: str
    read: Callable[[re.Match[str], date | None, bool], Days | None]


def _month_number(written: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(written[:3].casefold()))


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_day(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    month, first = _month_number(match["month"]), int(match["day"])
    groups = match.groupdict()
    last = int(groups["last"]) if groups.get("last") else first
    if match["year"]:
        years = [int(match["year"])]
    elif published is None:
        return None
    else:
        turn = (1, 0, -1) if ahead else (0, -1)
        years = [published.year + step for step in turn]
    found = [
        (start, end)
        for year in years
        if (start := _day(year, month, first)) is not None
        and (end := _day(year, month, max(first, last))) is not None
    ]
    if match["year"] or published is None:
        return found[0] if found else None
    if ahead:
        coming = [days for days in reversed(found) if days[0] >= published - _FUTURE_GRACE]
        return coming[0] if coming else None
    return next((days for days in found if days[0] <= published + _FUTURE_GRACE), None)


def _month(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    month = _month_number(match["month"])
    part = (match["part"] or "").casefold().rstrip(" -")
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    elif part == "next" or ahead:
        year = published.year + (month < published.month)
    else:
        year = published.year - (month > published.month)
        if part == "last" and month == published.month:
            year -= 1
    first, last = _whole_month(year, month)
    if part == "early":
        last = first.replace(day=10)
    elif part == "mid":
        first, last = first.replace(day=10), first.replace(day=20)
    elif part == "late":
        first = first.replace(day=21)
    return first, last


def _year(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _decade(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    year = int(match["decade"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _iso(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    day = _day(int(match["iso"][:4]), int(match["iso"][5:7]), int(match["iso"][8:]))
    return None if day is None else (day, day)


def _near_day(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    if published is None:
        return None
    words = match["near"].casefold()
    away = -1 if words in ("yesterday", "last night") else 1 if words == "tomorrow" else 0
    if words == "overnight":
        return published - timedelta(days=1), published
    day = published + timedelta(days=away)
    return day, day


def _weekday(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    if published is None:
        return None
    number = _WEEKDAYS.index(match["weekday"].casefold())
    part = (match["which"] or "").casefold()
    if part == "next" or (ahead and part != "last"):
        day = published + timedelta(days=(number - published.weekday() - 1) % 7 + 1)
    else:
        day = published - timedelta(days=(published.weekday() - number) % 7)
        if part == "last" and day == published:
            day -= timedelta(days=7)
    return day, day


def _period(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    """Last week, this month, next year, last summer."""
    if published is None:
        return None
    which, unit = match["rank"].casefold(), match["period"].casefold()
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in _SEASONS:
        return _season(unit, step, published)
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        if unit == "weekend" and step == 0 and published.weekday() < 5:
            first -= timedelta(days=7 if not ahead else 0)
        days = first, monday + timedelta(days=6)
        days = (first, first + timedelta(days=1)) if unit == "weekend" else days
    elif unit == "month":
        index = published.year * 12 + published.month - 1 + step
        days = _whole_month(index // 12, index % 12 + 1)
    elif unit == "year":
        days = date(published.year + step, 1, 1), date(published.year + step, 12, 31)
    else:
        return None
    return _clip(days, (match["clip"] or "").casefold(), published)


def _clip(days: Days, clip: str, published: date) -> Days:
    """Earlier this week ends today; later this week begins today."""
    first, last = days
    if clip == "earlier" and first <= published <= last:
        return first, published
    if clip == "later" and first <= published <= last:
        return published, last
    return days


def _season(unit: str, step: int, published: date) -> Days:
    start = _SEASONS[unit]

    def days(year: int) -> Days:
        end_month, end_year = (start + 2, year) if start < 12 else (2, year + 1)
        return date(year, start, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])

    if step > 0:
        return next(d for d in (days(published.year + n) for n in (0, 1)) if d[0] > published)
    past = [days(published.year - n) for n in (-1, 0, 1, 2)]
    begun = [d for d in past if d[0] <= published]
    ended = [d for d in begun if d[1] < published]
    return ended[0] if step < 0 else begun[0]


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS[written.casefold()]


def _back(published: date, number: int, unit: str) -> date:
    if unit == "day":
        return published - timedelta(days=number)
    if unit == "week":
        return published - timedelta(weeks=number)
    months = number * {"month": 1, "year": 12, "decade": 120}[unit]
    index = max(published.year * 12 + published.month - 1 - months, 12)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(published.day, monthrange(year, month)[1]))


def _ago(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    """Three months ago is that month, two years ago that year, a week ago give or take a day."""
    if published is None:
        return None
    unit = match["unit"].casefold()
    day = _back(published, _number(match["number"]), unit)
    if unit == "month":
        return _whole_month(day.year, day.month)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "decade":
        return date(day.year - 1, 1, 1), date(day.year + 1, 12, 31)
    slack = timedelta(days=0 if unit == "day" else 1)
    return day - slack, day + slack


def _past(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    """In the past two weeks, over the last year."""
    if published is None:
        return None
    number = _number(match["number"]) if match["number"] else 1
    return _back(published, number, match["unit"].casefold()), published


# Whoever looks for dates asks this first: most sentences hold none of these.
TRIGGER: Final = re.compile(
    r"\d{4}|day\b|\bthe (?:week|month|year) (?:before|after)\b|\bfollowing\b"
    r"|\b(?:earlier|later|afterwards)\b|\b(?:ago|last|past|this|next|previous|coming|tonight|tomorrow|overnight"
    r"|at the time|Jan|Feb|March|Mar|Apr|April|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
    r"|January|February|August|September|October|November|December)\b",
    re.IGNORECASE,
)
_SECOND_DAY: Final = r"(?:\s?(?:-|–|to|and)\s?(?P<last>[12]\d|3[01]|0?[1-9])\b)?"
_PART: Final = r"(?P<part>early|late|mid|last|this|next)"
_NO_PART: Final = r"(?P<part>(?!))?"
_NO_YEAR: Final = r"(?P<year>(?!))?"
_MEASURES: Final = (
    r"%|percent|per cent|people|troops|tons|tonnes|dollars|euros|pounds|miles|km|meters|metres"
)

# "The day before", "the following week": counted from the same.
BESIDE: Final = re.compile(
    r"\bthe\s+(?:(?P<unit>day|week|month|year)\s+(?P<way>before|after)(?!\s+(?:the|a|an|his|her|its|"
    r"their|he|she|it|they|that|[A-Z]))"
    r"|(?P<rank>previous|next|following)\s+(?P<period>day|week|month|year))\b",
    re.IGNORECASE,
)


def beside(match: re.Match[str], anchor: Days) -> Days:
    """The days that "the day before" or "the following week" covers, from those it is beside."""
    unit = (match["unit"] or match["period"]).casefold()
    side = (match["way"] or match["rank"]).casefold()
    sign = -1 if side in ("before", "previous") else 1
    if unit in ("day", "week"):
        step = timedelta(days=sign * (7 if unit == "week" else 1))
        return anchor[0] + step, anchor[1] + step
    day = _back(anchor[0], -sign, unit)
    if unit == "month":
        return _whole_month(day.year, day.month)
    return date(day.year, 1, 1), date(day.year, 12, 31)


# "Two days earlier": counted from the date before it.
COUNTED: Final = re.compile(rf"\b{_NUMBER}\s+{_UNIT}\s+(?P<way>earlier|later|afterwards)\b", re.I)


def count_from(match: re.Match[str], anchor: Days) -> Days | None:
    """The days that "two days earlier" covers, from the days it is counted from."""
    number, unit = _number(match["number"]), match["unit"].casefold()
    if unit == "decade":
        return None
    sign = -1 if match["way"].casefold() == "earlier" else 1
    if unit in ("day", "week"):
        step = timedelta(days=sign * number * (7 if unit == "week" else 1))
        return anchor[0] + step, anchor[1] + step
    day = _back(anchor[0], -sign * number, unit)
    if unit == "month":
        return _whole_month(day.year, day.month)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _numeric(match: re.Match[str], published: date | None, ahead: bool) -> Days | None:
    """ "5/4/2023" is the fourth of May or the fifth of April: both, where both are days."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["long"])
    days = {_day(year, month, day) for month, day in ((one, two), (two, one)) if month <= 12}
    told = sorted(day for day in days if day is not None)
    return (told[0], told[-1]) if told else None


DATE_WORDS: Final[tuple[Words, ...]] = (
    Words(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<long>(?:19|20)\d\d)\b", _numeric),
    Words(r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b", _iso),
    Words(rf"{MONTH}\s+{_DAY}{_SECOND_DAY}(?:,?\s+{_YEAR})?", _month_day),
    Words(rf"{_DAY}(?:\s+of)?\s+{MONTH}(?!\w)(?:,?\s+{_YEAR})?", _month_day),
    Words(rf"{_PART}[\s-]+{MONTH}(?!\w)(?:,?\s+(?:of\s+)?{_YEAR})?", _month),
    Words(rf"{_NO_PART}{MONTH}(?!\w),?\s+(?:of\s+)?{_YEAR}", _month),
    Words(rf"{_BEFORE_MONTH}\s+(?P<core>{_NO_PART}{MONTH}{_NO_YEAR})(?!\w)(?!\s+\d)", _month),
    Words(
        r"(?P<near>yesterday|today|tonight|tomorrow|last night|overnight"
        r"|this (?:morning|afternoon|evening))\b",
        _near_day,
    ),
    Words(rf"(?:(?P<which>last|this|next|past)\s+)?(?P<weekday>{_WEEKDAY})\b", _weekday),
    Words(
        r"(?:(?P<clip>earlier|later|sometime|early|late)\s+)?"
        r"(?P<rank>last|this|next|previous|coming)\s+"
        r"(?P<period>weekend|week|month|year|spring|summer|autumn|fall|winter)\b",
        _period,
    ),
    Words(rf"{_NUMBER}\s+{_UNIT}\s+ago\b", _ago),
    Words(
        rf"(?:in|over|during|for|within)\s+the\s+(?:past|last)\s+(?:{_NUMBER}\s+)?{_UNIT}\b",
        _past,
    ),
    Words(r"(?:the\s+)?(?P<decade>(?:19|20)\d0)s\b", _decade),
    Words(rf"(?<![\d.,$€£-]){_YEAR}(?![\d-]|[.,]\d|\s?(?:{_MEASURES}))", _year),
)
