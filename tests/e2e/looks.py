"""Looking at a page as people have it: both themes, several screens, and what axe-core finds."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import SIZE, Shoot
from tests.e2e.desk_server import Desk

WIDE = {"width": 1920, "height": 1080}
TABLET = {"width": 820, "height": 1180}
ZOOMED = {"width": 640, "height": 450}
"""1280 at 200 %."""


def too_wide(page: Page) -> int:
    """By how many pixels the page has to be scrolled sideways."""
    return int(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]')"
            " || document.documentElement; return main.scrollWidth - main.clientWidth; }"
        )
    )


def barriers(page: Page) -> list[str]:
    """What axe-core finds at least serious, with the elements it is about."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:5]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def look_at(desk: Desk, shoot: Shoot, name: str) -> None:
    """In both themes: no scroll bar below on any screen, and no barriers at 1280."""
    for theme in ("light", "dark"):
        desk.page.emulate_media(color_scheme=theme)
        for size in (WIDE, TABLET, ZOOMED, SIZE):
            desk.page.set_viewport_size(size)
            desk.settle()
            assert too_wide(desk.page) <= 0, f"{theme} at {size['width']}"
            shoot(desk.page, f"{name}-{size['width']}-{theme}")
        assert barriers(desk.page) == []
    desk.page.emulate_media(color_scheme="light")
