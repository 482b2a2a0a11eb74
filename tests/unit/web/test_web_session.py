"""Where a person goes after signing in, and which forms are ours."""

from __future__ import annotations

from starlette.requests import Request

from tests.cases import each
from workbench.desk.people.sessions import LONGEST
from workbench.settings import FORM_COOKIE
from workbench.web.session import SESSION_SECONDS, form_is_ours, safe_destination


@each("asked", ["/", "/review?article=a&claim=a-001", "/archive?q=Iran%20drones", "/sign_off"])
def test_a_page_of_the_desk_is_reached_after_signing_in(asked: str) -> None:
    assert safe_destination(asked) == asked


@each(
    "asked",
    [
        None,
        "",
        "review",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/sign-in?next=/",
        "/sign-out",
        "/_stcore/metrics",
    ],
)
def test_no_link_sends_a_person_elsewhere_after_signing_in(asked: str | None) -> None:
    assert safe_destination(asked) == "/"


def request_with(cookie: str | None) -> Request:
    headers = [] if cookie is None else [(b"cookie", f"{FORM_COOKIE}={cookie}".encode())]
    return Request({"type": "http", "headers": headers, "method": "POST", "path": "/sign-in"})


@each(
    "kept, sent, ours",
    [
        ("abc", "abc", True),
        ("abc", "abd", False),
        ("abc", "", False),
        (None, "abc", False),
        (None, "", False),
        ("abc", "ä", False),
    ],
)
def test_a_form_counts_only_with_the_token_of_this_browser(
    kept: str | None, sent: str, ours: bool
) -> None:
    assert form_is_ours(request_with(kept), sent) is ours


def test_the_cookie_lives_as_long_as_the_session() -> None:
    assert LONGEST.total_seconds() == SESSION_SECONDS
