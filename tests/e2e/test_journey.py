"""The whole way through, in a real browser: a denial found, a verdict given, signed and exported.

The checker and the supervisor use the keyboard alone; nothing here clicks before the export.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from workbench.app import App
from workbench.errors import NotAllowed
from workbench.settings import Settings

CRIMEA_STORY = "Iranian trainers in Crimea are helping Russia fly drones, White House says"
WHITE_HOUSE_CLAIM = "providing Russia with weapons"
RATIONALE = (
    "On 17 October, 3 days before, Iran's foreign ministry denied just that: no weapons, it said, "
    "had gone to either party."
)  # typed with digits, j, k, n and v in it, which are keys only outside a text


def find_claim(desk: Desk, words: str) -> None:
    """Press J until the claim on the card says ``words``."""
    next_claim = desk.page.get_by_role("button", name="Next claim")
    while words not in desk.claim_card.locator("blockquote").inner_text():
        assert next_claim.is_enabled(), f"no claim says {words!r}"
        shown = str(desk.claim_card.get_attribute("aria-label"))
        desk.page.keyboard.press("j")
        expect(desk.claim_card).not_to_have_attribute("aria-label", shown, timeout=30_000)
        desk.settle()


def iranian_denial(desk: Desk) -> int:
    """The number, and so the key, of an Iranian statement that contradicts the claim."""
    cards = desk.page.locator(".wb-prior.wb-contradicts.wb-lane-prior").filter(has_text="Iran")
    for card in cards.all():
        if "Iran" in card.locator(".wb-who").inner_text():
            number = int(card.locator(".wb-key").inner_text())
            assert number <= 10, "a key can cite it"
            return number
    raise AssertionError("no Iranian denial stands beside the claim")


def give_verdict(desk: Desk, *cite: int, why: str) -> None:
    """Cite, mark contested, say why and submit, without touching the mouse."""
    for number in cite:
        desk.page.keyboard.press(str(number % 10))
        expect(
            desk.page.get_by_role("checkbox", name=f"Cite statement {number}", exact=True)
        ).to_be_checked()
    contested = desk.page.get_by_role("radio", name="Contested")
    desk.page.keyboard.press("v")
    expect(contested).to_be_focused()
    desk.page.keyboard.press("Space")
    expect(contested).to_be_checked()
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("textbox", name="Why")).to_be_focused()
    desk.page.keyboard.type(why)
    desk.press("Control+Enter")


def parameter(desk: Desk, name: str) -> str:
    found = re.search(rf"[?&]{name}=([^&]+)", desk.page.url)
    assert found, f"{name} stands in the address {desk.page.url}"
    return found.group(1)


def test_from_a_story_to_a_signed_verdict_in_a_csv(
    context: BrowserContext, demo_settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)

        # a stranger is sent to the sign-in page, and from there to where they wanted to go
        desk.page.goto(f"{address}/?from=a-link")
        desk.page.wait_for_selector("#name")
        shoot(desk.page, "sign-in")
        desk.sign_in("checker")
        shoot(desk.page, "queue")

        # the checker opens the Crimea story and finds the White House's claim
        desk.tab_to(CRIMEA_STORY)
        desk.press("Enter")
        desk.page.wait_for_selector(".wb-claim")
        find_claim(desk, WHITE_HOUSE_CLAIM)
        number = iranian_denial(desk)
        claim_id = parameter(desk, "claim")
        shoot(desk.page, "review")

        # a reload keeps the session and the place
        desk.page.reload()
        desk.page.wait_for_selector(".wb-claim")
        desk.settle()
        assert parameter(desk, "claim") == claim_id

        # contested, citing the denial
        give_verdict(desk, number, why=RATIONALE)
        desk.told("marked contested, version 1, citing 1 statement")
        assert parameter(desk, "claim") != claim_id
        shoot(desk.page, "review-submitted")
        desk.sign_out()

        # the supervisor gives a verdict too, and may not sign that one
        desk.sign_in("supervisor", f"/review?article={claim_id.rsplit('-', 1)[0]}")
        desk.page.wait_for_selector(".wb-claim")
        own_claim_id = parameter(desk, "claim")
        assert own_claim_id != claim_id
        give_verdict(desk, 1, why="The supervisor's own view.")
        desk.told("marked contested, version 1")
        desk.open(f"/sign_off?claim={own_claim_id}")
        desk.page.get_by_text("Locked for you.").wait_for()
        assert desk.page.get_by_role("button", name="Approve").count() == 0
        desk.page.keyboard.press("Control+Enter")
        desk.settle()
        shoot(desk.page, "sign-off-locked")

        # the checker's verdict, with the cited statement in full, is approved by keyboard
        desk.open(f"/sign_off?claim={claim_id}")
        desk.page.get_by_text(RATIONALE).wait_for()
        assert desk.page.get_by_text("Cited evidence (1)").count() == 1
        shoot(desk.page, "sign-off")
        desk.press("Control+Enter")
        desk.told("Approved: ✕ Contested, version 1 by Chris Checker")

        # the CSV
        desk.go_to("Export")
        shoot(desk.page, "export")
        with desk.page.expect_download() as waiting:
            desk.page.get_by_role("button", name="Download verdicts (CSV)").click()
        table = pd.read_csv(io.BytesIO(Path(waiting.value.path()).read_bytes()), dtype=str)
        with desk.page.expect_download() as waiting:
            desk.page.get_by_role("button", name="Download evidence (CSV)").click()
        evidence = pd.read_csv(io.BytesIO(Path(waiting.value.path()).read_bytes()), dtype=str)

        # out is out
        desk.sign_out()
        desk.page.goto(f"{address}/export")
        desk.page.wait_for_selector("#name")

    [row] = table.to_dict("records")
    assert row["claim_id"] == claim_id
    assert row["verdict"] == "contested"
    assert row["rationale"] == RATIONALE
    assert row["decided_by"] == "checker"
    assert row["signed_off_by"] == "supervisor"
    assert list(evidence["claim_id"]) == [claim_id]

    # the same rules hold without a screen, and the ledger tells the whole story
    app = App(demo_settings)
    try:
        supervisor = next(user for user in app.accounts.users() if user.name == "supervisor")
        with pytest.raises(NotAllowed):
            app.verdicts.approve(own_claim_id, 1, by=supervisor)
        app.ledger.verify(by=app.operator())
    finally:
        app.close()
