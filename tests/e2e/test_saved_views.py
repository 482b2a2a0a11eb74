"""A supervisor by keyboard: finds claims, saves the view, chooses two, assigns them, opens one."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk
from tests.e2e.looks import look_at


def test_find_save_choose_assign_and_open(desk: Desk, shoot: Shoot) -> None:
    page = desk.page
    desk.sign_in("supervisor", "/?stories=all")

    # the filters, then a view of them
    page.locator("summary").filter(has_text="Find claims in all stories").focus()
    desk.press("Enter")
    look_at(desk, shoot, "queue-filters")
    page.get_by_role("textbox", name="Words in the claim").focus()
    page.keyboard.type("crimea")
    desk.press("Enter")
    page.locator("[data-heading-of=claims_found]").wait_for()
    assert page.url.endswith("?q=crimea")
    page.locator("summary").filter(has_text="Find claims in all stories: “crimea”").wait_for()
    expect(page.locator("[class*=st-key-story_claim_]").first).to_be_in_viewport()
    page.locator("summary").filter(has_text="Save or change views").focus()
    desk.press("Enter")
    page.get_by_role("textbox", name="Name for what is found now").focus()
    page.keyboard.type("Crimea")
    desk.tab_to("Save this view", 8)
    desk.press("Enter")
    desk.told("The view is saved.")
    expect(page.locator("[data-heading-of=saved_views]")).to_be_focused()
    desk.press("Tab")
    assert desk.active() == "All stories"
    desk.press("Tab")
    assert desk.active() == "✓ Crimea"

    # two claims chosen; the choice outlives the page
    boxes = page.get_by_role("checkbox", name="Choose “")
    first = str(boxes.nth(0).get_attribute("aria-label"))
    for number in (0, 1):
        boxes.nth(number).focus()
        desk.press("Space")
    page.get_by_text("2 claims chosen.").wait_for()
    expect(boxes.nth(0)).to_be_checked()
    look_at(desk, shoot, "queue-claims-chosen")
    page.get_by_role("combobox", name="Assign to").focus()
    page.keyboard.type("Chris")
    desk.press("Enter")
    desk.tab_to("Plan 2 claims", 12)
    desk.press("Enter")
    desk.told("2 claims planned: assigned to Chris Checker.")
    expect(page.locator("[data-heading-of=claims_found]")).to_be_focused()
    assert page.locator(".wb-source", has_text="assigned to Chris Checker").count() == 2
    look_at(desk, shoot, "queue-claims-planned")

    # the view brings them back from all stories, and the first opens
    link = page.get_by_role("link", name="All stories", exact=True)
    link.focus()
    desk.press("Enter")
    page.wait_for_url("**/?stories=all")
    link = page.get_by_role("link", name="Crimea", exact=True)
    link.focus()
    desk.press("Enter")
    page.wait_for_url("**/?q=crimea")
    words = first.removeprefix("Choose ").rstrip("…”")
    link = page.get_by_role("link").filter(has_text=words).first
    link.focus()
    desk.press("Enter")
    page.wait_for_selector(".wb-claim")
    expect(desk.claim_card.locator("blockquote")).to_contain_text(words.lstrip("“"))
