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
from workbench.running_desk import control_socket_of
from workbench.settings import Settings
from workbench.single_sign_on import HERE
from workbench.web.health import Readiness
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate
from workbench.web.single_sign_on import OPEN_PATHS as SINGLE_SIGN_ON_PATHS
from workbench.web.single_sign_on import Provider, Secrets, provider_of

if TYPE_CHECKING:
    import streamlit as st

PAGES: Final = Path(__file__).resolve().parent.parent / "ui" / "main.py"

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
    commands = control_socket_of(app)
    provider = provider_of(settings)

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        logs.configure(settings.log_format)
        tell_of_reader(settings)
        threading.Thread(target=begin, args=(app,), name="begin", daemon=True).start()
        commands.open()
        yield
        commands.close()
        app.close()

    return Parts(
        secrets=None if provider is None else provider.for_streamlit(),
        routes=[*Readiness(app).routes(), *routes(app, provider)],
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


def tell_of_reader(settings: Settings) -> None:
    """Leave in the log what leaves the desk, where a larger reader was named."""
    reader = settings.larger_reader
    if reader is not None:
        log.warning("a larger reader is on: %s. %s", reader.name, reader.where_words_go)


def begin(app: App) -> None:
    """Get ready, then go on with the long work that the end of the last process cut off."""
    app.health.get_ready()
    try:
        app.jobs.resume()
    except Exception:  # the desk works without; a page or the next start goes on with it
        log.exception("what was cut off could not be gone on with")


def report(error: Exception) -> None:
    """Leave the trace in the log; the page shows only that something went wrong."""
    log.error("a page failed", exc_info=error)
