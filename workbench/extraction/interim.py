"""Stand-ins until speakers, dates, propositions and check-worthiness are in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.extraction.actors import Actors
from workbench.extraction.attribution import Attribution
from workbench.extraction.language import ParsedArticle
from workbench.model import Reason, Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is."""

    name: str | None
    actor: str | None
    role: str | None = None
    reasons: tuple[Reason, ...] = ()


class SpeakerResolver:
    """Takes the source's own words for the speaker."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors

    def resolve(self, parsed: ParsedArticle, attributions: Sequence[Attribution]) -> list[Speaker]:
        found = []
        for attribution in attributions:
            if attribution.source is None:
                found.append(Speaker(None, None))
                continue
            name = parsed.article.text[attribution.source.start : attribution.source.end]
            found.append(Speaker(name, self._actors.resolve(name, parsed.article.published_on)))
        return found


class CheckWorthiness:
    """Figures and names make a sentence worth checking."""

    @classmethod
    def load(cls) -> CheckWorthiness:
        return cls()

    def scores(self, parsed: ParsedArticle, spans: Sequence[Span]) -> list[float]:
        text = parsed.article.text
        return [
            0.4 + 0.3 * any(char.isdigit() for char in text[span.start : span.end])
            for span in spans
        ]
