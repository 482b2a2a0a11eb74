"""Changing the claim that is looked at: correct it, cut it in two, put it together, dismiss it.

Everything is sent in a callback, which runs before the page does, so that one run shows the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from workbench import markup as h
from workbench.errors import InputError, WorkbenchError
from workbench.model.claim import Claim, ClaimChange, Dismissal, DismissalReason
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.ui.review.state import ReviewState
from workbench.ui.session import Visit, say, tell
from workbench.ui.shared.claim_forms import attribution_fields, attribution_from, open_claim, refuse
from workbench.ui.shared.show import show
from workbench.ui.words import CHANGE_WORDS, DISMISSAL_WORDS, moment, plain

FIRST = {
    ClaimState.SUBMITTED: (
        "A verdict on this claim waits for sign-off. The claim itself can be changed once its "
        "author withdraws the verdict, or a supervisor sends it back."
    ),
    ClaimState.APPROVED: (
        "The verdict on this claim is signed off. The claim itself can be changed once it is "
        "reopened with a correction note for readers."
    ),
}
"""What has to happen before the claim itself can change, for the states where that is so."""


class Change(StrEnum):
    """What can be done to a claim, as the screen names it."""

    CORRECT = "Correct who says it"
    CUT = "Cut in two"
    JOIN = "Put together with a neighbour"
    DISMISS = "Dismiss it"


def history_words(
    here: Visit, changes: Sequence[ClaimChange], dismissals: Sequence[Dismissal]
) -> list[str]:
    """Who made or changed a claim, first to last; nothing for one that stands as it was lifted."""
    made = [
        f"{CHANGE_WORDS[change.kind]} by {here.name_of(change.made_by)}, {moment(change.made_at)}"
        for change in changes
    ]
    moved = [
        f"{'dismissed' if each.dismissed else 'restored'} by {here.name_of(each.set_by)}, "
        f"{moment(each.set_at)}"
        for each in dismissals
    ]
    return [*made, *moved]


def change_claim(here: Visit, state: ReviewState, item: ClaimOnDesk, number: int) -> None:
    """The ways to change the claim.

    Args:
        number: How often it has been changed.
    """
    key = f"change_{item.claim.claim_id}_{number}"
    with st.popover("Change this claim", key=f"{key}_popover"):
        change_form(here, state, item, number, key)


def change_form(here: Visit, state: ReviewState, item: ClaimOnDesk, number: int, key: str) -> None:
    """What to change, and the form for it."""
    if item.state in FIRST:
        st.markdown(FIRST[item.state])
        return
    holder = None if item.hold is None else item.hold.holder
    if holder not in (None, here.user.name):
        st.markdown(f"{plain(here.name_of(holder))} has taken this claim.")
        return
    problem = st.session_state.pop(f"{key}_problem", None)
    if problem is not None:
        tell("error", problem)
    what: Change = (
        st.radio("What to change", list(Change), key=f"{key}_what", format_func=str)
        or Change.CORRECT
    )
    neighbours = [each for each in (state.previous_id, state.next_id) if each is not None]
    with st.form(f"{key}_{what.name}", border=False, enter_to_submit=False):
        match what:
            case Change.CORRECT:
                attribution_fields(item.claim, key)
            case Change.CUT:
                st.text_area(
                    "Put a bar | where the second claim begins",
                    value=item.claim.text,
                    key=f"{key}_marked",
                )
            case Change.JOIN if neighbours:
                words = {each.claim.claim_id: each.claim.text for each in state.claims}
                st.radio(
                    "With which",
                    neighbours,
                    format_func=lambda each: plain(words[each]),
                    key=f"{key}_neighbour",
                )
            case Change.JOIN:
                st.markdown("This article has no other claim.")
            case Change.DISMISS:
                st.selectbox(
                    "Why it is no claim to check",
                    list(DismissalReason),
                    index=None,
                    format_func=lambda each: DISMISSAL_WORDS[each],
                    placeholder="Choose a reason",
                    key=f"{key}_reason",
                )
                st.text_input("Note, if you like", key=f"{key}_note")
                show(
                    h.p(".wb-source")[
                        "The same words of the same speaker are not suggested again. You find it "
                        "under the article, and can restore it."
                    ]
                )
        st.form_submit_button(
            {
                Change.CORRECT: "Correct it",
                Change.CUT: "Cut in two here",
                Change.JOIN: "Put together",
                Change.DISMISS: "Dismiss",
            }[what],
            key=f"{key}_send_{what.name}",
            disabled=what is Change.JOIN and not neighbours,
            on_click=send_change,
            args=(here, item.claim, what, number, key, state.next_id or state.previous_id),
        )


def send_change(
    here: Visit, claim: Claim, what: Change, number: int, key: str, beside: str | None
) -> None:
    """Make the change, and show what came of it. A callback.

    Args:
        number: How often the claim had been changed when it was shown.
        beside: The claim to go to when this one has left the desk.
    """
    try:
        done = make_change(here, claim, what, number, key, beside)
    except WorkbenchError as error:
        refuse(f"{key}_problem", error)
        return
    say("success", done)


def make_change(
    here: Visit, claim: Claim, what: Change, number: int, key: str, beside: str | None
) -> str:
    """Make the change with what stands in its form; returns what came of it."""
    edits, claim_id, fields = here.app.claims, claim.claim_id, st.session_state
    match what:
        case Change.CORRECT:
            edits.correct(claim_id, attribution_from(key), by=here.user, seen=number)
            return "Corrected. What was said before is looked for anew."
        case Change.CUT:
            at = edits.place_of_cut(claim_id, fields[f"{key}_marked"])
            first, _ = edits.split(claim_id, at, by=here.user)
            open_claim(claim.article_id, first.claim_id)
            return "Cut in two. This is the first part; the second follows it."
        case Change.JOIN:
            whole = edits.merge(claim_id, fields[f"{key}_neighbour"], by=here.user)
            open_claim(claim.article_id, whole.claim_id)
            return "Put together. This is the whole claim."
        case Change.DISMISS:
            reason = fields[f"{key}_reason"]
            if reason is None:
                raise InputError("choose a reason: why is this no claim to check?")
            edits.dismiss(claim_id, reason, by=here.user, note=fields[f"{key}_note"])
            if beside is not None:
                open_claim(claim.article_id, beside)
            return "Dismissed. It stands with the dismissed claims under the article."
