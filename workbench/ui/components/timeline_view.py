"""The timeline in the browser: marks one can move between, and open."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).resolve().with_name("timeline.js")


def timeline_view(html: str, selected: str, *, key: str) -> str | None:
    """The timeline; returns the id of a statement that was just opened.

    Args:
        html: From ``timeline_html``, where every word is escaped.
        selected: The id of the statement that is open, "" for none.
    """
    component = st.components.v2.component(
        "workbench_timeline",
        html='<div class="wb-hidden wb-time-told" aria-live="polite" role="status"></div>'
        '<div class="wb-time-root"></div>',
        js=SCRIPT.read_text("utf-8"),
        isolate_styles=False,
    )
    result = component(
        key=key, data={"html": html, "selected": selected}, on_statement_change=_nothing
    )
    opened: str | None = result.statement
    return opened


def _nothing() -> None:
    """A trigger needs a callback; the page reads the value itself."""
