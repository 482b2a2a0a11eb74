"""Which files left the desk, with the ledger's head that each carries: rows are added only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.model.publishing import ExportTaken
from workbench.storage.engine.cursor import record
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

TAKEN: Final = """
    SELECT number, what, taken_by, taken_at, sha256, bytes, ledger_head, rows_taken AS rows, chosen
    FROM exports_taken
"""


def next_number(cursor: Cursor) -> int:
    """The number of the next export."""
    return int(cursor.cell("SELECT coalesce(max(number), 0) + 1 FROM exports_taken"))


def add(cursor: Cursor, taken: ExportTaken) -> None:
    """Store an export."""
    cursor.execute(
        """
        INSERT INTO exports_taken (number, what, taken_by, taken_at, sha256, bytes, ledger_head,
            rows_taken, chosen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            taken.number,
            taken.what,
            taken.taken_by,
            to_stored(taken.taken_at),
            taken.sha256,
            taken.bytes,
            taken.ledger_head,
            taken.rows,
            taken.chosen,
        ],
    )


def every(cursor: Cursor) -> list[ExportTaken]:
    """All exports, first to last."""
    return [_load(row) for row in cursor.rows(TAKEN + "ORDER BY number")]


def latest(cursor: Cursor, limit: int) -> list[ExportTaken]:
    """The last exports, newest first."""
    rows = cursor.rows(TAKEN + "ORDER BY number DESC LIMIT ?", [limit])
    return [_load(row) for row in rows]


def _load(row: Row) -> ExportTaken:
    taken = record(ExportTaken, row)
    return replace(taken, taken_at=from_stored(taken.taken_at))
