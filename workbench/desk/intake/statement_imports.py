"""Imports of statements: in the background where a page asks for one, at once for a command.

The file of a page is kept beside the database until its import is over, so that one which rests,
or which the end of the desk cut off, goes on where it was; the rejected rows are kept for good.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.archive.importing.rows import rows_in
from workbench.archive.importing.validation import read_statements
from workbench.desk.intake.statement_job import AT_ONCE_FOR_COMMANDS, StatementJob
from workbench.errors import InputError
from workbench.model.intake import Rejects
from workbench.model.job import Job, JobUnderWay
from workbench.model.people import User
from workbench.model.statement import ImportReport

if TYPE_CHECKING:
    from workbench.desk.intake.kept_files import KeptFiles
    from workbench.desk.jobs.jobs import Jobs
    from workbench.desk.jobs.runner import Runner


class StatementImports:
    """Begins imports of statements, and tells how they go."""

    def __init__(self, runner: Runner, jobs: Jobs, kind: StatementJob, files: KeptFiles) -> None:
        self._runner = runner
        self._jobs = jobs
        self._kind = kind
        self._files = files

    def start(self, name: str, data: bytes, *, by: User) -> Job:
        """Begin to import an uploaded file; it goes on whoever looks.

        Args:
            name: The file's name, which tells its kind by its ending.

        Raises:
            NotAllowed: the role does not permit imports.
            InputError: the file as a whole cannot be read; the message names it.
        """
        self._runner.check_may(self._kind, by=by)
        job_id = self._runner.new_id()
        with self._files.arriving(name, data) as path:
            try:
                next(read_statements(path), None)
            except InputError as error:
                raise InputError(
                    error.reason, file=path.name, row=error.row, column=error.column
                ) from None
            total = rows_in(path)
            self._files.keep(path, job_id)
        try:
            return self._runner.start(self._kind, path.name, by=by, total=total, job_id=job_id)
        except BaseException:
            self._files.drop(job_id)
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
        self._runner.check_may(self._kind, by=by)
        # a file that cannot be read leaves no trace
        deque(islice(read_statements(path), AT_ONCE_FOR_COMMANDS), maxlen=0)
        return self._runner.run(
            self._kind,
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
        self._runner.check_may(self._kind, by=by)
        job = self._runner.record.find(self._kind, job_id)
        return Rejects() if job is None else self._files.rejects(job, most)

    def under_way(self) -> list[JobUnderWay]:
        """The imports of pages that are not over, newest first."""
        return self._jobs.under_way(self._kind.name)

    def latest(self, limit: int = 20) -> list[Job]:
        """The last imports of pages and commands, newest first."""
        return self._jobs.latest(self._kind.name, limit)
