"""Answers that deny and say nothing else: "No.", "That is false.", "No, I did not."

What they deny stands in the question or the charge before them.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.extraction.candidates.cues import FALSE_WORDS, TRUE_WORDS
from workbench.extraction.candidates.page import Page
from workbench.extraction.parse.sections import SectionKind
from workbench.model.article import Span

_NO: Final = (
    r"(?:no|nope|never|absolutely not|certainly not|of course not|not at all|not true|untrue|false)"
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
    return _last_sentence(page, page.sections[number].span)


def _last_sentence(page: Page, span: Span) -> Span:
    tree = page.tree
    first, past = tree.sentences[tree.sentence[page.token_at(span.end - 1)]]
    return Span(max(span.start, tree.start[first]), min(span.end, tree.end[past - 1]))


def question_before(page: Page, content: Span) -> Span | None:
    """The quoted question that a quotation such as "No, I did not" answers, if it is near."""
    if not is_denial(page.text[content.start : content.end]):
        return None
    for quote in reversed(page.quotes):
        if quote.end > content.start:
            continue
        asks = page.text[quote.inner_start : quote.inner_end].rstrip().endswith("?")
        near = content.start - quote.end <= _REACH
        return Span(quote.inner_start, quote.inner_end) if asks and near else None
    return None
