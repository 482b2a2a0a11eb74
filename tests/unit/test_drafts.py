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
from workbench.desk.validation import LONGEST
from workbench.desk_app import DeskApp
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
def desk(desk_app: DeskApp) -> DeskApp:
    made.store_article(desk_app.database, STORY, [made.claim(STORY, "Iran sent drones")])
    for name, role in (("chris", Role.CHECKER), ("cora", Role.CHECKER), ("lee", Role.LIBRARIAN)):
        desk_app.accounts.create(name, name.title(), role, PASSWORD, by=desk_app.operator())
    return desk_app


def person(desk: DeskApp, name: str) -> User:
    return next(user for user in desk.accounts.users() if user.name == name)


def submit(desk: DeskApp, by: User, seen: int = 0) -> None:
    desk.desk.submit(
        CLAIM,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        priors=[],
        by=by,
        seen_version=seen,
    )


def test_a_draft_comes_back_as_it_was_and_the_latest_counts(desk: DeskApp) -> None:
    chris = person(desk, "chris")
    desk.drafts.keep(CLAIM, Draft(rationale="It was"), seen_version=0, by=chris)
    kept = desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    assert kept is not None
    assert kept.draft == TYPED
    assert desk.drafts.mine(CLAIM, chris) == kept


def test_nobody_else_is_given_a_draft_and_no_event_tells_of_it(desk: DeskApp) -> None:
    events = len(desk.screens.events())
    desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=person(desk, "chris"))
    assert desk.drafts.mine(CLAIM, person(desk, "cora")) is None
    assert len(desk.screens.events()) == events


def test_an_emptied_form_and_a_draft_thrown_away_leave_nothing(desk: DeskApp) -> None:
    chris = person(desk, "chris")
    desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    desk.drafts.keep(CLAIM, Draft(rationale=" \n"), seen_version=0, by=chris)
    assert desk.drafts.mine(CLAIM, chris) is None
    desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    desk.drafts.throw_away(CLAIM, by=chris)
    assert desk.drafts.mine(CLAIM, chris) is None


def test_a_draft_is_gone_once_submitted_and_one_that_arrives_late_does_not_bring_it_back(
    desk: DeskApp,
) -> None:
    chris, cora = person(desk, "chris"), person(desk, "cora")
    desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris)
    desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora)
    submit(desk, chris)
    assert desk.drafts.mine(CLAIM, chris) is None
    assert desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=chris) is None
    assert desk.drafts.mine(CLAIM, chris) is None
    # whoever was slower keeps theirs, and goes on typing
    assert desk.drafts.mine(CLAIM, cora) is not None
    assert desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora) is not None
    # and a next version may be begun
    assert desk.drafts.keep(CLAIM, TYPED, seen_version=1, by=chris) is not None


def test_a_second_opinion_takes_its_draft_along(desk: DeskApp) -> None:
    chris, cora = person(desk, "chris"), person(desk, "cora")
    submit(desk, chris)
    desk.opinions.ask(CLAIM, reviewer="cora", by=chris)
    desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora)
    desk.opinions.give(CLAIM, verdict=Verdict.UNVERIFIED, rationale="No.", cited=[], by=cora)
    assert desk.drafts.mine(CLAIM, cora) is None
    assert desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=cora) is None


def test_what_no_verdict_could_hold_is_refused(desk: DeskApp) -> None:
    chris = person(desk, "chris")
    with pytest.raises(InputError, match="20,000 characters"):
        desk.drafts.keep(CLAIM, Draft(rationale="x" * (LONGEST + 1)), seen_version=0, by=chris)
    with pytest.raises(InputError, match="cite fewer"):
        desk.drafts.keep(CLAIM, Draft(cited=("s",) * 201), seen_version=0, by=chris)
    with pytest.raises(NotFound):
        desk.drafts.keep("gone-001", TYPED, seen_version=0, by=chris)
    with pytest.raises(NotAllowed):
        desk.drafts.keep(CLAIM, TYPED, seen_version=0, by=person(desk, "lee"))


def test_who_has_just_been_faster_is_named_as_colleagues_know_them(desk: DeskApp) -> None:
    submit(desk, person(desk, "cora"))
    with pytest.raises(Exception, match="Cora submitted version 1"):
        submit(desk, person(desk, "chris"))


def test_the_guide_is_for_who_has_never_decided_until_it_is_ended(desk: DeskApp) -> None:
    chris, cora, lee = (person(desk, name) for name in ("chris", "cora", "lee"))
    assert desk.guides.is_wanted(chris)
    assert not desk.guides.is_wanted(lee)
    desk.guides.end(by=cora)
    assert not desk.guides.is_wanted(cora)
    submit(desk, chris)
    assert not desk.guides.is_wanted(chris)
    desk.guides.begin_again(by=chris)
    assert desk.guides.is_wanted(chris)


# The route -----------------------------------------------------------------------------------


class Token(HTMLParser):
    value = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden" and found.get("name") == "form_token":
            self.value = str(found["value"])


@pytest.fixture
def client(desk: DeskApp) -> Iterator[TestClient]:
    app = Starlette(
        routes=routes(desk),
        middleware=[Middleware(SessionGate, who_is=desk.sessions.user_of_session)],
    )
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as client:
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


def test_the_route_keeps_the_draft_of_who_is_signed_in(client: TestClient, desk: DeskApp) -> None:
    sign_in(client)
    assert post(client, SENT) == 200
    kept = desk.drafts.mine(CLAIM, person(desk, "chris"))
    assert kept is not None
    assert kept.draft == Draft(Verdict.CONTESTED, "It was denied on", ("s1",), None, 0.8)


def test_the_route_takes_nothing_from_strangers_other_sites_or_another_persons_page(
    client: TestClient, desk: DeskApp
) -> None:
    assert post(client, SENT, "made-up") == 401
    sign_in(client)
    assert post(client, SENT, "made-up") == 403
    assert post(client, SENT, "") == 403
    assert post(client, {**SENT, "person": "cora"}) == 403
    assert desk.drafts.mine(CLAIM, person(desk, "chris")) is None
    assert desk.drafts.mine(CLAIM, person(desk, "cora")) is None


@pytest.mark.parametrize(
    ("body", "status"),
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
    sign_in(client)
    assert post(client, body) == status
