"""The record of where the ledger ends is taken away: it is said what happened and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests import made
from tests.fakes import desk_on_fakes
from tests.people import store_accounts
from workbench.cli import main
from workbench.desk_app import DeskApp, utc_now
from workbench.errors import LedgerBroken
from workbench.model.verdict import Verdict
from workbench.settings import Settings
from workbench.web.routes import routes

STORY = made.article("Kirby: Iran helps Russia\n")
CLAIM = f"{STORY.article_id}-001"
WHAT_TO_DO = ("ledger_end", "goes up to event", "can still be read", "workbench restore FILE")


@pytest.fixture
def desk(settings: Settings) -> Iterator[DeskApp]:
    app = desk_on_fakes(settings, utc_now)
    app.add_article(STORY, by=made.CHRIS)
    store_accounts(app.database, [made.ADA])
    with app.database.write() as cursor:
        cursor.execute("DELETE FROM ledger_end")
    yield app
    app.close()


def told(error: BaseException) -> None:
    for words in WHAT_TO_DO:
        assert words in str(error)


def test_verify_names_it(desk: DeskApp) -> None:
    with pytest.raises(LedgerBroken) as found:
        desk.verify_ledger(by=made.ADA)
    told(found.value)


def test_nothing_is_changed_any_more_and_everything_can_be_read(desk: DeskApp) -> None:
    with pytest.raises(LedgerBroken) as found:
        desk.desk.submit(
            CLAIM,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=[],
            priors=[],
            by=made.CHRIS,
            seen_version=0,
        )
    told(found.value)
    assert desk.screens.history(CLAIM) == []
    assert desk.screens.claim(CLAIM).verdict is None


def test_no_backup_is_made_of_it(desk: DeskApp, tmp_path: Path) -> None:
    with pytest.raises(LedgerBroken) as found:
        desk.backups.make(tmp_path / "copy.duckdb", by=made.ADA)
    told(found.value)
    assert not (tmp_path / "copy.duckdb").exists()


def test_who_wants_to_sign_in_is_told_whom_to_ask(
    desk: DeskApp, caplog: pytest.LogCaptureFixture
) -> None:
    with TestClient(Starlette(routes=routes(desk)), base_url="https://desk.example") as client:
        page = client.get("/sign-in").text
        [token] = re.findall(r'name="form_token" value="([^"]+)"', page)
        form = {"form_token": token, "name": "ada", "password": "a long password"}
        answer = client.post("/sign-in", data=form)
    assert answer.status_code == 503
    assert "workbench audit verify" in answer.text
    assert "ledger_end" not in answer.text  # a stranger need not know
    assert "ledger_end" in caplog.text


def test_the_command_says_it_in_one_line(desk: DeskApp, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.settings.database
    desk.close()
    assert main(["--database", str(path), "audit", "verify"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    for words in WHAT_TO_DO:
        assert words in line


def test_a_desk_restored_from_a_backup_goes_on(settings: Settings, tmp_path: Path) -> None:
    app = desk_on_fakes(settings, utc_now)
    app.add_article(STORY, by=made.CHRIS)
    app.backups.make(tmp_path / "copy.duckdb", by=made.ADA)
    with app.database.write() as cursor:
        cursor.execute("DELETE FROM ledger_end")
    app.close()
    again = desk_on_fakes_unopened(settings)
    again.restore(tmp_path / "copy.duckdb", by=made.ADA, force=True)
    assert again.verify_ledger(by=made.ADA).count >= 1
    again.close()


def desk_on_fakes_unopened(settings: Settings) -> DeskApp:
    """``restore`` comes before the database is opened."""
    return DeskApp(settings, utc_now)
