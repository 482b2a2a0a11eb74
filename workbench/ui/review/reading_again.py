"""Which model judged the statements beside a claim, where a larger reader reads them again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.model.prior import Prior, ReaderState
from workbench.ui.session import Visit
from workbench.ui.shared.show import show
from workbench.ui.words import counted

EVERY = 2.0
"""Seconds between two looks at a reading that goes on."""


def show_reading(here: Visit, claim_id: str, priors: Sequence[Prior]) -> None:
    """Have what is shown read again, and say who judged; nothing where no reader was named.

    What comes in while somebody reads moves nothing under their eyes: it is shown when they ask.
    """
    state = here.app.priors.read_again(claim_id, priors)
    if state is None or not priors:
        return
    with st.container(key="reading_again", gap="xsmall"):
        if state.in_hand:
            st.fragment(run_every=EVERY)(_follow)(here, claim_id, priors)
        else:
            _tell(state)


def _follow(here: Visit, claim_id: str, priors: Sequence[Prior]) -> None:
    """How far the reading is that was begun when the page was drawn."""
    try:
        state = here.app.priors.reading(claim_id, priors)
    except WorkbenchError:  # the page itself says what is wrong as soon as it is drawn again
        return
    if state is None:
        return
    if state.in_hand or not state.read:
        _tell(state)
        return
    _tell(state, to_come=True)
    if st.button("Show its reading", key="show_reading"):
        st.rerun()


def _tell(state: ReaderState, *, to_come: bool = False) -> None:
    show(h.p(".wb-source", role="status")[reading_words(state, to_come=to_come)])


def reading_words(state: ReaderState, *, to_come: bool = False) -> str:
    """Who judged what is shown, and where its words went, in a line or two.

    Args:
        to_come: Whether what was read is not on the page yet.
    """
    reader = state.endpoint
    shown = counted(state.shown, "statement")
    if state.in_hand:
        told = (
            f"{reader.name} is reading {shown} again. Until it is done, the relations are those "
            "of the model that ships."
        )
    elif state.read == state.shown:
        told = f"{reader.name} has read {'it' if state.shown == 1 else f'all {shown}'} again."
    else:
        told = f"{_why_unread(state)} There the relations of the model that ships stand."
        if state.read:
            told = f"{reader.name} has read {state.read} of {shown} again. {told}"
    to_show = "What it says is not shown yet. " if to_come else ""
    return f"{told} {to_show}{reader.where_words_go}"


def _why_unread(state: ReaderState) -> str:
    unread = state.shown - state.read - state.refused
    told = []
    if state.refused:
        told.append(f"Of {state.refused:,} its answer could not be used.")
    if unread and state.trouble is not None:
        told.append(f"{state.endpoint.model} has not read {unread:,}: {state.trouble}.")
    elif unread:
        told.append(f"{state.endpoint.model} has not read {unread:,} so far.")
    return " ".join(told)
