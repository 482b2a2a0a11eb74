"""A librarian brings in statements, takes home what was rejected, and a verdict gets flagged."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from workbench.desk_app import DeskApp
from workbench.model import Verdict
from workbench.settings import Settings

STATEMENTS = """\
id,text,speaker,actor,said_on,title,publisher,source_url
new-1,"Iran has not provided Russia with any weapons, the minister said.",\
Hossein Amir-Abdollahian,Iran,2022-10-25,Tehran answers,Test Wire,https://example.org/answer
new-2,"The harvest was late.",Ann Brook,,2022-13-45,Harvest,Test Wire,
"""
CLAIM = "providing Russia with weapons"


def decide_before(settings: Settings) -> None:
    """A verdict that the import will touch."""
    app = DeskApp(settings)
    try:
        checker = next(user for user in app.accounts.users() if user.name == "checker")
        [item] = [
            item
            for line in app.screens.queue(checker)
            for item in app.screens.claims_of(line.article_id)
            if CLAIM in item.claim.text
        ]
        app.decide(
            item.claim.claim_id,
            verdict=Verdict.CONTESTED,
            rationale="Iran's foreign ministry had denied it three days before.",
            cited=[app.priors(item.claim.claim_id)[0].statement.statement_id],
            by=checker,
            seen_version=0,
        )
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
        desk.page.get_by_role("tab", name="Import").click()
        desk.page.locator("input[type=file]").set_input_files(file)
        desk.settle()
        desk.page.get_by_role("button", name="Import", exact=True).click()
        desk.page.get_by_text("1 statement added, 0 known already, 1 rejected.").first.wait_for(
            timeout=300_000
        )
        desk.settle()
        shoot(desk.page, "archive-import")
        assert desk.page.get_by_role("cell", name="said_on").count() == 1
        with desk.page.expect_download() as waiting:
            desk.page.get_by_role("button", name="Download the rejected rows").click()
        rejects = Path(waiting.value.path()).read_text("utf-8")
        assert waiting.value.suggested_filename == "answers.csv.rejects.csv"
        assert "2022-13-45" in rejects

        desk.page.get_by_role("tab", name="Search").click()
        desk.page.get_by_role("textbox", name="What was said").fill(
            "weapons for Russia, the minister"
        )
        desk.page.keyboard.press("Enter")
        desk.settle()
        desk.page.get_by_text("the minister said").first.wait_for()
        desk.sign_out()

        # the checker finds the flag in the queue and the new statement beside the verdict
        desk.sign_in("checker")
        desk.page.get_by_text("New evidence since the verdict: 1 claim").wait_for()
        shoot(desk.page, "queue-new-evidence")
        desk.page.get_by_role("link", name=re.compile(CLAIM)).click()
        desk.page.wait_for_selector(".wb-flags")
        desk.settle()
        assert "Hossein Amir-Abdollahian, 25 October 2022" in (
            desk.page.locator(".wb-flags").inner_text()
        )
        shoot(desk.page, "review-new-evidence")
    app = DeskApp(demo_settings)
    try:
        assert app.archive.statement("new-1").publisher == "Test Wire"
        app.verify_ledger(by=app.operator())
    finally:
        app.close()
