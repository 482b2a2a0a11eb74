"""Where the focus goes when one card takes the place of another."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).resolve().parent / "focus.js"
WANTED, NUMBER = "focus_wanted", "focus_number"


def heading(claim_id: str, words: str, small: str = "") -> str:
    """A heading of a card that ``focus_heading`` can go to; both texts are plain."""
    told = f" <small>{escape(small)}</small>" if small else ""
    return (
        f'<h2 class="wb-group" tabindex="-1" data-heading-of="{escape(claim_id)}">'
        f"{escape(words)}{told}</h2>"
    )


def want_focus(claim_id: str | None) -> None:
    """In the next run the focus goes to the heading of ``claim_id``."""
    st.session_state[WANTED] = claim_id
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1


def focus_heading() -> None:
    """Move the focus where the last action wanted it; call it once, after the headings."""
    wanted = st.session_state.pop(WANTED, None) or ""  # a later run must not move it again
    component = st.components.v2.component(
        "workbench_focus",
        html='<div data-focus-number="0"></div>',
        js=_script(),
        isolate_styles=False,
    )
    component(
        key="focus_heading",
        data={"claim": wanted, "number": f"{st.session_state.get(NUMBER, 0)}"},
    )


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8")
