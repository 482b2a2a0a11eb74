"""What People and Account have in common: a role, a password twice or once, the open sessions."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workbench import markup as h
from workbench.model.people import Role
from workbench.ui.session import Visit, session_token
from workbench.ui.shared.focus import heading, want_focus
from workbench.ui.shared.show import show
from workbench.ui.words import ROLE_WORDS, moment, plain

ROLE_MEANINGS = {
    Role.CHECKER: "reviews claims and gives verdicts",
    Role.SUPERVISOR: "also signs off other people's verdicts",
    Role.LIBRARIAN: "looks after the archive",
    Role.ADMIN: "looks after accounts",
}
BROWSERS = (
    ("Firefox/", "Firefox"),
    ("Edg/", "Edge"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)
"""What stands in a browser's name for itself; the first that is found counts."""
SESSIONS = "sessions"
"""The heading that the focus goes to when the button of an ended session is gone."""


def describe_role(role: Role) -> str:
    """A role with what it does."""
    return f"{ROLE_WORDS[role]}: {ROLE_MEANINGS[role]}"


def role_field(label: str, *, key: str, now: Role | None = None) -> Role | None:
    """A choice of a role, with the present one chosen if there is one."""
    return st.selectbox(
        label,
        list(Role),
        index=None if now is None else list(Role).index(now),
        format_func=describe_role,
        placeholder="choose one",
        key=key,
    )


def new_password_field(label: str, *, key: str, told: str = "") -> str:
    """A field for a password that is not in use yet; ``told`` follows what it must be."""
    return st.text_input(
        label,
        type="password",
        key=key,
        autocomplete="new-password",
        help=f"At least 8 characters; several words are best. {told}".strip(),
    )


def browser_words(told: str) -> str:
    """A browser's long name for itself in two words, or as it is if it is none of the usual."""
    browser = next((words for sign, words in BROWSERS if sign in told), None)
    system = next((words for sign, words in SYSTEMS if sign in told), None)
    if browser is None:
        return told
    return browser if system is None else f"{browser} on {system}"


def sessions_of(here: Visit, name: str, words: str, *, ended: Callable[[str], None]) -> None:
    """Where somebody is signed in, each with a button that ends it.

    Args:
        words: The heading.
        ended: Says what was done, and draws the page anew.
    """
    show(heading(SESSIONS, words))
    token = session_token() or ""
    found = here.app.sessions.open_sessions(name, by=here.user)
    if not found:
        show(h.p(".wb-source")["Signed in nowhere."])
    for number, one in enumerate(found):
        is_this = one.is_of(token)
        since = f"since {moment(one.opened_at)}, last used {moment(one.last_seen_at)}"
        browser = browser_words(one.browser) or "A browser"
        told = f"{'This browser, ' if is_this else ''}{browser}, {since}"
        st.markdown(plain(f"{told}, from {one.opened_from}" if one.opened_from else told))
        if not is_this and st.button(f"End session {number + 1}", key=f"end_{one.session_hash}"):
            here.app.sessions.end(one.session_hash, by=here.user)
            want_focus(SESSIONS)
            ended("That session has ended.")
