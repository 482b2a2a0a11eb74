"""Every kind of long work keeps to its contract: told, paused, gone on with, cancelled, found.

The runner, the database and the work itself are the real ones; see ``tests/long_work.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests import long_work, made
from tests.crashing import quick_app
from tests.databases import database_of
from tests.long_work import AT_ONCE, EVERY, ROWS, Held, Work
from workbench.app import App
from workbench.archive.index import re_embedding
from workbench.desk.intake import article_imports, new_evidence, statement_job
from workbench.errors import Conflict, NotAllowed, NotFound
from workbench.model.job import Job, JobKind, JobState, JobStep
from workbench.model.people import Role, User
from workbench.storage import jobs

pytestmark = pytest.mark.parametrize("name", EVERY)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[tuple[ModuleType, str]] = [
        (statement_job, "AT_ONCE"),
        (article_imports, "BATCH"),
        (re_embedding, "EMBEDDED_AT_ONCE"),
        (re_embedding, "load_model"),
        (new_evidence, "ROWS_AT_ONCE"),
    ]
    for module, one in names:
        monkeypatch.setattr(module, one, getattr(module, one))  # so that it is put back
    long_work.make_steps_small()


@pytest.fixture
def app(tmp_path: Path, name: JobKind) -> Iterator[App]:
    with quick_app(tmp_path / "desk.duckdb") as app:
        EVERY[name].ready(app, tmp_path)
        yield app


@pytest.fixture
def held(app: App, name: JobKind) -> Iterator[Held]:
    held = Held(EVERY[name].kind(app))
    yield held
    held.let_go()


@pytest.fixture
def work(name: JobKind) -> Work:
    return EVERY[name]


def now(app: App, job: Job) -> Job:
    with database_of(app).read() as cursor:
        found = jobs.find(cursor, job.job_id)
    assert found is not None
    return found


def test_it_tells_how_far_it_is_and_ends_with_all_of_it_done(
    app: App, name: JobKind, work: Work, held: Held, tmp_path: Path
) -> None:
    before = work.amount(app)
    job = work.start(app, tmp_path)
    held.wait()
    assert work.amount(app) == before + AT_ONCE
    held.let_go(1)
    held.wait()
    [under_way] = app.jobs.under_way(name)
    assert (under_way.working, under_way.halting, under_way.job.done) == (True, False, AT_ONCE)
    held.let_go()
    assert app.jobs.wait()
    ended = now(app, job)
    assert (ended.state, ended.done, ended.by) == (JobState.FINISHED, ROWS, job.by)
    assert ended.ended_at is not None
    assert work.amount(app) == ROWS
    assert app.jobs.under_way(name) == []
    app.ledger.verify(by=made.ADA)


def test_it_rests_after_the_step_in_hand_and_goes_on_without_losing_or_doubling(
    app: App, name: JobKind, work: Work, held: Held, tmp_path: Path
) -> None:
    job = work.start(app, tmp_path)
    held.wait()
    app.jobs.pause(name, job.job_id, by=made.ADA)
    [under_way] = app.jobs.under_way(name)
    assert under_way.halting
    assert now(app, job).state is JobState.PAUSED, "a kill from here on does not undo it"
    held.let_go(1)
    assert app.jobs.wait()
    resting = now(app, job)
    assert (resting.state, resting.done) == (JobState.PAUSED, AT_ONCE)
    assert work.amount(app) == AT_ONCE
    with pytest.raises(Conflict, match="not under way"):
        app.jobs.pause(name, job.job_id, by=made.ADA)
    app.jobs.go_on(name, job.job_id, by=made.ADA)
    held.let_go()
    assert app.jobs.wait()
    assert now(app, job).state is JobState.FINISHED
    assert work.amount(app) == ROWS
    app.ledger.verify(by=made.ADA)


def test_it_ends_after_the_step_in_hand_and_what_is_done_stays(
    app: App, name: JobKind, work: Work, held: Held, tmp_path: Path
) -> None:
    job = work.start(app, tmp_path)
    held.wait()
    app.jobs.cancel(name, job.job_id, by=made.ADA)
    assert now(app, job).state is JobState.PAUSED, "nor does it go on by itself after a kill"
    held.let_go(1)
    assert app.jobs.wait()
    assert now(app, job).state is JobState.CANCELLED
    assert work.amount(app) >= AT_ONCE
    assert app.jobs.under_way(name) == []
    for move in (app.jobs.go_on, app.jobs.cancel):
        with pytest.raises(Conflict, match="cancelled"):
            move(name, job.job_id, by=made.ADA)


def test_the_end_of_the_desk_lets_it_rest_and_the_next_desk_finds_it(
    app: App, name: JobKind, work: Work, held: Held, tmp_path: Path
) -> None:
    job = work.start(app, tmp_path)
    held.wait()
    held.let_go()  # it may do all it likes, but is told to stop before it hears of the first step
    app.close()
    with quick_app(tmp_path / "desk.duckdb") as again:
        left = now(again, job)
        assert not left.state.is_over or work.amount(again) == ROWS
        go_on(again, name, job)
        assert again.jobs.wait()
        assert now(again, job).state is JobState.FINISHED
        assert work.amount(again) == ROWS
        again.ledger.verify(by=made.ADA)


def test_a_fault_leaves_it_with_its_words_and_hides_what_is_no_message(
    app: App, name: JobKind, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = work.kind(app)
    for error, told in (
        (Conflict("the model has run away"), "the model has run away"),
        (ZeroDivisionError("secret things"), "the log names the fault"),
    ):

        def broken(job: Job, *, by: User, error: Exception = error) -> Iterator[JobStep]:
            yield from ()
            raise error

        def broken_at_once(job: Job, *, by: User, error: Exception = error) -> Iterator[JobStep]:
            raise error

        for steps in (broken, broken_at_once):
            monkeypatch.setattr(kind, "steps", steps)
            job = work.start(app, tmp_path)
            assert app.jobs.wait()
            left = now(app, job)
            assert (left.state, left.message) == (kind.after_fault, told)


def test_whoever_may_not_begin_it_may_not_move_it(
    app: App, name: JobKind, work: Work, held: Held, tmp_path: Path
) -> None:
    job = work.start(app, tmp_path)
    held.wait()
    stranger = User("nobody", "Nobody", Role.ADMIN)
    moves: list[Callable[..., None]] = [app.jobs.pause, app.jobs.go_on, app.jobs.cancel]
    for move in moves:
        with pytest.raises(NotAllowed):
            move(name, job.job_id, by=stranger)
        with pytest.raises(NotAllowed):
            move(name, "none", by=stranger)
    for move in (app.jobs.go_on, app.jobs.cancel):
        with pytest.raises(NotFound):
            move(name, "none", by=made.ADA)
    assert now(app, job).state is not JobState.PAUSED


def go_on(app: App, name: JobKind, job: Job) -> None:
    """As the next desk does by itself, or somebody on it."""
    if EVERY[name].kind(app).resumes:
        app.jobs.resume()
    elif not now(app, job).state.is_over:
        app.jobs.go_on(name, job.job_id, by=made.ADA)
