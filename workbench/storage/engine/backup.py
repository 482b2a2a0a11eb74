"""A copy of an open database, and putting a copy in its place; a kill leaves the old or the new.

``COPY FROM DATABASE`` in one transaction copies one consistent state while others read and write.
The file itself cannot be copied while it is open: its latest changes lie in the log beside it, and
on Linux reading it in this process would give up DuckDB's lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from workbench.errors import InputError, StorageError
from workbench.storage.engine.database import ROOM
from workbench.storage.engine.moments import to_stored

if TYPE_CHECKING:
    from datetime import datetime

    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

BLOCK: Final = 1 << 20
_ONE_COPY: Final = threading.Lock()
"""The name of an attached database is known to everybody who has the file open."""


def copy_database(database: Database, target: Path) -> None:
    """Write one consistent state of an open database into a new file.

    Args:
        target: A file that is not there yet; nothing of it is left after an error.

    Raises:
        StorageError: it cannot be written, or there is no room for it.
    """
    check_room_for(target, database.path)
    try:
        with _ONE_COPY, database.cursor() as cursor:
            cursor.execute("ATTACH ? AS workbench_copy", [str(target)])
            try:
                _copy(cursor)
            finally:
                with suppress(duckdb.Error):
                    cursor.execute("DETACH workbench_copy")
    except StorageError as error:
        remove(target)
        raise StorageError(f"{target} could not be written: {error}") from error
    except BaseException:
        remove(target)
        raise
    flush(target)


def _copy(cursor: Cursor) -> None:
    cursor.execute("BEGIN TRANSACTION")
    try:
        cursor.copy_to_attached("workbench_copy")
        cursor.execute("COMMIT")
    except duckdb.Error:
        with suppress(duckdb.Error):
            cursor.execute("ROLLBACK")
        raise
    cursor.execute("CHECKPOINT workbench_copy")


def end_every_session(cursor: Cursor, *, at: datetime) -> None:
    """Who was signed in when the copy was made is not signed in when it is put back."""
    cursor.execute("UPDATE sessions SET revoked_at = ? WHERE revoked_at IS NULL", [to_stored(at)])


def check_room_for(target: Path, source: Path) -> None:
    """Refuse to begin a copy that the disk has no room for.

    Raises:
        StorageError: it has not, or the folder is not there.
    """
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror}); name a folder that is there"
        ) from None
    needed = ROOM + sum(part.stat().st_size for part in (source, log_of(source)) if part.exists())
    if free < needed:
        raise StorageError(
            f"the disk of {target.parent} has {free // 1024**2:,} MB left and a copy may need "
            f"{needed // 1024**2:,} MB; free some space or name another disk"
        )


def put_in_place(made: Path, path: Path, aside: Path) -> None:
    """Make the file ``made`` the database at ``path``; what was there is kept as ``aside``.

    The old file gets its second name before the new one takes the first, so that at every moment
    there is a database at ``path``. It must have been closed; a log that lies beside it all the
    same is of a file that cannot be opened, and goes with it.

    Raises:
        StorageError: it cannot be done; the old database is where it was.
    """
    try:
        if path.exists():
            _name_also(path, aside)
            if log_of(path).exists():
                log_of(path).replace(log_of(aside))
        made.replace(path)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be replaced ({error.strerror}); the database is where it was"
        ) from error
    flush_folder(path.parent)


def _name_also(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names, such as a memory stick
        shutil.copy2(path, name)


def copy_file(source: Path, target: Path) -> None:
    """Copy a closed file, pushed out to the disk.

    Raises:
        StorageError: it cannot be read or written; nothing of the copy is left.
    """
    check_room_for(target, source)
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        remove(target)
        raise StorageError(f"{source} could not be copied ({error.strerror})") from error
    flush(target)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a closed file.

    Raises:
        InputError: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise InputError(f"the file cannot be read ({error.strerror})", file=str(path)) from None
    return digest.hexdigest()


def log_of(path: Path) -> Path:
    """Where DuckDB keeps the latest changes of a database."""
    return path.with_name(f"{path.name}.wal")


def remove(path: Path) -> None:
    """Remove a database that was only half made, and its log."""
    for part in (path, log_of(path)):
        with suppress(OSError):
            part.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Wait until the file is on the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
