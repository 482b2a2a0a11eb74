"""Import files to Statements: each row checked, its faults named, the rest carried on.

Only ``text`` is required. Columns the archive has no place for are kept as metadata.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from workbench.archive.rows import Row, read_rows
from workbench.model import Rejection, Statement
from workbench.storage.statements import content_hash

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
LONGEST_TEXT = 20_000
"""Characters; a longer one is a document, which belongs to import-articles."""


class _Fault(Exception):
    def __init__(self, column: str | None, reason: str) -> None:
        self.column, self.reason = column, reason


def read_statements(path: Path) -> Iterator[tuple[Row, Statement | Rejection] | Rejection]:
    """Each row with the statement it holds or the reason it cannot be taken.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    for row in read_rows(path):
        if isinstance(row, Rejection):
            yield row
            continue
        try:
            yield row, statement_of(row)
        except _Fault as fault:
            yield row, Rejection(str(path), row.number, fault.column, fault.reason)


def statement_of(row: Row) -> Statement:
    """The statement in one row; a missing id is made from the content."""
    cells = _named(row)
    text = _words(cells.get("text"), "text")
    if text is None:
        raise _Fault("text", "there is no text; every statement needs its words")
    if len(text) > LONGEST_TEXT:
        raise _Fault(
            "text",
            f"{len(text):,} characters; a statement has at most {LONGEST_TEXT:,}: "
            "import documents with import-articles",
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
        metadata={
            name: value
            for name, value in cells.items()
            if name not in COLUMNS and not _absent(value)
        },
    )
    return _with_id(statement, given)


def _with_id(statement: Statement, given: str | None) -> Statement:
    from dataclasses import replace

    made = f"s-{content_hash(statement)[:20]}" if given is None else given
    return replace(statement, statement_id=made)


def _named(row: Row) -> dict[str, object]:
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
        or (isinstance(value, str) and not value.strip())
        or (isinstance(value, float) and math.isnan(value))
    )


def _words(value: object, column: str) -> str | None:
    if _absent(value):
        return None
    if isinstance(value, (dict, list)):
        raise _Fault(column, "words are expected here, not a list or an object")
    words = str(value).strip()
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise _Fault(column, "not valid UTF-8; save the file as UTF-8 and try again") from None
    return words.replace("\x00", "")


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
        raise _Fault(column, f"{words[:40]!r} is not a day; write it as 2022-10-20") from None


class RejectsFile:
    """The rejected rows with their reasons, as a CSV; made only when something is rejected."""

    def __init__(self, imported: Path) -> None:
        self.path = imported.with_name(f"{imported.stem}.rejects.csv")
        self._stream: TextIO | None = None

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    @property
    def written(self) -> bool:
        """Whether anything was rejected."""
        return self._stream is not None

    def add(self, rejection: Rejection, row: Row | None) -> None:
        """Write one line and push it out, so that a kill loses none."""
        if self._stream is None:
            self._stream = self.path.open(
                "w", encoding="utf-8", errors="backslashreplace", newline=""
            )
            csv.writer(self._stream).writerow(["file", "row", "column", "reason", "content"])
        content = (
            "" if row is None else json.dumps(dict(row.cells), ensure_ascii=False, default=str)
        )
        csv.writer(self._stream).writerow(
            [rejection.file, rejection.row, rejection.column, rejection.reason, content]
        )
        self._stream.flush()
