"""An administrator opens, changes and closes an account by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import SIZE
from tests.e2e.desk_server import Desk

FIRST, SECOND = "heron at the weir", "otter under the bridge"


def focus_on(desk: Desk, label: str) -> None:
    """Tab to a field or a button by its label, from the page's heading on."""
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate(
            """(label) => {
                const one = document.activeElement;
                const label_of = one.labels?.[0]?.innerText;
                return [one.getAttribute('aria-label'), label_of, one.innerText].some(
                    (name) => name && name.trim().startsWith(label));
            }""",
            label,
        ):
            return
    raise AssertionError(f"{label!r} cannot be reached by Tab")


def choose(desk: Desk, label: str, words: str) -> None:
    """Choose in a list by its first letters."""
    focus_on(desk, label)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.type(words)
    desk.press("Enter")


def write(desk: Desk, label: str, words: str) -> None:
    focus_on(desk, label)
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type(words)


def signed_in_as_dana(browser: Browser, address: str, password: str) -> Desk:
    desk = Desk(browser.new_context(viewport=SIZE).new_page(), address)
    desk.page.goto(address)
    desk.page.locator("#name").wait_for()
    desk.page.keyboard.type("dana")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type(password)
    desk.page.keyboard.press("Enter")
    desk.page.locator(".wb-masthead, [role=alert]").first.wait_for(timeout=60_000)
    return desk


def test_an_account_from_its_first_day_to_its_last_by_keyboard(
    desk: Desk, browser: Browser
) -> None:
    desk.sign_in("admin")

    # the first stop leads past the navigation
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.keyboard.press("Tab")
    assert desk.active() == "Skip to main content"
    expect(desk.page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    assert desk.active() == "Keys ?"

    # the page that opens is marked, in the browser's tab too, and told
    desk.page.keyboard.press("Shift+Tab")
    desk.tab_to("People")
    desk.press("Enter")
    desk.page.locator(".wb-masthead h1:text-is('People')").wait_for()
    desk.settle()
    here = desk.page.get_by_test_id("stTopNavLink").and_(desk.page.locator("[aria-current=page]"))
    expect(here).to_have_text("People")
    expect(desk.page).to_have_title(re.compile("^People"))

    # a new account; a role that is missing is asked for and nothing typed is lost
    write(desk, "Name as colleagues see it", "Dana Desk")
    write(desk, "Account name", "dana")
    write(desk, "First password", FIRST)
    focus_on(desk, "Create account")
    desk.press("Enter")
    desk.told("Choose a role")
    choose(desk, "Role", "checker")
    focus_on(desk, "Create account")
    desk.press("Enter")
    desk.told("Dana Desk can sign in as dana, as checker.")
    expect(desk.page.get_by_role("textbox", name="Account name")).to_have_value("")
    dana = signed_in_as_dana(browser, desk.address, FIRST)
    expect(dana.page.locator(".wb-masthead")).to_contain_text("Dana Desk, checker")
    expect(dana.page.get_by_role("link", name="Sign-off")).to_have_count(0)

    # another role, at once
    choose(desk, "Whose account", "dana")
    choose(desk, "Their role", "supervisor")
    focus_on(desk, "Give this role")
    desk.press("Enter")
    desk.told("Dana Desk is supervisor now")
    assert desk.active().startswith("Give this role"), "the focus stays where it was"
    dana.open("/")
    expect(dana.page.get_by_role("link", name="Sign-off", exact=True)).to_be_visible()

    # a session is ended, and the focus is where the button was
    focus_on(desk, "End session 1")
    desk.press("Enter")
    desk.told("That session has ended")
    expect(desk.page.get_by_role("heading", name="Signed in")).to_be_focused()
    dana.page.goto(desk.address)
    dana.page.locator("#name").wait_for()

    # another password, with which alone one comes in
    write(desk, "Their new password", SECOND)
    focus_on(desk, "Set password")
    desk.press("Enter")
    desk.told("Dana Desk has a new password")
    dana = signed_in_as_dana(browser, desk.address, SECOND)
    expect(dana.page.locator(".wb-masthead")).to_contain_text("Dana Desk, supervisor")

    # the account is closed: out at once, and not in again
    focus_on(desk, "Close the account")
    desk.press("Enter")
    desk.told("The account of Dana Desk is closed")
    expect(desk.page.get_by_role("heading", name="Dana Desk")).to_be_focused()
    dana.page.goto(desk.address)
    dana.page.locator("#name").wait_for()
    dana = signed_in_as_dana(browser, desk.address, SECOND)
    expect(dana.page.get_by_role("alert")).to_contain_text("not right")
