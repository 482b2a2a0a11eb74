"""Bulk imports of statements: how far each is and how it ended.

The statements themselves are added batch by batch; what is noted here tells where to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from workbench.storage.engine.moments import loaded, stored

if TYPE_CHECKING:
    from workbench.storage.engine.database import Cursor

COLUMNS: Final = (
    "import_id, file, imported_by, started_at, finished_at, coalesce(accepted, 0), "
    "coalesce(duplicates, 0), coalesce(rejected, 0), state, total_rows, coalesce(done_rows, 0)"
)


class ImportState(StrEnum):
    """Where an import stands. One that is running in no process was cut off."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One bulk import.

    Attributes:
        file: Its name, or its path where the command line read it.
        total: About how many rows the file has, none if that cannot be told.
        done: Rows that are accepted, known already or rejected so far.
    """

    import_id: str
    file: str
    imported_by: str
    started_at: datetime
    finished_at: datetime | None
    accepted: int
    duplicates: int
    rejected: int
    state: ImportState
    total: int | None
    done: int


def start(
    cursor: Cursor, *, import_id: str, file: str, by: str, at: datetime, total: int | None
) -> None:
    """Record that an import began."""
    cursor.execute(
        """
        INSERT INTO imports (import_id, file, imported_by, started_at, state, total_rows)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [import_id, file, by, stored(at), ImportState.RUNNING.value, total],
    )


def note(
    cursor: Cursor, import_id: str, *, done: int, accepted: int, duplicates: int, rejected: int
) -> None:
    """Record how far an import is."""
    cursor.execute(
        """
        UPDATE imports SET done_rows = ?, accepted = ?, duplicates = ?, rejected = ?
        WHERE import_id = ?
        """,
        [done, accepted, duplicates, rejected, import_id],
    )


def set_state(
    cursor: Cursor, import_id: str, state: ImportState, finished_at: datetime | None = None
) -> None:
    """Record that it goes on, rests or has ended."""
    cursor.execute(
        "UPDATE imports SET state = ?, finished_at = ? WHERE import_id = ?",
        [state.value, None if finished_at is None else stored(finished_at), import_id],
    )


def find(cursor: Cursor, import_id: str) -> ImportRecord | None:
    """One import, none if there is none with this id."""
    rows = cursor.execute(
        f"SELECT {COLUMNS} FROM imports WHERE import_id = ?",  # noqa: S608 - a constant
        [import_id],
    ).fetchall()
    return _record(rows[0]) if rows else None


def latest(cursor: Cursor, limit: int) -> list[ImportRecord]:
    """The last imports, newest first."""
    rows = cursor.execute(
        f"SELECT {COLUMNS} FROM imports "  # noqa: S608 - a constant
        "ORDER BY started_at DESC, import_id LIMIT ?",
        [limit],
    ).fetchall()
    return [_record(row) for row in rows]


def _record(row: Sequence[Any]) -> ImportRecord:
    finished_at = None if row[4] is None else loaded(row[4])
    if row[8] is not None:
        state = ImportState(row[8])
    else:  # noted by an earlier release
        state = ImportState.RUNNING if finished_at is None else ImportState.FINISHED
    return ImportRecord(
        import_id=row[0],
        file=row[1],
        imported_by=row[2],
        started_at=loaded(row[3]),
        finished_at=finished_at,
        accepted=row[5],
        duplicates=row[6],
        rejected=row[7],
        state=state,
        total=row[9],
        done=row[10],
    )
