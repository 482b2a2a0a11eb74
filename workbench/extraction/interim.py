"""Stand-ins until check-worthiness is in place."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extraction.language import ParsedArticle
from workbench.model import Span


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
