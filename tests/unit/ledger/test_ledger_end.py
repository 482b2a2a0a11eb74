"""The record of where the ledger ends is taken away: it is said what happened and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests import made
from tests.databases import database_of
from tests.fakes import app_on_fakes
from tests.people import store_accounts
from workbench.app import App
from workbench.cli import main
from workbench.clock import wall_clock
from workbench.errors import LedgerBroken
from workbench.model.verdict import Verdict
from workbench.settings import Settings
from workbench.web.routes import routes

STORY = made.article("Kirby: Iran helps Russia\n")
CLAIM = f"{STORY.article_id}-001"
WHAT_TO_DO = ("ledger_end", "goes up to event", "can still be read", "workbench restore FILE")


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = app_on_fakes(settings, wall_clock)
    app.articles.add(STORY, by=made.CHRIS)
    store_accounts(database_of(app), [made.ADA])
    with database_of(app).write() as cursor:
        cursor.execute("DELETE FROM ledger_end")
    yield app
    app.close()


def told(error: BaseException) -> None:
    for words in WHAT_TO_DO:
        assert words in str(error)


def test_verify_names_it(app: App) -> None:
    with pytest.raises(LedgerBroken) as found:
        app.ledger.verify(by=made.ADA)
    told(found.value)


def test_nothing_is_changed_any_more_and_everything_can_be_read(app: App) -> None:
    with pytest.raises(LedgerBroken) as found:
        app.verdicts.submit(
            CLAIM,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=[],
            shown=[],
            by=made.CHRIS,
            seen_version=0,
        )
    told(found.value)
    assert app.page_queries.history(CLAIM, reader=None) == []
    assert app.page_queries.claim(CLAIM, reader=None).verdict is None


def test_no_backup_is_made_of_it(app: App, tmp_path: Path) -> None:
    with pytest.raises(LedgerBroken) as found:
        app.backups.make(tmp_path / "copy.duckdb", by=made.ADA)
    told(found.value)
    assert not (tmp_path / "copy.duckdb").exists()


def test_who_wants_to_sign_in_is_told_whom_to_ask(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    with TestClient(Starlette(routes=routes(app)), base_url="https://desk.example") as client:
        page = client.get("/sign-in").text
        [token] = re.findall(r'name="form_token" value="([^"]+)"', page)
        form = {"form_token": token, "name": "ada", "password": "a long password"}
        answer = client.post("/sign-in", data=form)
    assert answer.status_code == 503
    assert "workbench audit verify" in answer.text
    assert "ledger_end" not in answer.text  # a stranger need not know
    assert "ledger_end" in caplog.text


def test_the_command_says_it_in_one_line(app: App, capsys: pytest.CaptureFixture[str]) -> None:
    path = app.settings.database
    app.close()
    assert main(["--database", str(path), "audit", "verify"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    for words in WHAT_TO_DO:
        assert words in line


def test_a_desk_restored_from_a_backup_goes_on(settings: Settings, tmp_path: Path) -> None:
    app = app_on_fakes(settings, wall_clock)
    app.articles.add(STORY, by=made.CHRIS)
    app.backups.make(tmp_path / "copy.duckdb", by=made.ADA)
    with database_of(app).write() as cursor:
        cursor.execute("DELETE FROM ledger_end")
    app.close()
    again = app_on_fakes_unopened(settings)
    again.backups.restore(tmp_path / "copy.duckdb", by=made.ADA, force=True)
    assert again.ledger.verify(by=made.ADA).count >= 1
    again.close()


def app_on_fakes_unopened(settings: Settings) -> App:
    """``restore`` comes before the database is opened."""
    return App(settings, wall_clock)
