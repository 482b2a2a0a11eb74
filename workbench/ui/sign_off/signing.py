"""Giving a sign-off: the note, the buttons, and the verdict that comes up next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench import markup as h
from workbench.errors import Conflict, WorkbenchError
from workbench.model.people import Action
from workbench.model.queue import AwaitingSignature
from workbench.model.verdict import VerdictVersion
from workbench.ui.session import Visit, on_screen, say, show_refusal
from workbench.ui.shared.focus import want_field, want_focus
from workbench.ui.shared.sheet_link import sheet_link
from workbench.ui.shared.show import show
from workbench.ui.sign_off.state import RETURN_REASONS, SignOffState
from workbench.ui.words import VERDICT_MARKS, VERDICT_WORDS, sentence

SIGNED, REFUSAL = "just_signed", "sign_refusal"


def open_claim(claim_id: str | None) -> None:
    """Go to another verdict of the stack, or to whatever comes first."""
    if claim_id is None:
        st.query_params.pop("claim", None)
    else:
        st.query_params["claim"] = claim_id
    want_focus(claim_id)
    st.rerun()


def show_sheet() -> None:
    """Once after an approval: the sheet for the file."""
    signed: tuple[str, int] | None = st.session_state.pop(SIGNED, None)
    if signed is not None:
        link = sheet_link(*signed, "Print the sheet of the verdict just signed")
        show(h.p(".wb-source")[link])


def sign(
    here: Visit,
    state: SignOffState,
    found: AwaitingSignature,
    verdict: VerdictVersion,
    changes: tuple[str, ...],
) -> None:
    """Approve or return, or say why this person cannot.

    Args:
        changes: The ids of what came after the verdict and is on the screen.
    """
    if found.locked is not None or not here.may(Action.SIGN_OFF):
        with st.container(key="sign_bar"):
            show_locked(sentence(found.locked or "signing off is for supervisors"))
        return
    key = verdict.claim_id
    seen, seen_changes = on_screen(f"sign_off_{key}", (verdict, changes))
    note_key = f"note_{key}"
    with st.container(key="sign_bar", gap="xsmall"):
        problem = st.container(key=REFUSAL)
        with st.form(f"sign_{key}", border=False, enter_to_submit=False):
            written, buttons = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
            with written:
                note = st.text_area(
                    "Note, or the reason for returning it",
                    key=note_key,
                    height=70,
                    placeholder="Needed to return; optional to approve",
                )
            with buttons, st.container(horizontal=True):
                approved = st.form_submit_button(
                    "Approve", type="primary", shortcut="ctrl+enter", key=f"approve_{key}"
                )
                returned = st.form_submit_button(
                    "Return to the checker", shortcut="ctrl+shift+enter", key=f"return_{key}"
                )
            with st.container(
                horizontal=True, vertical_alignment="center", gap="xsmall", key="reasons"
            ):
                show(h.p(".wb-keys")["Common reasons to return:"], width="content")
                for number, (label, words) in enumerate(RETURN_REASONS.items(), start=1):
                    st.form_submit_button(
                        label,
                        key=f"reason_{number}_{key}",
                        shortcut=str(number),
                        on_click=add_reason,
                        args=(note_key, words),
                    )
    if approved or returned:
        with problem:
            settle(here, state, seen, seen_changes, approve=approved, note=(note or "").strip())


def add_reason(note_key: str, words: str) -> None:
    """Put a common reason behind what the person has written, once."""
    written = str(st.session_state.get(note_key, "")).strip()
    if words not in written:
        st.session_state[note_key] = f"{written} {words}".strip()


def show_locked(reason: str) -> None:
    """A sign-off that is not this person's to give."""
    show(
        h.section(".wb-card.wb-locked", aria_label="Locked")[
            h.p[h.strong["Locked for you."], f" {reason}"]
        ]
    )


def settle(
    here: Visit,
    state: SignOffState,
    verdict: VerdictVersion,
    changes: Sequence[str],
    *,
    approve: bool,
    note: str,
) -> None:
    """Hand the sign-off to the desk, for the version and the changes that were on the screen."""
    following = state.beside(1) or state.beside(-1)
    try:
        if approve:
            here.app.verdicts.approve(
                verdict.claim_id, verdict.version, by=here.user, note=note or None, seen=changes
            )
        else:
            here.app.verdicts.send_back(
                verdict.claim_id, verdict.version, by=here.user, reason=note
            )
    except Conflict as error:
        say("error", f"Not signed: it changed while you were reading. {sentence(str(error))}")
        want_focus(verdict.claim_id)
        st.rerun()
    except WorkbenchError as error:
        show_refusal(str(error))
        want_field(
            REFUSAL
        )  # right above the note; in it, the keys of the common reasons would type
        return
    mark = f"{VERDICT_MARKS[verdict.verdict]} {VERDICT_WORDS[verdict.verdict]}"
    author = here.name_of(verdict.author)
    done = "Approved" if approve else f"Returned to {author}"
    left = "that was the last" if following is None else "next is " + next_words(state, following)
    say("success", f"{done}: {mark}, version {verdict.version} by {author}; {left}.")
    if approve:
        st.session_state[SIGNED] = (verdict.claim_id, verdict.version)
    open_claim(following)


def next_words(state: SignOffState, claim_id: str) -> str:
    """The verdict that comes up, in a few words."""
    for each in state.shown:
        if each.item.claim.claim_id == claim_id and each.item.verdict is not None:
            return f"“{each.item.claim.text}”, {each.item.verdict.verdict.value}"
    return "the riskiest"
