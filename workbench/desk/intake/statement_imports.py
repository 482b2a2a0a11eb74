"""Imports of statements: in the background where a page asks for one, at once for a command.

The file of a page is kept beside the database until its import is over, so that one which rests,
or which the end of the desk cut off, goes on where it was; the rejected rows are kept for good.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from workbench.archive.importing.rejects import ENDING, read_rejects
from workbench.archive.importing.rows import rows_in
from workbench.archive.importing.validation import read_statements
from workbench.desk.jobs.kind import Act, Kind, Steps
from workbench.errors import InputError, NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.intake import Rejects
from workbench.model.job import Job, JobKind, JobState, JobStep, JobUnderWay
from workbench.model.people import Action, User
from workbench.model.statement import ImportCounts, ImportReport

if TYPE_CHECKING:
    from workbench.desk.jobs.runner import Jobs
    from workbench.storage.engine.cursor import Cursor

AT_ONCE: Final = 250
"""Rows a step of a page's import: a pause waits for the step in hand."""

AT_ONCE_FOR_COMMANDS: Final = 1_000
"""Rows a step where nobody is going to pause it."""

LONGEST_NAME: Final = 120
"""Characters of a file's name that are kept; an upload can have a name that no disk takes."""


class TakesFiles(Protocol):
    """What is needed of the archive."""

    def import_steps(
        self, path: Path, job: Job, *, by: str, at_once: int = ...
    ) -> Generator[JobStep, None, ImportReport]: ...


class StatementImports(Kind[ImportReport]):
    """Takes files of statements: a batch of rows a step, going on behind the rows on record."""

    name: ClassVar = JobKind.STATEMENTS
    noun: ClassVar = "import"
    action: ClassVar = Action.IMPORT_STATEMENTS
    commits_place: ClassVar = True

    def __init__(
        self,
        jobs: Jobs,
        archive: Callable[[], TakesFiles],
        *,
        folder: Path,
        then: Callable[[], None],
    ) -> None:
        """Name the parts.

        Args:
            folder: Where files are kept while their import is not over.
            then: Done after an import of a page that is over: what new statements mean for the
                desk.
        """
        self._jobs = jobs
        self._archive = archive
        self._folder = folder
        self._then = then

    def start(self, name: str, data: bytes, *, by: User) -> Job:
        """Begin to import an uploaded file; it goes on whoever looks.

        Args:
            name: The file's name, which tells its kind by its ending.

        Raises:
            NotAllowed: the role does not permit imports.
            InputError: the file as a whole cannot be read; the message names it.
        """
        self._jobs.check_may(self, by=by)
        file = Path(name).name[-LONGEST_NAME:]
        arriving = self._folder / f"arriving-{threading.get_ident()}-{time.monotonic_ns()}"
        arriving.mkdir(parents=True, mode=0o700)
        job_id = self._jobs.new_id()
        try:
            path = arriving / file
            path.write_bytes(data)
            try:
                next(read_statements(path), None)
            except InputError as error:
                raise InputError(
                    error.reason, file=file, row=error.row, column=error.column
                ) from None
            total = rows_in(path)
            arriving.rename(self._folder / job_id)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
        try:
            return self._jobs.start(self, file, by=by, total=total, job_id=job_id)
        except BaseException:
            shutil.rmtree(self._folder / job_id, ignore_errors=True)
            raise

    def run(
        self, path: Path, *, by: User, progress: Callable[[int], None] | None = None
    ) -> ImportReport | None:
        """Import a file of this machine here and now.

        Args:
            progress: Called with the number of rows done so far.

        Returns:
            What was added and what was not; none where it was paused or cancelled meanwhile.

        Raises:
            NotAllowed: the role does not permit imports.
            InputError: the file as a whole cannot be read.
        """
        self._jobs.check_may(self, by=by)
        # a file that cannot be read leaves no trace
        deque(islice(read_statements(path), AT_ONCE_FOR_COMMANDS), maxlen=0)
        return self._jobs.run(
            self,
            str(path),
            by=by,
            total=rows_in(path),
            watch=None if progress is None else lambda job: progress(job.done),
        )

    def rejects(self, job_id: str, *, by: User, most: int = 10) -> Rejects:
        """The rows that an import of a page could not take.

        Args:
            most: How many are told one by one.

        Raises:
            NotAllowed: the role does not permit imports.
        """
        self._jobs.check_may(self, by=by)
        job = self._jobs.find(self, job_id)
        if job is None:
            return Rejects()
        file = self._file(job)
        path = file.with_name(f"{file.name}{ENDING}")
        if not path.exists():
            return Rejects()
        return Rejects(read_rejects(path, most), path.read_bytes())

    def under_way(self) -> list[JobUnderWay]:
        """The imports of pages that are not over, newest first."""
        return self._jobs.under_way(self.name)

    def latest(self, limit: int = 20) -> list[Job]:
        """The last imports of pages and commands, newest first."""
        return self._jobs.latest(self.name, limit)

    # What the runner asks ----------------------------------------------------------------------

    def steps(self, job: Job, *, by: User) -> Steps[ImportReport]:
        """A batch of rows a step."""
        self._jobs.check_may(self, by=by)
        kept = self._file(job)
        path, at_once = (
            (kept, AT_ONCE) if kept.exists() else (Path(job.subject), AT_ONCE_FOR_COMMANDS)
        )
        return self._archive().import_steps(path, job, by=by.name, at_once=at_once)

    def check_is_here(self, job: Job) -> None:
        """Only a page's import has its file kept."""
        if not self._file(job).exists():
            raise NotFound(
                f"{job.subject} is no longer on this machine; import it again: what is in the "
                "archive already is left as it is"
            )

    def is_shown(self, job: Job) -> bool:
        """A command that was stopped is run again where it was run."""
        return (self._folder / job.job_id).is_dir()

    def record(self, cursor: Cursor, act: Act, job: Job, *, by: User, at: datetime) -> None:
        """An import that is over has an event if it added anything."""
        counts = ImportCounts(**job.details)
        if act is not Act.ENDED or not counts.accepted:
            return
        told = {
            "import": job.job_id,
            "finished": job.state is JobState.FINISHED,
            "accepted": counts.accepted,
            "duplicates": counts.duplicates,
            "rejected": counts.rejected,
        }
        file = Path(job.subject).name
        note(cursor, EventKind.STATEMENTS_IMPORTED, file, told, by=by.name, at=at)

    def follow(self, job: Job) -> None:
        """The file has been taken in; the desk looks at what came."""
        self._file(job).unlink(missing_ok=True)
        self._then()

    def _file(self, job: Job) -> Path:
        return self._folder / job.job_id / Path(job.subject).name
