"""Attributions by punctuation alone: "Kremlin: no drones supplied", "No drones supplied: Kremlin",
"'...' — Jane Doe".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workbench.extraction.candidates.lexicon import Cue, CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.parse.dateline import dateline_end
from workbench.extraction.parse.sections import SectionKind
from workbench.model.claim import Polarity

_SAID: Final = Cue(CueKind.SPEECH, Polarity.ASSERTS, frozenset({Frame.QUOTE}))
_DASHES: Final = frozenset({"―", "—", "–", "--", "-", "~"})
_LONGEST_NAME: Final = 7
_LONGEST_HEADLINE: Final = 40
_HEADLINES: Final = 3  # sections at the top that may be headlines whatever they are taken for
# "Watch: ...", "Analysis: ...": the colon follows a label, not a speaker.
_LABELS: Final = frozenset(
    """
    analysis answer bottom breaking caption cast category contact correction credit date
    editorial email example exclusive explained explainer fact factbox facts interview live
    location more note opinion phone photos pictures plot profile question rating read related
    result results review score source synopsis tags time timeline topics update updated verdict
    video watch
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)


# What a story is about, before the colon of its headline: nobody who speaks.
_TOPICS: Final = frozenset(
    """
    analysis attack attacks brexit budget business climate comment covid covid-19 cricket crisis
    earthquake election elections explained fire fires flood floods football health hurricane
    inquiry letters live obituary opinion pandemic podcast politics protests quiz recipe review
    scandal science shooting sport storm strike strikes talks tech travel trial update war
    weather
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
_SPEAKING: Final = frozenset(
    """
    agency analyst army authority campaigner ceo chancellor charity chief coach council court
    doctor expert governor judge lawyer leader manager mayor minister ministry official pm
    police poll president prosecutor regulator report researcher scientist secretary source
    spokesman spokeswoman study survey union watchdog witness
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)


def label_candidates(page: Page) -> Iterator[Candidate]:
    """Names set off by a colon at either end of a headline or before a quotation."""
    for number, section in enumerate(page.sections):
        if section.kind in (SectionKind.FURNITURE, SectionKind.TURN):
            continue
        posted = _handle(page, section.span.start, section.span.end)
        if posted is not None:
            yield posted
            continue
        first = page.token_at(section.span.start)
        last = page.token_at(section.span.end - 1)
        headline = number < _HEADLINES or section.kind is SectionKind.HEADLINE
        if not headline or last - first > _LONGEST_HEADLINE:
            continue
        if dateline_end(page.text, section.span.start, section.span.end) is not None:
            continue
        found = _name_first(page, first, last) or _name_last(page, first, last)
        if found is not None:
            yield found


def _name_first(page: Page, first: int, last: int) -> Candidate | None:
    tree = page.tree
    for token in range(first + 1, min(first + _LONGEST_NAME, last)):
        if tree.lower[token] == ":":
            if not _is_name(page, first, token - 1) or not _says_something(page, token + 1, last):
                return None
            return _candidate(page, (first, token - 1), token, (token + 1, last), "name and colon")
    return None


def _name_last(page: Page, first: int, last: int) -> Candidate | None:
    tree = page.tree
    while last > first and tree.part[last] == "SPACE":
        last -= 1
    for token in range(last - 1, max(last - _LONGEST_NAME, first + 2), -1):
        if tree.lower[token] == ":":
            if not _is_name(page, token + 1, last) or not _says_something(page, first, token - 1):
                return None
            return _candidate(page, (token + 1, last), token, (first, token - 1), "colon and name")
    return None


def _is_name(page: Page, first: int, last: int) -> bool:
    tree = page.tree
    if any(
        tree.lower[t] in _TOPICS or tree.lower[t].endswith("virus") for t in range(first, last + 1)
    ):
        return False
    words = [token for token in range(first, last + 1) if tree.part[token] not in ("SPACE", "DET")]
    return (
        bool(words)
        and all(
            tree.part[token] in ("PROPN", "NOUN", "ADJ", "ADP", "PART", "PUNCT")
            and (
                tree.part[token] in ("ADP", "PART", "PUNCT")
                or page.text[tree.start[token]].isupper()
                or (token == last and tree.lemma[token] in _SPEAKING)
                or (token < last and tree.lemma[last] in _SPEAKING)
            )
            and tree.lower[token] not in _LABELS
            and page.quote_of[token] < 0
            for token in words
        )
        and any(
            tree.part[token] == "PROPN" or tree.name[token] or tree.lemma[token] in _SPEAKING
            for token in words
        )
    )


def _says_something(page: Page, first: int, last: int) -> bool:
    parts = page.tree.part[first : last + 1]
    if len(parts) < 4:
        return False
    return "VERB" in parts or "AUX" in parts or ("NUM" in parts and "NOUN" in parts)


def _candidate(page: Page, source: Range, mark: int, content: Range, pattern: str) -> Candidate:
    tree = page.tree
    return Candidate(
        cue=_SAID,
        head=mark,
        cue_words=(mark, mark),
        source=source,
        pieces=[(tree.start[content[0]], tree.end[content[1]])],
        pattern=pattern,
    )


def name_after_dash(page: Page, number: int) -> Candidate | None:
    """A quotation signed by a name: "'...' — Jane Doe"."""
    quote, tree = page.quotes[number], page.tree
    mark = page.token_at(quote.end - 1) + 1
    while mark < len(tree) and tree.part[mark] == "SPACE" and "\n" not in tree.lower[mark]:
        mark += 1
    if mark + 1 >= len(tree) or tree.lower[mark] not in _DASHES:
        return None
    first = mark + 1
    while first < len(tree) and tree.part[first] == "SPACE" and "\n" not in tree.lower[first]:
        first += 1
    last = first
    section = page.section_of[mark]
    while (
        last + 1 < len(tree)
        and page.section_of[last + 1] == section
        and last - first < _LONGEST_NAME
        and tree.part[last + 1] in ("PROPN", "ADP", "DET", "NOUN")
        and page.quote_of[last + 1] < 0
    ):
        last += 1
    if first >= len(tree) or page.section_of[first] != section or tree.part[first] != "PROPN":
        return None
    content = page.token_at(quote.start), page.token_at(quote.end - 1)
    found = _candidate(page, (first, last), mark, content, "quotation and name")
    found.quotes.append(number)
    return found


def name_before_quotation(page: Page, number: int) -> Candidate | None:
    """ "Jane Doe: '...'" at the beginning of a sentence."""
    quote, tree = page.quotes[number], page.tree
    mark = page.token_at(quote.start) - 1
    while mark > 0 and tree.part[mark] == "SPACE":
        mark -= 1
    if mark < 1 or tree.lower[mark] != ":":
        return None
    first = mark - 1
    while first > 0 and mark - first < _LONGEST_NAME and _goes_back(page, first - 1, mark):
        first -= 1
    if not _is_name(page, first, mark - 1):
        return None
    content = page.token_at(quote.start), page.token_at(quote.end - 1)
    found = _candidate(page, (first, mark - 1), mark, content, "name and colon")
    found.quotes.append(number)
    return found


_IN_A_POST: Final = re.compile(
    r"(?P<who>[A-Z][\w'’.\- ]{1,50}?),? (?:in|on|via|speaking|writing) [^:“\"]{3,90}:\s*$"
)
_HANDLE: Final = re.compile(r"(?:RT )?@(?P<who>\w{2,30}):\s+(?=\S)")


def name_in_a_post(page: Page, number: int) -> Candidate | None:
    """ "Jane Doe, in a post on Monday: '...'", with no verb."""
    quote, tree = page.quotes[number], page.tree
    mark = page.token_at(quote.start) - 1
    if mark < 2 or tree.lower[mark] != ":":
        return None
    start = page.section(mark).span.start
    stop = page.text.rfind(". ", start, quote.start)
    begins = start if stop < 0 else stop + 2
    match = _IN_A_POST.match(page.text, begins, quote.start)
    if match is None:
        return None
    source = page.token_at(match.start("who")), page.token_at(match.end("who") - 1)
    content = page.token_at(quote.start), page.token_at(quote.end - 1)
    found = _candidate(page, source, mark, content, "name and colon")
    found.quotes.append(number)
    return found


def _handle(page: Page, start: int, end: int) -> Candidate | None:
    """ "RT @name: ..." """
    match = _HANDLE.match(page.text, start, end)
    if match is None:
        return None
    source = page.token_at(match.start("who")), page.token_at(match.end("who") - 1)
    content = page.token_at(match.end()), page.token_at(end - 1)
    mark = page.token_at(match.end("who"))
    return _candidate(page, source, mark, content, "name and colon")


def _goes_back(page: Page, token: int, mark: int) -> bool:
    tree = page.tree
    return (
        page.section_of[token] == page.section_of[mark]
        and tree.part[token] in ("PROPN", "NOUN", "ADJ", "DET", "ADP")
        and page.quote_of[token] < 0
    )
