"""Adding a claim that was not suggested: its words chosen in the article, then who says it.

Everything is sent in a callback, which runs before the page does, so that one run shows the result.
"""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.model.article import Span
from workbench.model.claim import Claim
from workbench.ui.session import Visit, announce, say, tell
from workbench.ui.shared.claim_forms import (
    attribution_fields,
    attribution_from,
    may_change,
    open_claim,
    refuse,
)
from workbench.ui.shared.focus import want_field
from workbench.ui.shared.show import show
from workbench.ui.words import counted, plain


def words_chosen(article_id: str, start: int, end: int) -> None:
    """Words were selected in the article: open the form with them. A callback."""
    st.session_state[f"adding_{article_id}"] = (start, end)
    st.session_state[f"adding_times_{article_id}"] = times(article_id) + 1
    want_field(f"add_claim_{times(article_id)}_speaker")
    announce("The words you selected are in the form below the article.")


def times(article_id: str) -> int:
    """How often the form for a new claim was opened or sent; its fields are new each time."""
    found: int = st.session_state.get(f"adding_times_{article_id}", 0)
    return found


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
    show(
        h.p(".wb-source")[
            "Select its words in the article and press ",
            h.kbd["A"],
            ", or write them here as they stand there.",
        ]
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
        places = here.app.claims.places(article_id, typed)
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
        read = read_chosen_words(here, article_id, chosen, key)
    except WorkbenchError as error:
        tell("error", str(error))
        st.button("Choose other words", key=f"{key}_other", on_click=forget, args=(article_id,))
        return
    with st.form(f"{key}_who", border=False):
        show(h.blockquote(".wb-chosen")[read.text])
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


def read_chosen_words(here: Visit, article_id: str, chosen: tuple[int, int], key: str) -> Claim:
    """How the machine reads the chosen words, once for each time they are chosen."""
    kept: Claim | None = st.session_state.get(f"{key}_reading")
    if kept is None:
        kept = here.app.claims.reading(article_id, Span(*chosen))
        st.session_state[f"{key}_reading"] = kept
    return kept


def send_new(here: Visit, article_id: str, chosen: tuple[int, int], key: str) -> None:
    """Add the claim and open it. A callback."""
    try:
        added = here.app.claims.add(
            article_id, Span(*chosen), by=here.user, attributed=attribution_from(key)
        )
    except WorkbenchError as error:
        refuse(f"adding_problem_{article_id}", error)
        return
    forget(article_id)
    open_claim(article_id, added.claim_id)
    say("success", "Your claim is added, and stands among the others of the article.")


def forget(article_id: str) -> None:
    """Close the form and take fresh fields for the next claim. A callback."""
    st.session_state.pop(f"adding_{article_id}", None)
    st.session_state.pop(f"adding_places_{article_id}", None)
    st.session_state[f"adding_times_{article_id}"] = times(article_id) + 1
