"""A change of the model: asked for, paused, gone on with, each in the ledger; told in one line."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from workbench.desk.jobs.jobs import Jobs
from workbench.desk.jobs.runner import Runner
from workbench.desk.upkeep.model_changes import ModelChanges
from workbench.desk.upkeep.model_job import ModelJob
from workbench.errors import Conflict, DeskStopping, ModelUnavailable, NotAllowed, StorageError
from workbench.model.job import JobKind, JobState, JobStep
from workbench.storage.ledger import events

MODEL = JobKind.MODEL


class Room:
    """Changes of the model on a real database; the reading itself waits for the test."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder, self.clock = folder, clock
        self.database = made.database(folder / "desk.duckdb")
        self.may = threading.Semaphore(0)
        self.asked = threading.Semaphore(0)
        self.read: list[str | None] = []
        self.open()

    def open(self) -> None:
        """As a new process does."""
        minutes = itertools.count(step=60).__next__
        runner = Runner(self.database, clock=self.clock, seconds=minutes)
        kind = ModelJob(lambda: self)
        self.jobs = Jobs(runner, {MODEL: lambda: kind})
        self.changes = ModelChanges(
            runner, self.jobs, kind, database=self.database, folder=self.folder / "index"
        )

    def re_embed(self, model: str | None) -> Generator[JobStep, None, None]:
        self.read.append(model)
        yield JobStep(0, 1_000)
        for done in (256, 512, 1_000):
            self.asked.release()
            assert self.may.acquire(timeout=20)
            yield JobStep(done, 1_000)

    def begun(self) -> None:
        assert self.asked.acquire(timeout=20)

    def go(self) -> None:
        for _ in range(100):
            self.may.release()

    def states(self) -> list[JobState]:
        """How the changes stand on record, the newest first."""
        return [one.state for one in self.jobs.latest(MODEL)]

    def recorded(self) -> list[dict[str, object]]:
        with self.database.read() as cursor:
            found = [one.payload for one in events.all(cursor) if one.what == "model.change"]
        return [json.loads(one) for one in found]


@pytest.fixture
def room(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Room]:
    room = Room(tmp_path, clock)
    yield room
    room.go()
    room.jobs.stop()
    room.database.close()


def test_a_change_rests_and_goes_on_where_it_was(room: Room) -> None:
    assert room.changes.told == "the model was never changed"
    room.changes.ask(None, by=made.ADA)
    room.begun()
    job = room.changes.last()
    assert job is not None
    room.jobs.pause(MODEL, job.job_id, by=made.ADA)
    assert room.changes.told.startswith("resting: 0 of 1,000"), "at once, for who asked"
    room.may.release()
    assert room.jobs.wait()
    assert room.changes.told.startswith("resting: 256 of 1,000")
    with pytest.raises(Conflict, match="not under way"):
        room.jobs.pause(MODEL, job.job_id, by=made.ADA)
    room.jobs.go_on(MODEL, job.job_id, by=made.ADA)
    room.begun()
    with pytest.raises(Conflict, match="under way already"):
        room.jobs.go_on(MODEL, job.job_id, by=made.ADA)
    room.go()
    assert room.jobs.wait()
    assert "all 1,000 statements" in room.changes.told
    assert room.recorded() == [
        {"what": "asked for", "model": None},
        {"what": "paused", "model": None},
        {"what": "gone on with", "model": None},
    ]


def test_a_pause_is_taken_back_before_it_has_come_about(room: Room) -> None:
    room.changes.ask(None, by=made.ADA)
    room.begun()
    job = room.changes.last()
    assert job is not None
    room.jobs.pause(MODEL, job.job_id, by=made.ADA)
    room.jobs.go_on(MODEL, job.job_id, by=made.ADA)
    room.go()
    assert room.jobs.wait()
    assert "all 1,000 statements" in room.changes.told
    assert room.read == [None]


def test_the_last_change_asked_for_is_the_one_that_counts(room: Room, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    room.changes.ask(None, by=made.ADA)
    room.begun()
    room.changes.ask(str(tmp_path / "other"), by=made.ADA)
    assert room.changes.told == f"{tmp_path / 'other'} waits for the desk to begin"
    room.go()
    assert room.jobs.wait()
    assert room.read == [None, str(tmp_path / "other")]
    assert room.states() == [JobState.FINISHED, JobState.CANCELLED]


def test_a_change_that_another_has_replaced_is_never_again_said_to_run(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()

    def replaced(model: str | None) -> Generator[JobStep, None, None]:
        yield JobStep(0, 1_000)
        if model is None:
            room.changes.ask(str(tmp_path / "other"), by=made.ADA)
            yield JobStep(256, 1_000)

    monkeypatch.setattr(room, "re_embed", replaced)
    seen: list[JobState] = []
    room.changes.run(None, by=made.ADA, progress=lambda _: seen.append(room.states()[-1]))
    assert seen == [JobState.RUNNING, JobState.CANCELLED]
    assert room.jobs.wait()
    assert room.states() == [JobState.FINISHED, JobState.CANCELLED]


def test_a_desk_that_is_being_stopped_begins_nothing(room: Room) -> None:
    room.changes.ask(None, by=made.ADA)
    room.begun()
    room.go()
    room.jobs.stop()
    left = room.states()
    with pytest.raises(DeskStopping):
        room.changes.ask(None, by=made.ADA)
    with pytest.raises(DeskStopping):
        room.changes.run(None, by=made.ADA)
    room.jobs.resume()
    assert room.jobs.wait(0)
    assert room.states() == left


def test_a_change_that_fails_says_why_and_the_earlier_model_serves(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(model: str | None) -> Generator[JobStep, None, None]:
        yield JobStep(0, 1_000)
        raise StorageError("the disk is full")

    monkeypatch.setattr(room, "re_embed", broken)
    room.changes.ask(None, by=made.ADA)
    assert room.jobs.wait()
    assert room.changes.told == "not done, searches use the earlier model: the disk is full"


def test_only_an_administrator_asks_and_only_for_a_model_that_is_here(room: Room) -> None:
    with pytest.raises(NotAllowed):
        room.changes.ask(None, by=made.LEE)
    with pytest.raises(ModelUnavailable):
        room.changes.ask("no-such/model", by=made.ADA)
    room.changes.ask(None, by=made.ADA)
    job = room.changes.last()
    assert job is not None
    for move in (room.jobs.pause, room.jobs.go_on, room.jobs.cancel):
        with pytest.raises(NotAllowed):
            move(MODEL, job.job_id, by=made.LEE)


@pytest.mark.parametrize(
    ("state", "rests", "told"),
    [
        ("running", False, "256 of 1,000 statements have a vector of"),
        ("running", True, "resting: 256 of 1,000"),
        ("asked", False, "waits for the desk to begin"),
        ("whole", False, "all 1,000 statements have its vectors"),
        ("failed", False, "not done, searches use the earlier model: no room"),
    ],
)
def test_what_an_earlier_release_noted_in_a_file_is_taken_over(
    room: Room, state: str, rests: bool, told: str
) -> None:
    folder = room.folder / "index"
    folder.mkdir()
    words = "no room" if state == "failed" else ""
    note = {"state": state, "model": "a/model", "done": 256, "of": 1_000, "words": words}
    (folder / "re-embedding.json").write_text(json.dumps(note))
    if rests:
        (folder / "re-embedding.rests").touch()
    room.open()
    assert told in room.changes.told
    assert list(folder.iterdir()) == []
    room.jobs.resume()
    room.go()
    assert room.jobs.wait()
    assert room.read == (["a/model"] if state in ("running", "asked") and not rests else [])
