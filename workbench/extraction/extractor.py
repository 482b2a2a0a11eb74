"""Article in, claims out: joins parse, attribution, speakers, dates and check-worthiness."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from workbench.extraction.actors.actors import Actors
from workbench.extraction.attribution.attribution import attributions_and_facts
from workbench.extraction.candidates.page import Page
from workbench.extraction.claims.checkworthiness import CheckWorthiness
from workbench.extraction.claims.chosen_words import attribute_words
from workbench.extraction.claims.claims import Sayings, content_span
from workbench.extraction.claims.dates import date_mentions, said_on
from workbench.extraction.parse.language import PARSING, ParsedArticle, parse, parse_many
from workbench.extraction.propositions.propositions import Propositions
from workbench.extraction.speakers.speakers import SpeakerResolver
from workbench.model.article import Article, Span
from workbench.model.claim import Claim

log = logging.getLogger(__name__)

FACTUAL_ENOUGH: Final = 0.1
"""Check-worthiness below which a sentence that nobody is named for is no claim."""
SPOKEN_ENOUGH: Final = 0.05
"""The same for the sentences of a turn, whose speaker answers for them."""
_TOGETHER: Final = 32


class Extractor:
    """Lifts claims from articles. One serves a process; it may be shared between threads."""

    def __init__(self, actors: Actors, worthiness: CheckWorthiness) -> None:
        self.actors = actors
        self._resolver = SpeakerResolver(actors)
        self._worthiness = worthiness

    @classmethod
    def load(cls, actors: Path) -> Extractor:
        """Load the actors file and the models.

        Raises:
            InputError: the actors file is missing or malformed.
        """
        return cls(Actors.load(actors), CheckWorthiness.load())

    def claims(self, article: Article) -> tuple[Claim, ...]:
        """The claims of one article in text order.

        Raises:
            ModelUnavailable: no English parser is installed.
        """
        with PARSING:
            return self._claims(parse(article))

    def claims_of_many(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Claim, ...] | None]]:
        """Claims of many articles, in their order; one that fails is logged and yields None."""
        stream = iter(articles)
        while group := list(islice(stream, _TOGETHER)):
            with PARSING:
                found = self._claims_of_group(group)
            yield from zip(group, found, strict=True)

    def claim_of(self, article: Article, span: Span) -> Claim:
        """Words that a person picked out, as a claim: whose they are, what they mean by themselves.

        Its id is none of the article's; who stores it gives it one.

        Raises:
            ModelUnavailable: no English parser is installed.
        """
        with PARSING:
            parsed = parse(article)
            page = Page(parsed)
            reported, plain = attributions_and_facts(page)
            everything = [*reported, *plain]
            everything.append(attribute_words(page, everything, span))
            index = len(everything) - 1
            reading = self._resolver.read(page, everything)
            sayings = Sayings(everything, reading.speakers)
            [score] = self._worthiness.scores(parsed, [span])
            words = Propositions(everything, reading).of(index)
            return _claim(parsed, sayings, index, index, score, words)

    def actor_of(self, speaker: str, on: date | None) -> str | None:
        """Who stands behind a speaker on a day, if the actors file knows."""
        return self.actors.resolve(speaker, on)

    def _claims_of_group(self, group: Sequence[Article]) -> list[tuple[Claim, ...] | None]:
        try:
            parsed = list(parse_many(group))
        except Exception:  # one bad document must not stop a batch
            return [self._claims_or_none(article) for article in group]
        return [self._claims_or_none(part.article, part) for part in parsed]

    def _claims_or_none(
        self, article: Article, parsed: ParsedArticle | None = None
    ) -> tuple[Claim, ...] | None:
        try:
            return self._claims(parse(article) if parsed is None else parsed)
        except Exception as error:  # one bad document must not stop a batch
            log.error(
                "%s: its claims could not be lifted (%s: %s)",
                article.article_id,
                type(error).__name__,
                error,
            )
            return None

    def _claims(self, parsed: ParsedArticle) -> tuple[Claim, ...]:
        if not parsed.article.text.strip():
            return ()
        page = Page(parsed)
        reported, plain = attributions_and_facts(page)
        everything = [*reported, *plain]
        reading = self._resolver.read(page, everything)
        sayings = Sayings(everything, reading.speakers)
        propositions = Propositions(everything, reading)
        wanted = [index for index in range(len(everything)) if sayings.is_claim(index)]
        spans = [content_span(everything[index].content) for index in wanted]
        scores = self._worthiness.scores(parsed, spans)
        chosen = sorted(
            (span.start, span.end, index, score)
            for index, span, score in zip(wanted, spans, scores, strict=True)
            if score >= (SPOKEN_ENOUGH if sayings.is_spoken(index) else FACTUAL_ENOUGH)
            or sayings.is_reported(index)
        )
        return tuple(
            _claim(parsed, sayings, index, number, score, propositions.of(index))
            for number, (_, _, index, score) in enumerate(chosen)
        )


def _claim(
    parsed: ParsedArticle,
    sayings: Sayings,
    index: int,
    number: int,
    score: float,
    proposition: str,
) -> Claim:
    attribution, speaker = sayings.attributions[index], sayings.speakers[index]
    article = parsed.article
    span = content_span(attribution.content)
    text = article.text[span.start : span.end]
    source, cue = attribution.source, attribution.cue
    attributed = source is not None or cue is not None or speaker.name is not None
    return Claim(
        claim_id=f"{article.article_id}-{number:03d}",
        article_id=article.article_id,
        text=text,
        start=span.start,
        end=span.end,
        sentence=attribution.sentence,
        content=span,
        source=source,
        cue=cue,
        source_text=None if source is None else article.text[source.start : source.end],
        cue_text=None if cue is None else article.text[cue.start : cue.end],
        speaker=speaker.name,
        actor=speaker.actor,
        polarity=attribution.polarity,
        quotation=attribution.quotation if attributed else None,
        check_worthiness=score,
        said_on=said_on(parsed, attribution, article.published_on),
        proposition=proposition,
        dates=date_mentions(article.text, span, article.published_on),
        chain=sayings.chain(index) if attributed else (),
        reasons=sayings.reasons(index),
    )
