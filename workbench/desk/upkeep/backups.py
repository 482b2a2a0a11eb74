"""Backups: made of an open database, proved before they count, and put back only when they hold.

Beside a backup lies its checksum, in the form that ``sha256sum --check`` reads.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from workbench.desk.people.permissions import require, require_now
from workbench.errors import Conflict, DatabaseInUse, InputError, StorageError
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.ledger.verification import VerifiedLedger, verify
from workbench.model.people import Action, User
from workbench.storage import jobs
from workbench.storage.engine import backup
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events

CHECKSUM: Final = re.compile(r"([0-9a-f]{64})\s")
PARTIAL: Final = ".partial"
PUT_BACK: Final = "a backup was put back"
"""Why long work rests that was under way when the backup was made."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and proved.

    Attributes:
        events: How many events its ledger has.
        ledger_head: The hash of the last of them.
    """

    file: Path
    sha256: str
    bytes: int
    events: int
    ledger_head: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put back.

    Attributes:
        events: How many events its ledger had.
        ledger_head: The hash of the last of them.
        aside: Where the database is that was there before; none if there was none.
    """

    database: Path
    events: int
    ledger_head: str
    aside: Path | None


class Backups:
    """Backups of one database. Safe to call from many threads, while people work."""

    def __init__(
        self,
        database: Callable[[], Database],
        path: Path,
        *,
        index: Path,
        clock: Callable[[], datetime],
    ) -> None:
        """Name the parts.

        Args:
            database: Opens it, which putting a backup back must not.
            path: Where it is.
            index: The folder of its search index, which can be made again.
        """
        self._open = database
        self._path = path
        self._index = index
        self._clock = clock

    def make(self, file: Path, *, by: User) -> Backup:
        """Write a backup and its checksum; it takes its name only when it has been proved.

        Args:
            file: A file that is not there yet.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: the file is there already.
            StorageError: it cannot be written.
            LedgerBroken: the ledger does not hold, so the backup would not either.
        """
        database = self._open()
        with database.read() as cursor:
            require_now(cursor, by, Action.BACK_UP)
        file = file.expanduser().absolute()
        if file.exists():
            raise Conflict(f"{file} is there already; name a new file for every backup")
        partial = file.with_name(f"{file.name}{PARTIAL}")
        backup.remove(partial)
        try:
            backup.copy_database(database, partial)
            proved = prove(partial)
            made = Backup(
                file,
                backup.sha256_of(partial),
                partial.stat().st_size,
                proved.count,
                proved.head,
            )
            _write(checksum_of(file), f"{made.sha256}  {file.name}\n")
            partial.replace(file)
            backup.flush_folder(file.parent)
        except OSError as error:
            raise StorageError(f"{file} cannot be written ({error.strerror})") from error
        finally:
            backup.remove(partial)
        with database.write() as cursor:
            told = {
                "sha256": made.sha256,
                "bytes": made.bytes,
                "events": made.events,
                "ledger_head": made.ledger_head,
            }
            kind = EventKind.DATABASE_BACKED_UP
            note(cursor, kind, file.name, told, by=by.name, at=self._clock())
        return made

    def restore(self, file: Path, *, by: User, force: bool = False) -> Restored:
        """Put a backup in the place of a database that no process has open.

        It is copied, checked against its checksum, brought up to date and its ledger proved before
        anything is switched. Everybody who was signed in when the backup was made is signed out,
        and what was under way rests until somebody goes on with it.

        Args:
            force: Whether to replace a database that is there; it is kept beside the new one.

        Raises:
            NotAllowed: the role does not permit it, as ``by`` tells it: no account can be read yet.
            InputError: the file cannot be read, or is not what its checksum says.
            Conflict: there is a database and ``force`` is not set.
            DatabaseInUse: a desk has it open.
            StorageError: the file is no workbench database, or the disk cannot take it.
            SchemaTooNew: a later release made the backup.
            LedgerBroken: the backup's ledger does not hold.
        """
        require(by, Action.BACK_UP)
        path = self._path
        if path.exists() and not force:
            raise Conflict(
                f"there is a database at {path}; restore with --force to put it aside, or name "
                "another file with --database"
            )
        if file.exists() and path.exists() and file.samefile(path):
            raise InputError("this is the database itself, not a backup of it", file=str(file))
        digest = backup.sha256_of(file)
        _check_sum(file, digest)
        replaced = _head_of(path) if path.exists() else None
        at = self._clock()
        partial = path.with_name(f"{path.name}.restoring")
        path.parent.mkdir(parents=True, exist_ok=True)
        backup.remove(partial)
        try:
            backup.copy_file(file, partial)
            held = _take_over(partial, file, digest, replaced, by=by, at=at)
            aside = path.with_name(f"{path.stem}.before-{at:%Y%m%dT%H%M%S%fZ}{path.suffix}")
            there = path.exists()
            backup.put_in_place(partial, path, aside)
        finally:
            backup.remove(partial)
        shutil.rmtree(self._index, ignore_errors=True)  # of the other database; it is made again
        return Restored(path, held.count, held.head, aside if there else None)


def prove(file: Path) -> VerifiedLedger:
    """Open a closed database file and prove its ledger.

    Raises:
        StorageError: it is damaged or no workbench database.
        LedgerBroken: its ledger does not hold.
    """
    database = Database(file, room=0)
    try:
        return verify(database)
    finally:
        database.close()


def checksum_of(file: Path) -> Path:
    """Where the checksum of a backup lies."""
    return file.with_name(f"{file.name}.sha256")


def _take_over(
    copy: Path, file: Path, digest: str, replaced: str | None, *, by: User, at: datetime
) -> VerifiedLedger:
    """Prove the copy, sign everybody out in it, and note in its ledger where it came from.

    Long work that was under way when the backup was made rests: its files and its model may be
    gone since, and nobody has asked this desk for it.
    """
    database = Database(copy, room=0)
    try:
        held = verify(database)
        with database.write() as cursor:
            backup.end_every_session(cursor, at=at)
            jobs.rest_unfinished(cursor, PUT_BACK)
            told = {
                "sha256": digest,
                "events": held.count,
                "ledger_head": held.head,
                "replaced_head": replaced,
            }
            note(cursor, EventKind.DATABASE_RESTORED, file.name, told, by=by.name, at=at)
    finally:
        database.close()
    backup.flush(copy)
    return held


def _head_of(path: Path) -> str | None:
    """The head of the database that is to be replaced; none where it cannot be opened.

    Opening and closing it also puts its latest changes from the log into the file.
    """
    try:
        database = Database(path, room=0)
    except DatabaseInUse:
        raise
    except StorageError:
        return None
    try:
        with database.read() as cursor:
            return events.head(cursor)
    finally:
        database.close()


def _check_sum(file: Path, digest: str) -> None:
    beside = checksum_of(file)
    if not beside.exists():
        return
    noted = CHECKSUM.match(beside.read_text(encoding="utf-8", errors="replace"))
    if noted is None or noted[1] != digest:
        raise InputError(
            f"the file is not what {beside.name} says it is: it is damaged or was changed; "
            "take another backup",
            file=str(file),
        )


def _write(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8")
    backup.flush(path)
