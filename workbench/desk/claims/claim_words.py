"""The words of a claim in its article: found, trimmed, cut in two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from workbench.errors import InputError
from workbench.model.article import Article, Span
from workbench.model.claim import Claim
from workbench.words import MARKS_ALIKE

LONGEST: Final = 1_000
"""Characters of a claim: more is a passage, with several claims in it."""
AROUND: Final = 60
"""Characters shown on either side of a place."""
_LOOSE: Final = " \t\r\n,;:–—-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where some words stand in an article.

    Attributes:
        before: What stands before them, for a person to tell two places apart; so ``after``.
    """

    span: Span
    words: str
    before: str
    after: str


def places_of(article: Article, words: str) -> list[Place]:
    """Every place where words stand in an article, whatever blanks and quotation marks they have.

    Raises:
        InputError: they do not stand there, or are no words.
    """
    parts = words.split()
    if not any(character.isalnum() for character in words):
        raise InputError("write or paste the words of the claim, as they stand in the article")
    pattern = r"\s+".join("".join(map(_alike, part)) for part in parts)
    found = [match.span() for match in re.finditer(pattern, article.text)]
    if not found:
        raise InputError(
            "these words do not stand in the article as they are written here; copy them from it"
        )
    return [place_at(article, Span(start, end)) for start, end in found]


def place_at(article: Article, span: Span) -> Place:
    """A place by its characters, without the blanks at its ends.

    Raises:
        InputError: it lies outside the article, has no words or too many.
    """
    text = article.text
    if not 0 <= span.start < span.end <= len(text):
        raise InputError("these characters lie outside the article; choose the words again")
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    if not any(character.isalnum() for character in words):
        raise InputError("there are no words in what was chosen; choose the words of the claim")
    if len(words) > LONGEST:
        raise InputError(
            f"that is {len(words):,} characters; a claim has at most {LONGEST:,}, so choose the "
            "words that say one thing"
        )
    return Place(
        Span(start, end),
        words,
        before=" ".join(text[max(0, start - AROUND) : start].split()),
        after=" ".join(text[end : end + AROUND].split()),
    )


def split_span(claim: Claim, at: int) -> tuple[Span, Span]:
    """The two parts of a claim, in the article's characters; commas and blanks between them go.

    Args:
        at: Where the second part begins, in characters of the claim's text.

    Raises:
        InputError: one of the parts would have no words.
    """
    first, second = claim.text[: max(at, 0)], claim.text[max(at, 0) :]
    kept, rest = first.rstrip(_LOOSE), second.lstrip(_LOOSE)
    if not all(any(character.isalnum() for character in part) for part in (kept, rest)):
        raise InputError("both parts need words; choose a place between two words of the claim")
    if first[-1:].isalnum() and second[:1].isalnum():
        raise InputError("that is the middle of a word; choose a place between two words")
    return (
        Span(claim.start, claim.start + len(kept)),
        Span(claim.end - len(rest), claim.end),
    )


def place_of_cut(text: str, marked: str) -> int:
    """Where a person put a bar into a claim's words, in characters of the claim.

    Raises:
        InputError: there is no bar or several, or the words were changed.
    """
    for at in range(len(text) + 1):
        if marked == f"{text[:at]}|{text[at:]}":
            return at
    if "|" not in marked:
        raise InputError("put one bar | where the second claim begins")
    raise InputError("put in one bar | and leave the words as they are in the article")


def _alike(character: str) -> str:
    for marks in MARKS_ALIKE:
        if character in marks:
            return f"[{re.escape(marks)}]"
    return re.escape(character)
