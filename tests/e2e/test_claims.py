"""A checker mends what the machine lifted, by keyboard: adds, cuts, dismisses, restores a claim."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk

SELECT = """([from, to]) => {
    const root = document.querySelector('.wb-article-root');
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const ends = {};
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const words of [from, to]) {
            const at = node.data.indexOf(words);
            if (at >= 0 && !ends[words]) ends[words] = [node, at];
        }
    }
    getSelection().setBaseAndExtent(...ends[from], ends[to][0], ends[to][1] + to.length);
}"""
"""What a mouse or caret browsing does; the browser under test has no other way by keyboard."""


STEPS = 12
"""Keys by which any of the ways to change a claim is reached."""


def number_of_claims(desk: Desk) -> int:
    return int(str(desk.claim_card.get_attribute("aria-label")).rpartition(" of ")[2])


def open_changes(desk: Desk, what: str) -> None:
    """Open the ways to change a claim and choose one, by Enter and the arrow keys."""
    group = desk.page.get_by_role("radiogroup", name="What to change")
    choice = group.get_by_role("radio", name=what)
    for _ in range(STEPS):
        if not group.is_visible():
            desk.page.get_by_role("button", name="Change this claim").focus()
            desk.press("Enter")
        elif choice.is_checked():
            choice.focus()  # the page was drawn anew
            desk.settle()
            if group.is_visible():
                return
        else:
            group.get_by_role("radio", checked=True).focus()
            desk.press("ArrowDown")
    raise AssertionError(f"{what!r} cannot be reached in {STEPS} steps")


def test_words_selected_become_a_claim_that_is_cut_dismissed_and_restored(
    desk: Desk, shoot: Shoot
) -> None:
    desk.sign_in("checker", "/review")
    desk.page.wait_for_selector(".wb-claim")
    before = number_of_claims(desk)
    whole = "Peskov had said on Friday that Moscow had made no statement"

    # words selected across a mark of the article, the key A: the form opens and has the focus
    desk.page.evaluate(SELECT, ["Peskov had said", "had made no statement"])
    expect(desk.page.get_by_role("button", name="Add as a claim")).to_be_visible()
    desk.press("a")
    expect(desk.page.locator(".wb-chosen")).to_have_text(whole)
    expect(desk.page.get_by_role("textbox", name="Who says it")).to_be_focused()
    shoot(desk.page, "review-add-claim")
    desk.tab_to("Add this claim")
    desk.press("Enter")
    desk.told("Your claim is added")
    expect(desk.claim_card.locator("blockquote")).to_have_text(whole)
    desk.page.get_by_text("Added by Chris Checker").wait_for()
    assert number_of_claims(desk) == before + 1

    # a bar where the second claim begins
    open_changes(desk, "Cut in two")
    marked = desk.page.get_by_role("textbox", name="Put a bar")
    marked.focus()
    desk.page.keyboard.press("Control+Home")
    for _ in "Peskov had said on Friday ":
        desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.type("|")
    shoot(desk.page, "review-change-claim")
    desk.page.get_by_role("button", name="Cut in two here").focus()
    desk.press("Enter")
    desk.told("Cut in two")
    expect(desk.claim_card.locator("blockquote")).to_have_text("Peskov had said on Friday")
    assert number_of_claims(desk) == before + 2

    # no claim: dismissed without a reason it stays, with one it goes, and it can be put back
    open_changes(desk, "Dismiss it")
    desk.page.get_by_role("button", name="Dismiss", exact=True).focus()
    desk.press("Enter")
    desk.page.get_by_text("choose a reason").first.wait_for()
    reason = desk.page.get_by_role("combobox", name="Why it is no claim to check")
    reason.focus()
    desk.press("ArrowDown")
    desk.page.keyboard.type("wrongly")
    desk.press("Enter")
    desk.page.get_by_role("button", name="Dismiss", exact=True).focus()
    desk.press("Enter")
    desk.told("Dismissed. It stands with the dismissed claims")
    assert number_of_claims(desk) == before + 1
    dismissed = desk.page.get_by_text("Dismissed claims (1)")
    dismissed.focus()
    desk.page.locator("summary").filter(has=dismissed).focus()
    desk.press("Enter")
    desk.page.get_by_text("wrongly cut: Chris Checker").wait_for()
    shoot(desk.page, "review-dismissed")
    desk.page.get_by_role("button", name="Restore").focus()
    desk.press("Enter")
    desk.told("Restored. It is on the desk again")
    assert number_of_claims(desk) == before + 2

    # typed words that stand there more than once: which is asked
    part = desk.page.locator("summary").filter(has_text="Add a claim")
    part.focus()
    desk.press("Enter")
    desk.page.get_by_role("textbox", name="Words of the claim").focus()
    desk.page.keyboard.type("Moscow")
    desk.press("Enter")
    which = desk.page.get_by_role("radiogroup", name="They stand in")
    expect(which).to_be_visible()
