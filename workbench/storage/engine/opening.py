"""Opening a DuckDB file, and refusing one that is not ours before anything is written to it.

DuckDB opens a file lazily: one that was cut off opens, and fails at some later read. It adopts a
file of another program, and for one of SQLite it looks for an extension on the network. So the
first bytes, the length and the tables are looked at here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import duckdb

from workbench.errors import DatabaseInUse, StorageError
from workbench.storage.engine.cursor import Cursor
from workbench.storage.engine.migrations import migrate

MAGIC: Final = b"DUCK"
MAGIC_AT: Final = 8
HEADERS: Final = 3 * 4096
"""Bytes before the first block of a DuckDB file: the main header and two that take turns."""

HELD_ELSEWHERE: Final = ("could not set lock on file", "being used by another process")
"""How DuckDB says on Linux and macOS, and on Windows, that another process holds the file."""
_HOLDER: Final = re.compile(r"\(PID (\d+)\)")

NO_SURPRISES: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Whatever a file or a statement holds, nothing is fetched and nothing is loaded for it."""

_IN_WORDS: Final = (
    (
        ("no space left on device", "not enough space", "disk quota exceeded"),
        "the disk is full; free some space, then do it again: nothing of it was kept",
    ),
    (
        ("file too large", "exceeds the maximum"),
        "the file may not grow any further on this disk; raise the limit or move the database to "
        "another disk, then do it again: nothing of it was kept",
    ),
    (
        ("read-only", "permission denied", "operation not permitted"),
        "the file or its folder may not be written; mend its permissions, then do it again: "
        "nothing of it was kept",
    ),
    (
        (
            "corrupt",
            "checksum",
            "could not read enough bytes",
            "could not read from file",
            "input/output error",
        ),
        "the file is damaged; stop the desk, keep the file as it is and restore the last backup: "
        "workbench restore FILE --force",
    ),
)
"""What DuckDB says in a programmer's words, and what to do about it."""


def open_database(path: Path) -> duckdb.DuckDBPyConnection:
    """Open ``path``, creating it if it is missing, and bring its schema up to date.

    Raises:
        DatabaseInUse: another process holds the file.
        StorageError: the file is not a workbench database, is damaged or cannot be written.
        SchemaTooNew: a later release wrote it.
    """
    connection = connect(path)
    try:
        check_it_is_ours(connection, path)
        migrate(connection)
    except duckdb.Error as error:
        connection.close()
        raise StorageError(
            f"{path} holds something else than a workbench database, or one that cannot be "
            f"brought up to date ({in_words(error)}); restore a backup or name another with "
            "--database"
        ) from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the file as it is.

    Raises:
        DatabaseInUse: another process holds it.
        StorageError: it cannot be opened, is no DuckDB file, or was cut off.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        check_first_bytes(path)
        closed_in_order = not path.with_name(f"{path.name}.wal").exists()
        connection = duckdb.connect(str(path), config=NO_SURPRISES)
    except (duckdb.Error, OSError) as error:
        if any(words in str(error).lower() for words in HELD_ELSEWHERE):
            holder = _HOLDER.search(str(error))
            process = "another process" if holder is None else f"another process ({holder[1]})"
            raise DatabaseInUse(
                f"{path} is open in {process}; stop that desk first, or name another "
                "file with --database"
            ) from error
        raise StorageError(
            f"{path} cannot be opened as a workbench database; check that the folder can be "
            "written and that the file is a DuckDB file, or name another with --database"
        ) from error
    try:
        if closed_in_order:  # else it counts blocks that are still to come from the log
            check_length(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def check_first_bytes(path: Path) -> None:
    """Refuse a file of another kind before DuckDB sees it.

    Raises:
        StorageError: the file is there and is no DuckDB file.
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(MAGIC_AT + len(MAGIC))
    except FileNotFoundError:
        return
    if start[MAGIC_AT:] != MAGIC:
        raise StorageError(
            f"{path} cannot be opened as a workbench database: "
            f"{'it is empty' if not start else 'it is not a DuckDB file'}; restore a backup "
            "(workbench restore FILE --force) or name another file with --database"
        )


def check_length(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file that has fewer bytes than the blocks in use need.

    Free blocks do not count: those at the end of a file may never have been written.

    Raises:
        StorageError: the file was cut off.
    """
    row = Cursor(connection).row(
        "SELECT block_size, used_blocks FROM pragma_database_size() "
        "WHERE database_name = current_database()"
    )
    if row is None:
        return
    needed, there = HEADERS + int(row.block_size) * int(row.used_blocks), path.stat().st_size
    if there < needed:
        raise StorageError(
            f"{path} was cut off: it has {there:,} of {needed:,} bytes; keep it as it is and "
            "restore the last backup: workbench restore FILE --force"
        )


def check_it_is_ours(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a database that has tables, but not our record of migrations.

    Raises:
        StorageError: another program made it.
    """
    names = Cursor(connection).column(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal "
        "AND database_name = current_database()"
    )
    if names and "migrations" not in names:
        raise StorageError(
            f"{path} holds something else than a workbench database; name another file with "
            "--database"
        )


def in_words(error: BaseException) -> str:
    """What DuckDB said, in one line that tells what to do where that is known."""
    said = str(error)
    lower = said.lower()
    for signs, words in _IN_WORDS:
        if any(sign in lower for sign in signs):
            return words
    lines = said.splitlines()
    return lines[0] if lines else type(error).__name__
