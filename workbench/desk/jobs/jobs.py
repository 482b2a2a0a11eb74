"""Long work that is on its way: paused, gone on with, cancelled, found again after a kill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.jobs.kind import Act, Kind
from workbench.desk.jobs.runner import DESK
from workbench.desk.jobs.workers import PATIENCE, follow
from workbench.errors import Conflict
from workbench.model.job import Job, JobKind, JobState, JobUnderWay
from workbench.model.people import User

if TYPE_CHECKING:
    from workbench.desk.jobs.runner import Runner

WAS_TO_END: Final = "the desk was stopped before it had ended; end it again"
"""Of a job that somebody cancelled, where a kill came before the end of the step in hand."""


class Jobs:
    """All long work of one desk, whoever began it. Safe to call from many threads."""

    def __init__(self, runner: Runner, kinds: Mapping[JobKind, Callable[[], Kind[Any]]]) -> None:
        """Name the parts.

        Args:
            kinds: Makes each kind when it is first needed.
        """
        self._record = runner.record
        self._workers = runner.workers
        self._kinds = kinds

    # Move --------------------------------------------------------------------------------------

    def pause(self, named: JobKind, job_id: str, *, by: User) -> None:
        """Let a job rest after the step in hand.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: nobody works on it any more, or it has just ended.
        """
        kind = self._kinds[named]()
        with self._workers.lock:
            with self._record.moving(kind, by=by) as move:
                work = self._workers.find(job_id)
                if work is None:
                    raise Conflict(f"this {kind.noun} is not under way any more")
                move.find_unfinished(job_id)  # its end may be on record, and its thread still here
                move.tell(Act.PAUSED, work.job)
                if work.asked is None:
                    move.set_state(work.job, JobState.PAUSED)
            work.asked = work.asked or JobState.PAUSED

    def go_on(self, named: JobKind, job_id: str, *, by: User) -> None:
        """Go on with a job that rests or was cut off.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such job, or its files are no longer on this machine.
            Conflict: it is over, or somebody has gone on with it already.
            DeskStopping: the desk is being stopped.
        """
        kind = self._kinds[named]()
        with self._workers.lock:
            with self._record.moving(kind, by=by) as move:
                job = move.find_unfinished(job_id)
                kind.check_is_here(job)
                work = self._workers.find(job_id)
                if work is not None and not work.is_about_to_rest:
                    raise Conflict(f"the {kind.noun} of {job.subject} is under way already")
                self._workers.check_goes_on()
                if work is None:
                    job = move.set_state(job, JobState.WAITING)
                else:
                    job = move.set_state(work.job, work.job.state)
                move.tell(Act.GONE_ON, job)
            if work is None:
                self._workers.spawn(kind, job, by=by)
            else:
                work.asked = None

    def cancel(self, named: JobKind, job_id: str, *, by: User) -> None:
        """End a job after the step in hand; what it has done stays.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such job.
            Conflict: it is over.
        """
        kind = self._kinds[named]()
        with self._workers.lock:
            with self._record.moving(kind, by=by) as move:
                job = move.find_unfinished(job_id)
                work = self._workers.find(job_id)
                if work is None:
                    job = move.end(job, JobState.CANCELLED)
                else:  # what its end means is recorded when it has come; until then a kill rests it
                    move.set_state(work.job, JobState.PAUSED, WAS_TO_END)
            if work is not None:
                work.asked = JobState.CANCELLED
                return
        follow(kind, job)

    # The desk's beginning and end --------------------------------------------------------------

    def resume(self) -> None:
        """Go on with what the end of the last process cut off, where the kind does so by itself."""
        for name, make in self._kinds.items():
            kind = make()
            if not kind.resumes:
                continue
            due = self._record.unfinished(name)
            with self._workers.lock:
                if self._workers.stopping:
                    return
                for job in due:
                    if job.state is not JobState.PAUSED and self._workers.find(job.job_id) is None:
                        self._workers.spawn(kind, job, by=DESK)

    def stop(self) -> None:
        """Let every job rest, since the desk ends; they go on, or can be gone on with, later."""
        self._workers.stop()

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Wait until no other thread is at work; whether that came about in time."""
        return self._workers.wait(seconds)

    # Look --------------------------------------------------------------------------------------

    def under_way(self, named: JobKind) -> list[JobUnderWay]:
        """The jobs of a kind that are not over, newest first."""
        kind = self._kinds[named]()
        described = (
            (job, self._workers.describe(job.job_id)) for job in self._record.unfinished(named)
        )
        return [
            at_work or _describe_resting(job)
            for job, at_work in described
            if at_work is not None or kind.is_shown(job)
        ]

    def latest(self, named: JobKind, limit: int = 20) -> list[Job]:
        """The last jobs of a kind, over or not, newest first."""
        return self._record.latest(named, limit)


def _describe_resting(job: Job) -> JobUnderWay:
    cut_off = job.state in (JobState.WAITING, JobState.RUNNING)
    why = job.message or ("the desk was stopped meanwhile" if cut_off else "")
    return JobUnderWay(job, working=False, why=why)
