"""What a checker does to the claims themselves: add, correct, cut, put together, dismiss, restore.

Everything is sent in a callback, which runs before the page does, so that one run shows the result.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from html import escape

import streamlit as st

from workbench.desk_app import MACHINE, Action, ClaimOnDesk
from workbench.errors import InputError, WorkbenchError
from workbench.model import Attributed, Claim, ClaimState, DismissalReason, Polarity, Span
from workbench.ui.review_state import ReviewState
from workbench.ui.session import Visit, announce, say, tell
from workbench.ui.words import (
    CHANGE_WORDS,
    DISMISSAL_WORDS,
    POLARITY_WORDS,
    counted,
    moment,
    plain,
)

CHANGEABLE = frozenset(
    {ClaimState.OPEN, ClaimState.RETURNED, ClaimState.WITHDRAWN, ClaimState.REOPENED}
)
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
SHOWN_AT_ONCE = 25


class Change(StrEnum):
    """What can be done to a claim, as the screen names it."""

    CORRECT = "Correct who says it"
    CUT = "Cut in two"
    JOIN = "Put together with a neighbour"
    DISMISS = "Dismiss it"


# Adding ------------------------------------------------------------------------------------------


def words_chosen(article_id: str, start: int, end: int) -> None:
    """Words were selected in the article: open the form with them. A callback."""
    st.session_state[f"adding_{article_id}"] = (start, end)
    st.session_state[f"adding_times_{article_id}"] = times(article_id) + 1
    announce("The words you selected are in the form below the article.")


def times(article_id: str) -> int:
    """How often the form for a new claim was opened or sent; its fields are new each time."""
    found: int = st.session_state.get(f"adding_times_{article_id}", 0)
    return found


def field_to_focus(article_id: str) -> str:
    """The key of the field that gets the focus once words are chosen, "" while none are."""
    chosen = f"adding_{article_id}" in st.session_state
    return f"add_claim_{times(article_id)}_speaker" if chosen else ""


def may_change(here: Visit) -> bool:
    """Whether the person may add, change or dismiss claims."""
    return here.desk.may(here.user, Action.CHANGE_CLAIMS)


def add_claim(here: Visit, article_id: str) -> None:
    """A form under the article for a claim that was not suggested."""
    if not may_change(here):
        return
    chosen: tuple[int, int] | None = st.session_state.get(f"adding_{article_id}")
    key = f"add_claim_{times(article_id)}"
    with (
        st.expander("Add a claim", expanded=chosen is not None, key=f"{key}_part"),
        st.container(key=key, gap="small"),
    ):
        problem = st.session_state.pop(f"adding_problem_{article_id}", None)
        if problem is not None:
            tell("error", problem)
        if chosen is None:
            ask_for_words(here, article_id, key)
        else:
            ask_who_says_it(here, article_id, chosen, key)


def ask_for_words(here: Visit, article_id: str, key: str) -> None:
    """The words, typed or pasted; of several places, which."""
    found: list[tuple[int, int, str]] = st.session_state.get(f"adding_places_{article_id}", [])
    st.html(
        '<p class="wb-source">Select its words in the article and press <kbd>A</kbd>, or write '
        "them here as they stand there.</p>"
    )
    with st.form(f"{key}_words", border=False):
        st.text_input("Words of the claim", key=f"{key}_typed")
        if found:
            st.radio(
                f"They stand in {counted(len(found), 'place')}: which is meant",
                range(len(found)),
                format_func=lambda index: plain(found[index][2]),
                key=f"{key}_which",
            )
        st.form_submit_button(
            "Use these words",
            key=f"{key}_use",
            on_click=take_words,
            args=(here, article_id, key),
        )


def take_words(here: Visit, article_id: str, key: str) -> None:
    """Find the typed words in the article. A callback."""
    typed = st.session_state[f"{key}_typed"]
    before: list[tuple[int, int, str]] = st.session_state.pop(f"adding_places_{article_id}", [])
    try:
        places = here.desk.claims.places(article_id, typed)
    except WorkbenchError as error:
        refuse(f"adding_problem_{article_id}", error)
        return
    found = [
        (place.span.start, place.span.end, f"… {place.before} [{place.words}] {place.after} …")
        for place in places
    ]
    which = 0 if len(found) == 1 else None
    if len(found) > 1 and found == before:
        which = st.session_state.get(f"{key}_which")
    if which is None:
        st.session_state[f"adding_places_{article_id}"] = found
        announce(f"These words stand in {counted(len(found), 'place')}: say which is meant.")
        return
    words_chosen(article_id, *found[which][:2])


def ask_who_says_it(here: Visit, article_id: str, chosen: tuple[int, int], key: str) -> None:
    """The exact words, and who says them as the machine reads it, for the person to mend."""
    try:
        read = reading(here, article_id, chosen, key)
    except WorkbenchError as error:
        tell("error", str(error))
        st.button("Choose other words", key=f"{key}_other", on_click=forget, args=(article_id,))
        return
    with st.form(f"{key}_who", border=False):
        st.html(f'<blockquote class="wb-chosen">{escape(read.text)}</blockquote>')
        attribution_fields(read, key)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                "Add this claim",
                type="primary",
                key=f"{key}_add",
                on_click=send_new,
                args=(here, article_id, chosen, key),
            )
            st.form_submit_button(
                "Choose other words", key=f"{key}_other", on_click=forget, args=(article_id,)
            )


def reading(here: Visit, article_id: str, chosen: tuple[int, int], key: str) -> Claim:
    """How the machine reads the chosen words, once for each time they are chosen."""
    kept: Claim | None = st.session_state.get(f"{key}_reading")
    if kept is None:
        kept = here.desk.claims.reading(article_id, Span(*chosen))
        st.session_state[f"{key}_reading"] = kept
    return kept


def send_new(here: Visit, article_id: str, chosen: tuple[int, int], key: str) -> None:
    """Add the claim and open it. A callback."""
    try:
        added = here.desk.claims.add(
            article_id, Span(*chosen), by=here.user, attributed=attribution_from(key)
        )
    except WorkbenchError as error:
        refuse(f"adding_problem_{article_id}", error)
        return
    forget(article_id)
    go_to(added)
    say("success", "Your claim is added, and stands among the others of the article.")


def forget(article_id: str) -> None:
    """Close the form and take fresh fields for the next claim. A callback."""
    st.session_state.pop(f"adding_{article_id}", None)
    st.session_state.pop(f"adding_places_{article_id}", None)
    st.session_state[f"adding_times_{article_id}"] = times(article_id) + 1


# Changing ----------------------------------------------------------------------------------------


def change_claim(here: Visit, state: ReviewState, item: ClaimOnDesk, *, blind: bool) -> None:
    """Who made or changed the claim, and the ways to change it.

    Args:
        blind: Whether the person gives a second opinion without sight of the verdict; whether the
            claim can be changed would tell how it stands.
    """
    claim_id = item.claim.claim_id
    history = here.desk.claims.history(claim_id)
    told = [
        f"{CHANGE_WORDS[change.kind]} by {person(here, change.made_by)}, {moment(change.made_at)}"
        for change in history.changes
    ]
    told += [
        f"{'dismissed' if each.dismissed else 'restored'} by {person(here, each.set_by)}, "
        f"{moment(each.set_at)}"
        for each in history.dismissals
    ]
    may = may_change(here) and not blind
    if not may and not told:
        return
    with st.container(
        key="claim_changes", horizontal=True, vertical_alignment="center", width="content"
    ):
        if may:
            key = f"change_{claim_id}_{history.number}"
            with st.popover("Change this claim", type="tertiary", key=f"{key}_popover"):
                changes(here, state, item, history.number, key)
        if told:
            st.html(f'<p class="wb-source">{escape(sentence("; ".join(told)))}</p>')


def changes(here: Visit, state: ReviewState, item: ClaimOnDesk, number: int, key: str) -> None:
    """What to change, and the form for it."""
    if item.state not in CHANGEABLE:
        st.markdown(FIRST.get(item.state, "This claim is dismissed. Restore it first."))
        return
    if item.hold is not None and item.hold.holder not in (None, here.user.name):
        st.markdown(f"{plain(here.name_of(str(item.hold.holder)))} has taken this claim.")
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
                st.html(
                    '<p class="wb-source">The same words of the same speaker are not suggested '
                    "again. You find it under the article, and can restore it.</p>"
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
    edits, claim_id = here.desk.claims, claim.claim_id
    fields = st.session_state

    def correct() -> str:
        edits.correct(claim_id, attribution_from(key), by=here.user, seen=number)
        return "Corrected. What was said before is looked for anew."

    def cut() -> str:
        at = edits.place_of_cut(claim_id, fields[f"{key}_marked"])
        go_to(edits.split(claim_id, at, by=here.user)[0])
        return "Cut in two. This is the first part; the second follows it."

    def join() -> str:
        go_to(edits.merge(claim_id, fields[f"{key}_neighbour"], by=here.user))
        return "Put together. This is the whole claim."

    def dismiss() -> str:
        reason = fields[f"{key}_reason"]
        if reason is None:
            raise InputError("choose a reason: why is this no claim to check?")
        edits.dismiss(claim_id, reason, by=here.user, note=fields[f"{key}_note"])
        if beside is not None:
            st.query_params.from_dict({"article": claim.article_id, "claim": beside})
        return "Dismissed. It stands with the dismissed claims under the article."

    move: dict[Change, Callable[[], str]] = {
        Change.CORRECT: correct,
        Change.CUT: cut,
        Change.JOIN: join,
        Change.DISMISS: dismiss,
    }
    try:
        done = move[what]()
    except WorkbenchError as error:
        refuse(f"{key}_problem", error)
        return
    say("success", done)


# Dismissed claims --------------------------------------------------------------------------------


def show_dismissed(here: Visit, article_id: str) -> None:
    """The dismissed claims of the article, each with why, and the way back."""
    dismissed = here.desk.claims.dismissed(article_id)
    if not dismissed:
        return
    may = may_change(here)
    with st.expander(f"Dismissed claims ({len(dismissed)})", key=f"dismissed_{article_id}"):
        for each in dismissed[:SHOWN_AT_ONCE]:
            claim, why = each.claim, each.dismissal
            reason = "" if why.reason is None else DISMISSAL_WORDS[why.reason]
            if why.same_as is None:
                told = f"{reason}: {person(here, why.set_by)}, {moment(why.set_at)}"
            else:
                told = f"for the same reason as {source_of(here, why.same_as)}: {reason}"
            note = f". {why.note}" if why.note else ""
            st.html(
                f'<p class="wb-dismissed">{escape(claim.text)}'
                f"<small>{escape(told + note)}</small></p>"
            )
            if may:
                st.button(
                    f"Restore “{plain(shortened(claim.text))}”",
                    key=f"restore_{claim.claim_id}",
                    type="tertiary",
                    on_click=send_restore,
                    args=(here, claim),
                )
        if len(dismissed) > SHOWN_AT_ONCE:
            st.html(f'<p class="wb-source">{len(dismissed) - SHOWN_AT_ONCE} more are kept.</p>')


def source_of(here: Visit, claim_id: str) -> str:
    """The claim that a person dismissed, and the article that it stands in."""
    try:
        claim = here.desk.screens.claim(claim_id).claim
        title = here.desk.screens.article(claim.article_id).title
    except WorkbenchError:
        return f"claim {claim_id}"
    return f"“{shortened(claim.text)}”" + ("" if title is None else f" in “{title}”")


def send_restore(here: Visit, claim: Claim) -> None:
    """Put a claim back and open it. A callback."""
    try:
        here.desk.claims.restore(claim.claim_id, by=here.user)
    except WorkbenchError as error:
        say("error", str(error))
        return
    go_to(claim)
    say("success", "Restored. It is on the desk again.")


# Fields ------------------------------------------------------------------------------------------


def attribution_fields(claim: Claim, key: str) -> None:
    """Who says a claim and how, filled in as it stands."""
    st.text_input(
        "Who says it",
        value=claim.speaker or "",
        key=f"{key}_speaker",
        placeholder="nobody named: the article states it as fact",
    )
    st.text_input(
        "Speaking for",
        value=claim.actor or "",
        key=f"{key}_actor",
        placeholder="a government, party or company",
    )
    left, right = st.columns(2, gap="small")
    left.selectbox(
        "How",
        list(Polarity),
        index=list(Polarity).index(claim.polarity),
        format_func=lambda each: POLARITY_WORDS[each],
        key=f"{key}_polarity",
    )
    right.date_input(
        "Said on", value=claim.said_on, min_value=date(1900, 1, 1), key=f"{key}_said_on"
    )


def attribution_from(key: str) -> Attributed:
    """What stands in these fields."""
    fields = st.session_state
    return Attributed(
        speaker=fields[f"{key}_speaker"],
        actor=fields[f"{key}_actor"],
        polarity=fields[f"{key}_polarity"],
        said_on=fields[f"{key}_said_on"],
    )


def person(here: Visit, account: str) -> str:
    """Who did something, where that may have been the desk itself."""
    return "the desk" if account == MACHINE else here.name_of(account)


def sentence(words: str) -> str:
    """Words with a capital at their head, and the rest as it is."""
    return words[:1].upper() + words[1:]


def go_to(claim: Claim) -> None:
    """Show a claim in the run that follows."""
    st.query_params.from_dict({"article": claim.article_id, "claim": claim.claim_id})


def refuse(key: str, error: WorkbenchError) -> None:
    """Keep why something was refused for the form that follows, and have it told."""
    st.session_state[key] = str(error)
    announce(str(error))


def shortened(text: str, most: int = 40) -> str:
    """The beginning of some words, for a label."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"
