"""A supervisor goes through a stack of three by keyboard alone, and prints what was signed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Shoot
from tests.e2e.desk_server import Desk, serving
from tests.e2e.looks import barriers, too_wide
from workbench.app import App
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.people import User
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings

WHITE_HOUSE_CLAIM = "providing Russia with weapons"
FIRST_REASON = "Iran denied it on 17 October, and nobody has answered that."
REASON = (
    "Iran's foreign ministry denied it on 17 October, three days before: no weapons had gone to "
    "either party. It has not taken that back since."
)


def furnish(settings: Settings) -> list[str]:
    """Three verdicts that wait: returned and submitted again, confirmed against a denial, open.

    Returns:
        The claims in the order in which they should be looked at.
    """
    app = App(settings)
    try:
        people = {user.name: user for user in app.accounts.users()}
        for one in app.sign_off_queue.waiting(people["supervisor"]):  # the demonstration's own
            app.verdicts.send_back(
                one.item.claim.claim_id, one.item.seen_version, by=people["supervisor"], reason="-"
            )
        claims = [
            item
            for line in app.page_queries.queue(people["checker"])
            for item in app.page_queries.claims_of(line.article_id, reader=None)
            if item.state is ClaimState.OPEN
        ]
        crimea = next(item for item in claims if WHITE_HOUSE_CLAIM in item.claim.text)
        rest = [item for item in claims if item is not crimea]
        denied = next(item for item in rest if cited_for(app, item, Relation.CONTRADICTS))
        plain = next(item for item in rest if item is not denied)
        against = cited_for(app, crimea, Relation.CONTRADICTS)
        decide(app, people["checker"], crimea, Verdict.CONFIRMED, FIRST_REASON, against[-1:])
        app.verdicts.send_back(
            crimea.claim.claim_id, 1, by=people["supervisor"], reason="Cite the denial."
        )
        decide(app, people["checker"], crimea, Verdict.CONTESTED, REASON, against[:1], seen=1)
        decide(app, people["checker"], denied, Verdict.CONFIRMED, "It is so.", [], outside="a call")
        decide(app, people["checker"], plain, Verdict.UNVERIFIED, "Nobody would say.", [])
        waiting = app.sign_off_queue.waiting(people["supervisor"])
        return [one.item.claim.claim_id for one in waiting]
    finally:
        app.close()


def cited_for(app: App, item: ClaimOnDesk, relation: Relation) -> list[str]:
    return [
        prior.statement.statement_id
        for prior in app.priors.of(item.claim.claim_id)
        if prior.label.relation is relation
    ]


def decide(
    app: App,
    by: User,
    item: ClaimOnDesk,
    verdict: Verdict,
    why: str,
    cited: list[str],
    *,
    seen: int = 0,
    outside: str | None = None,
) -> None:
    app.verdicts.submit(
        item.claim.claim_id,
        verdict=verdict,
        rationale=why,
        cited=cited,
        by=by,
        seen_version=seen,
        outside_evidence=outside,
    )


def heading(page: Page) -> str:
    return page.locator("[data-heading-of]").inner_text().split("\n")[0]


def seen_together(page: Page) -> bool:
    """Whether the reason and the button that signs it are on the screen at once, none hidden."""
    return bool(
        page.evaluate(
            """() => {
                const open = (one) => {
                    const box = one.getBoundingClientRect();
                    const [x, y] = [box.left + box.width / 2, box.bottom - 3];
                    const top = document.elementFromPoint(x, y);
                    return box.top >= 0 && box.bottom <= innerHeight
                        && (one === top || one.contains(top) || top.contains(one));
                };
                const approve = [...document.querySelectorAll('button')]
                    .find((one) => one.innerText.startsWith('Approve'));
                return [...document.querySelectorAll('.wb-rationale')].slice(0, 1).every(open)
                    && open(approve);
            }"""
        )
    )


@pytest.fixture(scope="module")
def stacked(seeded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server with a stack of three, for tests that only look."""
    folder = tmp_path_factory.mktemp("stacked")
    settings = Settings(database=folder / seeded_demo.name, demo=True)
    shutil.copy(seeded_demo, settings.database)
    shutil.copytree(Settings(database=seeded_demo).index_directory, settings.index_directory)
    furnish(settings)
    with serving(settings, folder / "server.log") as address:
        yield address


def test_a_stack_of_three_by_keyboard(
    context: BrowserContext, demo_settings: Settings, tmp_path: Path, shoot: Shoot
) -> None:
    order = furnish(demo_settings)
    with serving(demo_settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        page = desk.page
        desk.sign_in("supervisor", "/sign_off")
        page.locator("[data-heading-of]").wait_for()
        shoot(page, "sign-off-riskiest")
        assert heading(page).startswith("Verdict 1 of 3: confirmed")
        assert "Look twice" in page.locator(".wb-flags").first.inner_text()
        assert "show=mine" in page.url
        assert seen_together(page)
        assert barriers(page) == []

        assert page.locator("[data-testid='stMain'] .stMarkdown").count() == 0  # no stray strings

        # through the stack and back; the focus goes along, so a screen reader reads the card
        desk.press("j")
        current = page.locator(f"[data-heading-of='{order[1]}']")
        expect(current).to_be_focused()
        desk.press("k")
        expect(page.locator(f"[data-heading-of='{order[0]}']")).to_be_focused()

        # a return needs a reason; a common one fills the note and can be added to
        desk.press("Control+Shift+Enter")
        page.locator("[data-testid='stAlert']").filter(has_text="say why").wait_for()
        desk.press("1")
        note = page.get_by_role("textbox", name="Note, or the reason for returning it")
        expect(note).to_have_value(
            "A statement that speaks against this verdict was shown and "
            "is not cited. Cite it, or say in the reason why it does not "
            "count."
        )
        desk.press("Control+Shift+Enter")
        desk.told("Returned to Chris Checker")
        expect(page.locator(f"[data-heading-of='{order[1]}']")).to_be_focused()

        # what changed since it was returned, word by word, with signs and not by colour alone
        while page.locator(".wb-change").count() == 0:
            desk.press("j")
        change = page.locator(".wb-change")
        assert "returned by" in change.inner_text()
        assert "Cite the denial." in change.inner_text()
        removed, added = change.locator("del").first, change.locator("ins").first
        assert removed.inner_text().lstrip().startswith(("taken out", "−"))
        assert "✕ Contested" in added.inner_text()
        assert seen_together(page)
        shoot(page, "sign-off-changed")
        desk.press("Control+Enter")
        desk.told("Approved: ✕ Contested, version 2 by Chris Checker")

        # the sheet of what was just signed
        with context.expect_page() as opened:
            for _ in range(20):  # it stands above the card that has the focus
                if desk.active().startswith("Print the sheet of the verdict just signed"):
                    break
                page.keyboard.press("Shift+Tab")
            page.keyboard.press("Enter")
        sheet = opened.value
        sheet.get_by_text("What was known at sign-off").wait_for()
        assert REASON in sheet.inner_text("main")
        assert sheet.locator("script").count() == 0
        assert barriers(sheet) == []
        sheet.emulate_media(media="print")
        shoot(sheet, "sign-off-sheet")
        sheet.pdf(path=tmp_path / "sheet.pdf", format="A4")
        sheet.close()

        # the last one, and the stack is empty
        desk.press("Control+Enter")
        desk.told("that was the last")
        page.get_by_text("Nothing waits for sign-off").wait_for()


@pytest.mark.parametrize(
    ("name", "width", "height", "theme"),
    [
        ("sign-off-wide", 1920, 1080, "light"),
        ("sign-off-tablet", 820, 1180, "dark"),
        ("sign-off-zoomed", 640, 450, "light"),  # 1280 by 900 at 200 %
    ],
)
def test_nothing_is_cut_on_other_screens(
    browser: Browser,
    stacked: str,
    shoot: Shoot,
    name: str,
    width: int,
    height: int,
    theme: str,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
    )
    desk = Desk(context.new_page(), stacked)
    desk.sign_in("supervisor", "/sign_off")
    desk.page.locator("[data-heading-of]").wait_for()
    desk.press("j")
    shoot(desk.page, name)
    assert too_wide(desk.page) <= 0
    assert barriers(desk.page) == []
    if height > 700:
        assert seen_together(desk.page)
    context.close()
