"""Rows of an import file, one at a time, each with its number as a spreadsheet would count it.

CSV (comma, semicolon or tab), JSON Lines and Parquet; memory stays flat whatever the size. A row
that cannot even be read is passed on as a rejection, and reading goes on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import InputError
from workbench.model import Rejection

LONGEST_CELL = 10_000_000
PARQUET_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the heading of a table is row 1) and its cells by column."""

    number: int
    cells: Mapping[str, object]


def read_rows(path: Path) -> Iterator[Row | Rejection]:
    """Each row of the file in order.

    Raises:
        InputError: the file is not there, is of no known kind, or has no column ``text``.
    """
    kinds: dict[str, Callable[[Path], Iterator[Row | Rejection]]] = {
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
    if not path.is_file():
        raise InputError("there is no such file", file=str(path))
    return reader(path)


def _csv_rows(path: Path) -> Iterator[Row | Rejection]:
    csv.field_size_limit(LONGEST_CELL)
    # undecodable bytes become lone surrogates, so that only their row is rejected
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        heading = stream.readline()
        delimiter = max(",;\t", key=heading.count)
        stream.seek(0)
        reader = csv.reader(stream, delimiter=delimiter)
        names = [name.strip() for name in next(reader, [])]
        if "text" not in (name.lower() for name in names):
            raise InputError(
                "the first row must name the columns and one of them must be text",
                file=str(path),
                row=1,
            )
        number = 1
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Rejection(str(path), number, None, f"the row cannot be read: {error}")
                continue
            if not cells:
                number -= 1 if reader.line_num == 0 else 0
                continue
            if len(cells) > len(names):
                yield Rejection(
                    str(path),
                    number,
                    None,
                    f"{len(cells)} cells in a table of {len(names)} columns; put cells that "
                    "contain the separator in quotation marks",
                )
                continue
            yield Row(number, dict(zip(names, cells, strict=False)))


def _json_rows(path: Path) -> Iterator[Row | Rejection]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                yield Rejection(str(path), number, None, f"not a line of JSON: {error}")
                continue
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                yield Rejection(
                    str(path), number, None, 'each line must be one object such as {"text": ...}'
                )


def _parquet_rows(path: Path) -> Iterator[Row | Rejection]:
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError("this is not a readable Parquet file", file=str(path)) from error
    with table:
        if "text" not in (name.lower() for name in table.schema_arrow.names):
            raise InputError("a column text is needed", file=str(path))
        number = 0
        batches: Iterator[Any] = table.iter_batches(batch_size=PARQUET_BATCH)
        for batch in batches:
            for cells in batch.to_pylist():
                number += 1
                yield Row(number, cells)
