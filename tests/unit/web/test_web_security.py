"""Nobody reaches the desk without a session; the real accounts, a stand-in for the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.cases import each
from workbench.app import App
from workbench.desk.people.throttle import OF_ACCOUNT
from workbench.model.people import Role
from workbench.settings import SAFE_SESSION_COOKIE as SESSION_COOKIE
from workbench.web.application import middleware
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate, inline_script_hashes, pages_policy

PASSWORD = "correct horse battery"
STREAM = "wss://desk.example/_stcore/stream"
PAGE = {"accept": "text/html"}


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    operator = app.operator()
    app.accounts.create("chris", "Chris", Role.CHECKER, PASSWORD, by=operator)
    app.accounts.create("alex", "Alex", Role.ADMIN, PASSWORD, by=operator)
    site = Starlette(
        routes=[
            *routes(app),
            WebSocketRoute("/_stcore/stream", stream),
            Route("/{path:path}", anything, methods=["GET", "POST", "PUT"]),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(SessionGate, who_is=app.sessions.user_of_session),
        ],
    )
    with TestClient(site, base_url="https://desk.example", follow_redirects=False) as client:
        yield client


async def anything(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"inside {request.url.path}")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("inside")
    await socket.close()


class Fields(HTMLParser):
    """The hidden fields of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden":
            self.values[str(found["name"])] = str(found["value"])


def sign_in(
    client: TestClient, name: str = "chris", password: str = PASSWORD, next_page: str = "/"
) -> int:
    page = client.get("/sign-in", params={"next": next_page})
    fields = Fields(page.text).values
    answer = client.post("/sign-in", data={**fields, "name": name, "password": password})
    return answer.status_code


def test_a_page_without_a_session_leads_to_the_sign_in_page_and_back(client: TestClient) -> None:
    answer = client.get("/review?article=a&claim=a-001", headers=PAGE)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Freview%3Farticle%3Da%26claim%3Da-001"
    page = client.get(answer.headers["location"])
    fields = Fields(page.text).values
    assert fields["next"] == "/review?article=a&claim=a-001"
    signed = client.post("/sign-in", data={**fields, "name": "chris", "password": PASSWORD})
    assert signed.headers["location"] == "/review?article=a&claim=a-001"
    assert client.get("/review", headers=PAGE).text == "inside /review"


@each(
    "path",
    [
        "/_stcore/upload_file/session/file",
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/host-config",
        "/media/abc.csv",
        "/component/x",
        "/anything",
    ],
)
def test_nothing_of_the_desk_answers_without_a_session(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.put(path, content=b"x").status_code == 401


def test_the_stream_of_the_pages_is_refused_without_a_session(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(STREAM):
        pass
    assert sign_in(client) == 303
    with client.websocket_connect(STREAM) as socket:
        assert socket.receive_text() == "inside"


def test_the_health_check_stays_open(client: TestClient) -> None:
    assert client.get("/_stcore/health").status_code == 200


def test_metrics_are_for_the_administrator(client: TestClient) -> None:
    sign_in(client)
    assert client.get("/_stcore/metrics").status_code == 403
    client.cookies.clear()
    sign_in(client, "alex")
    assert client.get("/_stcore/metrics").status_code == 200


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    page = client.get("/sign-in")
    fields = Fields(page.text).values
    answer = client.post("/sign-in", data={**fields, "name": "chris", "password": PASSWORD})
    cookie = next(
        value for value in answer.headers.get_list("set-cookie") if value.startswith(SESSION_COOKIE)
    )
    assert {"HttpOnly", "SameSite=lax", "Secure", "Path=/"} <= set(cookie.split("; "))


def test_a_wrong_password_opens_nothing_and_says_so(client: TestClient) -> None:
    page = client.get("/sign-in")
    fields = Fields(page.text).values
    answer = client.post("/sign-in", data={**fields, "name": "<b>chris", "password": "wrong"})
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "&lt;b&gt;chris" in answer.text
    assert "<b>chris" not in answer.text
    assert SESSION_COOKIE not in client.cookies


def test_a_form_from_another_site_signs_nobody_in(client: TestClient) -> None:
    client.get("/sign-in")
    forged = {"form_token": "forged", "next": "/", "name": "chris", "password": PASSWORD}
    assert client.post("/sign-in", data=forged).status_code == 403
    assert SESSION_COOKIE not in client.cookies


def test_signing_out_ends_the_session_itself_not_only_the_cookie(client: TestClient) -> None:
    sign_in(client)
    token = client.cookies[SESSION_COOKIE]
    form_token = client.cookies["workbench_form"]
    assert client.post("/sign-out", data={"form_token": "forged"}).headers["location"] == "/"
    assert client.get("/archive", headers=PAGE).status_code == 200
    answer = client.post("/sign-out", data={"form_token": form_token})
    assert answer.headers["location"] == "/sign-in"
    client.cookies.set(SESSION_COOKIE, token, domain="desk.example")
    assert client.get("/archive", headers=PAGE).status_code == 303


def test_a_revoked_account_is_out_at_once(client: TestClient, app: App) -> None:
    sign_in(client)
    assert client.get("/archive", headers=PAGE).status_code == 200
    app.accounts.disable("chris", by=app.operator())
    assert client.get("/archive", headers=PAGE).status_code == 303


def test_every_answer_carries_the_safe_headers(client: TestClient) -> None:
    for path in ("/sign-in", "/_stcore/health", "/archive"):
        headers = client.get(path, headers=PAGE).headers
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["strict-transport-security"]
    assert "default-src 'none'" in client.get("/sign-in").headers["content-security-policy"]


def test_the_policy_names_streamlits_inline_script_instead_of_allowing_all(
    client: TestClient,
) -> None:
    assert inline_script_hashes(), "Streamlit's start page has changed; look at its scripts"
    scripts = next(part for part in pages_policy().split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts


def test_demonstration_accounts_show_only_on_a_demonstration_desk(
    client: TestClient, app: App
) -> None:
    assert "Demonstration" not in client.get("/sign-in").text
    demonstration = App(type(app.settings)(database=app.settings.database, demo=True))
    demonstration.__dict__["accounts"] = app.accounts
    site = Starlette(routes=[*routes(demonstration)])
    with TestClient(site) as other:
        assert "Demonstration accounts" in other.get("/sign-in").text


SAFE = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "strict-transport-security": "max-age=31536000",
}


@each(
    "path, kept",
    [
        *(("/sign-in", False), ("/first-admin", False), ("/archive", False), ("/media/a", False)),
        *(("/_stcore/metrics", False), ("/nowhere", False), ("/static/app.js", True)),
    ],
)
def test_pages_files_refusals_and_redirects_all_carry_the_safe_headers(
    client: TestClient, path: str, kept: bool
) -> None:
    answer = client.get(path)
    assert SAFE.items() <= dict(answer.headers).items()
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert ("no-store" in answer.headers.get("cache-control", "")) is not kept


def test_the_start_of_a_socket_carries_the_safe_headers(client: TestClient) -> None:
    sign_in(client)
    with client.websocket_connect(STREAM) as socket:
        headers = {name.decode(): value.decode() for name, value in socket.extra_headers or []}
        assert SAFE.items() <= headers.items()


def test_a_route_that_fails_tells_nothing_of_why(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(request: Request) -> PlainTextResponse:
        raise RuntimeError("/srv/desk/workbench.duckdb password=hunter2")

    site = Starlette(routes=[Route("/x", fails)], middleware=[Middleware(SafeHeaders)])
    with TestClient(site, base_url="https://desk.example") as client:
        answer = client.get("/x")
    assert answer.status_code == 500
    assert answer.text == "Something went wrong. It is in the log of the desk."
    assert SAFE.items() <= dict(answer.headers).items()
    assert "hunter2" in caplog.text


def test_an_address_for_another_host_is_refused_once_the_desk_knows_its_own(
    app: App,
) -> None:
    settings = replace(app.settings, address="https://desk.example")
    site = Starlette(routes=routes(app), middleware=middleware(settings, app, provider=None))
    with TestClient(site, base_url="https://desk.example") as client:
        assert client.get("/sign-in").status_code == 200
        refused = client.get("/sign-in", headers={"host": "evil.example"})
    assert refused.status_code == 400
    assert SAFE.items() <= dict(refused.headers).items()


def test_guessing_through_the_form_is_slowed_down_and_told_how_long(client: TestClient) -> None:
    statuses = [sign_in(client, "nobody", "wrong") for _ in range(OF_ACCOUNT.free)]
    assert set(statuses) == {401}
    fields = Fields(client.get("/sign-in").text).values
    for _ in range(3):  # the clock of the test moves a second at each reading
        answer = client.post("/sign-in", data={**fields, "name": "nobody", "password": "wrong"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "too many tries" in answer.text


def test_a_session_planted_before_signing_in_is_not_the_one_after(
    client: TestClient, app: App
) -> None:
    planted = app.sessions.sign_in("chris", PASSWORD)
    client.cookies.set(SESSION_COOKIE, planted, domain="desk.example")
    fields = {"form_token": "t", "next": "/", "name": "alex", "password": PASSWORD}
    client.cookies.set("workbench_form", "t", domain="desk.example")
    answer = client.post("/sign-in", data=fields)
    assert answer.status_code == 303
    [cookie] = [
        value for value in answer.headers.get_list("set-cookie") if value.startswith(SESSION_COOKIE)
    ]
    assert planted not in cookie
    assert app.sessions.user_of_session(planted) is None


def test_a_session_of_a_plain_connection_does_not_count_over_https(
    client: TestClient, app: App
) -> None:
    token = app.sessions.sign_in("chris", PASSWORD)
    client.cookies.set("workbench_session", token, domain="desk.example")
    assert client.get("/archive", headers=PAGE).status_code == 303


def test_a_fresh_desk_leads_to_its_token_and_an_open_one_never(app: App) -> None:
    token = app.first_admin.token(by=app.operator())
    site = Starlette(routes=routes(app))
    with TestClient(site, base_url="https://desk.example", follow_redirects=False) as client:
        assert client.get("/sign-in").headers["location"] == "/first-admin"
        form = {"name": "anna", "display_name": "<b>Anna", "password": PASSWORD}
        assert client.post("/first-admin", data={**form, "token": token}).status_code == 403
        fields = Fields(client.get("/first-admin").text).values
        wrong = client.post("/first-admin", data={**fields, **form, "token": "wrong"})
        assert wrong.status_code == 400
        assert "&lt;b&gt;Anna" in wrong.text
        assert app.accounts.users() == []
        answer = client.post("/first-admin", data={**fields, **form, "token": token})
        assert answer.status_code == 303
        assert SESSION_COOKIE in client.cookies
        assert client.get("/first-admin").headers["location"] == "/sign-in"
    assert [user.name for user in app.accounts.users()] == ["anna"]
