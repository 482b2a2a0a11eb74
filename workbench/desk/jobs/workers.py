"""Long work at work in this process: its threads, its turns, and a job's way to its end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, TypeVar

from workbench.desk.jobs.at_work import AtWork
from workbench.desk.jobs.kind import Kind, Steps
from workbench.desk.jobs.record import JobRecord
from workbench.errors import DeskStopping, WorkbenchError
from workbench.model.job import Job, JobKind, JobState, JobUnderWay
from workbench.model.people import User

log = logging.getLogger(__name__)

PATIENCE: Final = 20.0
"""Seconds that the end of the desk waits for the steps in hand."""

NOTED_EVERY: Final = 1.0
"""Seconds between two records of how far a job is that would go on without them."""

Result = TypeVar("Result")
Watch = Callable[[Job], None]


class Workers:
    """Who works on what, here and now. Jobs of one kind take turns.

    Attributes:
        lock: Held by whoever decides by what is at work. It is taken before the database is
            written to, never after.
        stopping: Whether the desk ends, so that nothing is begun any more.
    """

    def __init__(self, record: JobRecord, *, seconds: Callable[[], float]) -> None:
        self.lock = threading.RLock()
        self._record = record
        self._seconds = seconds
        self._turns = {name: threading.Lock() for name in JobKind}
        self._at_work: list[AtWork] = []
        self.stopping = False

    # Who is at work ----------------------------------------------------------------------------

    def all(self, named: JobKind) -> list[AtWork]:
        """The jobs of a kind that have a turn or wait for one."""
        with self.lock:
            return [one for one in self._at_work if one.kind.name is named]

    def find(self, job_id: str) -> AtWork | None:
        """One job, none if nobody here works on it."""
        with self.lock:
            return next((one for one in self._at_work if one.job.job_id == job_id), None)

    def describe(self, job_id: str) -> JobUnderWay | None:
        """One job for people, none if nobody here works on it."""
        with self.lock:
            work = self.find(job_id)
            return None if work is None else work.describe(self._seconds())

    def check_goes_on(self) -> None:
        """Refuse to begin anything once the desk ends.

        Raises:
            DeskStopping: it does.
        """
        if self.stopping:
            raise DeskStopping("the desk is being stopped; go on when it is back")

    # Begin and end -----------------------------------------------------------------------------

    def add(self, kind: Kind[Any], job: Job) -> AtWork:
        """Have a job at work from now on; whoever adds it sees to it."""
        with self.lock:
            work = AtWork(kind, job, self._seconds())
            self._at_work.append(work)
        return work

    def spawn(self, kind: Kind[Any], job: Job, *, by: User) -> None:
        """Give a job a thread of its own."""
        with self.lock:
            work = self.add(kind, job)
            work.thread = threading.Thread(
                target=self._live, args=(work, by), name=f"job-{kind.name}", daemon=True
            )
            work.thread.start()

    def stop(self) -> None:
        """Let every job rest; nothing is begun from now on."""
        with self.lock:
            self.stopping = True
            for work in self._at_work:
                rests = JobState.RUNNING if work.kind.resumes else JobState.PAUSED
                work.asked = work.asked or rests
        self.wait()

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Wait until no other thread is at work; whether that came about in time."""
        end = time.monotonic() + seconds
        while self._others() and time.monotonic() < end:
            time.sleep(0.01)
        return not self._others()

    def leave(self, work: AtWork) -> None:
        """Nobody works on it any more."""
        with self.lock:
            self._at_work.remove(work)

    # The way of a job --------------------------------------------------------------------------

    def work_on(
        self, kind: Kind[Result], work: AtWork, *, by: User, watch: Watch | None = None
    ) -> Result | None:
        """Take a turn and step until the end, or until somebody halts it.

        Args:
            watch: Told the job after each step.

        Returns:
            What the kind returns at its end; none where it was halted.

        Raises:
            WorkbenchError: it could not go on.
        """
        with self._turns[kind.name]:
            self._begin_turn(work)
            steps = _begin_steps(kind, work.job, by)
            try:
                while not self._halts(work):
                    work.take(next(steps))
                    if kind.commits_place or work.is_to_be_noted(self._seconds(), NOTED_EVERY):
                        self._record.note_progress(work.job)
                    if watch is not None:
                        watch(work.job)
            except StopIteration as end:
                work.job = self._record.end(kind, work.job, JobState.FINISHED, by=by)
                result: Result = end.value
                return result
            except Exception as error:
                known = isinstance(error, WorkbenchError)
                told = str(error) if known else "the log names the fault"
                with suppress(WorkbenchError):
                    rests = kind.after_fault
                    work.job = self._record.end(kind, work.job, rests, by=by, message=told)
                raise
            finally:
                steps.close()
            work.job = self._record.end(kind, work.job, work.halted or JobState.PAUSED, by=by)
            return None

    def _live(self, work: AtWork, by: User) -> None:
        """The whole life of a thread."""
        kind = work.kind
        while True:
            try:
                self.work_on(kind, work, by=by)
            except WorkbenchError as error:
                log.warning("the %s of %r rests: %s", kind.noun, work.job.subject, error)
            except Exception:  # whatever it was, the desk goes on
                log.exception("the %s of %r rests", kind.noun, work.job.subject)
            else:
                if work.job.state in (JobState.FINISHED, JobState.CANCELLED):
                    follow(kind, work.job)
            with self.lock:
                if not work.again or self.stopping:
                    self.leave(work)
                    return
                work.again = False

    def _begin_turn(self, work: AtWork) -> None:
        with self.lock:
            work.begin(self._seconds())
            if work.asked is None and work.job.state is not JobState.RUNNING:
                work.job = replace(work.job, state=JobState.RUNNING)
                self._record.set_state(work.job)

    def _halts(self, work: AtWork) -> bool:
        """Whether somebody has asked it to halt; from then on nobody can take that back."""
        with self.lock:
            work.halted = work.asked
            return work.halted is not None

    def _others(self) -> bool:
        me = threading.current_thread()
        with self.lock:
            return any(one.worker is not me for one in self._at_work)


def _begin_steps(kind: Kind[Result], job: Job, by: User) -> Steps[Result]:
    """The steps, asked for with the first of them: a fault in asking is a fault of the work."""
    return (yield from kind.steps(job, by=by))


def follow(kind: Kind[Any], job: Job) -> None:
    """Do what comes after a job; a fault in that is no fault of the job, which is over."""
    try:
        kind.follow(job)
    except WorkbenchError as error:
        log.warning("what follows the %s waits for the next one: %s", kind.noun, error)
    except Exception:  # whatever it was, the desk goes on
        log.exception("what follows the %s waits for the next one", kind.noun)
