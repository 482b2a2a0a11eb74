"""The one runner of long work: what is new is begun here, at once or in the background."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbench.desk.jobs.kind import Kind
from workbench.desk.jobs.record import JobRecord
from workbench.desk.jobs.workers import Watch, Workers
from workbench.model.job import Job, JobKind, JobState
from workbench.model.people import MACHINE, Program, Role, User

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

DESK: Final = Program(MACHINE, "The desk", Role.ADMIN)
"""Who looks for new evidence, and goes on with what the end of a process cut off."""

Result = TypeVar("Result")


class Runner:
    """Begins the long work of one desk. Every method is safe to call from many threads.

    Only the services that know a kind hold it; what is on its way is moved through ``Jobs``.

    Attributes:
        record: How far each job is, in the database.
        workers: What is at work in this process, known here alone.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the parts.

        Args:
            seconds: For telling how long a job still takes.
        """
        self.record = JobRecord(database, clock=clock)
        self.workers = Workers(self.record, seconds=seconds)

    def check_may(self, kind: Kind[Any], *, by: User) -> None:
        """Refuse before anything is prepared.

        Raises:
            NotAllowed: the role does not permit this kind of work.
        """
        self.record.check_may(kind, by=by)

    def run(
        self,
        kind: Kind[Result],
        subject: str = "",
        *,
        by: User,
        total: int | None = None,
        details: Mapping[str, Any] | None = None,
        watch: Watch | None = None,
    ) -> Result | None:
        """Do a job here and now, as a command does.

        Args:
            watch: Told the job after each step.

        Returns:
            What the kind returns at its end; none where it was paused or cancelled meanwhile.

        Raises:
            NotAllowed: the role does not permit it.
            DeskStopping: the desk is being stopped.
            WorkbenchError: it could not go on.
        """
        with self.workers.lock:
            self.workers.check_goes_on()
            job = self._begin(kind, subject, JobState.RUNNING, by, total, details, None)
            work = self.workers.add(kind, job)
        try:
            return self.workers.work_on(kind, work, by=by, watch=watch)
        finally:
            self.workers.leave(work)

    def start(
        self,
        kind: Kind[Any],
        subject: str = "",
        *,
        by: User,
        total: int | None = None,
        details: Mapping[str, Any] | None = None,
        job_id: str | None = None,
    ) -> Job:
        """Begin a job in the background; it goes on whoever looks.

        Args:
            job_id: Its id where something already lies under that, see ``new_id``.

        Raises:
            NotAllowed: the role does not permit it.
            DeskStopping: the desk is being stopped.
        """
        with self.workers.lock:
            self.workers.check_goes_on()
            for work in self.workers.all(kind.name):
                if work.looks_once_more:
                    work.again = True
                    return work.job
            job = self._begin(kind, subject, JobState.WAITING, by, total, details, job_id)
            self.workers.spawn(kind, job, by=by)
        return job

    def new_id(self) -> str:
        """An id that no job has."""
        return uuid.uuid4().hex

    def at_work(self, named: JobKind) -> Job | None:
        """The job of a kind that is being worked on in this process; asks no database."""
        return next((one.job for one in self.workers.all(named) if one.has_turn), None)

    def _begin(
        self,
        kind: Kind[Any],
        subject: str,
        state: JobState,
        by: User,
        total: int | None,
        details: Mapping[str, Any] | None,
        job_id: str | None,
    ) -> Job:
        """Record it; where the last one wins, what is at work on an earlier one ends."""
        chosen = kind.name.value if kind.standing else job_id or self.new_id()
        job = self.record.begin(
            kind, chosen, subject, state, by=by, total=total, details=details or {}
        )
        if kind.last_wins:
            for work in self.workers.all(kind.name):
                work.asked = JobState.CANCELLED
        return job
