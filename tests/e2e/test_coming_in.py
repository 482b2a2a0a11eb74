"""Coming in through a real browser: by single sign-on, and on a fresh desk by its first token."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests import made
from tests.e2e.desk_server import Desk, free_port, serving
from tests.e2e.oidc_provider import METADATA, provider
from workbench.app import App
from workbench.model.people import Role
from workbench.model.statement import Statement
from workbench.model.verdict import Verdict
from workbench.settings import SESSION_COOKIE, Settings

PASSWORD = "correct horse battery"
OTHER = "another long one"
PEOPLE = (
    {"sub": "anna", "email": "Anna@Paper.example", "email_verified": True},
    {"sub": "eve", "email": "eve@paper.example", "email_verified": True},
    {"sub": "mallory", "email": "anna@paper.example", "email_verified": False},
)
HOSTILE = "<img src=x onerror=\"document.body.dataset.hostile='yes'\"><script>hostile()</script>"


def signed_in_by(desk: Desk, sub: str) -> None:
    desk.page.get_by_role("link", name="Sign in with your Paper account").click()
    desk.page.get_by_role("button", name=sub, exact=True).click()


def test_single_sign_on_opens_the_account_of_that_address_and_nobody_elses(
    context: BrowserContext, settings: Settings, tmp_path: Path
) -> None:
    app = App(settings)
    app.accounts.create(
        "anna", "Anna Berg", Role.LIBRARIAN, None, by=app.operator(), email="anna@paper.example"
    )
    app.close()
    port = free_port()
    with provider(PEOPLE, tmp_path / "provider.log") as elsewhere:
        told = {
            "WORKBENCH_ADDRESS": f"http://localhost:{port}",
            "WORKBENCH_OIDC_METADATA_URL": f"{elsewhere}{METADATA}",
            "WORKBENCH_OIDC_CLIENT_ID": "desk",
            "WORKBENCH_OIDC_CLIENT_SECRET": "a secret",
            "WORKBENCH_OIDC_NAME": "Paper account",
            "WORKBENCH_PASSWORDS": "0",
        }
        with serving(settings, tmp_path / "server.log", port=port, told=told):
            desk = Desk(context.new_page(), f"http://localhost:{port}")
            desk.page.goto(f"{desk.address}/archive")
            expect(desk.page.get_by_label("Password")).to_have_count(0)

            for stranger, words in (("eve", "has no account on this desk"), ("mallory", "verif")):
                signed_in_by(desk, stranger)
                expect(desk.page.get_by_role("alert")).to_contain_text(words)
                assert {cookie["name"] for cookie in context.cookies()}.isdisjoint(
                    {SESSION_COOKIE, "_streamlit_user"}
                )

            desk.page.goto(f"{desk.address}/archive")
            signed_in_by(desk, "anna")
            desk.page.wait_for_selector(".wb-masthead h1:text-is('Archive')", timeout=60_000)
            expect(desk.page.locator(".wb-masthead")).to_contain_text("Anna Berg")
            assert "_streamlit_user" not in {cookie["name"] for cookie in context.cookies()}
            desk.settle()

            desk.page.get_by_role("button", name="Sign out").click()
            desk.page.get_by_role("link", name="Sign in with your Paper account").wait_for()
            desk.page.goto(f"{desk.address}/archive")
            desk.page.get_by_role("link", name="Sign in with your Paper account").wait_for()
    app = App(settings)
    try:
        ledger = [
            (event.who, event.what) for event in reversed(app.page_queries.events(reader=None))
        ]
        app.ledger.verify(by=app.operator())
    finally:
        app.close()
    assert ledger[-3:] == [
        ("desk:machine", "session.refused"),
        ("anna", "session.signed_in"),
        ("anna", "session.signed_out"),
    ]
    text = (tmp_path / "server.log").read_text()
    assert "a secret" not in text


def test_a_fresh_desk_is_opened_by_its_token_and_shows_nothing_that_an_article_brings_along(
    context: BrowserContext, settings: Settings, tmp_path: Path
) -> None:
    app = App(settings)
    token = app.first_admin.token(by=app.operator())
    article = app.articles.read_text(
        f"{HOSTILE} Minister {HOSTILE} Smith said on Monday that Iran sent 400 {HOSTILE} drones "
        "to Russia. Iran denied that it had sent 400 drones to Russia.",
        title=f"Title {HOSTILE}",
        publisher=HOSTILE,
        url='https://paper.example/"><script>hostile()</script>',
    )
    app.articles.add(article, by=made.ADA)
    statement = Statement(
        "hostile",
        f"{HOSTILE} Iran never sent any drones to Russia.",
        speaker=f"Speaker {HOSTILE}",
        said_on=date(2022, 10, 1),
        title=HOSTILE,
        publisher=HOSTILE,
        source_url="https://paper.example/'onmouseover='hostile()",
    )
    app._parts.archive.add_statements([statement], by="lee")
    claim = app.page_queries.claims_of(article.article_id, reader=None)[0].claim
    app.verdicts.submit(
        claim.claim_id,
        verdict=Verdict.CONTESTED,
        rationale=f"Because {HOSTILE}",
        cited=["hostile"],
        shown=[made.prior(statement)],
        by=made.CHRIS,
        seen_version=0,
        outside_evidence=f"See {HOSTILE} javascript:hostile()",
    )
    app.close()
    with serving(settings, tmp_path / "server.log") as address:
        desk = Desk(context.new_page(), address)
        desk.page.goto(f"{address}/review?article={article.article_id}")
        desk.page.get_by_label("Token").fill(str(token))
        desk.page.get_by_label("Your name").fill(f"Anna {HOSTILE[:40]}")
        desk.page.get_by_label("Account name").fill("anna")
        desk.page.get_by_label("Password").fill(PASSWORD)
        desk.page.get_by_role("button", name="Open the desk").click()
        desk.page.wait_for_selector(".wb-masthead h1:text-is('People')", timeout=60_000)
        desk.settle()

        # one's own password, changed here, ends the session in another browser
        desk.go_to("Account")
        desk.page.get_by_label("Present password").fill(PASSWORD)
        desk.page.get_by_label("New password", exact=True).fill(OTHER)
        desk.page.get_by_label("New password again").fill(OTHER)
        desk.page.get_by_role("button", name="Change password").click()
        desk.told("Your password is changed")
        desk.sign_out()
        desk.page.keyboard.type("anna")
        desk.page.keyboard.press("Tab")
        desk.page.keyboard.type(PASSWORD)
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_role("alert")).to_contain_text("not right")
        desk.page.get_by_label("Password").fill(OTHER)
        desk.page.keyboard.press("Enter")
        desk.page.wait_for_selector(".wb-masthead", timeout=60_000)
        desk.settle()

        pages = (
            "/",
            f"/review?article={article.article_id}&claim={claim.claim_id}",
            f"/sign_off?claim={claim.claim_id}",
            "/archive?q=drones",
            "/people",
        )
        for path in pages:
            desk.open(path)
            assert desk.page.evaluate("document.body.dataset.hostile") is None, path
            assert desk.page.locator("img[src='x'], a[href^='javascript']").count() == 0, path
            assert desk.page.locator("[onerror], [onmouseover]").count() == 0, path
