"""Imports in the background: they pause, go on, end and outlive the page that began them."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from tests.fakes import FakeEmbedder
from workbench.archive.archive import Archive
from workbench.desk.intake.kept_files import KeptFiles
from workbench.desk.intake.statement_imports import StatementImports
from workbench.desk.intake.statement_job import AT_ONCE, StatementJob
from workbench.desk.jobs.jobs import Jobs
from workbench.desk.jobs.runner import Runner
from workbench.errors import Conflict, InputError, NotAllowed, NotFound
from workbench.ledger.verification import verify
from workbench.model.job import Job, JobKind, JobState
from workbench.model.people import User
from workbench.model.statement import ImportCounts

ROWS = 3 * AT_ONCE + 10
BAD = AT_ONCE + 7
"""The number of a row, as a spreadsheet counts, whose day is none."""


def table(rows: int = ROWS) -> bytes:
    lines = ["id,text,said_on"]
    for number in range(2, rows + 2):
        day = "soon" if number == BAD else "2022-10-20"
        lines.append(f"s-{number},Grain ship {number} has left the port.,{day}")
    return ("\n".join(lines) + "\n").encode()


class SlowEmbedder(FakeEmbedder):
    """Stops before a batch until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Semaphore(0)
        self.asked = threading.Semaphore(0)

    def encode(self, texts):  # type: ignore[no-untyped-def]
        self.asked.release()
        assert self.may.acquire(timeout=20)
        return super().encode(texts)


class Room:
    """A desk's imports on a real database, and what was done after them."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder, self.clock = folder, clock
        self.database = made.database(folder / "desk.duckdb")
        self.embedder = SlowEmbedder()
        self.followed = 0
        self.open()

    def open(self) -> None:
        """As a new process does."""
        archive = Archive(
            self.database,
            index_directory=self.folder / "index",
            embedding_model=None,
            extractor=lambda: None,  # type: ignore[arg-type, return-value]
            clock=self.clock,
            embedder=self.embedder,
        )
        self.archive = archive
        files = KeptFiles(self.folder / "imports")
        kind = StatementJob(lambda: archive, files, then=self.follow)
        runner = Runner(self.database, clock=self.clock)
        self.jobs = Jobs(runner, {JobKind.STATEMENTS: lambda: kind})
        self.imports = StatementImports(runner, self.jobs, kind, files)

    def pause(self, job_id: str, *, by: User) -> None:
        self.jobs.pause(JobKind.STATEMENTS, job_id, by=by)

    def go_on(self, job_id: str, *, by: User) -> None:
        self.jobs.go_on(JobKind.STATEMENTS, job_id, by=by)

    def cancel(self, job_id: str, *, by: User) -> None:
        self.jobs.cancel(JobKind.STATEMENTS, job_id, by=by)

    def follow(self) -> None:
        self.followed += 1

    def go(self) -> None:
        """Let the embedder do whatever comes."""
        for _ in range(1_000):
            self.embedder.may.release()

    def batch(self) -> None:
        """Let one batch be done and wait until the next has begun."""
        self.embedder.may.release()
        assert self.embedder.asked.acquire(timeout=20)


def counts(job: Job) -> ImportCounts:
    return ImportCounts(**job.details)


@pytest.fixture
def room(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Room]:
    room = Room(tmp_path, clock)
    yield room
    room.go()
    room.jobs.stop()
    room.database.close()


def test_an_import_goes_on_without_anybody_looking_and_keeps_its_rejects(room: Room) -> None:
    room.go()
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.jobs.wait()
    assert room.imports.under_way() == []
    [record] = room.imports.latest()
    assert record.job_id == begun.job_id
    assert record.state is JobState.FINISHED
    assert (record.subject, record.by) == ("ships.csv", "lee")
    assert (counts(record).accepted, counts(record).rejected, record.done) == (ROWS - 1, 1, ROWS)
    assert record.total == ROWS
    assert room.followed == 1
    rejects = room.imports.rejects(record.job_id, by=made.LEE)
    [rejection] = rejects.first
    assert (rejection.file, rejection.row, rejection.column) == ("ships.csv", BAD, "said_on")
    assert rejects.file is not None
    assert len(list(csv.DictReader(io.StringIO(rejects.file.decode())))) == 1
    assert [one.name for one in (room.folder / "imports" / record.job_id).iterdir()] == [
        "ships.csv.rejects.csv"
    ]


def test_a_paused_import_rests_whole_and_goes_on_behind_what_it_did(room: Room) -> None:
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.embedder.asked.acquire(timeout=20)
    [under_way] = room.imports.under_way()
    assert (under_way.working, under_way.halting) == (True, False)
    room.pause(begun.job_id, by=made.SAM)
    [under_way] = room.imports.under_way()
    assert under_way.halting
    room.embedder.may.release()
    assert room.jobs.wait()
    [resting] = room.imports.under_way()
    assert not resting.working
    assert resting.job.state is JobState.PAUSED
    assert resting.job.done == AT_ONCE == room.archive.count()
    assert room.followed == 0
    verify(room.database)
    with pytest.raises(Conflict, match="not under way"):
        room.pause(begun.job_id, by=made.LEE)
    room.go()
    room.go_on(begun.job_id, by=made.SAM)
    assert room.jobs.wait()
    [record] = room.imports.latest()
    assert counts(record) == ImportCounts(ROWS - 1, 0, 1)
    verify(room.database)


def test_the_end_of_the_desk_lets_an_import_rest_and_the_next_desk_goes_on(room: Room) -> None:
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.embedder.asked.acquire(timeout=20)
    room.batch()
    stopping = threading.Thread(target=room.jobs.stop)
    stopping.start()
    room.embedder.may.release()
    stopping.join(20)
    assert not stopping.is_alive()
    room.open()
    [resting] = room.imports.under_way()
    assert resting.job.done == 2 * AT_ONCE
    room.go()
    room.go_on(begun.job_id, by=made.LEE)
    assert room.jobs.wait()
    assert room.archive.count() == ROWS - 1
    assert len(room.imports.rejects(begun.job_id, by=made.LEE).first) == 1


def test_an_import_cut_off_says_so_and_can_be_gone_on_with(room: Room) -> None:
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.embedder.asked.acquire(timeout=20)
    at_work = room.jobs
    room.open()  # as after a kill
    [cut_off] = room.imports.under_way()
    assert not cut_off.working
    assert "stopped" in cut_off.why
    room.go()
    assert at_work.wait()
    with pytest.raises(Conflict, match="finished"):
        room.go_on(begun.job_id, by=made.LEE)


def test_a_cancelled_import_keeps_what_it_added_and_is_over(room: Room) -> None:
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.embedder.asked.acquire(timeout=20)
    room.cancel(begun.job_id, by=made.LEE)
    room.embedder.may.release()
    assert room.jobs.wait()
    [record] = room.imports.latest()
    assert (record.state, record.done) == (JobState.CANCELLED, AT_ONCE)
    assert room.archive.count() == AT_ONCE
    assert room.imports.under_way() == []
    assert room.followed == 1
    with pytest.raises(Conflict, match="cancelled"):
        room.go_on(begun.job_id, by=made.LEE)
    verify(room.database)


def test_a_resting_import_can_be_cancelled_too(room: Room) -> None:
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.embedder.asked.acquire(timeout=20)
    room.pause(begun.job_id, by=made.LEE)
    room.embedder.may.release()
    assert room.jobs.wait()
    room.cancel(begun.job_id, by=made.SAM)
    [record] = room.imports.latest()
    assert record.state is JobState.CANCELLED
    assert not (room.folder / "imports" / record.job_id / "ships.csv").exists()


def test_a_fault_leaves_the_import_resting_with_the_reason(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(texts: object) -> None:
        raise InputError("the model has run away")

    monkeypatch.setattr(room.embedder, "encode", broken)
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    assert room.jobs.wait()
    [resting] = room.imports.under_way()
    assert (resting.working, resting.why) == (False, "the model has run away")
    monkeypatch.undo()
    room.go()
    room.go_on(begun.job_id, by=made.LEE)
    assert room.jobs.wait()
    assert room.archive.count() == ROWS - 1


@each(
    "name, data, why",
    [("ships.txt", b"text", "read from"), ("ships.csv", b"words\nno", "must be text")],
)
def test_a_file_that_cannot_be_read_is_refused_by_its_name_and_leaves_nothing(
    room: Room, name: str, data: bytes, why: str
) -> None:
    with pytest.raises(InputError, match=f"^{name}.*{why}"):
        room.imports.start(name, data, by=made.LEE)
    assert room.imports.latest() == []
    assert list((room.folder / "imports").iterdir()) == []


def test_a_name_that_points_elsewhere_stays_inside_the_folder(room: Room) -> None:
    room.go()
    record = room.imports.start("../../etc/passwd.csv", table(3), by=made.LEE)
    assert room.jobs.wait()
    assert record.subject == "passwd.csv"
    assert [one.name for one in room.folder.iterdir() if "passwd" in one.name] == []


def test_a_checker_moves_no_import(room: Room) -> None:
    begun = room.imports.start("ships.csv", table(), by=made.LEE)
    for move in (room.pause, room.go_on, room.cancel, room.imports.rejects):
        with pytest.raises(NotAllowed):
            move(begun.job_id, by=made.CHRIS)
    with pytest.raises(NotAllowed):
        room.imports.start("more.csv", table(), by=made.CHRIS)


def test_what_is_no_longer_here_cannot_be_gone_on_with(room: Room) -> None:
    with pytest.raises(NotFound):
        room.go_on("none", by=made.LEE)
