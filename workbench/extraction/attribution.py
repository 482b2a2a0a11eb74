"""Who said what: every attribution of an article, with its source, cue and content.

Verbs and phrases that govern their content in the parse come first, then quotations that stand
on their own, then quotations that run on after their attribution. An attribution whose cue lies
inside the content of another is nested in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.extraction.assembly import assemble
from workbench.extraction.bare_facts import bare_sentences
from workbench.extraction.language import ParsedArticle
from workbench.extraction.page import Candidate, Page
from workbench.extraction.polarity import polarity
from workbench.extraction.sections import SectionKind
from workbench.model import Polarity, Quotation, Reason, Span


@dataclass(frozen=True)
class Attribution:
    """One source saying, thinking, finding, denying or asking one thing.

    Attributes:
        content: One stretch or several in order; "P, she said, Q" has two.
        sentence: The sentence or sentences that carry it.
        parent: The index of the attribution it is nested in, among those of the article.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    sentence: Span
    polarity: Polarity
    quotation: Quotation
    parent: int | None = None
    reasons: tuple[Reason, ...] = ()


def attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """All attributions of an article, nested ones after the one they are nested in."""
    return attributions_and_facts(Page(parsed))[0]


def attributions_and_facts(
    page: Page,
) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """The attributions of a page, and its sentences that no cue belongs to.

    A plain sentence in the turn of a transcript has the turn's speaker for its source; one in the
    writer's own voice has none.
    """
    candidates = assemble(page)
    reported = tuple(_finished(page, candidate) for candidate in candidates)
    plain = tuple(_plain(page, span) for span in bare_sentences(page, candidates))
    return reported, plain


def _plain(page: Page, span: Span) -> Attribution:
    token = page.token_at(span.start)
    section = page.section(token)
    asks = page.text[span.start : span.end].rstrip("\"'”’) ").endswith("?")
    in_turn = section.kind is SectionKind.TURN
    last = page.token_at(span.end - 1)
    quoted = page.quote_of[token] >= 0 and page.quote_of[token] == page.quote_of[last]
    said_by = f"the speaker of this turn, {section.speaker}" if in_turn else "the article itself"
    return Attribution(
        source=section.speaker_span if in_turn else None,
        cue=None,
        content=(span,),
        sentence=_around(page, [token, page.token_at(span.end - 1)]),
        polarity=Polarity.QUESTIONS if asks else Polarity.ASSERTS,
        quotation=Quotation.DIRECT if in_turn or quoted else Quotation.INDIRECT,
        reasons=(Reason(of="claim", words="", explanation=f"asserted by {said_by}"),),
    )


def _finished(page: Page, candidate: Candidate) -> Attribution:
    tree = page.tree
    decided, reason = polarity(page, candidate)
    cue = tree.span(*candidate.cue_words)
    source = None if candidate.source is None else tree.span(*candidate.source)
    content = tuple(Span(start, end) for start, end in candidate.pieces)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        sentence=_sentence(page, candidate),
        polarity=decided,
        quotation=_quotation(page, candidate),
        parent=candidate.parent,
        reasons=(
            Reason(
                of="claim",
                words=page.text[cue.start : cue.end],
                explanation=f"{candidate.cue.kind.value} reported by {candidate.pattern}",
            ),
            reason,
        ),
    )


def _sentence(page: Page, candidate: Candidate) -> Span:
    """From the first to the last sentence that holds a part of the attribution."""
    tokens = [*candidate.cue_words, *(candidate.source or ())]
    for start, end in candidate.pieces:
        tokens += [page.token_at(start), page.token_at(end - 1)]
    return _around(page, tokens)


def _around(page: Page, tokens: list[int]) -> Span:
    tree = page.tree
    first = tree.sentences[tree.sentence[min(tokens)]][0]
    last = tree.sentences[tree.sentence[max(tokens)]][1] - 1
    while last > first and tree.part[last] == "SPACE":
        last -= 1
    while first < last and tree.part[first] == "SPACE":
        first += 1
    return tree.span(first, last)


def _quotation(page: Page, candidate: Candidate) -> Quotation:
    """Direct when nothing but quotations is content, indirect when none is in it."""
    total = sum(end - start for start, end in candidate.pieces)
    inside = sum(
        max(0, min(end, quote.end) - max(start, quote.start))
        for start, end in candidate.pieces
        for quote in page.quotes_between(start, end)
    )
    if inside == 0:
        return Quotation.INDIRECT
    return Quotation.DIRECT if inside >= total - 3 * len(candidate.pieces) else Quotation.MIXED
