"""The one runner of long work: begun, paused, gone on with, cancelled, found again after a kill.

How far each job is stands in the database. What is at work in this process is known here alone.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbench.desk.jobs.at_work import AtWork
from workbench.desk.jobs.kind import Act, Kind, Steps
from workbench.desk.people.permissions import require_now
from workbench.errors import Conflict, DeskStopping, NotAllowed, NotFound, WorkbenchError
from workbench.model.job import Job, JobKind, JobState, JobUnderWay
from workbench.model.people import MACHINE, Program, Role, User
from workbench.storage import jobs

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

log = logging.getLogger(__name__)

PATIENCE: Final = 20.0
"""Seconds that the end of the desk waits for the steps in hand."""

NOTED_EVERY: Final = 1.0
"""Seconds between two records of how far a job is that would go on without them."""

WAS_TO_END: Final = "the desk was stopped before it had ended; end it again"
"""Of a job that somebody cancelled, where a kill came before the end of the step in hand."""

DESK: Final = Program(MACHINE, "The desk", Role.ADMIN)
"""Who goes on with what the end of a process cut off."""

Result = TypeVar("Result")
Watch = Callable[[Job], None]


class Jobs:
    """All long work of one desk. Every method is safe to call from many threads.

    Jobs of one kind take turns: two would only share the processor.
    """

    def __init__(
        self,
        database: Database,
        kinds: Mapping[JobKind, Callable[[], Kind[Any]]],
        *,
        clock: Callable[[], datetime],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the parts.

        Args:
            kinds: Makes each kind when it is first needed.
            seconds: For telling how long a job still takes.
        """
        self._database = database
        self._kinds = kinds
        self._clock = clock
        self._seconds = seconds
        self._lock = threading.RLock()
        self._turns = {name: threading.Lock() for name in JobKind}
        self._at_work: list[AtWork] = []
        self._stopping = False

    # Begin -------------------------------------------------------------------------------------

    def check_may(self, kind: Kind[Any], *, by: User) -> None:
        """Refuse before anything is prepared.

        Raises:
            NotAllowed: the role does not permit this kind of work.
        """
        with self._database.read() as cursor:
            _require(cursor, kind, by)

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
        with self._lock:
            self._check_goes_on()
            job = self._begun(kind, subject, by, JobState.RUNNING, total, details or {}, None)
            work = AtWork(job, self._seconds())
            self._at_work.append(work)
        try:
            return self._worked(kind, work, by, watch)
        finally:
            self._leave(work)

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
        with self._lock:
            self._check_goes_on()
            again = next((one for one in self._at_work if one.is_asked_again(kind)), None)
            if again is not None:
                again.again = True
                return again.job
            job = self._begun(kind, subject, by, JobState.WAITING, total, details or {}, job_id)
            self._spawn(kind, job, by)
        return job

    def new_id(self) -> str:
        """An id that no job has."""
        return uuid.uuid4().hex

    def resume(self) -> None:
        """Go on with what the end of the last process cut off, where the kind does so by itself."""
        for name, make in self._kinds.items():
            kind = make()
            if not kind.resumes:
                continue
            with self._database.read() as cursor:
                due = jobs.unfinished(cursor, name)
            with self._lock:
                if self._stopping:
                    return
                for job in due:
                    if job.state is not JobState.PAUSED and self._found_at_work(job) is None:
                        self._spawn(kind, job, DESK)

    # Move --------------------------------------------------------------------------------------

    def pause(self, named: JobKind, job_id: str, *, by: User) -> None:
        """Let a job rest after the step in hand.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: nobody works on it any more.
        """
        kind = self._kinds[named]()
        with self._lock, self._database.write() as cursor:
            _require(cursor, kind, by)
            work = next((one for one in self._at_work if one.job.job_id == job_id), None)
            if work is None:
                raise Conflict(f"this {kind.noun} is not under way any more")
            kind.record(cursor, Act.PAUSED, work.job, by=by, at=self._clock())
            if work.asked is None:
                jobs.set_state(cursor, replace(work.job, state=JobState.PAUSED))
                work.asked = JobState.PAUSED

    def go_on(self, named: JobKind, job_id: str, *, by: User) -> None:
        """Go on with a job that rests or was cut off.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such job, or its files are no longer on this machine.
            Conflict: it is over, or somebody has gone on with it already.
            DeskStopping: the desk is being stopped.
        """
        kind = self._kinds[named]()
        with self._lock:
            with self._database.read() as cursor:
                _require(cursor, kind, by)
                job = _unfinished(cursor, kind, job_id)
            kind.check_is_here(job)
            work = self._found_at_work(job)
            if work is not None and not work.is_about_to_rest:
                raise Conflict(f"the {kind.noun} of {job.subject} is under way already")
            self._check_goes_on()
            if work is not None:
                with self._database.write() as cursor:
                    _require(cursor, kind, by)
                    jobs.set_state(cursor, work.job)
                    kind.record(cursor, Act.GONE_ON, work.job, by=by, at=self._clock())
                work.asked = None
                return
            with self._database.write() as cursor:
                _require(cursor, kind, by)
                job = replace(job, state=JobState.WAITING, message="")
                jobs.set_state(cursor, job)
                kind.record(cursor, Act.GONE_ON, job, by=by, at=self._clock())
            self._spawn(kind, job, by)

    def cancel(self, named: JobKind, job_id: str, *, by: User) -> None:
        """End a job after the step in hand; what it has done stays.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such job.
            Conflict: it is over.
        """
        kind = self._kinds[named]()
        with self._lock, self._database.write() as cursor:
            _require(cursor, kind, by)
            job = _unfinished(cursor, kind, job_id)
            work = self._found_at_work(job)
            if work is not None:
                # what its end means is recorded when it has come; a kill until then lets it rest
                rests = replace(work.job, state=JobState.PAUSED, message=WAS_TO_END)
                jobs.set_state(cursor, rests)
                work.asked = JobState.CANCELLED
                return
            job = self._put_ended(cursor, kind, job, JobState.CANCELLED, by)
        kind.follow(job)

    def stop(self) -> None:
        """Let every job rest, since the desk ends; they go on, or can be gone on with, later."""
        with self._lock:
            self._stopping = True
            for work in self._at_work:
                resumes = self._kinds[work.job.kind]().resumes
                work.asked = work.asked or (JobState.RUNNING if resumes else JobState.PAUSED)
        self.wait()

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Wait until no other thread is at work; whether that came about in time."""
        end = time.monotonic() + seconds
        while self._others() and time.monotonic() < end:
            time.sleep(0.01)
        return not self._others()

    # Look --------------------------------------------------------------------------------------

    def at_work(self, named: JobKind) -> Job | None:
        """The job of a kind that is being worked on in this process; asks no database."""
        with self._lock:
            works = [one for one in self._at_work if one.job.kind is named and one.has_turn]
        return works[0].job if works else None

    def under_way(self, named: JobKind) -> list[JobUnderWay]:
        """The jobs of a kind that are not over, newest first."""
        kind = self._kinds[named]()
        with self._database.read() as cursor:
            found = jobs.unfinished(cursor, named)
        told = ((job, self._found_at_work(job)) for job in found)
        return [
            _resting(job) if work is None else work.told(self._seconds())
            for job, work in told
            if work is not None or kind.is_shown(job)
        ]

    def find(self, kind: Kind[Any], job_id: str) -> Job | None:
        """One job of a kind, over or not."""
        with self._database.read() as cursor:
            job = jobs.find(cursor, job_id)
        return None if job is None or job.kind is not kind.name else job

    def latest(self, named: JobKind, limit: int = 20) -> list[Job]:
        """The last jobs of a kind, over or not, newest first."""
        with self._database.read() as cursor:
            return jobs.latest(cursor, named, limit)

    # Inside ------------------------------------------------------------------------------------

    def _begun(
        self,
        kind: Kind[Any],
        subject: str,
        by: User,
        state: JobState,
        total: int | None,
        details: Mapping[str, Any],
        job_id: str | None,
    ) -> Job:
        chosen = kind.name.value if kind.standing else job_id or self.new_id()
        at = self._clock()
        job = Job(
            chosen, kind.name, subject, state, by.name, at, total=total, details=dict(details)
        )
        with self._lock, self._database.write() as cursor:
            _require(cursor, kind, by)
            if kind.last_wins:
                for earlier in jobs.unfinished(cursor, kind.name):
                    jobs.set_state(cursor, replace(earlier, state=JobState.CANCELLED, ended_at=at))
                for work in self._at_work:
                    if work.job.kind is kind.name:
                        work.asked = JobState.CANCELLED
            jobs.add(cursor, job)
            kind.record(cursor, Act.ASKED, job, by=by, at=at)
        return job

    def _spawn(self, kind: Kind[Any], job: Job, by: User) -> None:
        work = AtWork(job, self._seconds())
        self._at_work.append(work)
        work.thread = threading.Thread(
            target=self._work, args=(kind, work, by), name=f"job-{kind.name}", daemon=True
        )
        work.thread.start()

    def _work(self, kind: Kind[Any], work: AtWork, by: User) -> None:
        """The whole life of a thread."""
        while True:
            try:
                self._worked(kind, work, by, None)
            except WorkbenchError as error:
                log.warning("the %s of %r rests: %s", kind.noun, work.job.subject, error)
            except Exception:  # whatever it was, the desk goes on
                log.exception("the %s of %r rests", kind.noun, work.job.subject)
            else:
                if work.job.state in (JobState.FINISHED, JobState.CANCELLED):
                    _follow(kind, work.job)
            with self._lock:
                if not work.again or self._stopping:
                    self._leave(work)
                    return
                work.again = False

    def _worked(
        self, kind: Kind[Result], work: AtWork, by: User, watch: Watch | None
    ) -> Result | None:
        """Take a turn and step until the end, or until somebody halts it."""
        with self._turns[kind.name]:
            self._begin_turn(work)
            steps = _begin_steps(kind, work.job, by)
            try:
                while not self._halts(work):
                    step = next(steps)
                    work.take(step)
                    if kind.commits_place or work.is_to_be_noted(self._seconds(), NOTED_EVERY):
                        self._note_progress(work.job)
                    if watch is not None:
                        watch(work.job)
            except StopIteration as end:
                work.job = self._ended(kind, work.job, JobState.FINISHED, by)
                result: Result = end.value
                return result
            except Exception as error:
                known = isinstance(error, WorkbenchError)
                told = str(error) if known else "the log names the fault"
                with suppress(WorkbenchError):
                    work.job = self._ended(kind, work.job, kind.after_fault, by, told)
                raise
            finally:
                steps.close()
            work.job = self._ended(kind, work.job, work.halted or JobState.PAUSED, by)
            return None

    def _halts(self, work: AtWork) -> bool:
        """Whether somebody has asked it to halt; from then on nobody can take that back."""
        with self._lock:
            work.halted = work.asked
            return work.halted is not None

    def _begin_turn(self, work: AtWork) -> None:
        with self._lock:
            work.begin(self._seconds())
            if work.asked is None and work.job.state is not JobState.RUNNING:
                work.job = replace(work.job, state=JobState.RUNNING)
                with self._database.write() as cursor:
                    jobs.set_state(cursor, work.job)

    def _note_progress(self, job: Job) -> None:
        with self._database.write() as cursor:
            jobs.note_progress(cursor, job)

    def _ended(
        self, kind: Kind[Any], job: Job, state: JobState, by: User, message: str = ""
    ) -> Job:
        """Record that a job rests or is over."""
        with self._database.write() as cursor:
            return self._put_ended(cursor, kind, job, state, by, message)

    def _put_ended(
        self,
        cursor: Cursor,
        kind: Kind[Any],
        job: Job,
        state: JobState,
        by: User,
        message: str = "",
    ) -> Job:
        at = self._clock()
        job = replace(job, state=state, message=message, ended_at=at if state.is_over else None)
        jobs.note_progress(cursor, job)
        jobs.set_state(cursor, job)
        if state.is_over:
            kind.record(cursor, Act.ENDED, job, by=by, at=at)
        return job

    def _check_goes_on(self) -> None:
        if self._stopping:
            raise DeskStopping("the desk is being stopped; go on when it is back")

    def _leave(self, work: AtWork) -> None:
        with self._lock:
            self._at_work.remove(work)

    def _others(self) -> bool:
        me = threading.current_thread()
        with self._lock:
            return any(one.worker is not me for one in self._at_work)

    def _found_at_work(self, job: Job) -> AtWork | None:
        with self._lock:
            return next((one for one in self._at_work if one.job.job_id == job.job_id), None)


def _require(cursor: Cursor, kind: Kind[Any], by: User) -> None:
    if kind.action is not None:
        require_now(cursor, by, kind.action)
    elif not isinstance(by, Program):
        raise NotAllowed(f"the {kind.noun} is the desk's own; nobody begins, pauses or ends it")


def _begin_steps(kind: Kind[Result], job: Job, by: User) -> Steps[Result]:
    """The steps, asked for with the first of them: a fault in asking is a fault of the work."""
    return (yield from kind.steps(job, by=by))


def _follow(kind: Kind[Any], job: Job) -> None:
    try:
        kind.follow(job)
    except WorkbenchError as error:
        log.warning("what follows the %s waits for the next one: %s", kind.noun, error)
    except Exception:  # whatever it was, the desk goes on
        log.exception("what follows the %s waits for the next one", kind.noun)


def _unfinished(cursor: Cursor, kind: Kind[Any], job_id: str) -> Job:
    job = jobs.find(cursor, job_id)
    if job is None or job.kind is not kind.name:
        raise NotFound(f"there is no {kind.noun} {job_id}")
    if job.state.is_over:
        raise Conflict(f"the {kind.noun} of {job.subject} is {job.state.value}")
    return job


def _resting(job: Job) -> JobUnderWay:
    cut_off = job.state in (JobState.WAITING, JobState.RUNNING)
    why = job.message or ("the desk was stopped meanwhile" if cut_off else "")
    return JobUnderWay(job, working=False, why=why)
