"""A job that a thread of this process works on."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.desk.jobs.kind import Kind
from workbench.model.job import Job, JobState, JobStep, JobUnderWay


@dataclass(eq=False)
class AtWork:
    """What is known of it beside the record.

    Attributes:
        kind: What sort of work it is.
        job: As it is after the last step.
        since: When it was given its turn, in seconds of the runner's clock.
        asked: How it is to stand after the step in hand; running is: cut off, to be resumed.
        halted: What it has taken up of that, having done the step in hand.
        again: Whether it is to look once more when it has ended.
        thread: The one it was given; none where it is done by whoever asked for it.
    """

    kind: Kind[Any]
    job: Job
    since: float
    asked: JobState | None = None
    halted: JobState | None = None
    again: bool = False
    has_turn: bool = False
    thread: threading.Thread | None = field(default=None, repr=False)
    caller: threading.Thread = field(default_factory=threading.current_thread, repr=False)
    _done_before: int = 0
    _noted_at: float = 0.0

    @property
    def worker(self) -> threading.Thread:
        """The thread that does it."""
        return self.caller if self.thread is None else self.thread

    @property
    def looks_once_more(self) -> bool:
        """Whether asking for its kind means that this one looks once more."""
        return self.kind.standing and self.thread is not None

    @property
    def is_about_to_rest(self) -> bool:
        """Whether it was told to rest and still does the step in hand."""
        return self.asked is JobState.PAUSED and self.halted is None

    def begin(self, now: float) -> None:
        """It is its turn."""
        self.since = self._noted_at = now
        self._done_before = self.job.done
        self.has_turn = True

    def take(self, step: JobStep) -> None:
        """Remember how far it is."""
        job = replace(self.job, done=step.done)
        if step.total is not None:
            job = replace(job, total=step.total)
        if step.details is not None:
            job = replace(job, details=step.details)
        self.job = job

    def is_to_be_noted(self, now: float, every: float) -> bool:
        """Whether the record of it is older than ``every`` seconds; says so once."""
        due = now - self._noted_at >= every
        if due:
            self._noted_at = now
        return due

    def describe(self, now: float) -> JobUnderWay:
        """The same for people."""
        made = self.job.done - self._done_before
        left = None
        if made > 0 and self.job.total is not None:
            left = max(0.0, (self.job.total - self.job.done) * (now - self.since) / made)
        return JobUnderWay(self.job, True, self.asked is not None, left)
