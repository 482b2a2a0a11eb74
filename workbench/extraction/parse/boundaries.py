"""Where a sentence must begin, and where none may, whatever the parser makes of the words there.

Sections, datelines and quotations after a stop begin sentences; the words after a quotation that
closes with a comma ("...,” Ruiz said") and after a title ("Sgt. Prado") never do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from workbench.extraction.parse.dateline import dateline_end
from workbench.extraction.parse.quotations import Quote
from workbench.extraction.parse.sections import Section

_TITLES: Final = (
    r"Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Sen|Sens|Rep|Reps|Gov|Pres|Amb|Supt|Insp|Det|Sgt|Cpl|Pvt"
    r"|Lt|Col|Gen|Maj|Capt|Cmdr|Adm|Brig|Fr|Mt"
)
NO_START: Final = re.compile(rf"\b(?:(?:{_TITLES})\.|[Nn]os?\.(?=\s\d)|\b[vV]s?\.|\be\.g\.)\s+")
"""Words after which no sentence begins."""
_NEW_START: Final = re.compile(
    r"\b(?:[A-Z]\.){2,}\s+(?=(?:The|A|An|He|She|It|They|We|I|In|On|But|There|This|That|His|Her)\s)"
)
_STOPS: Final = (".", "!", "?", ".”", '."', ".''", ".’", "…")


def sentence_starts(
    text: str, found: Sequence[Section], quoted: Sequence[Quote]
) -> tuple[list[int], frozenset[int]]:
    """The offsets where a sentence begins, and those where none does.

    Args:
        text: The article.
        found: Its sections.
        quoted: Its quotations.
    """
    starts = {section.span.start for section in found}
    for section in found:
        told = dateline_end(text, section.span.start, section.span.end)
        if told is not None:
            starts.add(told)
    none: set[int] = set()
    for quote in quoted:
        before = text[max(0, quote.start - 4) : quote.start].rstrip()
        if before.endswith(_STOPS):
            starts.add(quote.start)
        inside = text[quote.inner_start : quote.inner_end].rstrip("'’” ")
        if inside.endswith(","):
            blanks = len(text[quote.end :]) - len(text[quote.end :].lstrip())
            none.add(quote.end + blanks)
    starts.update(match.end() for match in _NEW_START.finditer(text))
    none.update(match.end() for match in NO_START.finditer(text))
    return sorted(starts), frozenset(none - starts)
