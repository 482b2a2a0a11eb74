"""Quotations that stand on their own: who is named beside them, and which run on.

The parser often fails inside quotations, so here position decides: a reporting verb right after
the closing mark or right before the opening one, with its subject next to it.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.asides import subject_before_aside
from workbench.extraction.candidates.frames import cue_of, cue_range
from workbench.extraction.candidates.labels import (
    name_after_dash,
    name_before_quotation,
    name_in_a_post,
)
from workbench.extraction.candidates.lexicon import Cue, CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.sources import neighbour_after, neighbour_before, subject_of
from workbench.model.claim import Polarity

_REACH: Final = 30  # tokens between a quotation and its verb, appositions included
_SAID: Final = cues.VERBS["say"]
_UNLISTED: Final = Cue(CueKind.SPEECH, Polarity.ASSERTS, frozenset({Frame.QUOTE}))
_ENDS_INSIDE: Final = frozenset(",!?—–-")
_SENTENCE_ENDS: Final = frozenset(".!?…")


def direct_candidates(page: Page, taken: set[int], heads: set[int]) -> list[Candidate]:
    """Quotations not yet covered that have a cue of their own beside them.

    Args:
        page: The article.
        taken: Numbers of the quotations that other attributions cover.
        heads: Cue tokens already used; a cue serves one attribution.
    """
    found = []
    for number in range(len(page.quotes)):
        if number in taken:
            continue
        candidate = (
            _after(page, number, heads)
            or _before(page, number, heads)
            or name_after_dash(page, number)
            or name_before_quotation(page, number)
            or name_in_a_post(page, number)
        )
        if candidate is not None:
            heads.add(candidate.head)
            found.append(candidate)
    return found


def _after(page: Page, number: int, heads: set[int]) -> Candidate | None:
    """ "...," said X / "...," X said."""
    quote = page.quotes[number]
    inner = page.text[quote.inner_start : quote.inner_end].rstrip()
    first = page.token_at(quote.end - 1) + 1
    tree = page.tree
    if first >= len(tree):
        return None
    comma_after = tree.lower[first] in (",", "—", "–")
    if not inner or not (inner[-1] in _ENDS_INSIDE or comma_after):
        return None
    section = page.section_of[first - 1]
    for token in range(first, min(first + _REACH, len(tree))):
        if page.section_of[token] != section or page.quote_of[token] >= 0:
            return None
        if tree.lower[token] in _SENTENCE_ENDS or tree.lower[token] == ";":
            return None
        if tree.part[token] not in ("VERB", "AUX") or token in heads:
            continue
        entry = cue_of(tree, token)
        is_cue = entry is not None and Frame.QUOTE in entry[0].frames
        if not is_cue and not _stands_alone(page, token, first):
            continue
        source = subject_before_aside(tree, token, first) or subject_of(tree, token)
        addressed = entry is not None and Frame.ADDRESSEE in entry[0].frames
        turned = None
        if not addressed and source is not None and tree.start[source[0]] < quote.start:
            turned = neighbour_after(tree, token)  # "Talks: '...', says the mayor"
        if turned is not None:
            source = turned
        elif source is None or page.quote_of[source[0]] >= 0:
            source = _neighbour(page, token, first, addressed=addressed)
        if source is None and not is_cue:
            continue
        return Candidate(
            cue=entry[0] if entry is not None and is_cue else _UNLISTED,
            head=token,
            cue_words=cue_range(tree, token, entry[1] if entry else None),
            source=source,
            pieces=[(quote.start, quote.end)],
            pattern="quotation before",
            quotes=[number],
        )
    return None


def _stands_alone(page: Page, verb: int, first: int) -> bool:
    """A verb outside the lexicon that is alone with its subject: "...," the judge thundered."""
    tree = page.tree
    subject = tree.child(verb, "nsubj")
    if subject is None or tree.tag[verb] not in ("VBD", "VBZ", "VBP"):
        return False
    following = tree.lower[verb + 1] if verb + 1 < len(tree) else "."
    near = tree.left[subject] - first <= 2 if subject < verb else verb - first <= 2
    return near and following in (".", ",", ";", ":")


def _neighbour(page: Page, verb: int, first: int, *, addressed: bool) -> Range | None:
    """The name beside a verb; what follows "told" is who listens."""
    before = neighbour_before(page.tree, verb, first)
    return before if addressed else neighbour_after(page.tree, verb) or before


def _before(page: Page, number: int, heads: set[int]) -> Candidate | None:
    """X said: "..." / X told reporters, "..." / a lead paragraph that ends with a colon."""
    quote = page.quotes[number]
    tree = page.tree
    opening = page.token_at(quote.start)
    token = opening - 1
    while token >= 0 and tree.part[token] == "SPACE":
        token -= 1
    if token < 0 or page.quote_of[token] >= 0:
        return None
    introduces = tree.lower[token] in (",", ":", "that", "—", "–") or tree.part[token] == "VERB"
    if not introduces:
        return None
    colon = tree.lower[token] == ":"
    limit = max(token - (2 * _REACH if colon else _REACH), -1)
    while token > limit:
        if page.quote_of[token] >= 0 and not colon:
            return None
        if tree.lower[token] in _SENTENCE_ENDS:
            return None
        if tree.part[token] in ("VERB", "AUX") and (token not in heads or colon):
            entry = cue_of(tree, token)
            if token and tree.lower[token - 1] == "-":
                return None  # the so-called "peace plan"
            if entry is not None and (Frame.QUOTE in entry[0].frames or colon):
                return Candidate(
                    cue=entry[0],
                    head=token,
                    cue_words=cue_range(tree, token, entry[1]),
                    source=subject_of(tree, token)
                    or _neighbour(page, token, 0, addressed=Frame.ADDRESSEE in entry[0].frames),
                    pieces=[(quote.start, quote.end)],
                    pattern="quotation after",
                    quotes=[number],
                )
        token -= 1
    return None
