"""Imports that a page asks for: done in the background, paused, gone on with, cancelled.

The file is kept beside the database until its import is over, so that one which rests, or which
the end of the desk cut off, goes on where it was; the rejected rows are kept for good.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from workbench.archive.importing.rejects import ENDING, read_rejects
from workbench.archive.importing.rows import rows_in
from workbench.archive.importing.validation import read_statements
from workbench.desk.people.permissions import require_now
from workbench.errors import Conflict, InputError, NotFound, WorkbenchError
from workbench.model.intake import ImportRecord, ImportState, ImportUnderWay, Rejects
from workbench.model.people import Action, User
from workbench.storage.statements import imports

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

log = logging.getLogger(__name__)

AT_ONCE: Final = 250
"""Rows a batch: a pause waits for the batch in hand, and the progress moves with each."""

PATIENCE: Final = 20.0
"""Seconds that the end of the desk waits for the batch in hand."""

LONGEST_NAME: Final = 120
"""Characters of a file's name that are kept; an upload can have a name that no disk takes."""

LOOKED_AT: Final = 200
"""Imports among which those that rest are looked for."""


class TakesFiles(Protocol):
    """What is needed of the archive."""

    def begin_import(self, file: str, *, by: str, total: int | None) -> ImportRecord: ...

    def go_on_importing(
        self,
        path: Path,
        record: ImportRecord,
        *,
        by: str,
        halt: Callable[[], ImportState | None],
        progress: Callable[[int], None] | None = None,
        at_once: int = ...,
    ) -> None: ...

    def cancel_import(self, record: ImportRecord, *, by: str) -> None: ...


@dataclass
class _Working:
    """A thread at work on an import."""

    since: float
    done_before: int
    done: int
    asked: ImportState | None = None
    thread: threading.Thread | None = field(default=None, repr=False)


class ImportJobs:
    """Imports in the background. Every method is safe to call from many threads."""

    def __init__(
        self,
        database: Database,
        archive: Callable[[], TakesFiles],
        *,
        folder: Path,
        then: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the parts.

        Args:
            folder: Where files are kept while their import is not over.
            then: Done after an import that is over: what new statements mean for the desk.
            clock: Seconds, for telling how long an import still takes.
        """
        self._database = database
        self._archive = archive
        self._folder = folder
        self._then = then
        self._seconds = clock
        self._lock = threading.RLock()
        self._turn = threading.Lock()
        self._working: dict[str, _Working] = {}
        self._why: dict[str, str] = {}
        self._stopping = False

    def start(self, name: str, data: bytes, *, by: User) -> ImportRecord:
        """Begin to import an uploaded file; it goes on whoever looks.

        Args:
            name: The file's name, which tells its kind by its ending.

        Raises:
            NotAllowed: the role does not permit imports.
            InputError: the file as a whole cannot be read; the message names it.
        """
        self._require(by)
        file = Path(name).name[-LONGEST_NAME:]
        arriving = self._folder / f"arriving-{threading.get_ident()}-{time.monotonic_ns()}"
        arriving.mkdir(parents=True, mode=0o700)
        try:
            path = arriving / file
            path.write_bytes(data)
            try:
                next(read_statements(path), None)
            except InputError as error:
                raise InputError(
                    error.reason, file=file, row=error.row, column=error.column
                ) from None
            record = self._archive().begin_import(file, by=by.name, total=rows_in(path))
            arriving.rename(self._folder / record.import_id)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
        self._work_on(record, by)
        return record

    def pause(self, import_id: str, *, by: User) -> None:
        """Let an import rest after the batch in hand.

        Raises:
            NotAllowed: the role does not permit imports.
            Conflict: nobody works on it any more.
        """
        self._require(by)
        with self._lock:
            working = self._working.get(import_id)
            if working is None:
                raise Conflict("this import is not under way any more")
            if working.asked is None:
                working.asked = ImportState.PAUSED

    def go_on(self, import_id: str, *, by: User) -> None:
        """Go on with an import that rests or was cut off.

        Raises:
            NotAllowed: the role does not permit imports.
            NotFound: there is no such import, or its file is no longer on this machine.
            Conflict: it is over, or somebody has gone on with it already.
        """
        self._require(by)
        record = self._found(import_id)
        if not self._file(record).exists():
            raise NotFound(
                f"{record.file} is no longer on this machine; import it again: what is in the "
                "archive already is left as it is"
            )
        self._work_on(record, by)

    def cancel(self, import_id: str, *, by: User) -> None:
        """End an import after the batch in hand; what it has added stays.

        Raises:
            NotAllowed: the role does not permit imports.
            NotFound: there is no such import.
            Conflict: it is over.
        """
        self._require(by)
        with self._lock:
            working = self._working.get(import_id)
            if working is not None:
                working.asked = ImportState.CANCELLED
                return
            record = self._found(import_id)
            self._archive().cancel_import(record, by=by.name)
            self._file(record).unlink(missing_ok=True)
        self._then()

    def rejects(self, import_id: str, *, by: User, most: int = 10) -> Rejects:
        """The rows that an import of a page could not take.

        Args:
            most: How many are told one by one.

        Raises:
            NotAllowed: the role does not permit imports.
        """
        self._require(by)
        with self._database.read() as cursor:
            record = imports.find(cursor, import_id)
        if record is None:
            return Rejects()
        file = self._file(record)
        path = file.with_name(f"{file.name}{ENDING}")
        if not path.exists():
            return Rejects()
        return Rejects(read_rejects(path, most), path.read_bytes())

    def under_way(self) -> list[ImportUnderWay]:
        """The imports of pages that are not over, newest first."""
        return [
            self._told(record)
            for record in self.latest(LOOKED_AT)
            if record.import_id in self._working
            or (
                record.state in (ImportState.RUNNING, ImportState.PAUSED)
                and (self._folder / record.import_id).is_dir()
            )
        ]

    def latest(self, limit: int = 20) -> list[ImportRecord]:
        """The last imports of pages and commands, newest first."""
        with self._database.read() as cursor:
            return imports.latest(cursor, limit)

    def stop(self) -> None:
        """Let every import rest, since the desk ends; they can be gone on with later."""
        with self._lock:
            self._stopping = True
            working = list(self._working.values())
            for one in working:
                one.asked = one.asked or ImportState.PAUSED
        for one in working:
            if one.thread is not None and one.thread is not threading.current_thread():
                one.thread.join(PATIENCE)

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Wait until nothing is being worked on; whether that came about in time."""
        end = time.monotonic() + seconds
        while self._working and time.monotonic() < end:
            time.sleep(0.01)
        return not self._working

    def _require(self, by: User) -> None:
        with self._database.read() as cursor:
            require_now(cursor, by, Action.IMPORT_STATEMENTS)

    def _found(self, import_id: str) -> ImportRecord:
        with self._database.read() as cursor:
            record = imports.find(cursor, import_id)
        if record is None:
            raise NotFound(f"there is no import {import_id}")
        if record.state not in (ImportState.RUNNING, ImportState.PAUSED):
            raise Conflict(f"the import of {record.file} is {record.state.value}")
        return record

    def _file(self, record: ImportRecord) -> Path:
        return self._folder / record.import_id / Path(record.file).name

    def _work_on(self, record: ImportRecord, by: User) -> None:
        with self._lock:
            if record.import_id in self._working:
                raise Conflict(f"the import of {record.file} is under way already")
            if self._stopping:
                raise Conflict("the desk is being stopped; go on when it is back")
            self._why.pop(record.import_id, None)
            working = _Working(self._seconds(), record.done, record.done)
            working.thread = threading.Thread(
                target=self._work, args=(record, working, by), name="import", daemon=True
            )
            self._working[record.import_id] = working
            with self._database.write() as cursor:
                imports.set_state(cursor, record.import_id, ImportState.RUNNING)
            working.thread.start()

    def _work(self, record: ImportRecord, working: _Working, by: User) -> None:
        def progress(done: int) -> None:
            working.done = done

        file = self._file(record)
        try:
            with self._turn:  # one at a time: two would only share the processor
                working.since = self._seconds()
                self._archive().go_on_importing(
                    file,
                    record,
                    by=by.name,
                    halt=lambda: working.asked,
                    progress=progress,
                    at_once=AT_ONCE,
                )
        except Exception as error:  # whatever it was, the import rests and can be gone on with
            known = isinstance(error, WorkbenchError)
            self._why[record.import_id] = str(error) if known else "the log names the fault"
            log.warning("the import of %s rests: %s", record.file, error, exc_info=not known)
            with suppress(WorkbenchError), self._database.write() as cursor:
                imports.set_state(cursor, record.import_id, ImportState.PAUSED)
        try:
            with self._database.read() as cursor:
                now = imports.find(cursor, record.import_id)
            if now is not None and now.state in (ImportState.FINISHED, ImportState.CANCELLED):
                file.unlink(missing_ok=True)
                self._then()
        except WorkbenchError as error:
            log.warning("what follows an import waits for the next one: %s", error)
        finally:
            with self._lock:
                self._working.pop(record.import_id, None)

    def _told(self, record: ImportRecord) -> ImportUnderWay:
        working = self._working.get(record.import_id)
        if working is None:
            why = self._why.get(record.import_id, "")
            if not why and record.state is ImportState.RUNNING:
                why = "the desk was stopped meanwhile"
            return ImportUnderWay(record, working=False, why=why)
        made = working.done - working.done_before
        left = None
        if made and record.total is not None:
            pace = (self._seconds() - working.since) / made
            left = max(0.0, (record.total - working.done) * pace)
        return ImportUnderWay(record, True, working.asked is not None, left)
