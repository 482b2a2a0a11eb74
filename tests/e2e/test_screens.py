"""Every page in both themes: nothing breaks, is cut off or is fetched from outside."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.e2e.conftest import SIZE, Shoot
from tests.e2e.desk_server import Desk, serving
from workbench.settings import Settings

PAGES = {
    "queue": "/",
    "review": "/review",
    "sign-off": "/sign_off",
    "timeline": "/timeline?actor=Iran&q=Iran+sent+drones+to+Russia",
    "archive": "/archive?q=Iran+sent+drones+to+Russia&actor=Iran",
    "add-article": "/add_article",
    "export": "/export",
    "insights": "/insights",
    "people": "/people",
    "account": "/account",
}
BESIDE_THE_JOURNEY = ("timeline", "archive", "insights", "add-article", "people", "account")
"""The journey shows the others in light."""
HARMLESS = ("404 (Not Found)",)  # Streamlit asks for its health beside a page's own address


@pytest.fixture(scope="module")
def served(seeded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for the module; these tests change nothing."""
    folder = tmp_path_factory.mktemp("screens")
    settings = Settings(database=folder / seeded_demo.name, demo=True)
    shutil.copy(seeded_demo, settings.database)
    index = Settings(database=seeded_demo).index_directory
    if index.exists():
        shutil.copytree(index, settings.index_directory)
    with serving(settings, folder / "server.log") as address:
        yield address


def too_wide(page: Page) -> int:
    """By how many pixels the page has to be scrolled sideways."""
    return int(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth - main.clientWidth; }"
        )
    )


def barriers(page: Page) -> list[str]:
    """What axe-core finds at least serious, with the elements it is about."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:5]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_opens_cleanly(browser: Browser, served: str, shoot: Shoot, theme: str) -> None:
    context = browser.new_context(viewport=SIZE, color_scheme=theme)
    page = context.new_page()
    problems: list[str] = []
    outside: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in HARMLESS):
            problems.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((served, "blob:", "data:", served.replace("http", "ws", 1))):
            outside.append(request.url)

    page.on("console", on_console)
    page.on("request", on_request)
    desk = Desk(page, served)
    suffix = "" if theme == "light" else "-dark"
    page.goto(served)
    page.wait_for_selector("#name")
    assert barriers(page) == []
    desk.sign_in("admin")
    for name, path in PAGES.items():
        desk.open(path)
        page.wait_for_selector(".wb-masthead")
        page.wait_for_timeout(800)  # fonts and tables draw themselves after the run
        if theme == "dark" or name in BESIDE_THE_JOURNEY:
            shoot(page, f"{name}{suffix}")
        assert page.get_by_test_id("stException").count() == 0, name
        assert page.locator("[data-testid='stAlertContentError']").count() == 0, name
        assert too_wide(page) <= 0, f"{name} is cut off"
        assert barriers(page) == [], name
    assert problems == []
    assert outside == []
    context.close()


def test_the_real_server_answers_nothing_to_strangers(browser: Browser, served: str) -> None:
    context = browser.new_context()
    for path in ("/_stcore/metrics", "/_stcore/host-config", "/_stcore/agent/openapi.json"):
        assert context.request.get(f"{served}{path}").status == 401, path
    assert context.request.put(f"{served}/_stcore/upload_file/a/b", data="x").status == 401
    assert context.request.get(f"{served}/_stcore/health").text() == "ok"
    page = context.new_page()
    page.goto(f"{served}/sign-in")
    refused = page.evaluate(
        """() => new Promise((done) => {
            const socket = new WebSocket(`ws://${location.host}/_stcore/stream`);
            socket.onopen = () => done('open');
            socket.onerror = () => done('refused');
            setTimeout(() => done('silent'), 10000);
        })"""
    )
    assert refused == "refused"
    context.close()
