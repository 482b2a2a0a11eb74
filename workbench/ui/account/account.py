"""Account: one's own password, where one is signed in, and what one's role may do."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.model.people import Action
from workbench.ui.session import (
    Visit,
    errors_shown,
    masthead,
    say,
    session_token,
    show_notice,
    show_refusal,
    visit,
)
from workbench.ui.shared.account_fields import new_password_field, sessions_of
from workbench.ui.shared.focus import focus_heading
from workbench.ui.shared.guide import begin_again
from workbench.ui.shared.show import show
from workbench.ui.words import ROLE_WORDS


def page() -> None:
    """The whole page."""
    here = visit()
    with errors_shown():
        masthead("Account", here, f"You sign in as {here.user.name}.")
        show_notice()
        left, right = st.columns(2, gap="large")
        with left:
            new_password(here)
        with right:
            sessions_of(here, here.user.name, "Where you are signed in", ended=rerun_with_notice)
            role(here)
        focus_heading()


def new_password(here: Visit) -> None:
    """The form for another password; the present one is asked for."""
    with st.form("new_password", clear_on_submit=True, enter_to_submit=False):
        show(h.h2(".wb-group")["Change the password"])
        old = st.text_input(
            "Present password",
            type="password",
            key="old_password",
            autocomplete="current-password",
        )
        new = new_password_field(
            "New password", key="own_password", told="Your other sessions end."
        )
        again = st.text_input(
            "New password again",
            type="password",
            key="own_password_again",
            autocomplete="new-password",
        )
        sent = st.form_submit_button("Change password", type="primary", key="own_password_send")
    if not sent:
        return
    if new != again:
        show_refusal("The two new passwords differ; nothing was changed.")
        return
    try:
        here.app.sessions.change_password(session_token() or "", old, new)
    except WorkbenchError as error:
        show_refusal(str(error))
        return
    rerun_with_notice("Your password is changed; your other sessions have ended.")


def rerun_with_notice(words: str) -> None:
    """Draw the page anew, with what was done at its top."""
    say("success", words)
    st.rerun()


def role(here: Visit) -> None:
    """What the person may do, and for who gives verdicts the way back to the guide."""
    may = [h.li[action] for action in Action if here.may(action)]
    show(
        h.fragment(
            h.h2(".wb-group")[f"As {ROLE_WORDS[here.user.role]} you may"],
            h.ul(".wb-found")[may],
            h.p(".wb-source")["Nobody, whatever the role, signs off their own work."],
        )
    )
    if not here.may(Action.DECIDE):
        return
    if st.button("Show me the first review again", key="guide_again"):
        begin_again(here)
        st.switch_page("review/review.py")


page()
