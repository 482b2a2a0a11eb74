"""A checker adds a text by keyboard: reads it over, has its claims found, opens them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk
from tests.e2e.looks import look_at

TEXT = (
    "TESTVILLE, October 21, 2022 - Mayor Ann Brook said the bridge was safe. Brook denied that any "
    "inspection had failed."
)


def test_a_pasted_text_is_read_over_and_becomes_a_story(desk: Desk, shoot: Shoot) -> None:
    page = desk.page
    desk.sign_in("checker", "/add_article")
    page.wait_for_selector(".wb-masthead h1:text-is('Add article')")
    page.get_by_label("Text of the article").focus()
    page.keyboard.type(TEXT)
    desk.press("Control+Enter")
    expect(page.get_by_role("heading", name="What was read")).to_be_focused()
    expect(page.get_by_role("button", name="Find the claims")).to_be_in_viewport()
    look_at(desk, shoot, "add-article-read")

    desk.tab_to("Find the claims", 8)
    desk.press("Enter")
    expect(page.get_by_role("heading", name="What was found")).to_be_focused(timeout=60_000)
    desk.settle()
    link = page.get_by_role("link", name="Review 2 claims")
    expect(link).to_be_in_viewport()
    look_at(desk, shoot, "add-article-found")
    link.focus()
    desk.press("Enter")
    page.wait_for_selector(".wb-claim")
    expect(desk.claim_card).to_contain_text("Ann Brook")
