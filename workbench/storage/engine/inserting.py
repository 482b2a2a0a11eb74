"""Many rows in few statements: one by one, each row costs DuckDB a statement's overhead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, LiteralString

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

AT_ONCE: Final = 50


def insert_rows(cursor: Cursor, insert: LiteralString, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows of one width; ``insert`` is ``INSERT INTO table (columns) VALUES``."""
    for start in range(0, len(rows), AT_ONCE):
        chunk = rows[start : start + AT_ONCE]
        one = placeholders(len(chunk[0]))
        cells = [cell for row in chunk for cell in row]
        cursor.execute(insert + " " + ", ".join([one] * len(chunk)), cells)


def placeholders(cells: int) -> LiteralString:
    """``(?, ?, ?)`` for that many values, in a row or after ``IN``."""
    return "(" + ", ".join(["?"] * cells) + ")"
