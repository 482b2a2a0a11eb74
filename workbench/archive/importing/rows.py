"""Rows of an import file, one at a time, each with its number as a spreadsheet would count it.

CSV (comma, semicolon or tab), JSON Lines and Parquet; memory stays flat whatever the size. A row
that cannot even be read is passed on as it stands in the file, and reading goes on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.archive.importing.json_faults import plain_fault
from workbench.errors import InputError

LONGEST_CELL = 10_000_000
PARQUET_BATCH = 2_000
TABLES = (".csv", ".tsv")


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
        yield from reader(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(
            f"the file cannot be read ({why.lower()}); check that you may open it", file=str(path)
        ) from error


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
        self._kept: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._kept.append(line)
        return line

    def of_record(self) -> str:
        """The lines read since the last call, as one text."""
        text = "".join(self._kept).rstrip("\r\n")
        self._kept.clear()
        return text


def _csv_rows(path: Path) -> Iterator[Row | Unreadable]:
    csv.field_size_limit(LONGEST_CELL)
    # undecodable bytes become lone surrogates, so that only their row is rejected
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        heading = stream.readline()
        delimiter = max(",;\t", key=heading.count)
        stream.seek(0)
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=delimiter)
        names = _headings(reader, path)
        lines.of_record()
        number = 1
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Unreadable(
                    number,
                    lines.of_record(),
                    "the row cannot be read as cells; look for a quotation mark that is not "
                    f"closed, or a cell of more than {LONGEST_CELL:,} characters",
                )
                continue
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


def _headings(reader: Iterator[list[str]], path: Path) -> list[str]:
    try:
        names = [name.strip() for name in next(reader, [])]
        "".join(names).encode("utf-8")
    except csv.Error:
        names = []
    except UnicodeEncodeError:
        raise InputError(
            "the names of the columns are not valid UTF-8; save the file as UTF-8 and try again",
            file=str(path),
            row=1,
        ) from None
    if "text" not in (name.lower() for name in names):
        raise InputError(
            "the first row must name the columns and one of them must be text",
            file=str(path),
            row=1,
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
