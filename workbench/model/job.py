"""Long work on the desk: what it is, how far it has come, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """What sort of work it is."""

    STATEMENTS = "statements"
    """An import of a file of statements."""
    ARTICLES = "articles"
    """An import of documents."""
    MODEL = "model"
    """Reading the whole archive by another embedding model."""
    EVIDENCE = "evidence"
    """Holding new statements against decided claims."""


class JobState(StrEnum):
    """Where a job stands. One that is running in no process was cut off."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nobody can go on with it any more."""
        return self in (JobState.FINISHED, JobState.CANCELLED, JobState.FAILED)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work, as the database knows it.

    Attributes:
        subject: What it works on: a file, a model; empty where there is only one thing.
        done: How much of it is done; with ``details`` it may be where the work goes on.
        total: About how much there is to do, none if that cannot be told.
        message: Why it rests or failed, where nobody asked for that.
        details: What its kind keeps beside; read and written by that kind alone.
        by: Who asked for it, and ``at`` when.
    """

    job_id: str
    kind: JobKind
    subject: str
    state: JobState
    by: str
    at: datetime
    done: int = 0
    total: int | None = None
    message: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JobStep:
    """How far a job is after one step, which is committed by then.

    Attributes:
        total: None where it is as it was before.
        details: None where they are as they were before.
    """

    done: int
    total: int | None = None
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class JobUnderWay:
    """A job that is not over.

    Attributes:
        working: Whether it is being worked on; one that is not rests until somebody goes on.
        halting: Whether it will rest, or end, after the step in hand.
        seconds_left: About how long it still takes, none while that cannot be told.
        why: Why it rests, where nobody paused it.
    """

    job: Job
    working: bool
    halting: bool = False
    seconds_left: float | None = None
    why: str = ""

    @property
    def share(self) -> float:
        """How much is done, 0 to 1; 0 where the whole cannot be told."""
        return min(1.0, self.job.done / self.job.total) if self.job.total else 0.0
