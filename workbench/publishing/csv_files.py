"""Rows to CSV and back: RFC 4180, UTF-8, every line ending in CR LF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.publishing.cells import neutralise, restore

if TYPE_CHECKING:
    import pandas


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file of text cells with its heading; formulas neutralised, see ``cells``."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutralise(cell) for cell in row])
    return written.getvalue().encode("utf-8")


def read_verdicts_csv(data: bytes) -> pandas.DataFrame:
    """Read one of our CSV files back to the words that went in.

    Returns:
        All columns as text, absent values as the empty text.

    Raises:
        InputError: the data is not a CSV file in UTF-8.
    """
    import pandas

    try:
        frame = pandas.read_csv(
            io.BytesIO(data), dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8"
        )
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise InputError(f"this is not a CSV file of the workbench: {error}") from error
    if frame.columns[0] != "schema_version":
        raise InputError(
            "this is not a CSV file of the workbench: its first column is not schema_version"
        )
    return frame.map(restore)
