"""Where a report was filed: "KYIV, June 27 -", "LIMA (Agency) --" and "NEW DELHI:".

A dateline names no speaker, whatever mark follows it.
"""

from __future__ import annotations

import re
from typing import Final

_PLACE: Final = (
    r"(?:[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][A-Z.'’-]+){0,3})"  # KYIV or PORT ELGIN
    r"(?:,? +[A-Z][\w. ]{1,20})?(?:, *(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)"
    r"(?:,? \d{4})?)?"  # Calif., March 10
    r"(?: *\([^)\n]{2,30}\))?"
)
_BEFORE_DASH: Final = re.compile(_PLACE + r" *(?:-{1,2}|–|—) +")
_BEFORE_COLON: Final = re.compile(_PLACE + r" *: +")
_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’)]*\s*$")
_SHORTEST_PLACE: Final = 5
"""Letters; a shorter word in capitals before a colon is a body ("NATO: ..."), not a town."""


def dateline_end(text: str, start: int, end: int) -> int | None:
    """Where the story begins after the dateline of a paragraph.

    Args:
        text: The article.
        start: The paragraph's first character.
        end: Past its last one.

    Returns:
        The offset after the mark and its blanks, or None for a paragraph without a dateline.
        Before a colon only a place in capitals is one, and only where sentences follow: a
        headline such as "KREMLIN: no drones bought" names who says it.
    """
    dash = _BEFORE_DASH.match(text, start, end)
    if dash is not None:
        return dash.end()
    colon = _BEFORE_COLON.match(text, start, end)
    if colon is None or not _SENTENCE_END.search(text, colon.end(), end):
        return None
    place = re.split(r"[,(:]", colon.group())[0].strip()
    told = text[colon.end() : end]
    is_place = len(place) >= _SHORTEST_PLACE and place.isupper() and not told.isupper()
    return colon.end() if is_place else None
