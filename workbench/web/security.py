"""Middleware: nobody reaches the desk without a session, and every answer carries safe headers.

Everything is closed unless it is listed here as open, so that a new Streamlit endpoint (its agent
interface, say) is closed too until someone decides otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbench.model.people import Role, User
from workbench.web.session import session_token

WhoIs = Callable[[str], User | None]

OPEN_PATHS: Final = (
    *("/sign-in", "/first-admin", "/_stcore/health", "/favicon.png", "/favicon.ico"),
    *("/healthz", "/readyz"),
)
OPEN_FOLDERS: Final = ("/static/",)  # Streamlit's own scripts and fonts, nothing of the desk
ADMIN_PATHS: Final = ("/_stcore/metrics",)
POLICY_VIOLATION: Final = 1008
STARTS: Final = ("http.response.start", "websocket.accept", "websocket.http.response.start")
FAILED: Final = "Something went wrong. It is in the log of the desk."

log = logging.getLogger("workbench.web")


class SessionGate:
    """Lets requests through that carry a live session; sends people to the sign-in page."""

    def __init__(self, app: ASGIApp, who_is: WhoIs, also_open: Collection[str] = ()) -> None:
        """``also_open`` are paths that strangers need to sign in elsewhere."""
        self.app = app
        self.who_is = who_is
        self.open_paths = frozenset((*OPEN_PATHS, *also_open))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        path: str = scope["path"]  # not from the address, which the Host header is part of
        if scope["type"] == "http" and (path in self.open_paths or path.startswith(OPEN_FOLDERS)):
            await self.app(scope, receive, send)
            return
        token = session_token(connection)
        user = None if token is None else await run_in_threadpool(self.who_is, token)
        if user is None:
            await refuse(scope, receive, send, connection)
        elif path.startswith(ADMIN_PATHS) and user.role is not Role.ADMIN:
            await PlainTextResponse("Only an administrator may see this.", 403)(
                scope, receive, send
            )
        else:
            await self.app(scope, receive, send)


async def refuse(scope: Scope, receive: Receive, send: Send, connection: HTTPConnection) -> None:
    """Close a socket, redirect a page, answer 401 to anything else."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": "Sign in first"})
        return
    wants_page = scope["method"] in ("GET", "HEAD") and "text/html" in connection.headers.get(
        "accept", ""
    )
    response: Response
    asked: str = scope["path"]
    if wants_page and not asked.startswith(("/_stcore/", "/media/")):
        if connection.url.query:
            asked = f"{asked}?{connection.url.query}"
        response = RedirectResponse(f"/sign-in?next={quote(asked, safe='')}", 303)
    else:
        response = PlainTextResponse("Sign in first.", 401)
    await response(scope, receive, send)


class SafeHeaders:
    """Adds the headers that keep the desk out of frames and foreign scripts out of the desk.

    Every answer carries them: pages, files, refusals, the start of a socket, and what remains when
    a route fails, which tells nothing of why.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        https = scope.get("scheme") in ("https", "wss")
        kept = scope["path"].startswith(OPEN_FOLDERS)
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] in STARTS:
                begun = True
                message.setdefault("headers", [])
                add_safe_headers(MutableHeaders(scope=message), https=https, kept=kept)
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception:
            if begun or scope["type"] == "websocket":
                raise
            log.exception("a route failed: %s", scope["method"])
            await PlainTextResponse(FAILED, 500)(scope, receive, with_headers)


def add_safe_headers(headers: MutableHeaders, *, https: bool, kept: bool) -> None:
    """Add what the answer does not say itself.

    Args:
        kept: Whether browsers may keep the answer; what belongs to the desk they may not.
    """
    headers.setdefault("Content-Security-Policy", pages_policy())
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
    if not kept:
        headers.setdefault("Cache-Control", "no-store")
    if https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")


@cache
def pages_policy() -> str:
    """The content security policy of the Streamlit pages.

    ``blob:`` scripts are how Streamlit loads the code of a component, inline styles how it sets
    its theme. Its one inline script is named by hash, read from the installed release.
    """
    scripts = " ".join(["'self'", "blob:", *inline_script_hashes()])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def inline_script_hashes() -> list[str]:
    """CSP sources for the inline scripts of the installed Streamlit's start page."""
    import streamlit

    page = Path(streamlit.__file__).parent / "static" / "index.html"
    bodies = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    digests = [hashlib.sha256(body.encode()).digest() for body in bodies]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
