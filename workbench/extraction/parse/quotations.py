"""Quotation marks: where each quotation begins and ends, in characters.

Newspapers leave a quotation open at the end of a paragraph when the next one goes on with it,
write two apostrophes for one double mark, and use the closing single mark as apostrophe. A
quotation inside another is part of the outer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from workbench.model.article import Span

_DOUBLE: Final = re.compile(r"``|''|[“”„‟«»\"＂]")
_OPENING_DOUBLE: Final = frozenset("“„‟«") | {"``"}
_CLOSING_DOUBLE: Final = frozenset("”»")
_OPENING_SINGLE: Final = re.compile(r"(?<![\w'’])[‘'‚](?=[\w“\"$£€\[(…])")
_CLOSING_SINGLE: Final = re.compile(r"(?<=[\w.,!?…;:)\]%])['’](?![\w])")
_ELIDED: Final = re.compile(r"['‘’](?:\d\d|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b)", re.I)
_LONGEST_SINGLE: Final = 1500


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation with its marks."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """All outermost quotations of ``text`` in order; none runs out of its paragraph."""
    found: list[Quote] = []
    for part, following in zip_longest(paragraphs, paragraphs[1:]):
        if part is None:
            continue
        goes_on = following is not None and text[following.start] in "'‘"
        found.extend(_in(text, part.start, part.end, goes_on=goes_on))
    return tuple(found)


def _in(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[Quote]:
    position = start
    for double in _doubles(text, start, end):
        yield from _singles(text, position, double.start)
        yield double
        position = double.end
    last = None
    for last in _singles(text, position, end):
        yield last
    if goes_on:
        opened = _find_unclosed(text, position if last is None else last.end, end)
        if opened is not None:
            yield opened


def _find_unclosed(text: str, start: int, end: int) -> Quote | None:
    """A single mark that opens and is not closed, where the next paragraph opens with one."""
    opening = _OPENING_SINGLE.search(text, start, end)
    if opening is None or _ELIDED.match(text, opening.start()):
        return None
    last = len(text[:end].rstrip())
    return Quote(opening.start(), last, opening.end(), last) if opening.end() < last else None


def _doubles(text: str, start: int, end: int) -> Iterator[Quote]:
    opening: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opening is None:
            if mark.group() in _CLOSING_DOUBLE:
                first = not text[start : mark.start()].strip()
                if first and text[mark.end() : mark.end() + 1].isalpha():
                    opening = mark  # the wrong mark, but nothing else can open here
            elif not _is_inch(text, mark, end):
                opening = mark
        elif _closes(text, opening, mark, end):
            yield Quote(opening.start(), mark.end(), opening.end(), mark.start())
            opening = None
    if opening is not None:
        last = len(text[:end].rstrip())
        if opening.end() < last:
            yield Quote(opening.start(), last, opening.end(), last)


def _closes(text: str, opening: re.Match[str], mark: re.Match[str], end: int) -> bool:
    """Whether ``mark`` closes what ``opening`` opened; a new opening mark inside does not."""
    if mark.group() in _OPENING_DOUBLE:
        return False
    if opening.group() in _OPENING_DOUBLE and mark.group() in _CLOSING_DOUBLE:
        return True
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else " "
    return not (before.isspace() and not after.isspace())


def _is_inch(text: str, mark: re.Match[str], end: int) -> bool:
    """A straight mark right after a digit and before a space is inches or seconds."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < end else " "
    return mark.group() == '"' and (before.isdigit() or after.isspace()) and not after.isalnum()


def _singles(text: str, start: int, end: int) -> Iterator[Quote]:
    position = start
    while opening := _OPENING_SINGLE.search(text, position, end):
        position = opening.end()
        if _ELIDED.match(text, opening.start()):
            continue
        closing = _single_close(text, opening.end(), min(end, opening.end() + _LONGEST_SINGLE))
        if closing is None:
            continue
        yield Quote(opening.start(), closing + 1, opening.end(), closing)
        position = closing + 1


def _single_close(text: str, start: int, end: int) -> int | None:
    """The closing single mark: after punctuation if there is one, since "the dogs' owner"."""
    following = _OPENING_SINGLE.search(text, start, end)
    stop = following.start() if following else end
    candidates = [match.start() for match in _CLOSING_SINGLE.finditer(text, start, stop)]
    for candidate in candidates:
        if text[candidate - 1] in ".,!?…":
            return candidate
    for candidate in candidates:
        if text[candidate - 1] != "s":
            return candidate
    return candidates[0] if candidates else None
