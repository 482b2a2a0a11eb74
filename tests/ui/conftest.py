"""The pages in Streamlit's own test harness, on the demonstration's data and real models."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from workbench.app import App, shared_app
from workbench.model.people import Role, User
from workbench.settings import Settings
from workbench.ui import session
from workbench.ui.review.ahead import AHEAD

Open = Callable[..., AppTest]
TIMEOUT = 120  # the first page of a run loads the models


@pytest.fixture
def app(demo_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The desk that the pages find, filled with the demonstration."""
    yield from shared(demo_settings, monkeypatch)


@pytest.fixture(scope="session")
def reading_room(seeded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One desk for all tests that change nothing, since each new desk loads its models."""
    settings = Settings(database=tmp_path_factory.mktemp("read") / "demo.duckdb", demo=True)
    shutil.copy(seeded_demo, settings.database)
    app = shared_app(settings)
    yield app
    AHEAD.finish()
    app.close()


@pytest.fixture
def app_to_read(reading_room: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """The demonstration's desk, for tests that only look."""
    monkeypatch.setenv("WORKBENCH_DATABASE", str(reading_room.settings.database))
    return reading_room


@pytest.fixture
def empty_app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A desk with accounts and nothing else."""
    for app in shared(settings, monkeypatch):
        for name, role in (("checker", "checker"), ("librarian", "librarian"), ("admin", "admin")):
            app.accounts.create(name, name.title(), Role(role), "long enough", by=app.operator())
        yield app


def shared(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(settings.database))
    app = shared_app(Settings.from_environment())
    yield app
    AHEAD.finish()
    app.close()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page as somebody: ``open_page(desk, "checker", "review", claim="...")``."""

    def opened(app: App, name: str | None, page: str, **link: str) -> AppTest:
        user = None if name is None else person(app, name)
        monkeypatch.setattr(session, "session_token", lambda: name)
        monkeypatch.setattr(app.sessions, "user_of_session", lambda token: user)
        test = AppTest.from_file(str(ROOT / "workbench/ui/main.py"), default_timeout=TIMEOUT)
        for key, value in link.items():
            test.query_params[key] = value
        if page != "queue":
            test.switch_page(f"{page}/{page}.py")
        return test.run()

    return opened


def person(app: App, name: str) -> User:
    return next(user for user in app.accounts.users() if user.name == name)


def html_of(test: AppTest) -> str:
    """All HTML on the page, as one string."""
    return "\n".join(element.proto.body for element in test.get("html"))


def labels_of_links(test: AppTest) -> list[str]:
    return [element.proto.label for element in test.get("page_link")]
