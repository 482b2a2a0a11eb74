"""A librarian brings in statements, takes home what was rejected, and a verdict gets flagged."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from workbench.app import App
from workbench.model.verdict import Verdict
from workbench.settings import Settings

STATEMENTS = """\
id,text,speaker,actor,said_on,title,publisher,source_url
new-1,"Iran has not provided Russia with any weapons, the minister said.",\
Hossein Amir-Abdollahian,Iran,2022-10-25,Tehran answers,Test Wire,https://example.org/answer
new-2,"The harvest was late.",Ann Brook,,2022-13-45,Harvest,Test Wire,
"""
CLAIM = "providing Russia with weapons"


def decide_before(settings: Settings) -> None:
    """A verdict that cites nothing of Iran's, to which an answer of Iran's is new."""
    app = App(settings)
    try:
        checker = next(user for user in app.accounts.users() if user.name == "checker")
        [item] = [
            item
            for line in app.page_queries.queue(checker)
            for item in app.page_queries.claims_of(line.article_id, reader=None)
            if CLAIM in item.claim.text
        ]
        others = [
            prior.statement.statement_id
            for prior in app.priors.of(item.claim.claim_id)
            if prior.statement.actor != "Iran"
        ]
        app.verdicts.submit(
            item.claim.claim_id,
            verdict=Verdict.CONFIRMED,
            rationale="Washington had said so the day before.",
            cited=others[:1],
            by=checker,
            seen_version=0,
        )
    finally:
        app.close()


def to_import(desk: Desk) -> None:
    """Open the tab of imports by keyboard."""
    desk.tab_to("Search")
    desk.press("ArrowRight")
    desk.page.get_by_role("button", name="Import", exact=True).wait_for()


def test_an_import_rests_and_goes_on_by_keyboard_whoever_comes_back(
    context: BrowserContext, demo_settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    file = tmp_path / "ships.csv"
    days = [f"2022-10-{day:02d}" for day in range(1, 29)]
    rows = "".join(
        f"Grain ship {number} left the port of Ust-{number % 97}.,Ann Brook,{days[number % 28]}\n"
        for number in range(4_000)
    )
    file.write_text(f"text,speaker,said_on\n{rows}", "utf-8")
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        desk.sign_in("librarian", "/archive")
        to_import(desk)
        desk.page.locator("input[type=file]").set_input_files(file)
        desk.settle()
        desk.tab_to("Import", role="button")
        desk.page.keyboard.press("Enter")
        pause = desk.page.get_by_role("button", name="Pause ships.csv")
        pause.wait_for(timeout=60_000)
        pause.focus()
        desk.page.keyboard.press("Enter")
        go_on = desk.page.get_by_role("button", name="Go on with ships.csv")
        go_on.wait_for(timeout=60_000)
        shoot(desk.page, "archive-import-resting")
        # the tab is closed and opened again: the import still rests there
        desk.open("/archive")
        to_import(desk)
        desk.page.get_by_text("resting").first.wait_for()
        desk.tab_to("Go on with ships.csv")
        desk.page.keyboard.press("Enter")
        desk.page.get_by_role("button", name="Cancel ships.csv").wait_for()
        pause.wait_for(timeout=60_000)
        desk.page.get_by_role("button", name="Cancel ships.csv").focus()
        desk.page.keyboard.press("Enter")
        desk.page.get_by_role("cell", name="cancelled; what was added stays").wait_for(
            timeout=60_000
        )
    app = App(demo_settings)
    try:
        [record, *_] = app.imports.latest()
        assert 0 < record.done < 4_000
        assert record.details["accepted"] == record.done
        app.ledger.verify(by=app.operator())
    finally:
        app.close()


def test_an_import_says_what_went_in_gives_back_what_did_not_and_flags_a_verdict(
    context: BrowserContext, demo_settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(STATEMENTS, "utf-8")
    decide_before(demo_settings)
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        desk.sign_in("librarian", "/archive")
        to_import(desk)
        desk.page.locator("input[type=file]").set_input_files(file)
        desk.settle()
        desk.tab_to("Import", role="button")
        desk.page.keyboard.press("Enter")
        desk.told("answers.csv: 1 statement added, 0 known already, 1 rejected")
        desk.settle()
        shoot(desk.page, "archive-import")
        assert desk.page.get_by_role("cell", name="said_on").count() == 1
        with desk.page.expect_download() as waiting:
            desk.page.get_by_role("button", name="Download the rejected rows").click()
        rejects = Path(waiting.value.path()).read_text("utf-8")
        assert waiting.value.suggested_filename == "answers.csv.rejects.csv"
        assert "2022-13-45" in rejects

        # the words lead to the statement, the statement to its page
        desk.open("/archive?speaker=Abdollahian")
        desk.tab_to("What was said")
        desk.page.keyboard.type("weapons for Russia, the minister")
        desk.page.keyboard.press("Enter")
        desk.page.locator("mark", has_text="minister").first.wait_for()
        desk.settle()
        assert "speaker=Abdollahian" in desk.page.url
        assert "q=weapons" in desk.page.url
        link = desk.page.get_by_role("link", name=re.compile("^Open statement .*25 October 2022"))
        link.focus()
        desk.page.keyboard.press("Enter")
        desk.page.get_by_role("region", name="About the statement").wait_for()
        assert "imported from answers.csv by Lee Librarian" in (
            desk.page.get_by_role("region", name="About the statement").inner_text()
        )
        desk.settle()
        shoot(desk.page, "archive-statement")
        desk.sign_out()

        # the checker finds the flag in the queue and the new statement beside the verdict
        desk.sign_in("checker")
        desk.page.get_by_text("New evidence since your verdict").wait_for()
        shoot(desk.page, "queue-new-evidence")
        desk.page.get_by_role("link", name=re.compile(CLAIM)).click()
        desk.page.wait_for_selector(".wb-flags")
        desk.settle()
        assert "Hossein Amir-Abdollahian, 25 October 2022" in (
            desk.page.locator(".wb-flags").inner_text()
        )
        shoot(desk.page, "review-new-evidence")
    app = App(demo_settings)
    try:
        assert app.archive.statement("new-1").publisher == "Test Wire"
        app.ledger.verify(by=app.operator())
    finally:
        app.close()
