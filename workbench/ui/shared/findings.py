"""What the priors of a claim say together: who changed sides, and that nobody took one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench import markup as h
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Prior
from workbench.ui.session import Visit
from workbench.ui.shared.show import show


def show_reversals(here: Visit, priors: Sequence[Prior]) -> None:
    """A line for each actor that has stood on both sides of the claim; nothing where none has."""
    lines = [h.li[one.sentence] for one in here.app.archive.reversals(priors)]
    if lines:
        show(
            h.section(".wb-card", aria_label="Changed sides")[
                h.p[
                    h.strong["⇄ Said both."],
                    " By the machine's reading; the statements are below.",
                ],
                h.ul[lines],
            ]
        )


def offer_absence(here: Visit, item: ClaimOnDesk, rationale_key: str) -> None:
    """What was searched, where nothing is for or against the claim, ready for the rationale.

    Part of the verdict's form, so that pressing the button keeps what is already written there.
    """
    found = here.app.priors.absence(item.claim.claim_id)
    if found is None:
        return
    show(h.p(".wb-source")[found.sentence])
    st.form_submit_button(
        "Put this into the reason",
        key=f"absence_{rationale_key}",
        on_click=_add,
        args=(rationale_key, found.sentence),
    )


def _add(rationale_key: str, sentence: str) -> None:
    """Add the sentence to what the person has written, once."""
    written = str(st.session_state.get(rationale_key, "")).strip()
    if sentence not in written:
        st.session_state[rationale_key] = f"{written} {sentence}".strip()
