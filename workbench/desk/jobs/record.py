"""What the database knows of long work, written as people and the runner have it; who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workbench.desk.jobs.kind import Act, Kind
from workbench.desk.people.permissions import require_now
from workbench.errors import Conflict, NotAllowed, NotFound
from workbench.model.job import Job, JobKind, JobState
from workbench.model.people import Program, User
from workbench.storage import jobs

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


class JobRecord:
    """The jobs of one desk on record. What somebody does is also told to the ledger."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # Read --------------------------------------------------------------------------------------

    def check_may(self, kind: Kind[Any], *, by: User) -> None:
        """Refuse whom the role does not permit this kind of work.

        Raises:
            NotAllowed: it does not.
        """
        with self._database.read() as cursor:
            _require(cursor, kind, by)

    def find(self, kind: Kind[Any], job_id: str) -> Job | None:
        """One job of a kind, over or not."""
        with self._database.read() as cursor:
            return _find(cursor, kind, job_id)

    def unfinished(self, named: JobKind) -> list[Job]:
        """The jobs of a kind that are not over, newest first."""
        with self._database.read() as cursor:
            return jobs.unfinished(cursor, named)

    def latest(self, named: JobKind, limit: int) -> list[Job]:
        """The last jobs of a kind, over or not, newest first."""
        with self._database.read() as cursor:
            return jobs.latest(cursor, named, limit)

    # What somebody does ------------------------------------------------------------------------

    def begin(
        self,
        kind: Kind[Any],
        job_id: str,
        subject: str,
        state: JobState,
        *,
        by: User,
        total: int | None,
        details: Mapping[str, Any],
    ) -> Job:
        """Record a new job; where the last one wins, those that are not over are given up.

        Raises:
            NotAllowed: the role does not permit it.
        """
        at = self._clock()
        job = Job(
            job_id, kind.name, subject, state, by.name, at, total=total, details=dict(details)
        )
        with self._database.write() as cursor:
            _require(cursor, kind, by)
            if kind.last_wins:
                for earlier in jobs.unfinished(cursor, kind.name):
                    given_up = replace(earlier, state=JobState.CANCELLED, ended_at=at)
                    jobs.set_state(cursor, given_up)
            jobs.add(cursor, job)
            kind.record(cursor, Act.ASKED, job, by=by, at=at)
        return job

    @contextmanager
    def moving(self, kind: Kind[Any], *, by: User) -> Iterator[JobMove]:
        """One transaction of somebody who may.

        Raises:
            NotAllowed: the role does not permit it.
        """
        with self._database.write() as cursor:
            _require(cursor, kind, by)
            yield JobMove(cursor, kind, by, self._clock)

    # What the runner does ----------------------------------------------------------------------

    def set_state(self, job: Job) -> None:
        """Record how a job stands."""
        with self._database.write() as cursor:
            jobs.set_state(cursor, job)

    def note_progress(self, job: Job) -> None:
        """Record how far a job is, whatever was decided about it meanwhile."""
        with self._database.write() as cursor:
            jobs.note_progress(cursor, job)

    def end(
        self, kind: Kind[Any], job: Job, state: JobState, *, by: User, message: str = ""
    ) -> Job:
        """Record that a job rests or is over."""
        with self._database.write() as cursor:
            return JobMove(cursor, kind, by, self._clock).end(job, state, message)


class JobMove:
    """What becomes of a job in one transaction."""

    def __init__(
        self, cursor: Cursor, kind: Kind[Any], by: User, clock: Callable[[], datetime]
    ) -> None:
        self._cursor, self._kind, self._by, self._clock = cursor, kind, by, clock

    def find_unfinished(self, job_id: str) -> Job:
        """One job of the kind that is not over.

        Raises:
            NotFound: there is no such job.
            Conflict: it is over.
        """
        job = _find(self._cursor, self._kind, job_id)
        if job is None:
            raise NotFound(f"there is no {self._kind.noun} {job_id}")
        if job.state.is_over:
            raise Conflict(f"the {self._kind.noun} of {job.subject} is {job.state.value}")
        return job

    def set_state(self, job: Job, state: JobState, message: str = "") -> Job:
        """Have a job stand otherwise from now on."""
        job = replace(job, state=state, message=message)
        jobs.set_state(self._cursor, job)
        return job

    def tell(self, act: Act, job: Job) -> None:
        """Tell the ledger."""
        self._kind.record(self._cursor, act, job, by=self._by, at=self._clock())

    def end(self, job: Job, state: JobState, message: str = "") -> Job:
        """Have it rest or be over; only an end is told."""
        at = self._clock()
        job = replace(job, state=state, message=message, ended_at=at if state.is_over else None)
        jobs.note_progress(self._cursor, job)
        jobs.set_state(self._cursor, job)
        if state.is_over:
            self._kind.record(self._cursor, Act.ENDED, job, by=self._by, at=at)
        return job


def _require(cursor: Cursor, kind: Kind[Any], by: User) -> None:
    if kind.action is not None:
        require_now(cursor, by, kind.action)
    elif not isinstance(by, Program):
        raise NotAllowed(f"the {kind.noun} is the desk's own; nobody begins, pauses or ends it")


def _find(cursor: Cursor, kind: Kind[Any], job_id: str) -> Job | None:
    job = jobs.find(cursor, job_id)
    return None if job is None or job.kind is not kind.name else job
