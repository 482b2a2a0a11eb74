"""Long work beside what else happens to it: its own end, a full disk, the end of the desk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar

import pytest

from tests.cases import each
from tests.fakes import app_on_fakes
from workbench.desk.jobs.jobs import Jobs
from workbench.desk.jobs.kind import Kind, Steps
from workbench.desk.jobs.record import JobMove, JobRecord
from workbench.desk.jobs.runner import DESK, Runner
from workbench.errors import Conflict, StorageError
from workbench.model.job import Job, JobKind, JobState, JobStep
from workbench.model.people import User
from workbench.settings import Settings
from workbench.storage.engine.database import Database

NAME = JobKind.EVIDENCE


class Counting(Kind[None]):
    """Counts to ``until``, and stands still before the first step and after the end if told to.

    Attributes:
        begun: Set when it has its first turn.
        follows: Set when it has ended and what follows is begun.
    """

    name: ClassVar = NAME
    noun: ClassVar = "count"

    def __init__(self, until: int = 1) -> None:
        self.until = until
        self.begun, self.follows = threading.Event(), threading.Event()
        self.may_step, self.may_follow = threading.Event(), threading.Event()
        self.may_follow.set()
        self.fault: Exception | None = None

    def steps(self, job: Job, *, by: User) -> Steps[None]:
        self.begun.set()
        assert self.may_step.wait(30)
        for done in range(self.until):
            yield JobStep(done + 1)
            threading.Event().wait(0.001)

    def follow(self, job: Job) -> None:
        self.follows.set()
        assert self.may_follow.wait(30)
        if self.fault is not None:
            raise self.fault


class Desk:
    """A runner of one kind, and what moves it."""

    def __init__(self, runner: Runner, kind: Counting) -> None:
        self.runner, self.kind = runner, kind
        self.jobs = Jobs(runner, {NAME: lambda: kind})

    def start(self) -> Job:
        job = self.runner.start(self.kind, "to the end", by=DESK)
        assert self.kind.begun.wait(30)
        return job

    def now(self, job: Job) -> Job:
        found = self.runner.record.find(self.kind, job.job_id)
        assert found is not None
        return found


@pytest.fixture
def desk(database: Database, clock: Callable[[], datetime]) -> Iterator[Desk]:
    desk = Desk(Runner(database, clock=clock), Counting())
    yield desk
    for may in (desk.kind.may_step, desk.kind.may_follow):
        may.set()
    desk.jobs.stop()


def test_the_end_of_the_desk_ends_work_that_nobody_has_looked_at(
    settings: Settings, clock: Callable[[], datetime], caplog: pytest.LogCaptureFixture
) -> None:
    app = app_on_fakes(settings, clock)
    endless = Counting(until=100_000)
    endless.may_step.set()
    runner = app._parts.runner
    runner.start(endless, by=DESK)
    assert endless.begun.wait(30)
    app.close()
    assert runner.workers.all(NAME) == []
    assert runner.workers.stopping
    assert caplog.messages == []


def test_work_that_has_just_ended_is_not_paused(desk: Desk) -> None:
    desk.kind.may_follow.clear()
    job = desk.start()
    desk.kind.may_step.set()
    assert desk.kind.follows.wait(30)
    with pytest.raises(Conflict, match="finished"):
        desk.jobs.pause(NAME, job.job_id, by=DESK)
    assert desk.now(job).state is JobState.FINISHED


class FullDisk(JobRecord):
    """A record in which nothing that somebody does can be committed."""

    @contextmanager
    def moving(self, kind: Kind[Any], *, by: User) -> Iterator[JobMove]:
        with super().moving(kind, by=by) as move:
            yield move
            raise StorageError("the disk is full")


@each("act", [Jobs.pause, Jobs.cancel])
def test_work_goes_on_where_it_could_not_be_recorded_that_it_shall_not(
    database: Database, clock: Callable[[], datetime], act: Callable[..., None]
) -> None:
    runner = Runner(database, clock=clock)
    runner.record = FullDisk(database, clock=clock)
    desk = Desk(runner, Counting())
    job = desk.start()
    with pytest.raises(StorageError, match="full"):
        act(desk.jobs, NAME, job.job_id, by=DESK)
    desk.kind.may_step.set()
    assert desk.jobs.wait()
    assert desk.now(job).state is JobState.FINISHED


@pytest.mark.parametrize("fault", [Conflict("no room"), ZeroDivisionError()])
def test_who_cancels_is_not_told_of_a_fault_in_what_follows(
    desk: Desk, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    job = desk.start()
    desk.jobs.pause(NAME, job.job_id, by=DESK)
    desk.kind.may_step.set()
    assert desk.jobs.wait()
    desk.kind.fault = fault
    with caplog.at_level(logging.WARNING):
        desk.jobs.cancel(NAME, job.job_id, by=DESK)
    assert desk.now(job).state is JobState.CANCELLED
    assert "what follows the count waits" in caplog.text
