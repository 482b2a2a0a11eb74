"""Another embedding model for a whole archive, while the earlier one goes on serving."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.fakes import ActorsOnly, Unrelated
from workbench.app import App
from workbench.archive.archive import Archive
from workbench.archive.embedding.embedding import default_embedder
from workbench.archive.index.re_embedding import EMBEDDED_AT_ONCE, ProgressNote
from workbench.cli import main
from workbench.errors import DatabaseInUse
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
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "workbench.duckdb")
    yield database
    database.close()


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

    archive.re_embed(str(small_model), progress=meanwhile)
    assert len(seen) >= 3, "the statement that came meanwhile was embedded as well"
    assert held(database) == {"small": 31}
    assert best(archive, 7) == "s7"
    assert best(archive, 30) == "s30"
    again = opened(None)
    assert best(again, 30) == "s30"
    assert held(database) == {"small": 31}, "the database says which model serves"
    again.re_embed(None)
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
    stop = threading.Event()
    archive.re_embed(
        str(other_model), progress=lambda done: stop.set() if done else None, stop=stop
    )
    assert held(database) == {"small": number, "other": EMBEDDED_AT_ONCE}
    note = ProgressNote(tmp_path / "workbench.index")
    assert f"{EMBEDDED_AT_ONCE:,} of {number:,}" in note.told

    later = opened(small_model)
    assert best(later, 5) == "s5"
    later.re_embed_if_asked(threading.Event())
    assert held(database) == {"other": number}
    assert "all 562 statements" in note.told
    assert not note.is_due
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
            archive.re_embed(str(model))
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
            archive.re_embed(str(model))
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
    note = ProgressNote(tmp_path / "workbench.index")
    note.ask(str(tmp_path / "nowhere"))
    archive.re_embed_if_asked(threading.Event())
    assert "searches use the earlier model" in note.told
    assert not note.is_due
    assert held(database) == {"small": 3}
    assert best(archive, 1) == "s1"


def test_a_desk_that_has_the_database_open_is_asked_to_do_it(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    class HeldElsewhere(App):
        @property
        def archive(self) -> Archive:  # type: ignore[override]
            raise DatabaseInUse("it is open in another process")

    command = ["--database", str(settings.database), "re-embed"]
    settings.database.touch()
    assert main([*command, "--status"], make_app=HeldElsewhere) == 0
    assert "never changed" in capsys.readouterr().err
    assert main([*command, "--model", "some/model"], make_app=HeldElsewhere) == 0
    assert "in the background" in capsys.readouterr().err
    assert main([*command, "--status"], make_app=HeldElsewhere) == 0
    assert "some/model waits for the desk" in capsys.readouterr().err
