"""The article: an immutable snapshot of a document, and places in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """An immutable snapshot of a document. ``article_id`` derives from the text's SHA-256."""

    article_id: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_on: date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Article.text`` in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """Date words inside a claim and the days they resolve to, both ends inclusive."""

    span: Span
    words: str
    earliest: date
    latest: date
