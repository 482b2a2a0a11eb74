"""JSON Lines of documents: one object a line; a bad line is reported and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from workbench.errors import InputError
from workbench.model.article import Article
from workbench.model.statement import Rejection
from workbench.reading.articles import article_from_text
from workbench.reading.decoding import LARGEST_DOCUMENT
from workbench.reading.first_lines import parse_day


def articles_in_lines(lines: Iterable[bytes], *, file: str) -> Iterator[Article | Rejection]:
    """Read ``{"id", "text", "date"?, "title"?, "publisher"?, "url"?, "language"?}`` a line.

    ``find_day`` is taken for ``date``. Blank lines are skipped.

    Args:
        lines: The file's lines as bytes, in UTF-8.
        file: Its name, for the rejections.

    Yields:
        An Article, or the Rejection that names the row, the column and the fix.
    """
    rows_of_ids: dict[str, int] = {}
    for row, line in enumerate(lines, start=1):
        if row == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            article = _article(line)
            earlier = rows_of_ids.get(article.article_id)
            if earlier is not None:
                raise InputError(
                    f"{article.article_id!r} is already used in row {earlier}; ids must differ",
                    column="id",
                )
        except InputError as error:
            yield Rejection(file=file, row=row, column=error.column, reason=error.reason)
        else:
            rows_of_ids[article.article_id] = row
            yield article


def _article(line: bytes) -> Article:
    if len(line) > LARGEST_DOCUMENT:
        raise InputError(
            f"the line has {len(line):,} bytes; a document may have {LARGEST_DOCUMENT:,} at most"
        )
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError("the line is not UTF-8; save the file again as UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise InputError(
            'the line is not JSON; write one object a line, such as {"id": "a1", "text": "..."}'
        ) from None
    if not isinstance(row, dict):
        raise InputError('the line is not an object; write {"id": ..., "text": ...}')
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError("the text is missing or not a string", column="text")
    return article_from_text(
        text,
        title=_read_string(row, "title"),
        publisher=_read_string(row, "publisher"),
        url=_read_string(row, "url"),
        published_on=_day(row),
        language=_read_string(row, "language") or "en",
        article_id=_identity(row),
    )


def _read_string(row: dict[str, object], column: str) -> str | None:
    value = row.get(column)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f"{value!r} is not a string", column=column)
    return value


def _identity(row: dict[str, object]) -> str | None:
    value = row.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f"{value!r} is neither a string nor a whole number", column="id")
    return str(value)


def _day(row: dict[str, object]) -> date | None:
    column = "date" if row.get("date") not in (None, "") else "published_on"
    value = _read_string(row, column)
    if value is None:
        return None
    day = parse_day(value)
    if day is None:
        raise InputError(f"{value[:40]!r} is not a date; write YYYY-MM-DD", column=column)
    return day
