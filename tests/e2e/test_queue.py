"""A checker's morning by keyboard: what waits and why, the rest of it, and into a claim."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from tests.e2e.looks import look_at
from workbench.app import App
from workbench.model.queue import Order, Wanted
from workbench.model.verdict import Draft, Verdict
from workbench.settings import Settings

REASON = "Cite the denial of 18 October itself."


def furnish(settings: Settings) -> None:
    """A claim sent back, one owed blind, one taken, one drafted, seven assigned and one overdue."""
    app = App(settings)
    try:
        people = {user.name: user for user in app.accounts.users()}
        checker, supervisor = people["checker"], people["supervisor"]
        every, _ = app.page_queries.listed(checker, Wanted(words="iran"), order=Order.NEWEST)
        ids = [each.claim_id for each in every if each.state == "open"]
        for claim_id, by in ((ids[0], checker), (ids[1], supervisor)):
            app.verdicts.submit(
                claim_id,
                verdict=Verdict.UNVERIFIED,
                rationale="Nothing found.",
                cited=[],
                by=by,
                seen_version=0,
            )
        app.verdicts.send_back(ids[0], 1, by=supervisor, reason=REASON)
        app.opinions.ask(ids[1], reviewer="checker", by=supervisor)
        app.work.take(ids[2], by=checker)
        app.drafts.keep(ids[3], Draft(rationale="So far"), seen_version=0, by=checker)
        app.work.plan(ids[4:11], by=supervisor, assignee="checker")
        late = app.clock() - timedelta(hours=3)
        app.work.plan(ids[11:12], by=supervisor, assignee="checker", due_at=late)
    finally:
        app.close()


@pytest.fixture
def desk(demo_settings: Settings, tmp_path: Path, context: BrowserContext) -> Iterator[Desk]:
    furnish(demo_settings)
    shutil.rmtree(demo_settings.index_directory, ignore_errors=True)
    with serving(demo_settings, tmp_path / "server.log") as address:
        yield Desk(context.new_page(), address)


def test_a_morning_by_keyboard_from_what_waits_to_the_claim(desk: Desk, shoot: Shoot) -> None:
    page = desk.page
    desk.sign_in("checker", "/")
    waits = page.locator(".st-key-waits")
    expect(waits.get_by_role("heading", level=3)).to_contain_text(
        [
            "Returned to you 1",
            "Second opinions asked of you 1",
            "Taken by you 1",
            "Assigned to you and overdue 1",
            "Drafts you began 1",
            "Assigned to you 7",
        ]
    )
    look_at(desk, shoot, "queue-waits")

    # who owes a blind opinion reads nothing of a verdict in its line
    owed = waits.locator(".st-key-waits_opinion").inner_text().lower()
    assert "asked by sam supervisor" in owed
    assert not any(word in owed for word in ("unverified", "submitted", "sign-off", "evidence"))

    # what is more than five opens as a list: announced, and the focus goes to it
    desk.tab_to("2 more: assigned to you", limit=80)
    desk.press("Enter")
    page.wait_for_url("**waits=assigned**")
    expect(page.locator("[data-heading-of=claims_found]")).to_be_focused()
    live = page.locator("[aria-live='polite']")
    expect(live).to_contain_text("Assigned to you: 7 claims")
    assert page.get_by_text("Waits for you: assigned to you").count() == 7

    # the filters: the count is announced and the focus is at the claims
    page.locator("summary").filter(has_text="Find claims in all stories").focus()
    desk.press("Enter")
    page.get_by_role("textbox", name="Who says it").focus()
    page.keyboard.type("kirby")
    desk.press("Enter")
    page.wait_for_url("**who=kirby**")
    expect(page.locator("[data-heading-of=claims_found]")).to_be_focused()
    expect(live).to_contain_text("found")
    look_at(desk, shoot, "queue-found")

    # back to what waits, and into the claim that came back, with its reason in the link's name
    desk.open("/")
    sent_back = waits.get_by_role("link", name=REASON)
    desk.tab_to(str(sent_back.inner_text()).strip(), limit=80)
    desk.press("Enter")
    page.wait_for_selector(".wb-claim")
    expect(page.locator(".wb-claim .wb-heading")).to_contain_text("returned to the checker")
