"""What attribution works on: the parse as lists, the quotations, and which words lie in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from workbench.extraction.candidates.lexicon import Cue
from workbench.extraction.parse.language import ParsedArticle
from workbench.extraction.parse.quotations import Quote, quotes
from workbench.extraction.parse.sections import Section, SectionKind
from workbench.extraction.parse.tree import Tree

Range = tuple[int, int]
"""First and last token, both included; or, where said so, characters with the end excluded."""


@dataclass(slots=True)
class Candidate:
    """An attribution under construction.

    Attributes:
        head: The token of the cue that governs the content.
        cue_words: The cue's tokens, a range.
        source: The source's tokens, a range.
        pieces: Stretches of content in characters, end exclusive.
        pattern: How it was found, for explanations and for error analysis.
        uncommitted: Whether its words leave open what they are about ("confirm or deny").
        verdict: The words that call the content false ("said reports that P were baseless").
        lead: A verb that only leads up to the cue ("declined to confirm"), part of its words.
    """

    cue: Cue
    head: int
    cue_words: Range
    source: Range | None
    pieces: list[Range]
    pattern: str
    passive: bool = False
    lead: int | None = None
    verdict: str | None = None
    uncommitted: bool = False
    parent: int | None = None
    quotes: list[int] = field(default_factory=list)


class Page:
    """One article laid out for attribution.

    Attributes:
        quote_of: For each token the number of the quotation around it, -1 for none.
        section_of: For each token the number of its section.
    """

    def __init__(self, parsed: ParsedArticle) -> None:
        self.parsed = parsed
        self.text = parsed.article.text
        self.tree = Tree(parsed.doc)
        self.sections = parsed.sections
        self.quotes: tuple[Quote, ...] = parsed.quotes or quotes(
            self.text, [part.span for part in self.sections]
        )
        self._quote_ends = [quote.end for quote in self.quotes]
        self._token_starts = self.tree.start
        self._section_starts = [part.span.start for part in self.sections]
        self.quote_of = self._mark_quotes()
        self.section_of = self._mark_sections()

    def _mark_quotes(self) -> list[int]:
        marks = [-1] * len(self.tree)
        for number, quote in enumerate(self.quotes):
            first = self.token_at(quote.start)
            last = self.token_at(quote.end - 1)
            marks[first : last + 1] = [number] * (last + 1 - first)
        return marks

    def _mark_sections(self) -> list[int]:
        marks: list[int] = []
        number = -1
        for end in self.tree.end:
            while number + 1 < len(self.sections) and self._section_starts[number + 1] < end:
                number += 1
            marks.append(max(number, 0))
        return marks

    def token_at(self, offset: int) -> int:
        """The token that covers a character, or the last before it."""
        return max(bisect_right(self._token_starts, offset) - 1, 0)

    def section(self, token: int) -> Section:
        """The section a token lies in."""
        return self.sections[self.section_of[token]]

    def is_furniture(self, token: int) -> bool:
        return not self.sections or self.section(token).kind is SectionKind.FURNITURE

    def quote_numbers(self, start: int, end: int) -> range:
        """Numbers of the quotations that share a character with ``[start, end)``."""
        first = bisect_right(self._quote_ends, start)
        last = first
        while last < len(self.quotes) and self.quotes[last].start < end:
            last += 1
        return range(first, last)

    def quotes_between(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotations that share a character with ``[start, end)``."""
        numbers = self.quote_numbers(start, end)
        return self.quotes[numbers.start : numbers.stop]
