"""Bulk imports of statements: how far each is and how it ended.

The statements themselves are added batch by batch; what is noted here tells where to go on.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.intake import ImportRecord, ImportState
from workbench.storage.engine.moments import loaded, stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

IMPORT: Final = """
    SELECT import_id, file, imported_by, started_at, finished_at, state, total_rows,
        coalesce(accepted, 0) AS accepted, coalesce(duplicates, 0) AS duplicates,
        coalesce(rejected, 0) AS rejected, coalesce(done_rows, 0) AS done_rows
    FROM imports
"""


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
    row = cursor.row(IMPORT + "WHERE import_id = ?", [import_id])
    return None if row is None else _record(row)


def latest(cursor: Cursor, limit: int) -> list[ImportRecord]:
    """The last imports, newest first."""
    rows = cursor.rows(IMPORT + "ORDER BY started_at DESC, import_id LIMIT ?", [limit])
    return [_record(row) for row in rows]


def _record(row: Row) -> ImportRecord:
    finished_at = None if row.finished_at is None else loaded(row.finished_at)
    if row.state is not None:
        state = ImportState(row.state)
    else:  # noted by an earlier release
        state = ImportState.RUNNING if finished_at is None else ImportState.FINISHED
    return ImportRecord(
        import_id=row.import_id,
        file=row.file,
        imported_by=row.imported_by,
        started_at=loaded(row.started_at),
        finished_at=finished_at,
        accepted=row.accepted,
        duplicates=row.duplicates,
        rejected=row.rejected,
        state=state,
        total=row.total_rows,
        done=row.done_rows,
    )
