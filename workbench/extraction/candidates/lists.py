"""Items of a list under a line that says whose they are: "Campaigners say that:", then bullets.

Also the sentences that count off what somebody said: "The general told parliament three things.
First, ... Second, ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import Cue, CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.sources import noun_range, subject_of
from workbench.extraction.parse.sections import SectionKind
from workbench.model.claim import Polarity

_ITEM: Final = re.compile(r"\s*(?:[-*•·▪–—]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)])\s+")
_ORDINAL: Final = re.compile(r"(?:First|Second|Third|Fourth|Fifth|Final)(?:ly)?,")
_SAYS: Final = Cue(CueKind.SPEECH, Polarity.ASSERTS, frozenset({Frame.CLAUSE}))
_SPOKEN: Final = frozenset({CueKind.SPEECH, CueKind.FINDING, CueKind.BELIEF})
_COUNTED: Final = frozenset({"thing", "point", "claim", "reason", "fact", "allegation"})
_MAKING: Final = frozenset({"make", "list", "give", "raise", "set"})
_OWNED: Final = frozenset({"of", "in", "from", "by"})


def list_candidates(page: Page) -> Iterator[Candidate]:
    """Every item whose list's first line, or sentence, names who says it."""
    yield from _under_a_line(page)
    yield from _find_counted(page)


def _under_a_line(page: Page) -> Iterator[Candidate]:
    lead: tuple[int, Range] | None = None
    follows = False
    for section in page.sections:
        text = page.text[section.span.start : section.span.end]
        bullet = _ITEM.match(text)
        if section.kind is SectionKind.TURN:
            lead = None
        elif text.rstrip().endswith(":") and bullet is None:
            lead = _who(page, section.span.start, section.span.end)
            follows = section.kind is SectionKind.BODY
            continue
        elif bullet is None:
            if lead is not None and follows and _speaks(page, lead[0]):
                yield from _block(page, lead, section.span.start, section.span.end)
            lead = None
        elif lead is not None:
            yield _item(page, lead, section.span.start + bullet.end(), section.span.end)
        follows = False


def _speaks(page: Page, cue: int) -> bool:
    entry = cues.VERBS.get(page.tree.lemma[cue])
    return (
        entry is not None
        and entry.kind is CueKind.SPEECH
        and Frame.QUOTE in entry.frames
        and page.tree.tag[cue] in ("VBD", "VBZ", "VBP")
    )


def _block(page: Page, lead: tuple[int, Range], start: int, end: int) -> Iterator[Candidate]:
    """The paragraph under "The governor added:" that needs no marks to be his words."""
    if page.text[start] in "\"“‘'«„":
        return
    for first, past in page.tree.sentences:
        begins, ends = page.tree.start[first], page.tree.end[past - 1]
        if start <= begins < end and ends - begins > 1:
            yield _item(page, lead, begins, min(ends, end))


def _find_counted(page: Page) -> Iterator[Candidate]:
    tree = page.tree
    lead: tuple[int, Range] | None = None
    for first, past in tree.sentences:
        start, end = tree.start[first], tree.end[past - 1]
        if _ORDINAL.match(page.text, start) is not None:
            if lead is not None:
                yield _item(page, lead, start, len(page.text[:end].rstrip()))
            continue
        counts = any(tree.lemma[token] in _COUNTED for token in range(first, past))
        lead = _who(page, start, end) if counts and page.quote_of[first] < 0 else None


def _item(page: Page, lead: tuple[int, Range], start: int, end: int) -> Candidate:
    cue, source = lead
    return Candidate(
        cue=_SAYS,
        head=cue,
        cue_words=(cue, cue),
        source=source,
        pieces=[(start, end)],
        pattern="list",
    )


def _who(page: Page, start: int, end: int) -> tuple[int, Range] | None:
    """The cue of a line and whose it is."""
    tree = page.tree
    first, last = page.token_at(start), page.token_at(end - 1)
    for token in range(last, first - 1, -1):
        if tree.lower[token] == "to" and token > first and tree.lower[token - 1] == "according":
            inner = tree.child(token, "pobj")
            return None if inner is None else (token - 1, noun_range(tree, inner))
        if tree.part[token] not in ("VERB", "AUX"):
            continue
        entry = cues.VERBS.get(tree.lemma[token])
        spoken = entry is not None and entry.kind in _SPOKEN
        makes = tree.lemma[token] in _MAKING and _names_sayings(page, token)
        if spoken or makes:
            source = subject_of(tree, token)
            if source is not None and tree.child(token, "neg") is None:
                return token, source
    for token in range(first, last + 1):
        if tree.part[token] == "NOUN" and tree.lemma[token] in cues.NOUNS:
            owner = _owner(page, token)
            if owner is not None:
                return token, owner
    return None


def _names_sayings(page: Page, verb: int) -> bool:
    target = page.tree.child(verb, "dobj", "obj")
    lemma = "" if target is None else page.tree.lemma[target]
    return lemma in _COUNTED or lemma in cues.NOUNS


def _owner(page: Page, noun: int) -> Range | None:
    """ "The claims in Cobb's diary" are the diary's."""
    tree = page.tree
    for preposition in tree.children_in(noun, "prep"):
        if tree.lower[preposition] in _OWNED:
            inner = tree.child(preposition, "pobj")
            return None if inner is None else noun_range(tree, inner)
    owner = tree.child(noun, "poss")
    return None if owner is None else noun_range(tree, owner)
