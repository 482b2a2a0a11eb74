"""The routes that a watching machine asks, and what they give away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.cases import each
from tests.databases import database_of
from tests.fakes import RecordArchive, app_on_fakes
from workbench.app import App
from workbench.clock import SteadyClock, wall_clock
from workbench.errors import ModelUnavailable
from workbench.model.prior import ReaderEndpoint
from workbench.settings import Settings
from workbench.web.health import PATHS, Readiness
from workbench.web.security import SessionGate


class SearchArchive(RecordArchive):
    """Finds nothing, or fails as it is told to."""

    error: Exception | None = None

    def load_models(self) -> None:
        if isinstance(self.error, ModelUnavailable):
            raise self.error

    def search(self, text: str, *, k: int) -> list[object]:
        if self.error is not None:
            raise self.error
        return []


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[App]:
    app = app_on_fakes(settings, clock)
    vars(app._parts)["archive"] = SearchArchive(database_of(app), app.clock)
    yield app
    app.close()


def asked(readiness: Readiness) -> TestClient:
    app = SessionGate(Starlette(routes=readiness.routes()), who_is=lambda _: None)
    return TestClient(app)


def test_a_desk_is_alive_at_once_and_ready_when_its_models_are_loaded(app: App) -> None:
    readiness = Readiness(app)
    client = asked(readiness)
    assert client.get("/healthz").text == "ok"
    early = client.get("/readyz")
    assert early.status_code == 503
    assert early.json()["models_and_index"] == "loading"
    app.health.get_ready()
    late = client.get("/readyz")
    assert late.status_code == 200
    assert late.json() == {
        "ready": True,
        "database": "ok",
        "disk": "ok",
        "models": "ok",
        "index": "ok",
        "models_and_index": "ok",
        "clock": "ok",
        "larger_reader": "off",
    }
    assert late.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ModelUnavailable("the weights at /secret/place are not installed"), "not installed"),
        (RuntimeError("/secret/place"), "failed"),
    ],
)
def test_what_fails_is_named_and_nothing_else_is_told(
    app: App, error: Exception, state: str, caplog: pytest.LogCaptureFixture
) -> None:
    app.archive.error = error
    readiness = Readiness(app)
    app.health.get_ready()
    told = asked(readiness).get("/readyz")
    assert told.status_code == 503
    assert told.json()["models_and_index"] == state
    assert "secret" not in told.text
    assert "secret" in caplog.text, "the log says why"


def test_a_closed_database_and_a_full_disk_are_not_ready(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    readiness = Readiness(app)
    app.health.get_ready()
    monkeypatch.setattr(database_of(app), "_room", 1 << 60)
    assert readiness.states()["disk"] == "nearly full"
    database_of(app).close()
    assert readiness.states()["database"] == "cannot be read"


def test_it_tells_that_words_go_elsewhere_to_be_read_and_not_where(
    settings: Settings, clock: Callable[[], datetime]
) -> None:
    reader = ReaderEndpoint("https://api.example/v1/chat/completions", "api.example", "large")
    app = app_on_fakes(replace(settings, larger_reader=reader), clock)
    told = asked(Readiness(app)).get("/readyz")
    assert told.json()["larger_reader"] == "on"
    assert "api.example" not in told.text
    app.close()


def test_a_clock_set_back_is_told(settings: Settings) -> None:
    clock = SteadyClock()
    app = app_on_fakes(settings, clock)
    vars(app._parts)["archive"] = SearchArchive(database_of(app), app.clock)
    clock.not_before(wall_clock() + timedelta(hours=1))
    assert Readiness(app).states()["clock"] == "behind the last event"
    app.close()


@each("path", PATHS)
def test_the_paths_are_open_and_only_they(app: App, path: str) -> None:
    client = asked(Readiness(app))
    assert client.get(path).status_code in (200, 503)
    assert client.get(f"{path}/more").status_code == 401
