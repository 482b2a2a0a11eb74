"""Whatever a browser sends, no route fails, and no link breaks a page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import made
from tests.crashing import quick_app
from tests.fuzz import WORDS, fuzzed, told_clearly
from workbench.app import App
from workbench.errors import NotFound
from workbench.ui.links import EARLIEST, LATEST, parse_day
from workbench.ui.review.state import ReviewState
from workbench.ui.sign_off.state import SignOffState
from workbench.web.health import Readiness
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate

PATHS = (
    "/sign-in",
    "/sign-out",
    "/first-admin",
    "/queue",
    "/healthz",
    "/readyz",
    "/sign-in/single",
)
FIELDS = st.dictionaries(
    st.one_of(st.sampled_from(("name", "password", "next", "form_token", "token")), WORDS),
    WORDS,
    max_size=6,
)
LATIN = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)
BODIES = st.one_of(
    st.binary(max_size=300),
    st.just(b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--"),
)
TYPES = st.sampled_from(
    ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "\x7f")
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with quick_app(tmp_path_factory.mktemp("web") / "desk.duckdb") as app:
        app.articles.add(made.article("Kirby: Iran helps.\nTehran: it denied it."), by=made.CHRIS)
        yield app


@pytest.fixture(scope="module")
def client(app: App) -> Iterator[TestClient]:
    site = Starlette(
        routes=[*Readiness(app).routes(), *routes(app)],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(SessionGate, who_is=app.sessions.user_of_session),
        ],
    )
    with TestClient(site, base_url="https://desk.example", follow_redirects=False) as client:
        yield client


def sound(answer: object, path: str) -> None:
    """No failure, no trace, no redirect off the desk."""
    assert answer.status_code < 500 or path == "/readyz", answer.text[:300]
    assert "Traceback" not in answer.text
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@fuzzed
@given(path=st.sampled_from(PATHS), query=FIELDS, cookie=LATIN, header=LATIN)
def test_reading_any_route_with_anything(
    client: TestClient, path: str, query: dict[str, str], cookie: str, header: str
) -> None:
    encoded = "&".join(
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}"
        for name, value in query.items()
    )
    headers = {"cookie": cookie, "accept": header, "x-forwarded-for": header}
    sound(client.get(f"{path}?{encoded}", headers=headers), path)


@fuzzed
@given(path=st.sampled_from(PATHS), body=BODIES, kind=TYPES, cookie=LATIN)
def test_posting_anything_to_any_route(
    client: TestClient, path: str, body: bytes, kind: str, cookie: str
) -> None:
    headers = {"content-type": kind, "cookie": cookie}
    sound(client.post(path, content=body, headers=headers), path)


@fuzzed
@given(fields=FIELDS, token=LATIN)
def test_signing_in_with_any_fields(client: TestClient, fields: dict[str, str], token: str) -> None:
    encoded = "&".join(
        f"{quote(name, errors='replace')}={quote(value, errors='replace')}"
        for name, value in {**fields, "form_token": token}.items()
    )
    for name in ("workbench_form", "__Host-workbench_form"):
        answer = client.post(
            "/sign-in",
            content=encoded.encode(),
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "cookie": f"{name}={token}",
            },
        )
        sound(answer, "/sign-in")
        assert "set-cookie" not in answer.headers or "session=" not in answer.headers["set-cookie"]


@fuzzed
@given(path=WORDS)
def test_no_path_leads_past_the_gate(client: TestClient, path: str) -> None:
    answer = client.get("/" + quote(path, safe="/:@%", errors="replace").lstrip("/"))
    sound(answer, path)
    assert answer.status_code in (200, 303, 307, 400, 401, 404, 405)


@fuzzed
@given(article=st.none() | WORDS, claim=st.none() | WORDS)
def test_any_link_to_a_claim_opens_a_claim_or_says_it_is_not_there(
    app: App, article: str | None, claim: str | None
) -> None:
    try:
        state = ReviewState.load(app, made.CHRIS, article, claim)
    except NotFound as error:
        told_clearly(str(error))
    else:
        assert state is not None
    SignOffState.of(app.sign_off_queue.waiting(made.SAM), article, claim)


@fuzzed
@given(words=st.one_of(WORDS, st.dates().map(str)))
def test_any_day_in_a_link_is_one_that_the_page_can_show(words: str) -> None:
    day = parse_day(words)
    assert day is None or EARLIEST <= day <= LATEST
