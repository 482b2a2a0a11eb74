"""Answers that deny and say nothing else: "No.", "That is false.", "No, I did not."

What they deny stands in the question or the charge before them.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.extraction.candidates.cues import FALSE_WORDS, TRUE_WORDS
from workbench.extraction.candidates.page import Page
from workbench.extraction.parse.sections import SectionKind
from workbench.extraction.sifting.units import sentences_within
from workbench.model.article import Span

_NO: Final = (
    r"(?:no|nope|never(?: in my life)?|absolutely not|certainly not|of course not|not at all"
    r"|not true|untrue|false|no way|not once|not a chance|nothing of the (?:sort|kind)"
    r"|not in the (?:least|slightest)|far from it|rubbish|nonsense|definitely not)"
)
_STRONGLY: Final = r"(?: (?:simply|just|completely|totally|absolutely|utterly|plainly|all|quite))*"
_FALSE: Final = "|".join(sorted(FALSE_WORDS))
_TRUE: Final = "|".join(sorted(TRUE_WORDS))
_VERDICT: Final = (
    r"(?:that|this|it|those|these|they)(?: (?:is|was|are|were)|'s|'re)"
    rf"(?:{_STRONGLY}(?: an?)? (?:{_FALSE})|(?:{_STRONGLY} not|n't){_STRONGLY}"
    rf"(?: the)? (?:{_TRUE}|so|case))"
)
_ELLIPSIS: Final = (
    r"(?:i|we|he|she|it|they|you|there) (?:(?:did|do|does|have|has|had|was|were|is|are|would"
    r"|could|should)(?: not|n't| never)|(?:will|can) not|cannot|won't|can't|never did)"
)
_DENIAL: Final = re.compile(
    rf"(?:{_NO}(?:[,.;!–—-]+ *| +|$))*(?:(?:{_VERDICT}|{_ELLIPSIS})[.!,; ]*)*", re.IGNORECASE
)
_MARKS: Final = "\"“”„«»‘ \n\t'"
_FEWEST_DENIED: Final = 2
_REACH: Final = 300
"""Characters in which a question stands before the quotation that answers it."""


def is_denial(words: str) -> bool:
    """Whether an answer denies and says nothing else, quotation marks or not."""
    plain = words.replace("’", "'").strip(_MARKS)
    return bool(plain) and _DENIAL.fullmatch(plain) is not None


def denies_before(page: Page, span: Span) -> Span | None:
    """What a sentence of a transcript's turn denies, if it is a bare denial.

    Args:
        page: The article.
        span: A sentence of a turn.

    Returns:
        The last sentence of the turn before, when nothing but denials opens this turn.
    """
    token = page.token_at(span.start)
    number = page.section_of[token]
    if page.sections[number].kind is not SectionKind.TURN:
        return None
    before = page.text[page.sections[number].span.start : span.end]
    if not is_denial(before):
        return None
    number -= 1
    while number >= 0 and page.sections[number].kind is SectionKind.FURNITURE:
        number -= 1  # the label, "A:"
    if number < 0 or page.sections[number].kind is not SectionKind.TURN:
        return None
    denied = _last_sentence(page, page.sections[number].span)
    words = re.findall(r"\w+", page.text[denied.start : denied.end])
    return denied if len(words) >= _FEWEST_DENIED else None  # not an audience's "Booo"


def _last_sentence(page: Page, span: Span) -> Span:
    """What the last sentence of a stretch asks or says, as a proposition.

    Of "Did the firm know?" it is "the firm know"; of "The union says that P. Is that true?" P.
    """
    sentences = list(sentences_within(page, span.start, span.end))
    start, end = sentences[-1]
    if len(sentences) > 1 and _IS_IT_SO.match(page.text, start):
        start, end = sentences[-2]
    words = page.text[start:end].rstrip("?.!\"”’' ")
    inner = _INVERTED.match(words) or _REPORTED.search(words)
    begins = start if inner is None else start + inner.end()
    return Span(begins, start + len(words))


_IS_IT_SO: Final = re.compile(
    r"(?i)(?:and )?(?:is|was|isn['’]t) (?:that|this|it) (?:true|so|right|correct|the case|fair)"
    r"|(?i:did you|are they right|were they right|is he right|is she right)\b.{0,6}$"
)
_INVERTED: Final = re.compile(
    r"(?:(?:And|But|So|Then|Well|Sir|Ma['’]am),? )?(?:did|do|does|is|are|was|were|has|have|had|can"
    r"|could|will|would|should)(?:n['’]t)?\s+(?:it true that )?",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"\b(?:says?|said|claims?|alleges?|rumou?rs?|reports?|suggests?) (?:that )?", re.IGNORECASE
)
_ASKED: Final = re.compile(
    r"\b(?:asked|pressed|questioned|quizzed)\b[^,;.]{0,40}?\b(?:whether|if)\s+(?P<what>[^;.]+?),\s",
    re.IGNORECASE,
)


def question_before(page: Page, content: Span) -> Span | None:
    """The question that a quotation such as "No, I did not" answers, if it is near.

    It stands in the same quotation, in the one before, or in "asked whether P, she said".
    """
    if not is_denial(page.text[content.start : content.end]):
        return None
    for quote in reversed(page.quotes):
        if quote.start < content.start < quote.end:
            before = page.text[quote.inner_start : content.start].rstrip()
            if before.endswith("?"):
                return _last_sentence(
                    page, Span(quote.inner_start, quote.inner_start + len(before))
                )
            continue
        if quote.end > content.start:
            continue
        asks = page.text[quote.inner_start : quote.inner_end].rstrip().endswith("?")
        near = content.start - quote.end <= _REACH
        if asks and near:
            return _last_sentence(page, Span(quote.inner_start, quote.inner_end))
        break
    first = page.tree.sentences[page.tree.sentence[page.token_at(content.start)]][0]
    asked = _ASKED.search(page.text, page.tree.start[first], content.start)
    return None if asked is None else Span(*asked.span("what"))
