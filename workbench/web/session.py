"""The session cookie, the form token and where to go after signing in: no desk, no database."""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from workbench.settings import FORM_COOKIE, SESSION_COOKIE

SESSION_SECONDS: Final = 12 * 60 * 60
HOME: Final = "/"


def session_token(connection: HTTPConnection) -> str | None:
    """The session token the browser sent, if any."""
    return connection.cookies.get(SESSION_COOKIE)


def keep_session(response: Response, connection: HTTPConnection, token: str) -> None:
    """Hand the browser its session, out of reach of scripts and of other sites' requests."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=connection.url.scheme in ("https", "wss"),
        path="/",
    )


def drop_session(response: Response, connection: HTTPConnection) -> None:
    """Take the session back."""
    response.delete_cookie(
        SESSION_COOKIE,
        path="/",
        httponly=True,
        samesite="lax",
        secure=connection.url.scheme in ("https", "wss"),
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
        secure=connection.url.scheme in ("https", "wss"),
        path="/",
    )


def form_is_ours(connection: HTTPConnection, sent: str) -> bool:
    """Whether a posted form came from a page of ours in this browser."""
    kept = connection.cookies.get(FORM_COOKIE)
    return bool(kept) and bool(sent) and hmac.compare_digest(str(kept).encode(), sent.encode())


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
