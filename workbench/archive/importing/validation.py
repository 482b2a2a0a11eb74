"""Import files to Statements: each row checked, its faults named, the rest carried on.

Only ``text`` is required. Columns the archive has no place for are kept as metadata.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from workbench.archive.importing.rows import Row, Unreadable, read_rows
from workbench.errors import InputError
from workbench.model.statement import Rejection, Statement
from workbench.storage.statements.statements import content_hash

TEXT_COLUMNS = (
    "speaker",
    "speaker_role",
    "actor",
    "title",
    "publisher",
    "source_url",
)
DATE_COLUMNS = ("said_on", "published_on")
COLUMNS = ("id", "text", *TEXT_COLUMNS, *DATE_COLUMNS, "language")
ALIASES = {"source_title": "title"}
MISSING = frozenset(
    {
        *("nan", "NaN", "NAN", "<NA>", "NA", "N/A", "n/a", "#N/A", "#NA", "#NULL!"),
        *("null", "NULL", "none", "None", "NONE", "NaT"),
    }
)
"""How other programs write that a cell is empty; as a name it would be somebody called so."""
LONGEST_TEXT = 20_000
"""Characters; a longer one is a document, which belongs to import-articles."""


def read_statements(path: Path) -> Iterator[tuple[Row | Unreadable, Statement | Rejection]]:
    """Each row with the statement it holds or the reason it cannot be taken.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    for row in read_rows(path):
        if isinstance(row, Unreadable):
            yield row, Rejection(str(path), row.number, None, row.reason)
            continue
        try:
            yield row, statement_of(row)
        except InputError as error:
            yield row, Rejection(str(path), row.number, error.column, error.reason)


def statement_of(row: Row) -> Statement:
    """The statement in one row; a missing id is made from the content.

    Raises:
        InputError: names the column that cannot be taken and why.
    """
    cells = _name_cells(row)
    text = _words(cells.get("text"), "text")
    if text is None:
        raise InputError("there is no text; every statement needs its words", column="text")
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"{len(text):,} characters; a statement has at most {LONGEST_TEXT:,}: "
            "import documents with import-articles",
            column="text",
        )
    plain = {name: _words(cells.get(name), name) for name in TEXT_COLUMNS}
    days = {name: _day(cells.get(name), name) for name in DATE_COLUMNS}
    language = _words(cells.get("language"), "language")
    given = _words(cells.get("id"), "id")
    statement = Statement(
        statement_id="",
        text=text,
        speaker=plain["speaker"],
        speaker_role=plain["speaker_role"],
        actor=plain["actor"],
        said_on=days["said_on"],
        published_on=days["published_on"],
        title=plain["title"],
        publisher=plain["publisher"],
        source_url=plain["source_url"],
        language="en" if language is None else language,
        metadata=_metadata(cells),
    )
    made = f"s-{content_hash(statement)[:20]}" if given is None else given
    return replace(statement, statement_id=made)


def _metadata(cells: Mapping[str, object]) -> dict[str, object]:
    """The columns that the archive has no place for, as far as they can be stored."""
    kept = {
        name: value for name, value in cells.items() if name not in COLUMNS and not _absent(value)
    }
    for name, value in kept.items():
        written = json.dumps({name: value}, ensure_ascii=False, default=str)
        shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
        _check_encoding(written, shown)
    return kept


def _check_encoding(words: str, column: str) -> None:
    """Refuse bytes that were no UTF-8: they were read as lone surrogates."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(
            "not valid UTF-8; save the file as UTF-8 and try again", column=column
        ) from None


def _name_cells(row: Row) -> dict[str, object]:
    """Cells by our column names: letter case and blanks ignored, aliases resolved."""
    cells: dict[str, object] = {}
    for name, value in row.cells.items():
        ours = str(name).strip().lower()
        cells.setdefault(ours if ours in COLUMNS or ours in ALIASES else str(name), value)
    for alias, ours in ALIASES.items():
        if alias in cells:
            value = cells.pop(alias)
            if _absent(cells.get(ours)):
                cells[ours] = value
    return cells


def _absent(value: object) -> bool:
    return (
        value is None
        or (isinstance(value, str) and (not value.strip() or value.strip() in MISSING))
        or (isinstance(value, float) and math.isnan(value))
    )


def _words(value: object, column: str) -> str | None:
    if _absent(value):
        return None
    if isinstance(value, (dict, list)):
        raise InputError("words are expected here, not a list or an object", column=column)
    words = str(value).replace("\x00", "").strip()
    _check_encoding(words, column)
    return words if words else None


def _day(value: object, column: str) -> date | None:
    if _absent(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = str(value).strip()
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        raise InputError(
            f"{words[:40]!r} is not a day; write it as 2022-10-20", column=column
        ) from None
