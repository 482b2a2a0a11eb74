"""The DuckDB file: opening it, units of work, and one writer at a time.

DuckDB gives silently wrong results when threads share a connection, so every unit of work takes
its own cursor. Writers queue on a lock: one process owns the file, and a newsroom's writes are
small, so waiting a moment beats retrying a conflict.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from workbench.errors import DatabaseInUse, StorageError
from workbench.storage.migrations import migrate

Cursor = duckdb.DuckDBPyConnection


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
        self._connection = _connect(path)
        try:
            migrate(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def read(self) -> Iterator[Cursor]:
        """A cursor for reading, seeing one consistent state of the database.

        Raises:
            StorageError: the database is closed or cannot be read.
        """
        cursor = self._cursor()
        try:
            cursor.execute("BEGIN TRANSACTION")
            yield cursor
        except duckdb.Error as error:
            raise StorageError(f"the database could not be read: {error}") from error
        finally:
            cursor.close()

    @contextmanager
    def write(self) -> Iterator[Cursor]:
        """A cursor whose changes are committed together on leaving, or not at all.

        Raises:
            StorageError: the database is closed or cannot be written; nothing was changed.
        """
        with self._writing:
            cursor = self._cursor()
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
            finally:
                cursor.close()

    def _cursor(self) -> Cursor:
        try:
            return self._connection.cursor()
        except duckdb.Error as error:
            raise StorageError("the database is closed; open the desk again") from error


def _roll_back(cursor: Cursor) -> None:
    with suppress(duckdb.Error):  # a failed commit has already ended the transaction
        cursor.execute("ROLLBACK")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path))
    except (duckdb.Error, OSError) as error:
        if "lock" in str(error).lower():
            raise DatabaseInUse(
                f"{path} is open in another process; stop that desk first, or name another "
                "file with --database"
            ) from error
        raise StorageError(
            f"{path} cannot be opened as a workbench database; check that the folder can be "
            "written and that the file is a DuckDB file, or name another with --database"
        ) from error
