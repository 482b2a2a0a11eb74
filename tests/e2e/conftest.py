"""One browser and one server a journey; screenshots on the side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.desk_server import Desk, serving
from workbench.settings import Settings

CHROMIUM = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""The first that is there: the shell draws no window, and so costs a quarter less."""
WITHOUT_A_SCREEN = ("--disable-gpu", "--disable-gpu-rasterization", "--disable-extensions")
"""Nobody looks on, and Debian's Chromium would draw each frame by a graphics card made of software,
at a third of the processor's time."""
SIZE = {"width": 1280, "height": 900}
Shoot = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next((path for path in CHROMIUM if Path(path).exists()), None)
    if found is None:
        pytest.fail("the journeys need Chromium: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", *WITHOUT_A_SCREEN]
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=SIZE, color_scheme="light", accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def server(demo_settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The demonstration's desk on a free port, with a database of its own."""
    with serving(demo_settings, tmp_path / "server.log") as address:
        yield address


@pytest.fixture
def desk(context: BrowserContext, server: str) -> Desk:
    return Desk(context.new_page(), server)


@pytest.fixture
def shoot(tmp_path: Path) -> Shoot:
    """Take a screenshot; into the folder named by SCREENSHOTS, made small, else none."""
    named = os.environ.get("SCREENSHOTS")
    folder = tmp_path if named is None else Path(named)
    folder.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        if named is not None:
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
            few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(folder / f"{name}.png", optimize=True)

    return shot
