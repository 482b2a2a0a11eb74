"""Another embedding model for a whole archive, while the earlier one goes on serving."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.fakes import ActorsOnly, Unrelated
from workbench.archive.archive import Archive
from workbench.archive.embedding.embedding import default_embedder
from workbench.archive.index.re_embedding import EMBEDDED_AT_ONCE
from workbench.cli import main
from workbench.errors import ModelUnavailable
from workbench.model.prior import Query
from workbench.model.statement import Statement
from workbench.settings import Settings
from workbench.storage.engine.database import Database
from workbench.storage.statements import serving_model

DAY = date(2022, 10, 20)


@pytest.fixture(scope="session")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second small model, of another dimension."""
    from tests.small_model import make_small_model

    return make_small_model(tmp_path_factory.mktemp("models") / "other", dimension=24, seed=1)


@pytest.fixture
def opened(
    database: Database,
    tmp_path: Path,
    clock: Callable[[], datetime],
    model_cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Path | None], Archive]:
    """Opens the archive, set to a model, as a new process would."""
    default_embedder()  # from the person's cache; the small models go into the tests' own
    monkeypatch.setenv("XDG_CACHE_HOME", str(model_cache))

    def made(model: Path | None) -> Archive:
        return Archive(
            database,
            index_directory=tmp_path / "workbench.index",
            embedding_model=None if model is None else str(model),
            extractor=lambda: ActorsOnly("Iran"),  # type: ignore[arg-type, return-value]
            clock=clock,
            relator=Unrelated(),  # type: ignore[arg-type]
        )

    return made


def statements(number: int, first: int = 0) -> list[Statement]:
    return [
        Statement(f"s{n}", f"Ship number{n} left the port.", said_on=DAY)
        for n in range(first, first + number)
    ]


def read_by(archive: Archive, model: Path | None) -> None:
    """Change the model, to the end."""
    for _ in archive.re_embed(None if model is None else str(model)):
        pass


def best(archive: Archive, number: int) -> str:
    [found] = archive.search(f"ship number{number} left", k=1)
    return found.statement.statement_id


def held(database: Database) -> dict[str, int]:
    with database.read() as cursor:
        return dict(
            cursor.tuples("SELECT model, count(DISTINCT row_id) FROM vectors GROUP BY model")
        )


def test_the_earlier_model_serves_until_the_other_is_whole(
    opened: Callable[[Path | None], Archive], database: Database, small_model: Path
) -> None:
    archive = opened(None)
    archive.add_statements(statements(30), by="a")
    seen: list[dict[str, int]] = []

    def meanwhile(done: int) -> None:
        with database.read() as cursor:
            serving = serving_model.find(cursor)
        assert serving is not None
        assert serving.name == "all-MiniLM-L6-v2"
        assert best(archive, 7) == "s7"
        if done and len(seen) == 1:
            archive.add_statements(statements(1, first=30), by="a")
            assert best(archive, 30) == "s30"
        seen.append(held(database))

    for step in archive.re_embed(str(small_model)):
        meanwhile(step.done)
    assert len(seen) >= 3, "the statement that came meanwhile was embedded as well"
    assert held(database) == {"small": 31}
    assert best(archive, 7) == "s7"
    assert best(archive, 30) == "s30"
    again = opened(None)
    assert best(again, 30) == "s30"
    assert held(database) == {"small": 31}, "the database says which model serves"
    read_by(again, None)
    assert held(database) == {"all-MiniLM-L6-v2": 31}
    assert best(again, 3) == "s3"


def test_a_stopped_change_goes_on_where_it_was(
    opened: Callable[[Path | None], Archive],
    database: Database,
    tmp_path: Path,
    small_model: Path,
    other_model: Path,
) -> None:
    archive = opened(small_model)
    number = 2 * EMBEDDED_AT_ONCE + 50
    archive.add_statements(statements(number), by="a")
    steps = archive.re_embed(str(other_model))
    assert [next(steps).done, next(steps).done] == [0, EMBEDDED_AT_ONCE]
    steps.close()
    assert held(database) == {"small": number, "other": EMBEDDED_AT_ONCE}

    later = opened(small_model)
    assert best(later, 5) == "s5"
    done = [step.done for step in later.re_embed(str(other_model))]
    assert done == [0, 2 * EMBEDDED_AT_ONCE, number]
    assert held(database) == {"other": number}
    assert best(later, 5) == "s5"


def test_no_search_meets_vectors_of_two_models(
    opened: Callable[[Path | None], Archive], small_model: Path, other_model: Path
) -> None:
    archive = opened(small_model)
    archive.add_statements(statements(300), by="a")
    done = threading.Event()
    failures: list[BaseException] = []
    searches = 0

    def search() -> None:
        nonlocal searches
        try:
            while not done.is_set():
                assert best(archive, 7) == "s7"
                searches += 1
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=search) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for model in (other_model, small_model, other_model):
            read_by(archive, model)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert failures == []
    assert searches > 0


def test_claims_being_watched_are_compared_by_the_model_that_serves(
    opened: Callable[[Path | None], Archive], small_model: Path, other_model: Path
) -> None:
    archive = opened(small_model)
    archive.add_statements(statements(3), by="a")
    watched = archive.watch([Query("c", "Ship number1 left the port.", article_date=DAY)])
    for model in (None, other_model):
        if model is not None:
            read_by(archive, model)
        likeness = {
            prior.statement.statement_id: dict(prior.parts)["meaning"]
            for prior in watched.touched(0, 3)["c"]
        }
        assert likeness["s1"] == pytest.approx(1, abs=1e-3), "the same words"


def test_a_model_that_is_not_here_leaves_the_earlier_one_in_place(
    opened: Callable[[Path | None], Archive], database: Database, tmp_path: Path, small_model: Path
) -> None:
    archive = opened(small_model)
    archive.add_statements(statements(3), by="a")
    with pytest.raises(ModelUnavailable):
        read_by(archive, tmp_path / "nowhere")
    assert held(database) == {"small": 3}
    assert best(archive, 1) == "s1"


DESK = """
import sys
from pathlib import Path
from workbench.app import App
from workbench.running_desk import control_socket_of
from workbench.settings import Settings
app = App(Settings(database=Path(sys.argv[1])))
app.jobs.resume()
wire = control_socket_of(app)
wire.open()
print("open", flush=True)
sys.stdin.readline()
wire.close()
app.close()
"""


@contextmanager
def running_desk(database: Path, root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the database open, as a desk has."""
    with subprocess.Popen(
        [sys.executable, "-c", DESK, str(database)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "open\n"
        yield desk
        desk.communicate("\n")


def told_in_the_end(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What ``--status`` says once nothing is under way."""
    for _ in range(600):
        assert main([*command, "--status"]) == 0
        said = capsys.readouterr().err
        if "waits for" not in said and "until all have" not in said:
            return said
        time.sleep(0.1)
    return said


def test_a_desk_that_has_the_database_open_is_asked_to_do_it(
    settings: Settings,
    small_model: Path,
    model_cache: Path,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(model_cache))
    command = ["--database", str(settings.database), "re-embed"]
    assert main([*command, "--status"]) == 0
    assert "never changed" in capsys.readouterr().err
    assert not settings.database.exists(), "a look makes no database"
    with running_desk(settings.database, root):
        assert main([*command, "--status"]) == 0
        assert "never changed" in capsys.readouterr().err
        assert main([*command, "--model", str(small_model)]) == 0
        assert "in the background" in capsys.readouterr().err
        assert f"searches use {small_model}: all 0" in told_in_the_end(command, capsys)
        assert main([*command, "--model", "some/model"]) == 2
        assert "neither a folder nor held on this machine" in capsys.readouterr().err
    assert main([*command, "--status"]) == 0
    assert f"searches use {small_model}: all 0" in capsys.readouterr().err
    assert main([*command, "--model", str(small_model)]) == 0
    assert f"searches use {small_model}: all 0" in capsys.readouterr().err
