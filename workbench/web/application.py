"""What the ASGI application is made of: our routes, our middleware, and where the pages begin."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute

from workbench import logs
from workbench.app import App, shared_app
from workbench.settings import Settings
from workbench.single_sign_on import HERE
from workbench.web.commands import door
from workbench.web.health import Readiness
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate
from workbench.web.single_sign_on import OPEN_PATHS as SINGLE_SIGN_ON_PATHS
from workbench.web.single_sign_on import Provider, Secrets, provider_of

if TYPE_CHECKING:
    import streamlit as st

PAGES: Final = Path(__file__).resolve().parent.parent / "ui" / "main.py"

LOOK_EVERY: Final = 5.0
"""Seconds between looks for a change of the embedding model that was asked for."""

log = logging.getLogger("workbench.web")


class Parts(TypedDict):
    """The keyword arguments of ``st.App``."""

    secrets: Secrets | None
    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[None]]
    on_script_error: Callable[[Exception], None]


def parts(settings: Settings) -> Parts:
    """Everything around the pages of one desk; pages and routes share its application object."""
    app = shared_app(settings)
    readiness, commands = Readiness(app), door(app)
    provider = provider_of(settings)

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        stopping = threading.Event()
        logs.configure(settings.log_format)
        threading.Thread(target=readiness.get_ready, name="get-ready", daemon=True).start()
        commands.open()
        threading.Thread(
            target=embed_when_asked, args=(app, stopping), name="embed-when-asked", daemon=True
        ).start()
        yield
        stopping.set()
        commands.close()
        app.close()

    return Parts(
        secrets=None if provider is None else provider.for_streamlit(),
        routes=[*readiness.routes(), *routes(app, provider)],
        middleware=middleware(settings, app, provider),
        lifespan=lifespan,
        on_script_error=report,
    )


def middleware(settings: Settings, app: App, provider: Provider | None) -> list[Middleware]:
    """From the outside in: headers on every answer, hosts that are ours, then the gate."""
    also_open = () if provider is None else SINGLE_SIGN_ON_PATHS
    found = [
        Middleware(SafeHeaders),
        Middleware(SessionGate, who_is=app.sessions.user_of_session, also_open=also_open),
    ]
    host = None if settings.address is None else urlsplit(settings.address).hostname
    if host is not None:
        ours = [host, *HERE]
        found.insert(1, Middleware(TrustedHostMiddleware, allowed_hosts=ours))
    return found


def embed_when_asked(app: App, stopping: threading.Event) -> None:
    """Change the embedding model in the background when ``workbench re-embed`` asks for it."""
    while not stopping.wait(LOOK_EVERY):
        try:
            app.model_changes.run_if_asked(stopping)
        except Exception:  # the old model goes on serving
            log.exception("the archive could not be embedded anew")


def report(error: Exception) -> None:
    """Leave the trace in the log; the page shows only that something went wrong."""
    log.error("a page failed", exc_info=error)
