"""From candidates to attributions: quotations completed, overlaps settled, nesting recorded."""

from __future__ import annotations

import re
from typing import Final

from workbench.extraction.candidates.direct import direct_candidates
from workbench.extraction.candidates.frames import verb_candidates
from workbench.extraction.candidates.labels import label_candidates
from workbench.extraction.candidates.lexicon import CueKind
from workbench.extraction.candidates.lists import list_candidates
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.phrases import phrase_candidates
from workbench.extraction.candidates.sources import neighbour_after, neighbour_before
from workbench.extraction.sifting.second_look import stands
from workbench.extraction.sifting.units import in_units
from workbench.model.article import Span

_NAMING_WHAT_IS_FALSE: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION})
_AND: Final = re.compile(r"[^\W\d],? (?:but|and|because|so|or|yet) ?(?:that)?$")
""" "...,” she said, but “...": what goes on after a cue."""


def assemble(page: Page) -> list[Candidate]:
    """All attributions of a page in text order, parents before what is nested in them."""
    found = [*verb_candidates(page), *phrase_candidates(page), *label_candidates(page)]
    found += list_candidates(page)
    found = [candidate for candidate in found if _complete(page, candidate)]
    found = [candidate for candidate in found if stands(page, candidate)]
    found = _without_nouns_of_sources(page, found)
    taken = {number for candidate in found for number in candidate.quotes}
    heads = {candidate.head for candidate in found}
    found += direct_candidates(page, taken, heads)
    _continue(page, found)
    found = [unit for one in found if one.pieces for unit in in_units(page, one)]
    return _nest(page, found)


def _without_nouns_of_sources(page: Page, found: list[Candidate]) -> list[Candidate]:
    """ "accused by the opposition of P", "said in a statement that P": these nouns are no cues."""
    naming = {
        token
        for candidate in found
        if candidate.source is not None and candidate.passive
        for token in range(candidate.source[0], candidate.source[1] + 1)
    }
    told = {tuple(one.pieces) for one in found if page.tree.part[one.head] != "NOUN"}
    return [
        candidate
        for candidate in found
        if page.tree.part[candidate.head] != "NOUN"
        or (candidate.head not in naming and tuple(candidate.pieces) not in told)
    ]


def _complete(page: Page, candidate: Candidate) -> bool:
    """Widen pieces to whole quotations and trim them; False when nothing is left."""
    pieces: list[Range] = []
    candidate.source = _before_bracket(page, candidate.source)
    cue = page.tree.span(*candidate.cue_words)
    for start, end in candidate.pieces:
        for number in page.quote_numbers(start, end):
            quote = page.quotes[number]
            if quote.start <= cue.start < quote.end:
                continue
            first, last = min(start, quote.start), max(end, quote.end)
            if first <= cue.start < last and not start <= cue.start < end:
                continue
            start, end = first, last
            candidate.quotes.append(number)
        if candidate.cue.kind not in _NAMING_WHAT_IS_FALSE and candidate.verdict is None:
            start, end = _take_in_adjoining(page, candidate, start, end, cue)
        trimmed = trim(page, start, end)
        if trimmed is not None:
            pieces.append(trimmed)
    candidate.pieces = pieces
    if candidate.source is not None and any(
        start <= page.tree.start[candidate.source[1]] < end for start, end in pieces
    ):
        candidate.source = _outside(page, candidate)
    return bool(pieces)


def _take_in_adjoining(
    page: Page, candidate: Candidate, start: int, end: int, cue: Span
) -> tuple[int, int]:
    """Take in a quotation that a clause runs into, or begins with, and the parser left out.

    "Said they focus on “what he tweeted”", "estimated “between 2 and 4” could die".
    """
    for number in page.quote_numbers(max(0, start - 2), end + 3):
        quote = page.quotes[number]
        if number in candidate.quotes or quote.start <= cue.start < quote.end:
            continue
        if quote.start >= end and _adjoin(page, end, quote.start):
            end = quote.end
            candidate.quotes.append(number)
        elif (
            cue.end <= quote.start
            and quote.end <= start
            and page.text[quote.inner_end - 1].isalnum()
            and _adjoin(page, quote.inner_end, start)
        ):
            start = quote.start
            candidate.quotes.append(number)
    return start, end


def _adjoin(page: Page, end: int, start: int) -> bool:
    """Whether one stretch runs into another: a word before, no more than a mark between."""
    between = page.text[end:start]
    return page.text[end - 1].isalnum() and between.strip(" \"'”’»") == "" and len(between) < 4


def _before_bracket(page: Page, source: Range | None) -> Range | None:
    """A name without the party that stands in brackets after it: "Marsh (Lab"."""
    if source is None:
        return None
    words = page.tree.lower
    opened = next((t for t in range(source[0] + 1, source[1] + 1) if words[t] == "("), None)
    return source if opened is None else (source[0], opened - 1)


def _outside(page: Page, candidate: Candidate) -> Range | None:
    """A source that the content has swallowed is wrong: take the name beside the cue, if any."""
    for beside in (
        neighbour_before(page.tree, candidate.head),
        neighbour_after(page.tree, candidate.head),
    ):
        if beside is not None and not any(
            start < page.tree.end[beside[1]] and page.tree.start[beside[0]] < end
            for start, end in candidate.pieces
        ):
            return beside
    return None


def trim(page: Page, start: int, end: int) -> Range | None:
    """A stretch without the blanks, commas and stops at its ends that no quotation holds."""
    text = page.text
    while start < end and (text[start].isspace() or text[start] in ",;:.—–-)"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-(."):
        end -= 1
    if end < len(text) and text[end] in '"”’»' and text[end - 1] in ".,!?":
        end += 1
    return (start, end) if start < end else None


def _continue(page: Page, found: list[Candidate]) -> None:
    """Give quotations without a cue of their own to the attribution they run on from."""
    taken = {number: candidate for candidate in found for number in candidate.quotes}
    for number, quote in enumerate(page.quotes):
        owner = taken.get(number - 1)
        if number in taken or owner is None:
            continue
        if _runs_on(page, owner, page.quotes[number - 1].end, quote.start):
            owner.pieces.append((quote.start, quote.end))
            owner.quotes.append(number)
            taken[number] = owner


def _runs_on(page: Page, owner: Candidate, end: int, start: int) -> bool:
    """Whether nothing but the owner's cue and the end of its sentence lies between two quotations.

    The marks before the second one tell: "...," he said. "..." and "...," he said, "..." go on.
    """
    if page.section_of[page.token_at(end - 1)] != page.section_of[page.token_at(start)]:
        return False
    gap = page.text[end:start].strip()
    if not gap:
        return True
    cue = page.tree.start[owner.head]
    if end <= cue < start and _AND.search(gap) and "\n" not in gap:
        return True
    if gap[-1] not in ".,:;—–!" or not end <= cue < start:
        return bool(gap[-1] in "," and len(gap) < 3)
    numbers = page.tree.sentence
    stops = numbers[page.token_at(start)] - numbers[page.token_at(end - 1)]
    return stops <= 1 and (stops == 0 or gap[-1] in ".!")


def _nest(page: Page, found: list[Candidate]) -> list[Candidate]:
    """Order and link: an attribution is nested in the smallest whose content holds its cue."""
    found.sort(key=lambda candidate: min(candidate.pieces[0][0], page.tree.start[candidate.head]))
    around = _innermost(page, found)
    places: dict[int, int] = {}
    result: list[Candidate] = []
    for index in range(len(found)):
        line = [index]
        while (parent := around[found[line[-1]].head]) >= 0 and parent not in line:
            line.append(parent)
        for member, parent in zip(line[::-1], [-1, *line[:0:-1]], strict=True):
            if member not in places:
                found[member].parent = places.get(parent)
                places[member] = len(result)
                result.append(found[member])
    return result


def _innermost(page: Page, found: list[Candidate]) -> list[int]:
    """For each token the candidate with the smallest content around it, -1 for none."""
    around = [-1] * len(page.tree)
    sizes = [sum(end - start for start, end in candidate.pieces) for candidate in found]
    for index in sorted(range(len(found)), key=lambda index: -sizes[index]):
        for start, end in found[index].pieces:
            first, last = page.token_at(start), page.token_at(end - 1)
            around[first : last + 1] = [index] * (last + 1 - first)
        for token in range(found[index].cue_words[0], found[index].cue_words[1] + 1):
            if around[token] == index:
                around[token] = -1
    return around
