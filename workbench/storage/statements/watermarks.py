"""How far a pass over the statements has come, so that a killed one goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def read_position(cursor: Cursor, name: str) -> int:
    """The row id up to which the pass is done, 0 before it ever ran."""
    return int(cursor.cell("SELECT row_id FROM watermarks WHERE name = ?", [name]) or 0)


def move(cursor: Cursor, name: str, row_id: int) -> None:
    """Record that the pass is done up to ``row_id``; it never goes back."""
    if cursor.cell("SELECT 1 FROM watermarks WHERE name = ?", [name]) is None:
        cursor.execute("INSERT INTO watermarks (name, row_id) VALUES (?, ?)", [name, row_id])
    else:
        cursor.execute(
            "UPDATE watermarks SET row_id = greatest(row_id, ?) WHERE name = ?", [row_id, name]
        )


def statement_ids_after(cursor: Cursor, row_id: int) -> set[str]:
    """Statements that came after a row."""
    return set(cursor.column("SELECT statement_id FROM statements WHERE row_id > ?", [row_id]))
