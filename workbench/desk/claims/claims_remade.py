"""What becomes of claims that people cut, put together or correct; storing it is another matter.

Words that change are read anew by the machine; who says them, and how, goes along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from workbench.desk.claims.claim_words import LONGEST
from workbench.desk.validation import check_words
from workbench.errors import InputError
from workbench.model.article import Article, Span
from workbench.model.claim import Attributed, Claim

LONGEST_NAME: Final = 200


class ReadsWords(Protocol):
    """What is needed of the extractor."""

    def claim_of(self, article: Article, span: Span) -> Claim: ...

    def actor_of(self, speaker: str, on: date | None) -> str | None: ...


Reader = Callable[[], ReadsWords]
"""Called where words are read: what is refused before, or needs no reading, does not load it."""


def with_words(claim: Claim, article: Article, span: Span, reader: Reader) -> Claim:
    """Other words with the attribution of a claim; what they mean is read anew."""
    read = reader().claim_of(article, span)
    return replace(
        claim,
        text=article.text[span.start : span.end],
        start=span.start,
        end=span.end,
        content=span,
        check_worthiness=read.check_worthiness,
        proposition=read.proposition,
        dates=read.dates,
    )


def put_together(first: Claim, second: Claim, article: Article, reader: Reader) -> Claim:
    """One claim of two, with the words between them.

    Args:
        first: The one that begins earlier in the article.

    Raises:
        InputError: they are of two articles, not said alike, or too long together.
    """
    if first.claim_id == second.claim_id or first.article_id != second.article_id:
        raise InputError("put together two claims of one article")
    said = [(one.speaker, one.actor, one.polarity) for one in (first, second)]
    if said[0] != said[1]:
        raise InputError(
            "the two claims are not said by the same speaker in the same way; correct who says "
            "one of them first"
        )
    span = Span(first.start, max(first.end, second.end))
    if span.end - span.start > LONGEST:
        raise InputError(f"together they have more than {LONGEST:,} characters; leave them two")
    return replace(
        with_words(first, article, span, reader),
        sentence=Span(
            min(first.sentence.start, second.sentence.start),
            max(first.sentence.end, second.sentence.end),
        ),
        said_on=second.said_on if first.said_on is None else first.said_on,
    )


def correct(claim: Claim, told: Attributed, article: Article, reader: Reader) -> Claim:
    """A claim with another attribution, in its chain and its reasons too.

    A speaker without an actor stands for whom the actors file names.

    Raises:
        InputError: a name is too long, or what the article reports is of a later day.
    """
    speaker = check_words(told.speaker, "the speaker's name", longest=LONGEST_NAME)
    actor = check_words(told.actor, "the name of whom they speak for", longest=LONGEST_NAME)
    on = told.said_on
    if on is not None and article.published_on is not None and on > article.published_on:
        raise InputError(
            f"the article is of {article.published_on.isoformat()}; what it reports cannot "
            f"have been said on {on.isoformat()}"
        )
    if speaker is not None and actor is None:
        known = reader().actor_of(speaker, on or article.published_on)
        actor = speaker if known is None else known
    elsewhere = (speaker, actor) != (claim.speaker, claim.actor)
    turned = told.polarity is not claim.polarity
    if elsewhere and speaker is None and actor is None:  # the article states it as fact
        nobody = replace(claim, source=None, source_text=None, cue=None, cue_text=None)
        claim = replace(nobody, quotation=None, chain=())
    old = (claim.speaker, claim.actor, claim.polarity)
    return replace(
        claim,
        speaker=speaker,
        actor=actor,
        polarity=told.polarity,
        said_on=on,
        chain=tuple(
            replace(link, speaker=speaker, actor=actor, polarity=told.polarity)
            if (link.speaker, link.actor, link.polarity) == old
            else link
            for link in claim.chain
        ),
        reasons=tuple(
            reason
            for reason in claim.reasons
            if not (elsewhere and reason.of in ("speaker", "actor"))
            and not (turned and reason.of == "polarity")
        ),
    )
