"""Words that a person picked out of an article, read as the article's own claims are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.extraction.attribution.attribution import Attribution
from workbench.extraction.candidates.page import Page
from workbench.model.article import Span
from workbench.model.claim import Polarity, Quotation, Reason


def attribute_words(page: Page, everything: Sequence[Attribution], span: Span) -> Attribution:
    """The attribution of some words: that of the smallest content around them, or whose content is
    most of them; else nobody's.

    Args:
        everything: All attributions and plain sentences of the page.
    """
    around = [one for one in everything if _covers(one, span)]
    owner = min(around, key=_length, default=None)
    if owner is None:
        inside = max(everything, key=lambda one: _count_shared(one, span), default=None)
        if inside is not None and 2 * _count_shared(inside, span) > span.end - span.start:
            owner = inside  # "Kirby said Iran helps", chosen with who says it
    if owner is None:
        return Attribution(
            source=None,
            cue=None,
            content=(span,),
            sentence=_sentence_around(page, span),
            polarity=Polarity.ASSERTS,
            quotation=Quotation.INDIRECT,
            reasons=(Reason("claim", "", "chosen by a person"),),
        )
    return replace(owner, content=(span,), sentence=_sentence_around(page, span, owner.sentence))


def _sentence_around(page: Page, span: Span, beside: Span | None = None) -> Span:
    """The sentence or sentences that some words stand in, and the words ``beside`` them."""
    tree = page.tree
    if not len(tree):
        return span
    first = tree.sentences[tree.sentence[page.token_at(span.start)]][0]
    last = tree.sentences[tree.sentence[page.token_at(max(span.end - 1, span.start))]][1] - 1
    while last > first and tree.part[last] == "SPACE":
        last -= 1
    while first < last and tree.part[first] == "SPACE":
        first += 1
    found = tree.span(first, last)
    if beside is None:
        return Span(min(found.start, span.start), max(found.end, span.end))
    return Span(min(found.start, beside.start), max(found.end, beside.end))


def _covers(one: Attribution, span: Span) -> bool:
    """Whether the words stand in what is said, from its first piece to its last."""
    whole = _whole(one)
    return whole.start <= span.start and span.end <= whole.end


def _count_shared(one: Attribution, span: Span) -> int:
    """How many characters of the words are content."""
    return sum(
        max(0, min(piece.end, span.end) - max(piece.start, span.start)) for piece in one.content
    )


def _length(one: Attribution) -> int:
    whole = _whole(one)
    return whole.end - whole.start


def _whole(one: Attribution) -> Span:
    return Span(min(piece.start for piece in one.content), max(piece.end for piece in one.content))
