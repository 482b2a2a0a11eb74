"""Every page in both themes and on other screens: nothing breaks, is cut off or comes from outside.

By default axe-core looks at each page in light and dark at 1280 and every page is narrowed to a
tablet and to 640, which is 1280 at 200 %. ``SCREENS=all`` has axe-core look at each of these and at
1920 in both themes. What it found and how long it took is printed (``pytest -s``).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.e2e.conftest import SIZE, Shoot
from tests.e2e.desk_server import Desk, serving
from tests.e2e.looks import TABLET, WIDE, ZOOMED, barriers, too_wide
from workbench.app import App
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings

HARMLESS = ("404 (Not Found)",)  # Streamlit asks for its health beside a page's own address
EVERYTHING = os.environ.get("SCREENS") == "all"
WORDS = "providing Russia with weapons"
RATIONALE = (
    "Iran's foreign ministry denied it on 17 October, three days before: no weapons had gone to "
    "either party. It has not taken that back since."
)
PASSWORD = "correct horse battery"
SETTLED = 300
"""Milliseconds in which fonts, tables and colours draw themselves after a run."""


@dataclass(frozen=True, slots=True)
class Furnished:
    """A served desk on which something waits, something was returned and something is signed."""

    address: str
    claim_id: str
    open_id: str
    statement_id: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A page as one role uses it.

    Attributes:
        name: Of its screenshots.
        who: The account that opens it.
        path: Its address, with ``{claim}``, ``{open}`` and ``{statement}`` to be
            filled in; the same as that before is not loaded again.
        then: What is opened on it.
        wide: Whether a screenshot at 1920 is wanted.
    """

    name: str
    who: str
    path: str
    then: Callable[[Desk], None] | None = None
    wide: bool = False


def press_question_mark(desk: Desk) -> None:
    desk.page.keyboard.press("Escape")
    desk.settle()
    desk.page.keyboard.press("?")
    desk.page.get_by_role("dialog", name="Keys").wait_for()


def open_changes(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Change this claim").click()
    desk.settle()


def open_import(desk: Desk) -> None:
    desk.page.get_by_role("tab", name="Import").click()
    desk.settle()


def open_state(desk: Desk) -> None:
    desk.page.get_by_role("tab", name="State of the archive").click()
    desk.settle()


def choose_account(desk: Desk) -> None:
    desk.page.get_by_role("combobox", name="Whose account").click()
    desk.page.keyboard.type("(checker)")
    desk.press("Enter")


OPEN = "/review?claim={open}"
FOUND = "/archive?q=Iran+sent+drones+to+Russia&actor=Iran"
SCREENS = (
    Screen("queue", "checker", "/", wide=True),
    Screen("review", "checker", "/review?claim={claim}", wide=True),
    Screen("review-changes", "checker", OPEN, open_changes),
    Screen("keys", "checker", OPEN, press_question_mark),
    Screen("timeline", "checker", "/timeline?claim={claim}"),
    Screen("account", "checker", "/account"),
    Screen("sign-off", "supervisor", "/sign_off", wide=True),
    Screen("insights", "supervisor", "/insights"),
    Screen("export", "supervisor", "/export"),
    Screen("sheet", "supervisor", "/sheet/{claim}/1"),
    Screen("archive", "librarian", FOUND),
    Screen("archive-import", "librarian", FOUND, open_import),
    Screen("archive-state", "librarian", FOUND, open_state),
    Screen("statement", "librarian", "/archive?statement={statement}"),
    Screen("add-article", "librarian", "/add_article"),
    Screen("people", "admin", "/people", choose_account),
)


FRESH = (
    *("queue", "review", "sign_off", "timeline", "archive", "add_article", "export"),
    *("insights", "people", "account"),
)
"""The pages of a desk without a story and without a statement."""


def furnish(settings: Settings) -> tuple[str, str, str]:
    """Decide some claims and sign one; gives it, an open one, and a statement that it cites."""
    app = App(settings)
    try:
        people = {user.name: user for user in app.accounts.users()}
        checker, supervisor = people["checker"], people["supervisor"]
        open_now = [
            item
            for line in app.page_queries.queue(checker)
            for item in app.page_queries.claims_of(line.article_id, reader=None)
            if item.state is ClaimState.OPEN
        ]
        signed = next(item for item in open_now if WORDS in item.claim.text)
        story = [item for item in open_now if item.claim.article_id == signed.claim.article_id]
        returned, confirmed, unverified, *rest = [item for item in story if item is not signed]

        def decide(item: ClaimOnDesk, verdict: Verdict, why: str, relation: Relation) -> str:
            cited = [
                prior.statement.statement_id
                for prior in app.priors.of(item.claim.claim_id)
                if prior.label.relation is relation
            ][:1]
            app.verdicts.submit(
                item.claim.claim_id,
                verdict=verdict,
                rationale=why,
                cited=cited,
                by=checker,
                seen_version=0,
                outside_evidence=None if cited else "A call to the ministry, 20 October",
            )
            return cited[0] if cited else ""

        statement_id = decide(signed, Verdict.CONTESTED, RATIONALE, Relation.CONTRADICTS)
        app.verdicts.approve(signed.claim.claim_id, 1, by=supervisor)
        decide(returned, Verdict.CONTESTED, "It was denied.", Relation.CONTRADICTS)
        app.verdicts.send_back(returned.claim.claim_id, 1, by=supervisor, reason="Who denied it?")
        decide(confirmed, Verdict.CONFIRMED, "The ministry says so itself.", Relation.SUPPORTS)
        decide(unverified, Verdict.UNVERIFIED, "Nobody else was there.", Relation.RELATED)
        return signed.claim.claim_id, rest[0].claim.claim_id, statement_id
    finally:
        app.close()


@pytest.fixture(scope="module")
def served(seeded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """One server for the module; these tests change nothing."""
    folder = tmp_path_factory.mktemp("screens")
    settings = Settings(database=folder / seeded_demo.name, demo=True)
    shutil.copy(seeded_demo, settings.database)
    index = Settings(database=seeded_demo).index_directory
    if index.exists():
        shutil.copytree(index, settings.index_directory)
    ids = furnish(settings)
    with serving(settings, folder / "server.log") as address:
        yield Furnished(address, *ids)


class Inspection:
    """Looks at one page after another, counts what it finds and how long that takes."""

    def __init__(self, shoot: Shoot) -> None:
        self.shoot = shoot
        self.found: dict[str, list[str]] = {}
        self.looks = 0
        self.seconds = 0.0

    def look(self, page: Page, name: str) -> None:
        began = time.monotonic()
        self.looks += 1
        if found := barriers(page):
            self.found[name] = found
        self.seconds += time.monotonic() - began

    def fits(self, page: Page, name: str) -> None:
        if (wide := too_wide(page)) > 0:
            self.found[f"{name} is cut off"] = [f"{wide} pixels"]

    def screen(self, page: Page, screen: Screen) -> None:
        """One page: both themes at 1280, then the other sizes."""
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.wait_for_timeout(SETTLED)
            self.shoot(page, screen.name if theme == "light" else f"{screen.name}-dark")
            self.look(page, f"{screen.name}, {theme}")
            self.fits(page, screen.name)
        for size in (WIDE, TABLET, ZOOMED):
            if size is WIDE and not (screen.wide or EVERYTHING):
                continue
            width = size["width"]
            page.set_viewport_size(size)
            for theme in ("dark", "light") if EVERYTHING else ("light",):
                page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
                page.wait_for_timeout(SETTLED)
                self.fits(page, f"{screen.name} at {width}")
                if EVERYTHING:
                    self.look(page, f"{screen.name}, {theme}, {width}")
            if size is WIDE and screen.wide:
                self.shoot(page, f"{screen.name}-wide")
            elif os.environ.get("SCREENS"):
                self.shoot(page, f"{screen.name}-{width}")
        page.set_viewport_size(SIZE)


def test_every_page_opens_cleanly(browser: Browser, served: Furnished, shoot: Shoot) -> None:
    problems: list[str] = []
    outside: list[str] = []
    mine = (served.address, "blob:", "data:", served.address.replace("http", "ws", 1))

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in HARMLESS):
            problems.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith(mine):
            outside.append(request.url)

    began = time.monotonic()
    inspection = Inspection(shoot)
    for who in dict.fromkeys(screen.who for screen in SCREENS):
        context = browser.new_context(viewport=SIZE, color_scheme="light")
        page = context.new_page()
        page.on("console", on_console)
        page.on("request", on_request)
        desk = Desk(page, served.address)
        if who == SCREENS[0].who:
            page.goto(served.address)
            page.wait_for_selector("#name")
            inspection.screen(page, Screen("sign-in", who, "/"))
        desk.sign_in(who)
        loaded = ""
        for screen in (each for each in SCREENS if each.who == who):
            path = screen.path.format(
                claim=served.claim_id, open=served.open_id, statement=served.statement_id
            )
            if path.startswith("/sheet/"):
                page.goto(f"{served.address}{path}")
            elif path != loaded:
                desk.open(path)
                page.wait_for_selector(".wb-masthead")
            loaded = path
            if screen.then is not None:
                screen.then(desk)
            inspection.screen(page, screen)
            assert page.get_by_test_id("stException").count() == 0, screen.name
            assert page.locator("[data-testid='stAlertContentError']").count() == 0, screen.name
        context.close()
    print(
        f"\naxe-core: {inspection.looks} looks at {len(SCREENS) + 1} screens in "
        f"{inspection.seconds:.0f} s of {time.monotonic() - began:.0f} s; "
        f"{sum(map(len, inspection.found.values()))} serious or critical"
    )
    assert inspection.found == {}
    assert problems == []
    assert outside == []


def test_a_fresh_desk_is_looked_at_too(
    context: BrowserContext, settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    app = App(settings)
    token = app.first_admin.token(by=app.operator())
    app.close()
    # the docs show none of these
    inspection = Inspection(shoot if os.environ.get("SCREENS") else lambda page, name: None)
    with serving(settings, tmp_path / "server.log") as address:
        page = context.new_page()
        desk = Desk(page, address)
        page.goto(address)
        page.get_by_label("Token").fill(str(token))
        inspection.screen(page, Screen("first-admin", "", "/first-admin"))
        page.get_by_label("Your name").fill("Anna Berg")
        page.get_by_label("Account name").fill("anna")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Open the desk").click()
        page.wait_for_selector(".wb-masthead", timeout=60_000)
        desk.settle()
        for path in FRESH:
            desk.open(f"/{path}")
            page.wait_for_selector(".wb-masthead")
            inspection.screen(page, Screen(f"fresh-{path}", "anna", f"/{path}"))
            assert page.get_by_test_id("stException").count() == 0, path
            assert page.locator("[data-testid='stAlertContentError']").count() == 0, path
    assert inspection.found == {}


def test_the_real_server_answers_nothing_to_strangers(browser: Browser, served: Furnished) -> None:
    context = browser.new_context()
    for path in ("/_stcore/metrics", "/_stcore/host-config", "/_stcore/agent/openapi.json"):
        assert context.request.get(f"{served.address}{path}").status == 401, path
    upload = f"{served.address}/_stcore/upload_file/a/b"
    assert context.request.put(upload, data="x").status == 401
    assert context.request.get(f"{served.address}/_stcore/health").text() == "ok"
    page = context.new_page()
    page.goto(f"{served.address}/sign-in")
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
