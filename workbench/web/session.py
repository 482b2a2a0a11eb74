"""The session cookie, the form token and where to go after signing in: no desk, no database."""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from workbench.settings import FORM_COOKIE, SAFE_SESSION_COOKIE, SESSION_COOKIE

SESSION_SECONDS: Final = 12 * 60 * 60
HOME: Final = "/"
DESTINATION_COOKIE: Final = "workbench_destination"
AWAY_SECONDS: Final = 10 * 60


def session_token(connection: HTTPConnection) -> str | None:
    """The session token the browser sent, if any."""
    safe = connection.cookies.get(SAFE_SESSION_COOKIE)
    if safe is not None or is_https(connection):
        return safe
    return connection.cookies.get(SESSION_COOKIE)


def session_cookie(connection: HTTPConnection) -> str:
    """The name of the session's cookie on this connection."""
    return SAFE_SESSION_COOKIE if is_https(connection) else SESSION_COOKIE


def is_https(connection: HTTPConnection) -> bool:
    """Whether nobody in between can read along."""
    return connection.url.scheme in ("https", "wss")


def keep_session(response: Response, connection: HTTPConnection, token: str) -> None:
    """Hand the browser its session, out of reach of scripts and of other sites' requests."""
    response.set_cookie(
        session_cookie(connection),
        token,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=is_https(connection),
        path="/",
    )


def drop_session(response: Response, connection: HTTPConnection) -> None:
    """Take the session back."""
    response.delete_cookie(
        session_cookie(connection),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_https(connection),
    )


def form_token(connection: HTTPConnection) -> str:
    """The token a form must send back: the browser's own, or a new one."""
    return connection.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)


def keep_form_token(response: Response, connection: HTTPConnection, token: str) -> None:
    """Remember the form's token in a cookie that another site can neither read nor send."""
    response.set_cookie(
        FORM_COOKIE,
        token,
        httponly=True,
        samesite="strict",
        secure=is_https(connection),
        path="/",
    )


def form_is_ours(connection: HTTPConnection, sent: str) -> bool:
    """Whether a posted form came from a page of ours in this browser."""
    kept = connection.cookies.get(FORM_COOKIE)
    return bool(kept) and bool(sent) and hmac.compare_digest(str(kept).encode(), sent.encode())


def remember_destination(response: Response, connection: HTTPConnection, asked: str) -> None:
    """Keep where to go while the person is away at the provider."""
    response.set_cookie(
        DESTINATION_COOKIE,
        quote(asked),
        max_age=AWAY_SECONDS,
        httponly=True,
        samesite="lax",
        secure=is_https(connection),
        path="/",
    )


def remembered_destination(connection: HTTPConnection) -> str:
    """Where the person wanted to go before they went to the provider."""
    return safe_destination(unquote(connection.cookies.get(DESTINATION_COOKIE, "")))


def address_of(connection: HTTPConnection) -> str:
    """The network address a request comes from, empty if unknown.

    Behind a web server on the same machine it is what that server says (X-Forwarded-For).
    """
    return "" if connection.client is None else connection.client.host


def safe_destination(asked: str | None) -> str:
    """``asked`` if it is a page of this desk, else the home page: no open redirects.

    Only a path that starts with one slash is taken. Backslashes and control characters are
    refused because browsers read ``/\\host`` and ``/<tab>/host`` as another site.
    """
    if not asked or not asked.startswith("/") or asked.startswith("//"):
        return HOME
    if "\\" in asked or any(ord(character) < 32 or ord(character) == 127 for character in asked):
        return HOME
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc or parts.path.startswith(("/sign-in", "/sign-out", "/_stcore")):
        return HOME
    return asked
