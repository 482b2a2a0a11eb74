"""Where paragraphs begin and end, in texts with blank lines, with none, or hard-wrapped.

A line end inside a paragraph is told from one between paragraphs by the line's length: software
that wraps at a width only breaks where the next word would not have fitted.
"""

from __future__ import annotations

import re

from workbench.model.article import Span

LINE_ENDS = "\n\r\f\v\x85\u2028\u2029"
BLANK = (
    LINE_ENDS + " \t\xa0\x1c\x1d\x1e\x1f\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u202f\u205f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
"""Characters that show nothing: a paragraph neither begins nor ends with one."""

_LINE = re.compile(f"[^{LINE_ENDS}]+")
_TERMINAL = re.compile(r"[.!?…:;—]['\"”’»)\]*]*$")
_LONGEST_WRAP = 100
_FEWEST_FULL_LINES = 3


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does: ``.``, ``?``, ``!`` or ``…``, then closing marks.

    A closing quotation mark alone counts too, and brackets after the stop ("… said. (Agency)").
    """
    closed = line.rstrip()
    if closed.endswith(")") and (opened := closed.rfind("(", max(0, len(closed) - 100))) > 0:
        closed = closed[:opened].rstrip()
    stripped = closed.rstrip("'\"”’»)]*_")
    return stripped.endswith((".", "?", "!", "…")) or closed.endswith(('"', "”", "»"))


def paragraphs(text: str) -> tuple[Span, ...]:
    """Cut a text into paragraphs.

    Args:
        text: Any text, with any line ends.

    Returns:
        Spans in order that cover everything except blanks; none begins or ends with a blank.
    """
    lines = [span for match in _LINE.finditer(text) if (span := _trim(text, *match.span()))]
    width = _wrap_width(text, lines)
    found: list[Span] = []
    for line in lines:
        if found and width and _continues(text, found[-1], line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return tuple(found)


def _trim(text: str, start: int, end: int) -> Span | None:
    stripped = text[start:end].lstrip(BLANK)
    start = end - len(stripped)
    end = start + len(stripped.rstrip(BLANK))
    return Span(start, end) if start < end else None


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The width a hard-wrapped text was wrapped at, or 0 for a text that was not.

    Its lines stay under a width, several reach it nearly, and most of those break in mid-sentence.
    """
    lengths = sorted(line.end - line.start for line in lines)
    # Overlong lines (an address, a table) do not change how the rest was wrapped.
    lengths = [length for length in lengths if length <= _LONGEST_WRAP]
    if not lengths or len(lengths) < 0.8 * len(lines):
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    if width < 30:
        return 0
    full = [line for line in lines if line.end - line.start >= 0.85 * width]
    broken = sum(not _TERMINAL.search(text[line.end - 3 : line.end]) for line in full)
    return width if len(full) >= _FEWEST_FULL_LINES and broken >= 0.6 * len(full) else 0


def _continues(text: str, before: Span, line: Span, width: int) -> bool:
    between = text[before.end : line.start].replace("\r\n", "\n")
    if sum(between.count(mark) for mark in LINE_ENDS) != 1:
        return False
    if text[line.start].islower() and not _TERMINAL.search(text[before.end - 3 : before.end]):
        return True
    # The last line with its indentation, which counted when the text was wrapped.
    floor = max(0, before.end - 2 * width)
    line_start = max(text.rfind(mark, floor, before.end) for mark in LINE_ENDS) + 1
    last = before.end - max(line_start, floor)
    first_word = text[line.start : min(line.end, line.start + width)].split(" ", 1)[0]
    return last + 1 + len(first_word) > width
