"""The DuckDB file: opening it, units of work, and one writer at a time.

DuckDB gives silently wrong results when threads share a connection, so every unit of work takes
its own cursor. Writers queue on a lock: one process owns the file, and a newsroom's writes are
small, so waiting a moment beats retrying a conflict.

On a full disk DuckDB can fail in its own housekeeping and is then of no use until it is opened
again. So a change is refused while there is still room for housekeeping, and should it fail all
the same, the next unit of work opens the file anew.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from workbench.errors import NotFound, StorageError
from workbench.storage.engine.cursor import Cursor
from workbench.storage.engine.opening import connect, in_words, open_database

PATIENCE: Final = 30.0
"""Seconds that closing waits for units of work that have begun."""

ROOM: Final = 48 * 1024 * 1024
"""Bytes that must be free before a change: DuckDB folds its log into the file at 16 MB, in a copy
of what it touches."""

HALF_A_CHARACTER: Final = "surrogate"
"""What DuckDB names where it is asked for a text that no text can be equal to."""


class Database:
    """One open database file; close it to let another process in."""

    def __init__(self, path: Path, *, room: int = ROOM) -> None:
        """Open ``path``, creating it and bringing its schema up to date.

        Args:
            room: Bytes that must be free on its disk before a change.

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
        self._room = room
        self._failed = False
        self._commits = 0
        self._connection = open_database(path)

    @property
    def commits(self) -> int:
        """How often something may have been committed since the file was opened here.

        It is counted before whoever asked for the change is told that it is done.
        """
        return self._commits

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
            NotFound: what is looked for cannot stand in the database at all.
            StorageError: the database is closed or cannot be read.
        """
        with self._unit_of_work() as cursor:
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield cursor
            except duckdb.Error as error:
                if HALF_A_CHARACTER in str(error):
                    raise NotFound(
                        "what was asked for holds half a character (a lone surrogate), which "
                        "nothing in the record does"
                    ) from error
                self._note(error)
                raise StorageError(f"the database could not be read: {in_words(error)}") from error

    @contextmanager
    def write(self) -> Iterator[Cursor]:
        """A cursor whose changes are committed together on leaving, or not at all.

        Raises:
            StorageError: the database is closed or cannot be written; nothing was changed.
        """
        with self._writing, self._unit_of_work() as cursor:
            self.check_room()
            try:
                cursor.execute("BEGIN TRANSACTION")
                yield cursor
                try:
                    cursor.execute("COMMIT")
                finally:  # one that fails may have come as far as the file
                    self._count_commit()
            except duckdb.Error as error:
                _roll_back(cursor)
                self._note(error)
                raise StorageError(
                    f"the database could not be written: {in_words(error)}"
                ) from error
            except BaseException:
                _roll_back(cursor)
                raise

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor without a transaction, for work on the database as a whole.

        Raises:
            StorageError: the database is closed, or the work cannot be done.
        """
        with self._unit_of_work() as cursor:
            try:
                yield cursor
            except duckdb.Error as error:
                self._note(error)
                raise StorageError(in_words(error)) from error
            finally:
                self._count_commit()

    @contextmanager
    def _unit_of_work(self) -> Iterator[Cursor]:
        """A cursor of its own, which ``close`` waits for."""
        with self._at_work:
            if self._closed:
                raise StorageError("the database is closed; open the desk again")
            if self._failed:
                self._open_again()
            self._units += 1
        try:
            with closing(self._connection.cursor()) as connection:
                yield Cursor(connection)
        finally:
            with self._at_work:
                self._units -= 1
                self._at_work.notify_all()

    def _count_commit(self) -> None:
        with self._at_work:
            self._commits += 1

    def check_room(self) -> None:
        """Refuse a change while the disk has no room for DuckDB's own housekeeping.

        Raises:
            StorageError: it has not.
        """
        free = shutil.disk_usage(self.path.parent).free
        if free < self._room:
            raise StorageError(
                f"the disk of {self.path.parent} has only {free // 1024**2} MB left, so nothing "
                f"is changed; free at least {self._room // 1024**2} MB, then do it again"
            )

    def _note(self, error: duckdb.Error) -> None:
        """Remember that DuckDB gave up on the file, as it does when its housekeeping fails."""
        if isinstance(error, duckdb.FatalException) or "invalidated" in str(error):
            self._failed = True

    def _open_again(self) -> None:
        """Open the file anew, once everybody has left; what was committed is in its log.

        Raises:
            StorageError: somebody stays, or it cannot be opened.
        """
        if not self._at_work.wait_for(lambda: self._units == 0, timeout=PATIENCE):
            raise StorageError("the database has failed; stop the desk and start it again")
        if self._closed:
            raise StorageError("the database is closed; open the desk again")
        if self._failed:
            self._connection.close()
            self._connection = connect(self.path)
            self._failed = False


def _roll_back(cursor: Cursor) -> None:
    with suppress(duckdb.Error):  # a failed commit has already ended the transaction
        cursor.execute("ROLLBACK")
