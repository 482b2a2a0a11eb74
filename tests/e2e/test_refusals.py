"""What is refused is said, and the focus goes to the field at fault, else to the refusal itself."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.desk_server import Desk
from tests.e2e.test_journey import give_verdict, parameter

STORY = "Iranian trainers in Crimea"


def test_a_refused_verdict_leads_to_the_field_at_fault(
    browser: Browser, desk: Desk, server: str
) -> None:
    page = desk.page
    desk.sign_in("checker")
    page.get_by_role("link", name=re.compile(STORY)).first.click()
    page.wait_for_selector(".wb-claim")
    desk.settle()
    link = f"/review?claim={parameter(desk, 'claim')}"

    desk.press("Control+Enter")
    desk.told("Choose a verdict first")
    expect(page.get_by_role("radio", name="Contested")).to_be_focused()

    desk.press("Space", "Control+Enter")
    desk.told("Write a rationale")
    expect(page.get_by_role("textbox", name="Why", exact=True)).to_be_focused()

    page.keyboard.type("It was denied.")
    desk.press("Control+Enter")
    desk.told("Contested needs evidence")
    first = page.get_by_role("checkbox", name="Cite statement 1", exact=True)
    expect(first).to_be_focused()
    expect(page.locator(".st-key-prior_1")).to_be_in_viewport()

    with browser.new_context() as other:
        colleague = Desk(other.new_page(), server)
        colleague.sign_in("checker2", link)
        give_verdict(colleague, 1, why="I was faster.")
        colleague.told("marked contested, version 1")

    desk.press("Space", "Control+Enter")
    desk.told("version 1")
    refusal = page.locator("[class*='st-key-refusal_']")
    expect(refusal).to_be_focused()
    expect(refusal).to_contain_text("Cora Checker")
    expect(page.get_by_role("textbox", name="Why", exact=True)).to_have_value("It was denied.")


def test_a_return_without_a_reason_leads_to_the_refusal_with_the_note_behind_it(
    desk: Desk,
) -> None:
    desk.sign_in("supervisor", "/sign_off")
    desk.page.locator("[data-heading-of]").wait_for()
    desk.press("Control+Shift+Enter")
    desk.told("Say why the verdict is sent back")
    note = desk.page.get_by_role("textbox", name="Note, or the reason for returning it")
    expect(desk.page.locator(".st-key-sign_refusal")).to_be_focused()
    desk.press("Tab")
    expect(note).to_be_focused()
