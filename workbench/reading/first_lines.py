"""What the first lines of a plain text say of it: front matter, a headline, a full date.

Only what stands apart from the running text counts. A date inside a sentence is a date the story
speaks of, not the day it was published.
"""

from __future__ import annotations

import re
from datetime import date

from workbench.errors import InputError

_FENCE = "---"
_FIELD = re.compile(r"(?P<name>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>.*)")
_FIELDS = frozenset({"title", "publisher", "url", "published_on", "language"})

_LINES_LOOKED_AT = 14
_MONTH_NUMBER = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FULL_DATES = (
    re.compile(rf"\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
)
# "KYIV, Oct. 20, 2022 (Agency) — ...": place in capitals, the date, then a dash or colon.
_DATELINE = re.compile(
    r"[^\W\d_a-z][^a-z\n]{1,40}?[,(]\s*(?P<rest>[^\n]{6,60}?)\s*(?:[—–:]|--|\s-\s)"
)


def split_front_matter(text: str, *, file: str) -> tuple[dict[str, str], str]:
    """Take a block of ``name: value`` lines between two ``---`` lines off the very top.

    Args:
        text: The decoded text.
        file: Its name, for the error.

    Returns:
        The fields, and the text after the block (with one blank line after it dropped). A text
        that opens with ``---`` but holds anything except known fields is left whole.

    Raises:
        InputError: The block is there and a field in it is given twice.
    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != _FENCE or lines[0][:3] != _FENCE:
        return {}, text
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            if not fields:
                return {}, text
            rest = number + 1
            if rest < len(lines) and not lines[rest].strip():
                rest += 1
            return fields, "".join(lines[rest:])
        match = _FIELD.fullmatch(line.strip())
        if match is None or match["name"].lower() not in _FIELDS:
            return {}, text
        name = match["name"].lower()
        if name in fields:
            raise InputError("the field is given twice", file=file, row=number + 1, column=name)
        fields[name] = match["value"].strip().strip("\"'")
    return {}, text


def parse_day(words: str) -> date | None:
    """The day of an ISO date or date-time ("2022-10-20", "2022-10-20T09:30:00Z"), else None."""
    words = words.strip()
    if len(words) > 10 and words[10] not in "T ":
        return None
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def full_date(words: str) -> date | None:
    """The day that words name in full ("3 July 2023", "2023-07-03"), else None."""
    for pattern in _FULL_DATES:
        match = pattern.search(words)
        if match is None:
            continue
        month = match["month"]
        number = int(month) if month.isdigit() else _MONTH_NUMBER[month[:3].lower()]
        try:
            return date(int(match["year"]), number, int(match["day"]))
        except ValueError:
            continue
    return None


def find_day(text: str, *, short_lines: bool = True) -> date | None:
    """The full date of a dateline, or of a short line of its own, among the first lines.

    Args:
        text: The decoded text.
        short_lines: Whether a line of its own counts, or only a dateline.
    """
    for line in _first_lines(text):
        dateline = _DATELINE.match(line)
        if dateline is not None:
            found = full_date(dateline["rest"])
            if found is not None:
                return found
        # A line of its own: at most "Updated at 10:45 GMT on Thursday, 20 October 2022 by Name".
        if short_lines and len(line.split()) <= 12 and not line.endswith((".", "?", "!", '"', "”")):
            found = full_date(line)
            if found is not None:
                return found
    return None


def headline(text: str) -> str | None:
    """The headline of a plain text: its first line of 4 to 30 words that is no sentence.

    It must come before the first running paragraph; "Navigation", a byline or an invitation to
    subscribe is none.
    """
    for line in _first_lines(text):
        words = line.split()
        if len(words) > 30 or (len(words) > 12 and line.endswith(".")):
            return None
        if len(words) < 4 or line.endswith((".", "!", ":", ";", ",", "…")):
            continue
        if line[0] in "#*•-–|" and len(words) < 5:
            continue
        if re.match(r"(?i)(by|share|photo|image|updated|published|posted|skip|advert)\b", line):
            continue
        if full_date(line) is not None and len(words) <= 12:
            continue
        return line.lstrip("#").strip().strip("*").strip() or None
    return None


def _first_lines(text: str) -> list[str]:
    lines = (line.strip("\ufeff\u200b \t\xa0") for line in text[:6000].splitlines())
    return [line for line in lines if line][:_LINES_LOOKED_AT]
