"""What the ASGI application is made of: our routes, our middleware, and where the pages begin."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from workbench.desk_app import DeskApp, shared_desk
from workbench.settings import Settings
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate

if TYPE_CHECKING:
    import streamlit as st

PAGES: Final = Path(__file__).resolve().parent.parent / "ui" / "main.py"

LOOK_EVERY: Final = 5.0
"""Seconds between looks for a change of the embedding model that was asked for."""

log = logging.getLogger("workbench.web")


class Parts(TypedDict):
    """The keyword arguments of ``st.App``."""

    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[None]]
    on_script_error: Callable[[Exception], None]


def parts(settings: Settings) -> Parts:
    """Everything around the pages of one desk; pages and routes share its application object."""
    desk = shared_desk(settings)

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        stopping = threading.Event()
        threading.Thread(target=get_ready, args=(desk,), name="get-ready", daemon=True).start()
        threading.Thread(
            target=embed_when_asked, args=(desk, stopping), name="embed-when-asked", daemon=True
        ).start()
        yield
        stopping.set()
        desk.close()

    return Parts(
        routes=routes(desk),
        middleware=[
            Middleware(SafeHeaders),
            Middleware(SessionGate, who_is=desk.accounts.user_of_session),
        ],
        lifespan=lifespan,
        on_script_error=report,
    )


def get_ready(desk: DeskApp) -> None:
    """Finish what a killed process left and load the models, while people are signing in."""
    try:
        desk.complete_pending()
        desk.archive.search("ready", k=1)
    except Exception:  # a desk that cannot get ready still opens; its pages say what is wrong
        log.exception("the desk could not get ready")


def embed_when_asked(desk: DeskApp, stopping: threading.Event) -> None:
    """Change the embedding model in the background when ``workbench re-embed`` asks for it."""
    while not stopping.wait(LOOK_EVERY):
        try:
            if desk.re_embedding.is_due:
                desk.archive.re_embed_if_asked(stopping)
        except Exception:  # the old model goes on serving
            log.exception("the archive could not be embedded anew")


def report(error: Exception) -> None:
    """Leave the trace in the log; the page shows only that something went wrong."""
    log.error("a page failed", exc_info=error)
