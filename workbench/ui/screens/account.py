"""Account: one's own password, and where one is signed in."""

from __future__ import annotations

import streamlit as st

from workbench.desk_app import Action
from workbench.errors import WorkbenchError
from workbench.ui.components.guide import begin_again
from workbench.ui.session import (
    Visit,
    masthead,
    say,
    session_token,
    show_notice,
    tell,
    told_clearly,
    visit,
)
from workbench.ui.words import plain


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        masthead("Account", here, "Your password, and the browsers in which you are signed in.")
        show_notice()
        left, right = st.columns(2, gap="medium")
        with left:
            new_password(here)
        with right:
            open_sessions(here)
        first_review(here)


def new_password(here: Visit) -> None:
    """The form for another password; the present one is asked for."""
    with st.form("new_password", clear_on_submit=True, enter_to_submit=False):
        st.html('<h2 class="wb-group">Change the password</h2>')
        old = st.text_input(
            "Present password",
            type="password",
            key="old_password",
            autocomplete="current-password",
        )
        new = st.text_input(
            "New password",
            type="password",
            key="own_password",
            autocomplete="new-password",
            help="At least 8 characters; several words are best. Your other sessions end.",
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
        tell("error", "The two new passwords differ; nothing was changed.")
        return
    try:
        here.desk.sessions.change_password(session_token() or "", old, new)
    except WorkbenchError as error:
        tell("error", str(error))
        return
    say("success", "Your password is changed; your other sessions have ended.")
    st.rerun()


def first_review(here: Visit) -> None:
    """The way back to the guide, for who gives verdicts."""
    if not here.desk.may(here.user, Action.DECIDE):
        return
    st.html('<h2 class="wb-group">First review</h2>')
    if st.button("Show me the first review again", key="guide_again"):
        begin_again(here)
        st.switch_page("screens/review.py")


def open_sessions(here: Visit) -> None:
    """Where one is signed in, each with a button that ends it."""
    st.html('<h2 class="wb-group">Signed in</h2>')
    token = session_token() or ""
    for number, one in enumerate(here.desk.sessions.open_sessions(here.user.name, by=here.user)):
        is_this = one.is_of(token)
        since = f"since {one.opened_at:%d %B, %H:%M} UTC, last used {one.last_seen_at:%H:%M}"
        where = " ".join(part for part in (one.browser, one.opened_from) if part)
        st.markdown(plain(f"{'This browser' if is_this else 'Another browser'}, {since}. {where}"))
        if is_this:
            continue
        label = f"End session {number + 1}"
        if st.button(label, key=f"end_{one.session_hash[:12]}"):
            here.desk.sessions.end(one.session_hash, by=here.user)
            say("success", "That session has ended.")
            st.rerun()


page()
