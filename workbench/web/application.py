"""The ASGI application: Streamlit's pages, our routes and our middleware in one process."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from workbench.desk_app import shared_desk
from workbench.settings import Settings
from workbench.web.routes import routes
from workbench.web.security import SafeHeaders, SessionGate

PAGES = Path(__file__).resolve().parent.parent / "ui" / "main.py"


def build(settings: Settings | None = None) -> st.App:
    """The application of one desk.

    Args:
        settings: None reads the environment, as the pages do; they share one desk a database.
    """
    desk = shared_desk(Settings.from_environment() if settings is None else settings)
    return st.App(
        PAGES,
        routes=routes(desk),
        middleware=[
            Middleware(SafeHeaders),
            Middleware(SessionGate, who_is=desk.accounts.user_of_session),
        ],
        on_script_error=report,
    )


def report(error: Exception) -> None:
    """Leave the trace in the log; the page shows only that something went wrong."""
    logging.getLogger("workbench.web").error("a page failed", exc_info=error)
