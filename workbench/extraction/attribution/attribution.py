"""Who said what: every attribution of an article, with its source, cue and content.

Verbs and phrases that govern their content in the parse come first, then quotations that stand
on their own, then quotations that run on after their attribution. An attribution whose cue lies
inside the content of another is nested in it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from workbench.extraction.attribution.answers import denies_before, is_denial, question_before
from workbench.extraction.attribution.assembly import assemble
from workbench.extraction.attribution.bare_facts import FEWEST_WORDS, bare_sentences
from workbench.extraction.attribution.checkable import tells
from workbench.extraction.attribution.courtesies import is_courtesy
from workbench.extraction.candidates.page import Candidate, Page
from workbench.extraction.candidates.polarity import polarity
from workbench.extraction.parse.language import ParsedArticle
from workbench.extraction.parse.quotations import Quote
from workbench.extraction.parse.sections import SectionKind
from workbench.extraction.sifting.second_look import answers_no, denies_what_was_said
from workbench.model.article import Span
from workbench.model.claim import Polarity, Quotation, Reason


@dataclass(frozen=True)
class Attribution:
    """One source saying, thinking, finding, denying or asking one thing.

    Attributes:
        content: One stretch or several in order; "P, she said, Q" has two.
        sentence: The sentence or sentences that carry it.
        parent: The index of the attribution it is nested in, among those of the article.
        claimed: Whether it lays down something to check; not an order, not "declined to comment".
        answers: The question or charge that the content denies without repeating it ("No.").
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    sentence: Span
    polarity: Polarity
    quotation: Quotation
    parent: int | None = None
    reasons: tuple[Reason, ...] = ()
    claimed: bool = True
    answers: Span | None = None


def attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """All that an article lays in somebody's mouth, nested attributions after their outer one.

    Sentences of a transcript's turn, and quotations that run on without a cue, come last.
    """
    reported, plain = attributions_and_facts(Page(parsed))
    spoken = (one for one in plain if one.quotation is Quotation.DIRECT)
    return (*reported, *spoken)


def attributions_and_facts(
    page: Page,
) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """The attributions of a page, and its sentences that no cue belongs to.

    A plain sentence in the turn of a transcript has the turn's speaker for its source; one in the
    writer's own voice has none. The spoken ones come first, so that ``parent`` counts through
    both: a reported attribution may be nested in a spoken sentence.
    """
    candidates = assemble(page)
    reported = [_finish(page, candidate, candidates) for candidate in candidates]
    plain = [_plain(page, span) for span in bare_sentences(page, candidates)]
    spoken = [one for one in plain if one.quotation is Quotation.DIRECT]
    facts = [one for one in plain if one.quotation is not Quotation.DIRECT]
    _nest_in_turns(page, candidates, reported, spoken)
    return tuple(reported), (*spoken, *facts)


def _nest_in_turns(
    page: Page,
    candidates: list[Candidate],
    reported: list[Attribution],
    spoken: list[Attribution],
) -> None:
    """What a speaker in a transcript reports of others is nested in the speaker's own sentence."""
    turns = {
        one.content[0]: len(reported) + number
        for number, one in enumerate(spoken)
        if one.answers is None
    }
    spans = sorted(turns, key=lambda span: span.start)
    starts = [span.start for span in spans]
    for index, candidate in enumerate(candidates):
        if candidate.parent is not None:
            continue
        head = page.tree.start[candidate.head]
        position = bisect_right(starts, head) - 1
        if position >= 0 and head < spans[position].end:
            reported[index] = replace(reported[index], parent=turns[spans[position]])


def _plain(page: Page, span: Span) -> Attribution:
    token = page.token_at(span.start)
    section = page.section(token)
    asks = page.text[span.start : span.end].rstrip("\"'”’) ").endswith("?")
    in_turn = section.kind is SectionKind.TURN
    last = page.token_at(span.end - 1)
    quoted = page.quote_of[token] >= 0 and page.quote_of[token] == page.quote_of[last]
    if quoted:
        span = _with_marks(page, span, page.quotes[page.quote_of[token]])
    answers = denies_before(page, span)
    words = page.text[span.start : span.end]
    decided = Polarity.QUESTIONS if asks else Polarity.ASSERTS
    said_by = f"the speaker of this turn, {section.speaker}" if in_turn else "the article itself"
    asked = [] if answers is None else [page.token_at(answers.start)]
    return Attribution(
        source=section.speaker_span if in_turn else None,
        cue=None if answers is None else span,
        content=(span if answers is None else answers,),
        sentence=_around(page, [token, page.token_at(span.end - 1), *asked]),
        polarity=decided if answers is None else Polarity.DENIES,
        quotation=Quotation.DIRECT if in_turn or quoted else Quotation.INDIRECT,
        reasons=(Reason(of="claim", words="", explanation=f"asserted by {said_by}"),),
        claimed=answers is not None
        or not ((in_turn or quoted) and (is_courtesy(page, span) or is_denial(words))),
        answers=answers,
    )


def _with_marks(page: Page, span: Span, quote: Quote) -> Span:
    """A sentence with the quotation marks around it, which the parser may give to another."""
    start = quote.start if not page.text[quote.inner_start : span.start].strip() else span.start
    end = quote.end if not page.text[span.end : quote.inner_end].strip() else span.end
    return Span(min(start, span.start), max(end, span.end))


def _said_before(page: Page, candidate: Candidate, found: list[Candidate]) -> Span | None:
    """What "the firm denies it" denies: the last thing said before, or the sentence before."""
    tree = page.tree
    head, section = candidate.head, page.section_of[candidate.head]
    number = tree.sentence[head]
    first = tree.sentences[max(number - 1, 0)][0]
    said = [
        Span(one.pieces[0][0], one.pieces[-1][1])
        for one in found
        if one is not candidate
        and page.section_of[one.head] == section
        and tree.start[first] <= one.pieces[0][0]
        and one.pieces[-1][1] <= tree.start[head]
        and one.pattern not in ("object", "preposition")
    ]
    if said:
        return max(said, key=lambda span: (span.end, span.end - span.start))
    if number == 0 or page.section_of[first] != section:
        return None
    last = tree.sentences[number - 1][1] - 1
    while last > first and tree.part[last] in ("SPACE", "PUNCT"):
        last -= 1
    asks = tree.lower[last + 1] == "?"
    return None if asks or last - first < FEWEST_WORDS else tree.span(first, last)


def _finish(page: Page, candidate: Candidate, found: list[Candidate]) -> Attribution:
    tree = page.tree
    decided, reason = polarity(page, candidate)
    flat = answers_no(page, candidate)
    may_answer = bool(candidate.quotes) or flat
    answers = question_before(page, Span(*candidate.pieces[0])) if may_answer else None
    if denies_what_was_said(page, candidate):
        answers = _said_before(page, candidate, found)
    elif answers is not None:
        words = page.text[candidate.pieces[0][0] : candidate.pieces[0][1]]
        decided, reason = Polarity.DENIES, Reason("polarity", words, "answers a question with no")
    cue = tree.span(*candidate.cue_words)
    source = None if candidate.source is None else tree.span(*candidate.source)
    content = tuple(Span(start, end) for start, end in candidate.pieces)
    quotation = _quotation(page, candidate)
    words = page.text[content[0].start : content[-1].end].rstrip("\"'”’»,. ")
    idle = quotation is Quotation.DIRECT and (
        words.endswith("?") or is_courtesy(page, content[0]) or _says_too_little(page, content)
    )
    if answers is not None:
        content = (answers,)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        sentence=_sentence(page, candidate),
        polarity=decided,
        quotation=quotation,
        parent=candidate.parent,
        reasons=(
            Reason(
                of="claim",
                words=page.text[cue.start : cue.end],
                explanation=f"{candidate.cue.kind.value} reported by {candidate.pattern}",
            ),
            reason,
        ),
        claimed=answers is not None
        or (
            not (flat or denies_what_was_said(page, candidate))
            and tells(page, candidate, decided)
            and not idle
        ),
        answers=answers,
    )


def _says_too_little(page: Page, content: tuple[Span, ...]) -> bool:
    """A name or a cry in quotation marks: “Google it.”, ‘Happy Birthday’, “Lock her up!”"""
    tree = page.tree
    tokens = range(page.token_at(content[0].start), page.token_at(content[-1].end - 1) + 1)
    told = [token for token in tokens if tree.part[token] not in ("PUNCT", "SPACE")]
    tags = [tree.tag[token] for token in told]
    return (
        len(told) < FEWEST_WORDS
        and not any(tag in ("VBD", "VBZ", "VBP", "MD", "CD") for tag in tags)
        # "The dam leaks": what the tagger takes for many of something is what one thing does
        and not (len(tags) > 2 and tags[0] in ("DT", "PRP$") and tags[-2:] == ["NN", "NNS"])
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
