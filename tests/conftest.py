"""What every test may ask for. Models run offline and on one thread, as in production."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from tests import made
from tests.fakes import quick_passwords
from workbench.app import App
from workbench.settings import Settings
from workbench.storage.engine.database import Database

# The same examples at every run, so that a change is judged by itself; HYPOTHESIS_PROFILE=explore
# looks for new ones, and what it finds becomes an @example.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", print_blob=True, deadline=None)
# HYPOTHESIS_PROFILE=thorough gives every target of tests/fuzz.py 500 inputs, others each time.
settings.register_profile("thorough", print_blob=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parent.parent


class TickingClock:
    """A clock that starts at a fixed moment and moves one second each time it is read."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The demonstration data that ships with the project."""
    return ROOT / "data"


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Times that differ and are the same in every run."""
    return TickingClock(datetime(2022, 10, 22, 9, 0, tzinfo=UTC))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a database of the test's own."""
    return Settings(database=tmp_path / "workbench.duckdb")


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[App]:
    """The whole application on an empty database, closed when the test ends."""
    made.put_empty_file(settings.database)
    app = App(settings, clock)
    vars(app._parts)["passwords"] = quick_passwords()
    yield app
    app.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database of the test's own."""
    database = made.database(tmp_path / "workbench.duckdb")
    yield database
    database.close()


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real sentence-transformers model, tiny and meaningless."""
    from tests.small_model import make_small_model

    return make_small_model(tmp_path_factory.mktemp("models") / "small")


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder of the tests' own, as XDG_CACHE_HOME names it."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def seeded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's database, filled once by the real models; copy it, never open it.

    Processes that test at once share it: filling it takes longer than most tests together.
    """
    from workbench import demo

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # its own folder lies in that of them all
        folder = folder.parent
    settings = Settings(database=folder / "demo" / "demo.duckdb", demo=True)
    filled = folder / "demo" / "filled"
    settings.database.parent.mkdir(exist_ok=True)
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not filled.exists():
            app = App(settings)
            try:
                demo.seed(app, tell=lambda _: None)
            finally:
                app.close()
            filled.touch()
    return settings.database


@pytest.fixture
def demo_settings(seeded_demo: Path, tmp_path: Path) -> Settings:
    """Settings with a copy of the demonstration's database and its index."""
    settings = Settings(database=tmp_path / seeded_demo.name, demo=True)
    shutil.copy(seeded_demo, settings.database)
    index = Settings(database=seeded_demo).index_directory
    if index.exists():
        shutil.copytree(index, settings.index_directory)
    return settings


@pytest.fixture(autouse=True)
def no_outside_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person's own WORKBENCH_ variables never reach a test."""
    for name in [name for name in os.environ if name.startswith("WORKBENCH_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """Streamlit's harness puts the script of a page in the place of the main module; a process that
    a later test starts would run that page.
    """
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
