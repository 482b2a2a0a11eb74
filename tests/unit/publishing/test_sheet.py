"""The printed sheet: what stands on it, for whom, and that nothing in it can run."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import made
from tests.cases import each
from tests.databases import database_of
from tests.fakes import app_on_fakes
from tests.people import store_accounts
from workbench.app import App
from workbench.cli import main
from workbench.clock import wall_clock
from workbench.errors import LedgerBroken, NotAllowed, NotFound
from workbench.model.article import Span
from workbench.model.people import User
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate

EVIL = '<script>alert("x")</script>'
STORY = replace(
    made.article(f"Kirby said so: {EVIL} Iran helps Russia & more. It rained.", title=f"T {EVIL}"),
    url="javascript:alert(1)",
    publisher=EVIL,
)
HELPS = replace(
    made.claim(STORY, f"{EVIL} Iran helps Russia"),
    speaker=EVIL,
    actor=EVIL,
    sentence=Span(0, STORY.text.index(" It rained")),
)
DENIAL = replace(
    made.statement("s-denial", f"Never. {EVIL}"),
    speaker=EVIL,
    speaker_role=EVIL,
    publisher=EVIL,
    source_url='https://wire.example/"onclick="x',
)
PLAIN = made.statement("s-plain", "We will answer later.")
PASSWORD = "correct horse battery"


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A claim decided, returned, decided again, judged by a second checker and signed."""
    settings = Settings(database=tmp_path_factory.mktemp("worked") / "workbench.duckdb")
    app = app_on_fakes(settings, wall_clock)
    made.store_statements(database_of(app), [DENIAL, PLAIN])
    made.store_article(database_of(app), STORY, [HELPS])
    store_accounts(database_of(app), [made.CHRIS, made.CORA, made.SAM])
    submit(app, 0, Verdict.CONFIRMED)
    app.verdicts.send_back(HELPS.claim_id, 1, by=made.SAM, reason=f"Cite it. {EVIL}")
    submit(app, 1, Verdict.CONTESTED)
    app.opinions.ask(HELPS.claim_id, reviewer="cora", by=made.CHRIS)
    app.opinions.give(
        HELPS.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale=f"Not settled. {EVIL}",
        cited=[],
        by=made.CORA,
    )
    app.verdicts.approve(HELPS.claim_id, 2, by=made.SAM, note=f"Agreed. {EVIL}")
    app.close()
    return settings.database


@pytest.fixture
def app(worked: Path, settings: Settings) -> Iterator[App]:
    """The desk on a copy of it."""
    shutil.copy(worked, settings.database)
    app = app_on_fakes(settings, wall_clock)
    yield app
    app.close()


def submit(app: App, seen: int, verdict: Verdict, note: str | None = None) -> None:
    app.verdicts.submit(
        HELPS.claim_id,
        verdict=verdict,
        rationale=f"Reason {seen + 1}. {EVIL}",
        cited=["s-denial"],
        shown=[made.prior(DENIAL), made.prior(PLAIN, Relation.RELATED, rank=2)],
        by=made.CHRIS,
        seen_version=seen,
        outside_evidence=EVIL,
        correction_note=note,
    )


def sheet(app: App, version: int | None = 2, by: User = made.SAM) -> str:
    return app.sheets.make(HELPS.claim_id, version, by=by).html


def test_all_that_the_file_needs_is_on_it(app: App) -> None:
    words = Page(sheet(app)).words
    signed = app.page_queries.history(HELPS.claim_id, reader=None)[1].sign_off
    assert signed is not None
    for needed in (
        "Iran helps Russia",  # the claim in its sentence
        "& more.",
        "20 October 2022",
        "Contested · Approved by Sam",
        "Reason 2.",
        "Decided by",
        "Chris",
        "Never.",
        "said 15 October 2022",
        "Tehran denies",
        "We will answer later.",  # known, and not cited
        "2 statements were shown: 1 read as contradicting",
        "Not settled.",
        "Cora",
        "Cite it.",  # why version 1 went back
        "returned by Sam",
        "2 (this sheet)",
        signed.known_sha256,
        signed.ledger_head,
        STORY.sha256,
        f"workbench audit as-known {HELPS.claim_id} 2",
    ):
        assert needed is not None
        assert needed in words, needed


def test_no_word_from_outside_is_ever_an_element_a_link_or_an_attribute(app: App) -> None:
    page = Page(sheet(app))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "iframe", "img", "form", "link", "object"}
    for name, attributes in page.elements:
        assert not [one for one in attributes if one.startswith("on")], (name, attributes)
        href = attributes.get("href")
        assert href is None or href.startswith("https://wire.example/")
    assert page.words.count(EVIL) >= 8  # told, as words


def test_its_policy_lets_its_own_style_through_and_nothing_else(app: App) -> None:
    made_sheet = app.sheets.make(HELPS.claim_id, 2, by=made.SAM)
    [style] = re.findall(r"<style>(.*?)</style>", made_sheet.html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert made_sheet.policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "script-src" not in made_sheet.policy
    assert "@page" in style
    assert "http" not in style


def test_a_version_that_is_no_longer_the_last_word_says_so_at_the_top(app: App) -> None:
    assert 'class="warning"' not in sheet(app)
    returned = sheet(app, 1)
    assert "it is not to be published" in returned
    assert "has taken the place of version 1" in " ".join(returned.split())
    submit(app, 2, Verdict.UNVERIFIED, note="The day was wrong.")
    corrected = Page(sheet(app)).words
    assert "Correction note: The day was wrong." in corrected
    assert "Version 3 (unverified) has taken the place of version 2" in corrected
    assert "nobody has signed it" in corrected


def test_without_a_number_it_is_the_last_signed_version(app: App) -> None:
    submit(app, 2, Verdict.UNVERIFIED, note="The day was wrong.")
    assert "2 (this sheet)" in sheet(app, None)


def test_there_is_no_sheet_of_what_nobody_signed(app: App) -> None:
    submit(app, 2, Verdict.UNVERIFIED, note="The day was wrong.")
    for version in (-1, 0, 3, 10**9):
        with pytest.raises(NotFound):
            sheet(app, version)
    with pytest.raises(NotFound):
        app.sheets.make("gone", None, by=made.SAM)


def test_whoever_owes_a_second_opinion_gets_no_sheet(app: App) -> None:
    assert "Reason 2." in sheet(app, by=made.SUE)
    store_accounts(database_of(app), [made.SUE])
    app.opinions.ask(HELPS.claim_id, reviewer="sue", by=made.CHRIS)
    with pytest.raises(NotAllowed, match="second opinion"):
        sheet(app, by=made.person(made.SUE))


def test_what_can_no_longer_be_proved_is_not_printed(app: App) -> None:
    with database_of(app).write() as cursor:
        cursor.execute("UPDATE verdict_versions SET rationale = 'Another.' WHERE version = 2")
    with pytest.raises(LedgerBroken):
        sheet(app)


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    gate = Middleware(SessionGate, who_is=app.sessions.user_of_session)
    site = Starlette(routes=routes(app), middleware=[Middleware(SafeHeaders), gate])
    with TestClient(site, base_url="https://desk.example", follow_redirects=False) as client:
        yield client


def signed_in(app: App, client: TestClient, name: str) -> TestClient:
    app.accounts.set_password(name, PASSWORD, by=app.operator())
    client.cookies.set("__Host-workbench_session", app.sessions.sign_in(name, PASSWORD))
    return client


def test_the_route_shows_it_to_who_is_signed_in_and_to_nobody_else(
    app: App, client: TestClient
) -> None:
    path = f"/sheet/{HELPS.claim_id}/2"
    assert client.get(path).status_code == 401
    assert client.get(path, headers={"accept": "text/html"}).status_code == 303
    answer = signed_in(app, client, "chris").get(path)
    assert answer.status_code == 200
    assert "Reason 2." in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"


@each(
    "path, status",
    [
        ("gone/1", 404),
        (f"{HELPS.claim_id}/9", 404),
        (f"{HELPS.claim_id}/0", 404),
        (f"{HELPS.claim_id}/two", 404),
        (f"{HELPS.claim_id}/{'9' * 5000}", 404),
        (f"%3Cscript%3E/{EVIL}", 404),
    ],
)
def test_a_link_to_no_sheet_says_so_and_shows_the_way_back(
    app: App, client: TestClient, path: str, status: int
) -> None:
    answer = signed_in(app, client, "chris").get(f"/sheet/{path}")
    assert answer.status_code == status
    assert "<script" not in answer.text


def test_the_route_keeps_the_verdict_from_who_must_judge_without_it(
    app: App, client: TestClient
) -> None:
    store_accounts(database_of(app), [made.SUE])
    app.opinions.ask(HELPS.claim_id, reviewer="sue", by=made.CHRIS)
    answer = signed_in(app, client, "sue").get(f"/sheet/{HELPS.claim_id}/2")
    assert answer.status_code == 403
    assert "Reason 2." not in answer.text


def test_the_command_writes_the_same_page(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = sheet(app)
    database = app.settings.database
    app.close()
    out = tmp_path / "sheet.html"
    asked = ["--database", str(database), "sheet", HELPS.claim_id]
    assert main([*asked, "--version", "2", "-o", str(out)]) == 0
    assert out.read_text("utf-8") == expected
    assert "sheet.html" in capsys.readouterr().err
    assert main([*asked, "--version", "7"]) == 2
    assert "no version 7" in capsys.readouterr().err
