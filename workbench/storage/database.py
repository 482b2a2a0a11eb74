"""The DuckDB file: opening it, units of work, and one writer at a time.

DuckDB gives silently wrong results when threads share a connection, so every unit of work takes
its own cursor. Writers queue on a lock: one process owns the file, and a newsroom's writes are
small, so waiting a moment beats retrying a conflict.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from workbench.errors import DatabaseInUse, StorageError
from workbench.storage.migrations import migrate

Cursor = duckdb.DuckDBPyConnection

HELD_ELSEWHERE: Final = ("could not set lock on file", "being used by another process")
"""How DuckDB says on Linux and macOS, and on Windows, that another process holds the file."""

PATIENCE: Final = 30.0
"""Seconds that closing waits for units of work that have begun."""


class Database:
    """One open database file; close it to let another process in."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, creating it and bringing its schema up to date.

        Raises:
            DatabaseInUse: another process holds the file.
            StorageError: the file is not a DuckDB database or cannot be written.
            SchemaTooNew: a later release wrote it.
        """
        self.path = path
        self._writing = threading.RLock()
        self._at_work = threading.Condition()
        self._units = 0
        self._closed = False
        self._connection = _connect(path)
        try:
            migrate(self._connection)
        except duckdb.Error as error:
            self._connection.close()
            raise StorageError(
                f"{path} holds something else than a workbench database, or one that cannot be "
                "brought up to date; restore a backup or name another with --database"
            ) from error
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Let another process in, after the units of work that have begun; no new ones begin.

        Raises:
            StorageError: one of them does not end; closing again waits for it again.
        """
        with self._at_work:
            self._closed = True
            # DuckDB refuses to close a connection while one of its cursors is in use
            if not self._at_work.wait_for(lambda: self._units == 0, timeout=PATIENCE):
                raise StorageError("the database is still being used; wait, then close it again")
            self._connection.close()

    @contextmanager
    def read(self) -> Iterator[Cursor]:
        """A cursor for reading, seeing one consistent state of the database.

        Raises:
            StorageError: the database is closed or cannot be read.
        """
        with self._unit_of_work() as cursor:
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield cursor
            except duckdb.Error as error:
                raise StorageError(f"the database could not be read: {error}") from error

    @contextmanager
    def write(self) -> Iterator[Cursor]:
        """A cursor whose changes are committed together on leaving, or not at all.

        Raises:
            StorageError: the database is closed or cannot be written; nothing was changed.
        """
        with self._writing, self._unit_of_work() as cursor:
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield cursor
                cursor.execute("COMMIT")
            except duckdb.Error as error:
                _roll_back(cursor)
                raise StorageError(f"the database could not be written: {error}") from error
            except BaseException:
                _roll_back(cursor)
                raise

    @contextmanager
    def _unit_of_work(self) -> Iterator[Cursor]:
        """A cursor of its own, which ``close`` waits for."""
        with self._at_work:
            if self._closed:
                raise StorageError("the database is closed; open the desk again")
            self._units += 1
        try:
            with closing(self._connection.cursor()) as cursor:
                yield cursor
        finally:
            with self._at_work:
                self._units -= 1
                self._at_work.notify_all()


def _roll_back(cursor: Cursor) -> None:
    with suppress(duckdb.Error):  # a failed commit has already ended the transaction
        cursor.execute("ROLLBACK")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path))
    except (duckdb.Error, OSError) as error:
        if any(words in str(error).lower() for words in HELD_ELSEWHERE):
            raise DatabaseInUse(
                f"{path} is open in another process; stop that desk first, or name another "
                "file with --database"
            ) from error
        raise StorageError(
            f"{path} cannot be opened as a workbench database; check that the folder can be "
            "written and that the file is a DuckDB file, or name another with --database"
        ) from error
