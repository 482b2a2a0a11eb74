"""Rows of an import file, one at a time, each with its number as a spreadsheet would count it.

CSV (comma, semicolon or tab), JSON Lines and Parquet; memory stays flat whatever the size. A row
that cannot even be read is passed on as it stands in the file, and reading goes on.
"""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.archive.importing.json_faults import plain_fault
from workbench.errors import InputError

LONGEST_CELL = 10_000_000
PARQUET_BATCH = 2_000
TABLES = (".csv", ".tsv")
SEPARATOR_LINE = re.compile(r"(?i)\"?sep=(?P<separator>[,;\t|])\"?")
"""The line that Excel takes the separator from, above the names of the columns."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How workbooks begin: those of today are zip files, those of before 2007 OLE files."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the heading of a table is row 1) and its cells by column."""

    number: int
    cells: Mapping[str, object]

    @property
    def content(self) -> str:
        """The cells as the rejects file shows them."""
        return json.dumps(dict(self.cells), ensure_ascii=False, default=str)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that yields no cells.

    Attributes:
        content: The row as it stands in the file.
        reason: What is wrong with it and how to mend it.
    """

    number: int
    content: str
    reason: str


def read_rows(path: Path) -> Iterator[Row | Unreadable]:
    """Each row of the file in order.

    Raises:
        InputError: the file is not there, cannot be read, is of no known kind, or has no column
            ``text``.
    """
    kinds: dict[str, Callable[[Path], Iterator[Row | Unreadable]]] = {
        ".csv": _csv_rows,
        ".tsv": _csv_rows,
        ".jsonl": _json_rows,
        ".ndjson": _json_rows,
        ".parquet": _parquet_rows,
    }
    reader = kinds.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            f"statements are read from .csv, .tsv, .jsonl or .parquet, not {path.suffix or 'this'}",
            file=str(path),
        )
    try:
        if not path.is_file():
            raise InputError("there is no such file", file=str(path))
        if reader is not _parquet_rows:
            _refuse_workbook(path)
        yield from reader(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(
            f"the file cannot be read ({why.lower()}); check that you may open it", file=str(path)
        ) from error


def _refuse_workbook(path: Path) -> None:
    with path.open("rb") as stream:
        if stream.read(8).startswith(WORKBOOKS):
            raise InputError(
                f"this is a workbook (Excel or the like), though its name ends in {path.suffix}; "
                "open it and save the sheet as CSV UTF-8",
                file=str(path),
            )


def rows_in(path: Path) -> int | None:
    """About how many rows the file has, for telling how far an import is; None if unknown.

    The heading of a table is none of them. Cells with line breaks make it too many.
    """
    try:
        if path.suffix.lower() == ".parquet":
            from pyarrow import parquet

            return int(parquet.read_metadata(path).num_rows)
        with path.open("rb") as stream:
            lines = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except (OSError, ValueError):  # pyarrow's errors are of these kinds; reading will name them
        return None
    return max(lines - 1, 0) if path.suffix.lower() in TABLES else lines


class _Lines:
    """Lines of a table, kept until the record that they make up is read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._kept: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._kept.append(line)
        return line

    def of_record(self) -> str:
        """The lines read since the last call, as one text."""
        text = "".join(self._kept).rstrip("\r\n")
        self._kept.clear()
        return text

    def only_the_first(self) -> str:
        """The first line read since the last call; those after it will be read again."""
        self._again.extendleft(reversed(self._kept[1:]))
        del self._kept[1:]
        return self.of_record()


def _csv_rows(path: Path) -> Iterator[Row | Unreadable]:
    csv.field_size_limit(LONGEST_CELL)
    # undecodable bytes become lone surrogates, so that only their row is rejected
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        number = 1
        heading = stream.readline()
        named = SEPARATOR_LINE.fullmatch(heading.rstrip("\r\n"))
        if named is None:
            delimiter = max(",;\t", key=heading.count)
            stream.seek(0)
        else:
            delimiter, number = named["separator"], 2
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        names = _headings(reader, path, number)
        lines.of_record()
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                content = lines.only_the_first()
                escaped = _with_backslashes(content, delimiter)
                if escaped is None:
                    yield Unreadable(
                        number,
                        content,
                        "the row cannot be read as cells; look for a quotation mark that is not "
                        f"closed, or a cell of more than {LONGEST_CELL:,} characters",
                    )
                    continue
                cells = escaped
            else:
                content = lines.of_record()
            if len(cells) > len(names):
                yield Unreadable(
                    number,
                    content,
                    f"{len(cells)} cells in a table of {len(names)} columns; put cells that "
                    "contain the separator in quotation marks",
                )
            elif cells:
                yield Row(number, dict(zip(names, cells, strict=False)))


def _with_backslashes(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line whose quotation marks are escaped as MySQL does; None if they are not."""
    if '\\"' not in line:
        return None
    try:
        return next(
            csv.reader([line], delimiter=delimiter, escapechar="\\", doublequote=False, strict=True)
        )
    except csv.Error:
        return None


def _headings(reader: Iterator[list[str]], path: Path, row: int) -> list[str]:
    try:
        names = [name.strip() for name in next(reader, [])]
        "".join(names).encode("utf-8")
    except csv.Error:
        names = []
    except UnicodeEncodeError:
        raise InputError(
            "the names of the columns are not valid UTF-8; save the file as UTF-8 and try again",
            file=str(path),
            row=row,
        ) from None
    alike = [name.lower() for name in names if name]
    for name in alike:
        if alike.count(name) > 1:
            raise InputError(
                f"two columns have the same name, {name}; give each a name of its own",
                file=str(path),
                row=row,
            )
    if "text" not in alike:
        raise InputError(
            "the first row must name the columns and one of them must be text",
            file=str(path),
            row=row,
        )
    return names


def _json_rows(path: Path) -> Iterator[Row | Unreadable]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            content = line.rstrip("\r\n")
            try:
                value = json.loads(content)
            except (ValueError, RecursionError) as error:
                yield Unreadable(number, content, f"not a line of JSON: {plain_fault(error)}")
                continue
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                yield Unreadable(
                    number, content, 'each line must be one object such as {"text": ...}'
                )


def _parquet_rows(path: Path) -> Iterator[Row | Unreadable]:
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(path)
        names = [name.lower() for name in table.schema_arrow.names]
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise InputError("this is not a readable Parquet file", file=str(path)) from error
    with table:
        if "text" not in names:
            raise InputError("a column text is needed", file=str(path))
        number = 0
        batches: Iterator[Any] = table.iter_batches(batch_size=PARQUET_BATCH)
        while True:
            try:
                batch = next(batches, None)
            except (pyarrow.ArrowException, OSError, ValueError):
                yield Unreadable(
                    number + 1, "", "the file is damaged from here on; export or fetch it again"
                )
                return
            if batch is None:
                return
            for row in _parquet_batch(batch, number):
                number = row.number
                yield row


def _parquet_batch(batch: Any, before: int) -> Iterator[Row | Unreadable]:
    """The rows of a batch; where a cell cannot be read, all the others still are."""
    try:
        for number, cells in enumerate(batch.to_pylist(), start=before + 1):
            yield Row(number, cells)
    except (ArithmeticError, OSError, ValueError):  # Arrow's and Unicode's are of these kinds
        for place in range(batch.num_rows):
            number = before + place + 1
            try:
                [cells] = batch.slice(place, 1).to_pylist()
            except (ArithmeticError, OSError, ValueError):
                yield Unreadable(number, "", "a cell of this row is damaged; export it again")
            else:
                yield Row(number, cells)
