"""The pieces of the pages that need the browser: each a script beside this module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from workbench import markup as h
from workbench.markup import Markup
from workbench.ui.shared.show import check, show

HERE = Path(__file__).resolve().parent
ICON = HERE / "icon.png"


def style(sheet: str = "style.css") -> None:
    """Put a style sheet on the page."""
    show(h.style_element(_read(sheet)))


def article_view(
    html: Markup,
    current_id: str | None,
    *,
    key: str,
    on_open: Callable[[str], None],
    on_words: Callable[[int, int], None] | None = None,
) -> None:
    """The article; ``on_open`` is called with the id of a claim that was just clicked.

    Args:
        html: From ``article_html``.
        on_words: Called with the first character of words that were selected, and the one after
            the last; none where nobody may add a claim.
    """
    view = component("workbench_article", html=h.div(".wb-article-root")[None], script="article.js")

    def clicked() -> None:
        claim_id = st.session_state[key].claim
        if claim_id is not None:
            on_open(claim_id)

    def selected() -> None:
        words = st.session_state[key].words
        if words is not None and on_words is not None:
            on_words(int(words[0]), int(words[1]))

    view(
        key=key,
        data={"html": check(html), "current": current_id or "", "adds": on_words is not None},
        on_claim_change=clicked,
        on_words_change=selected,
    )


def desk_keys(
    announcement: str, number: int, *, sheet: Markup = h.NOTHING, claim: str = ""
) -> None:
    """Listen for the keys that cite and decide; speak ``announcement`` to screen readers.

    Args:
        number: Counts what is announced.
        sheet: The list of keys that ? opens, from ``keys_sheet``.
        claim: The id of the claim on the page, "" for none; another one gets the focus.
    """
    keys = component(
        "workbench_keys",
        html=h.fragment(
            h.div(".wb-hidden", aria_live="polite", role="status")[None],
            h.dialog(".wb-keys-sheet", aria_labelledby="wb-keys-title")[None],
        ),
        script="desk_keys.js",
    )
    keys(
        key="desk_keys",
        data={
            "say": announcement,
            "key": f"{number}",
            "sheet": check(sheet),
            "claim": claim,
        },
    )


def draft_keeper(data: Mapping[str, object], *, key: str, delivered: Callable[[], None]) -> None:
    """Keep what is typed into the verdict form.

    Args:
        data: What ``draft.js`` names.
        delivered: Called when an earlier page's draft has only now reached the desk.
    """
    keeper = component("workbench_draft", html=h.span[None], script="draft.js")
    keeper(key=key, data=dict(data), on_delivered_change=delivered)


def timeline_view(html: Markup, selected: str, *, key: str) -> str | None:
    """The timeline; returns the id of a statement that was just opened.

    Args:
        html: From ``timeline_html``.
        selected: The id of the statement that is open, "" for none.
    """
    view = component(
        "workbench_timeline",
        html=h.fragment(
            h.div(".wb-hidden.wb-time-told", aria_live="polite", role="status")[None],
            h.div(".wb-time-root")[None],
        ),
        script="timeline.js",
    )
    # a trigger needs a callback
    found = view(
        key=key,
        data={"html": check(html), "selected": selected},
        on_statement_change=lambda: None,
    )
    opened: str | None = found.statement
    return opened


def component(name: str, *, html: Markup, script: str) -> Any:
    """A piece of HTML with its script, to be put on the page by calling it."""
    return st.components.v2.component(
        name, html=check(html), js=_read(script), isolate_styles=False
    )


@cache
def _read(name: str) -> str:
    return (HERE / name).read_text("utf-8")
