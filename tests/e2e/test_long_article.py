"""An article of 200 claims: whichever is opened, its card and its words are on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.e2e.desk_server import Desk, serving
from workbench.app import App
from workbench.settings import Settings

CLAIMS = 200
SCREENS = ((1280, 900), (820, 1180), (640, 900))
"""A desk, a tablet, and a narrow window, where the article stands above the claim."""


@pytest.fixture
def long_article(demo_settings: Settings) -> list[str]:
    """The ids of the claims of an article of so many, on the demonstration's desk."""
    desk = App(demo_settings)
    try:
        text = "\n".join(
            f"Kirby said that on day {number} Iran had sent {number + 1} of its drones to Russia."
            for number in range(CLAIMS)
        )
        article = desk.articles.read_text(text, title="The long war of the drones")
        stored = desk.articles.add(article, by=desk.operator()).article
        return [
            item.claim.claim_id
            for item in desk.page_queries.claims_of(stored.article_id, reader=None)
        ]
    finally:
        desk.close()


def is_on_screen(part: Locator) -> bool:
    """Whether its top is neither scrolled away nor covered."""
    return bool(
        part.evaluate(
            """part => {
                const { left, top } = part.getClientRects()[0];
                const there = document.elementFromPoint(left + 4, top + 4);
                return part.contains(there) || (there && there.contains(part));
            }"""
        )
    )


def test_a_claim_far_down_is_beside_its_words_on_every_screen(
    context: BrowserContext, demo_settings: Settings, long_article: list[str], tmp_path: Path
) -> None:
    article_id = long_article[0].rpartition("-")[0]
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        desk.sign_in("checker")
        for width, height in SCREENS:
            desk.page.set_viewport_size({"width": width, "height": height})
            desk.open(f"/review?article={article_id}&claim={long_article[149]}")
            expect(desk.claim_card).to_have_attribute("aria-label", f"Claim 150 of {CLAIMS}")
            words = desk.page.locator(".wb-span[aria-current]").first
            assert is_on_screen(words), (width, height)
            assert is_on_screen(desk.claim_card.locator(".wb-heading")), (width, height)
            desk.press("j")
            expect(desk.claim_card).to_have_attribute("aria-label", f"Claim 151 of {CLAIMS}")
            assert is_on_screen(desk.page.locator(".wb-span[aria-current]").first)
