"""Where the focus goes after an action: to the card that took a place, or the field at fault."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.markup import Markup
from workbench.ui.shared.browser import component

WANTED, FIELD, NUMBER = "focus_wanted", "focus_field", "focus_number"


def heading(claim_id: str, words: str, small: str = "") -> Markup:
    """A heading of a card that ``focus_heading`` can go to."""
    return h.h2(".wb-group", tabindex="-1", data_heading_of=claim_id)[
        words, (" ", h.small[small]) if small else None
    ]


def want_focus(claim_id: str | None) -> None:
    """In the next run the focus goes to the heading of ``claim_id``."""
    _want(WANTED, claim_id)


def want_field(key: str) -> None:
    """In this run or the next the focus goes to the field with this key.

    Where the key is that of a container, it goes to the first field in it, else to the container.
    """
    _want(FIELD, key)


def _want(what: str, name: str | None) -> None:
    st.session_state[what] = name
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1


def focus_heading() -> None:
    """Move the focus where the last action wanted it; call it once, after all it may go to."""
    # a later run must not move it again
    wanted = st.session_state.pop(WANTED, None) or ""
    field = st.session_state.pop(FIELD, None) or ""
    mover = component("workbench_focus", html=h.div(data_focus_number="0")[None], script="focus.js")
    mover(
        key="focus_heading",
        data={
            "claim": wanted,
            "field": field,
            "number": f"{st.session_state.get(NUMBER, 0)}",
        },
    )
