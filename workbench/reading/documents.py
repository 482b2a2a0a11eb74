"""Files and uploads to Articles, by the ending of their name.

``.txt`` and ``.md`` are taken to the character, ``.html`` through its main text, ``.jsonl`` a
document a line (``.jsonl.gz`` too).
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

from workbench.errors import InputError
from workbench.model.article import Article
from workbench.model.statement import Rejection
from workbench.reading.articles import article_from_text
from workbench.reading.decoding import LARGEST_DOCUMENT, decode
from workbench.reading.first_lines import parse_day, split_front_matter
from workbench.reading.json_lines import articles_in_lines
from workbench.reading.web_pages import article_from_html

__all__ = [
    "ENDINGS",
    "article_from_text",
    "articles_in_bytes",
    "articles_in_file",
    "read_bytes",
    "read_file",
]

_PLAIN = (".txt", ".md", ".markdown", ".text")
_WEB = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz")
LARGEST_UNPACKED = 4_000_000_000
"""Bytes that a compressed file of documents may hold."""
ENDINGS = _PLAIN + _WEB + _LINES


def read_file(path: Path) -> list[Article]:
    """Read every document of a file; the first bad one stops it.

    Raises:
        InputError: The file is missing, empty, not text or of an unknown ending, or a row of it
            is bad; names the file, and the row and column where there is one.
    """
    return _all_or_error(_articles(path, str(path)))


def read_bytes(name: str, data: bytes) -> list[Article]:
    """Read an upload. ``name`` decides how, as a file's ending would.

    Raises:
        InputError: As for ``read_file``.
    """
    return _all_or_error(_articles_in_bytes(data, name))


def articles_in_file(path: Path) -> Iterator[Article | Rejection]:
    """Read a file of any kind and never raise: what cannot be taken comes out as a Rejection."""
    return _never_raising(_articles(path, str(path)), str(path))


def articles_in_bytes(name: str, data: bytes) -> Iterator[Article | Rejection]:
    """The same for an upload; ``name`` decides how it is read."""
    return _never_raising(_articles_in_bytes(data, name), name)


def _never_raising(
    found: Iterable[Article | Rejection], name: str
) -> Iterator[Article | Rejection]:
    try:
        yield from found
    except InputError as error:
        file = name if error.file is None else error.file
        yield Rejection(file=file, row=error.row, column=error.column, reason=error.reason)


def _all_or_error(found: Iterable[Article | Rejection]) -> list[Article]:
    articles = []
    for item in found:
        if isinstance(item, Rejection):
            raise InputError(item.reason, file=item.file, row=item.row, column=item.column)
        articles.append(item)
    return articles


def _articles(path: Path, name: str) -> Iterator[Article | Rejection]:
    try:
        if path.name.lower().endswith(_LINES):
            with path.open("rb") as stream:
                yield from _articles_in_lines(stream, name)
            return
        if path.is_file() and path.stat().st_size > LARGEST_DOCUMENT:
            raise InputError(
                f"the file has {path.stat().st_size:,} bytes; split it into parts of at most "
                f"{LARGEST_DOCUMENT:,}",
                file=name,
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file; check the path", file=name) from None
    except IsADirectoryError:
        raise InputError("this is a folder; name the files in it", file=name) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(f"the file cannot be read ({why})", file=name) from None
    yield from _articles_in_bytes(data, name)


def _articles_in_bytes(data: bytes, name: str) -> Iterator[Article | Rejection]:
    lower = PurePath(name).name.lower()
    if lower.endswith(_LINES):
        yield from _articles_in_lines(BytesIO(data), name)
    elif lower.endswith(_WEB):
        yield article_from_html(data, file=name)
    elif lower.endswith(_PLAIN):
        yield _article_from_plain(data, name)
    else:
        raise InputError(f"files of this kind are not read; use {', '.join(ENDINGS)}", file=name)


def _articles_in_lines(stream: IO[bytes], name: str) -> Iterator[Article | Rejection]:
    found = False
    with ExitStack() as opened:
        lines: IO[bytes] | gzip.GzipFile = stream
        if name.lower().endswith(".gz"):
            lines = opened.enter_context(gzip.GzipFile(fileobj=stream))
        try:
            for item in articles_in_lines(_bound_lines(lines, name), file=name):
                found = True
                yield item
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise InputError(
                "the compressed file is damaged; fetch it or pack it again", file=name
            ) from None
    if not found:
        raise InputError("the file is empty; there is nothing to read", file=name)


def _bound_lines(stream: IO[bytes] | gzip.GzipFile, name: str) -> Iterator[bytes]:
    """The lines, none longer than may be held: a small packed file may hold a line of gigabytes."""
    unpacked = 0
    while line := stream.readline(LARGEST_DOCUMENT + 1):
        unpacked += len(line)
        if unpacked > LARGEST_UNPACKED and isinstance(stream, gzip.GzipFile):
            raise InputError(
                f"the file unpacks to more than {LARGEST_UNPACKED:,} bytes; split it", file=name
            )
        if len(line) > LARGEST_DOCUMENT:
            raise InputError(
                f"a line has more than the {LARGEST_DOCUMENT:,} bytes that a document may have; "
                "write one document a line",
                file=name,
            )
        yield line


def _article_from_plain(data: bytes, name: str) -> Article:
    fields, text = split_front_matter(decode(data, file=name), file=name)
    given = fields.get("published_on", "")
    day = parse_day(given)
    if given and day is None:
        raise InputError(
            f"{given[:40]!r} is not a date; write YYYY-MM-DD", file=name, column="published_on"
        )
    return article_from_text(
        text,
        title=fields.get("title") or None,
        publisher=fields.get("publisher") or None,
        url=fields.get("url") or None,
        published_on=day,
        language=fields.get("language") or "en",
        file=name,
    )
