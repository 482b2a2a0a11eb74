"""A librarian brings in statements, takes home what was rejected, and a verdict gets flagged."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from workbench.desk_app import DeskApp
from workbench.settings import Settings

STATEMENTS = """\
id,text,speaker,actor,said_on,title,publisher,source_url
new-1,"Iran has no soldiers in Crimea and has never sent any there.",Nasser Kanaani,Iran,\
2022-10-21,Tehran answers,Test Wire,https://example.org/answer
new-2,"The harvest was late.",Ann Brook,,2022-13-45,Harvest,Test Wire,
"""


def test_an_import_says_what_went_in_and_gives_back_what_did_not(
    context: BrowserContext, demo_settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(STATEMENTS, "utf-8")
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        desk.sign_in("librarian", "/archive")
        desk.page.get_by_role("tab", name="Import").click()
        desk.page.locator("input[type=file]").set_input_files(file)
        desk.settle()
        desk.page.get_by_role("button", name="Import", exact=True).click()
        desk.page.get_by_text("1 statement added, 0 known already, 1 rejected.").first.wait_for(
            timeout=120_000
        )
        desk.settle()
        shoot(desk.page, "archive-import")
        assert desk.page.get_by_role("cell", name="said_on").count() == 1
        with desk.page.expect_download() as waiting:
            desk.page.get_by_role("button", name="Download the rejected rows").click()
        rejects = Path(waiting.value.path()).read_text("utf-8")
        assert waiting.value.suggested_filename == "answers.rejects.csv"
        assert "2022-13-45" in rejects

        desk.page.get_by_role("tab", name="Search").click()
        desk.page.get_by_role("textbox", name="What was said").fill("soldiers in Crimea")
        desk.page.keyboard.press("Enter")
        desk.settle()
        desk.page.get_by_text("has never sent any there").first.wait_for()
    app = DeskApp(demo_settings)
    try:
        assert app.archive.statement("new-1").publisher == "Test Wire"
        app.verify_ledger()
    finally:
        app.close()
