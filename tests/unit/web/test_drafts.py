"""What a checker has typed is kept for them alone, and is gone once it is submitted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import made
from tests.cases import each
from tests.databases import database_of
from workbench.app import App
from workbench.desk.validation import LONGEST
from workbench.errors import InputError, NotAllowed, NotFound
from workbench.model.people import Role, User
from workbench.model.verdict import Draft, Verdict
from workbench.settings import FORM_COOKIE, FORM_HEADER
from workbench.web.drafts import MOST_BYTES
from workbench.web.routes import routes
from workbench.web.security import SessionGate

STORY = made.article("Iran sent drones. Kirby said so.")
CLAIM = f"{STORY.article_id}-001"
TYPED = Draft(Verdict.CONTESTED, "It was denied on", ("s1",), "https://example.org", 0.8)
PASSWORD = "a long password"


@pytest.fixture
def app(app: App) -> App:
    made.store_article(database_of(app), STORY, [made.claim(STORY, "Iran sent drones")])
    for name, role in (("chris", Role.CHECKER), ("cora", Role.CHECKER), ("lee", Role.LIBRARIAN)):
        app.accounts.create(name, name.title(), role, PASSWORD, by=app.operator())
    return app


def person(app: App, name: str) -> User:
    return next(user for user in app.accounts.users() if user.name == name)


def submit(app: App, by: User, seen: int = 0) -> None:
    app.verdicts.submit(
        CLAIM,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        shown=[],
        by=by,
        seen_version=seen,
    )


def test_a_draft_comes_back_as_it_was_and_the_latest_counts(app: App) -> None:
    chris = person(app, "chris")
    app.drafts.keep(CLAIM, Draft(rationale="It was"), seen_version=0, by=chris)
    kept = app.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    assert kept is not None
    assert kept.draft == TYPED
    assert app.drafts.mine(CLAIM, chris) == kept


def test_nobody_else_is_given_a_draft_and_no_event_tells_of_it(app: App) -> None:
    events = len(app.page_queries.events(reader=None))
    app.drafts.keep(CLAIM, TYPED, seen_version=0, by=person(app, "chris"))
    assert app.drafts.mine(CLAIM, person(app, "cora")) is None
    assert len(app.page_queries.events(reader=None)) == events


def test_an_emptied_form_and_a_draft_thrown_away_leave_nothing(app: App) -> None:
    chris = person(app, "chris")
    app.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    app.drafts.keep(CLAIM, Draft(rationale=" \n"), seen_version=0, by=chris)
    assert app.drafts.mine(CLAIM, chris) is None
    app.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    app.drafts.throw_away(CLAIM, by=chris)
    assert app.drafts.mine(CLAIM, chris) is None


def test_a_draft_is_gone_once_submitted_and_one_that_arrives_late_does_not_bring_it_back(
    app: App,
) -> None:
    chris, cora = person(app, "chris"), person(app, "cora")
    app.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    app.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora)
    submit(app, chris)
    assert app.drafts.mine(CLAIM, chris) is None
    assert app.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris) is None
    assert app.drafts.mine(CLAIM, chris) is None
    # whoever was slower keeps theirs, and goes on typing
    assert app.drafts.mine(CLAIM, cora) is not None
    assert app.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora) is not None
    # and a next version may be begun
    assert app.drafts.keep(CLAIM, TYPED, seen_version=1, by=chris) is not None


def test_a_second_opinion_takes_its_draft_along(app: App) -> None:
    chris, cora = person(app, "chris"), person(app, "cora")
    submit(app, chris)
    app.opinions.ask(CLAIM, reviewer="cora", by=chris)
    app.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora)
    app.opinions.give(CLAIM, verdict=Verdict.UNVERIFIED, rationale="No.", cited=[], by=cora)
    assert app.drafts.mine(CLAIM, cora) is None
    assert app.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora) is None


def test_what_no_verdict_could_hold_is_refused(app: App) -> None:
    chris = person(app, "chris")
    with pytest.raises(InputError, match="20,000 characters"):
        app.drafts.keep(CLAIM, Draft(rationale="x" * (LONGEST + 1)), seen_version=0, by=chris)
    with pytest.raises(InputError, match="cite fewer"):
        app.drafts.keep(CLAIM, Draft(cited=("s",) * 201), seen_version=0, by=chris)
    with pytest.raises(NotFound):
        app.drafts.keep("gone-001", TYPED, seen_version=0, by=chris)
    with pytest.raises(NotAllowed):
        app.drafts.keep(CLAIM, TYPED, seen_version=0, by=person(app, "lee"))


def test_who_has_just_been_faster_is_named_as_colleagues_know_them(app: App) -> None:
    submit(app, person(app, "cora"))
    with pytest.raises(Exception, match="Cora submitted version 1"):
        submit(app, person(app, "chris"))


def test_the_guide_is_for_who_has_never_decided_until_it_is_ended(app: App) -> None:
    chris, cora, lee = (person(app, name) for name in ("chris", "cora", "lee"))
    assert app.guides.is_wanted(chris)
    assert not app.guides.is_wanted(lee)
    app.guides.end(by=cora)
    assert not app.guides.is_wanted(cora)
    submit(app, chris)
    assert not app.guides.is_wanted(chris)
    app.guides.begin_again(by=chris)
    assert app.guides.is_wanted(chris)


# The route -----------------------------------------------------------------------------------


class Token(HTMLParser):
    value = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden" and found.get("name") == "form_token":
            self.value = str(found["value"])


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    site = Starlette(
        routes=routes(app),
        middleware=[Middleware(SessionGate, who_is=app.sessions.user_of_session)],
    )
    with TestClient(site, base_url="https://desk.example", follow_redirects=False) as client:
        yield client


def sign_in(client: TestClient, name: str = "chris") -> None:
    page = Token()
    page.feed(client.get("/sign-in").text)
    answer = client.post(
        "/sign-in", data={"form_token": page.value, "name": name, "password": PASSWORD, "next": "/"}
    )
    assert answer.status_code == 303


def post(client: TestClient, body: object, token: str | None = None) -> int:
    token = str(client.cookies.get(FORM_COOKIE)) if token is None else token
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/drafts", content=content, headers={FORM_HEADER: token}).status_code


SENT = {
    "person": "chris",
    "claim": CLAIM,
    "seen_version": 0,
    "verdict": "contested",
    "rationale": "It was denied on",
    "cited": ["s1"],
    "outside_evidence": "",
    "confidence": 0.8,
}


def test_the_route_keeps_the_draft_of_who_is_signed_in(client: TestClient, app: App) -> None:
    sign_in(client)
    assert post(client, SENT) == 200
    kept = app.drafts.mine(CLAIM, person(app, "chris"))
    assert kept is not None
    assert kept.draft == Draft(Verdict.CONTESTED, "It was denied on", ("s1",), None, 0.8)


def test_the_route_takes_nothing_from_strangers_other_sites_or_another_persons_page(
    client: TestClient, app: App
) -> None:
    assert post(client, SENT, "made-up") == 401
    sign_in(client)
    assert post(client, SENT, "made-up") == 403
    assert post(client, SENT, "") == 403
    assert post(client, {**SENT, "person": "cora"}) == 403
    assert app.drafts.mine(CLAIM, person(app, "chris")) is None
    assert app.drafts.mine(CLAIM, person(app, "cora")) is None


@each(
    "body, status",
    [
        (b"{", 422),
        (b"[]", 422),
        ({**SENT, "claim": 1}, 422),
        ({**SENT, "claim": "gone-001"}, 404),
        ({**SENT, "seen_version": -1}, 422),
        ({**SENT, "seen_version": "0"}, 422),
        ({**SENT, "verdict": "true"}, 422),
        ({**SENT, "rationale": ["x"]}, 422),
        ({**SENT, "cited": [1]}, 422),
        ({**SENT, "confidence": float("nan")}, 422),
        ({**SENT, "confidence": 2}, 422),
        ({**SENT, "rationale": "x" * (LONGEST + 1)}, 422),
        (b"x" * (MOST_BYTES + 1), 413),
        ({**SENT, "rationale": "half \ud800 a character \0"}, 200),
    ],
)
def test_the_route_refuses_what_is_no_draft(client: TestClient, body: object, status: int) -> None:
    client.cookies.clear()
    sign_in(client)
    assert post(client, body) == status
