"""The timeline by keyboard alone: from a claim to a statement of long ago, and its access."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from tests.e2e.looks import barriers, too_wide
from workbench.app import App
from workbench.settings import Settings

WORDS = "providing Russia with weapons"


def claim_of(settings: Settings, words: str) -> str:
    app = App(settings)
    try:
        return next(
            item.claim.claim_id
            for line in app.page_queries.queue(app.operator())
            for item in app.page_queries.claims_of(line.article_id, reader=None)
            if words in item.claim.text
        )
    finally:
        app.close()


def test_a_checker_moves_along_the_timeline_and_opens_a_statement_without_a_mouse(
    context: BrowserContext, demo_settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    claim_id = claim_of(demo_settings, WORDS)
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        desk.sign_in("checker", f"/review?claim={claim_id}")
        desk.page.wait_for_selector(".wb-claim")
        desk.settle()
        desk.page.get_by_role("link", name="Claim timeline").focus()
        desk.press("Enter")
        desk.page.wait_for_selector(".wb-time-mark")
        desk.settle()
        assert f"claim={claim_id}" in desk.page.url

        # one stop for Tab; the arrows do the rest
        rows = desk.page.locator(".wb-time-row")
        expect(rows.first).to_have_attribute("aria-label", re.compile("^Iran, "))
        desk.tab_to("Back to the claim on Review")
        desk.page.keyboard.press("Tab")
        first = rows.first.locator(".wb-time-mark").first
        expect(first).to_be_focused()
        desk.page.keyboard.press("End")
        expect(rows.first.locator(".wb-time-mark").last).to_be_focused()
        desk.page.keyboard.press("ArrowDown")
        in_second = rows.nth(1).locator(".wb-time-mark:focus")
        expect(in_second).to_have_count(1)
        told = str(in_second.get_attribute("aria-label"))
        expect(desk.page.locator(".wb-time-read")).to_have_text(told)

        # Enter opens the statement beside and the focus stays where it was
        statement_id = str(in_second.get_attribute("data-statement"))
        desk.press("Enter")
        opened = desk.page.locator(f'.wb-time-mark[data-statement="{statement_id}"]')
        expect(opened).to_have_attribute("aria-pressed", "true")
        expect(opened).to_be_focused()
        expect(desk.page.locator(".wb-prior blockquote")).to_be_visible()
        expect(desk.page.locator(".wb-time-told")).to_have_text("The statement is open.")
        desk.page.wait_for_url(f"**statement={statement_id}*")
        shoot(desk.page, "timeline-claim")
        assert barriers(desk.page) == []
        assert too_wide(desk.page) <= 0

        # the link opens the same again; a tablet and 200 % show it all
        desk.page.reload()
        desk.page.wait_for_selector('.wb-time-mark[aria-pressed="true"]')
        desk.settle()
        for width in (820, 640):
            desk.page.set_viewport_size({"width": width, "height": 900})
            expect(desk.page.locator(".wb-prior blockquote")).to_be_visible()
            assert too_wide(desk.page) <= 0

        # the same as a table
        desk.page.get_by_text("The same as a table").click()
        marks = desk.page.locator(".wb-time-mark").count()
        expect(desk.page.locator(".wb-time-table tbody tr")).to_have_count(marks)
        desk.page.wait_for_timeout(500)
        assert barriers(desk.page) == []
