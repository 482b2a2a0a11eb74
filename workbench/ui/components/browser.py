"""The two small pieces that need the browser: the article one can click, and the desk's keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).resolve().parent
ICON = HERE / "icon.png"


def style(sheet: str = "style.css") -> None:
    """Put a style sheet on the page."""
    st.html(f"<style>{_read(sheet)}</style>")


def article_view(html: str, current_id: str | None, *, key: str) -> str | None:
    """The article; returns the id of a claim that was just clicked.

    Args:
        html: From ``article_html``, where every word is escaped.
    """
    component = _component(
        "workbench_article", html='<div class="wb-article-root"></div>', script="article.js"
    )
    result = component(
        key=key, data={"html": html, "current": current_id or ""}, on_claim_change=_nothing
    )
    clicked: str | None = result.claim
    return clicked


def desk_keys(announcement: str, number: int) -> None:
    """Listen for the keys that cite and decide; speak ``announcement`` to screen readers."""
    component = _component(
        "workbench_keys",
        html='<div class="wb-hidden" aria-live="polite" role="status"></div>',
        script="desk_keys.js",
    )
    component(key="desk_keys", data={"say": announcement, "key": f"{number}"})


def _nothing() -> None:
    """A trigger needs a callback; the page reads the value itself."""


def _component(name: str, *, html: str, script: str) -> Any:
    return st.components.v2.component(name, html=html, js=_read(script), isolate_styles=False)


@cache
def _read(name: str) -> str:
    return (HERE / name).read_text("utf-8")
