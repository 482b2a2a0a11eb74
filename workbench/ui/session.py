"""Who is looking, at which desk, and what the last action had to say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

import streamlit as st

from workbench import markup as h
from workbench.app import App, shared_app
from workbench.errors import WorkbenchError
from workbench.model.people import MACHINE, Action, User
from workbench.settings import (
    FORM_COOKIE,
    FORM_FIELD,
    SAFE_SESSION_COOKIE,
    SESSION_COOKIE,
    Settings,
)
from workbench.ui.shared.show import show
from workbench.ui.words import ROLE_WORDS, plain, sentence

COMMAND_LINE: Final = "cli:"
"""Begins the name under which the ledger keeps what was done there."""


def session_token() -> str | None:
    """The token the browser sent when this page connected."""
    cookies = st.context.cookies
    token = cookies.get(SAFE_SESSION_COOKIE, cookies.get(SESSION_COOKIE))
    return None if token is None else str(token)


def current_app() -> App:
    """The desk of this process, the one that the routes use too."""
    return shared_app(Settings.from_environment())


def current_user(app: App) -> User | None:
    """Whose session it is, asked anew at each run so that a revoked session is out at once."""
    token = session_token()
    return None if token is None else app.sessions.user_of_session(token)


@contextmanager
def address_kept(page: str) -> Iterator[None]:
    """Put the address of a page in the browser's bar where a link led from the page to itself.

    Streamlit runs the script with what such a link asks for and leaves the bar as it was.

    Args:
        page: Its path.
    """
    before, now = st.session_state.get("address"), (page, st.query_params.to_dict())
    if before is not None and before[0] == page and before != now:
        st.query_params.from_dict(now[1])
    try:
        yield
    finally:  # a rerun comes as an exception
        st.session_state["address"] = (page, st.query_params.to_dict())


@dataclass(frozen=True)
class Visit:
    """What every page starts from."""

    app: App
    user: User

    def may(self, action: Action) -> bool:
        """Whether the person's role permits it, so that a page can leave it out."""
        return self.app.accounts.may(self.user, action)

    def name_of(self, account: str) -> str:
        """Who an account, or the desk itself or a program, is to colleagues."""
        if account == MACHINE:
            return "the desk"
        if account.startswith(COMMAND_LINE):
            return f"the command line ({account.removeprefix(COMMAND_LINE)})"
        people: dict[str, str] | None = st.session_state.get("people")
        if people is None or account not in people:
            people = {person.name: person.display_name for person in self.app.accounts.users()}
            st.session_state["people"] = people
        return people.get(account, account)

    def who_decides(self) -> dict[str, str]:
        """The people who can give verdicts: display names by account."""
        return {
            person.name: person.display_name
            for person in self.app.accounts.users()
            if self.app.accounts.may(person, Action.DECIDE)
        }


def visit() -> Visit:
    """The desk and the person, or a way to sign in and nothing else."""
    app = current_app()
    user = current_user(app)
    if user is None:
        show(
            h.p(role="alert")[
                "Your session has ended. ",
                h.a(href="/sign-in", target="_self")["Sign in again"],
                " to go on; nothing that was saved is lost.",
            ]
        )
        st.stop()
    return Visit(app, user)


def masthead(title: str, here: Visit, lead: str = "") -> None:
    """The page's title, who is signed in, and the way out."""
    form_token = str(st.context.cookies.get(FORM_COOKIE, ""))
    told = h.p(".wb-lead")[lead] if lead else None
    show(
        h.fragment(
            h.div(".wb-masthead")[
                h.h1[title],
                h.button(
                    ".wb-open-keys", type="button", aria_haspopup="dialog", aria_keyshortcuts="?"
                )["Keys ", h.kbd["?"]],
                h.form(method="post", action="/sign-out")[
                    h.input_(type="hidden", name=FORM_FIELD, value=form_token),
                    f"{here.user.display_name}, {ROLE_WORDS[here.user.role]} · ",
                    h.button(type="submit")["Sign out"],
                ],
            ],
            told,
        )
    )


Shown = TypeVar("Shown")


def on_screen(name: str, now: Shown) -> Shown:
    """What stood on the screen when the person pressed the button that began this run.

    A run first reads the desk anew and only then learns which button was pressed. Acting on what
    it just read would sign or overwrite something that the person has never seen.

    Args:
        name: What is shown, the claim's id included.
        now: What this run shows; it is remembered for the next one.
    """
    key = f"on_screen_{name}"
    before: Shown = st.session_state.get(key, now)
    st.session_state[key] = now
    return before


Kind = Literal["success", "error", "info", "warning"]


def tell(kind: Kind, words: str) -> None:
    """Show a message now. Its words may come from a document, so none of them is Markdown."""
    boxes = {"success": st.success, "error": st.error, "info": st.info, "warning": st.warning}
    boxes[kind](plain(words))


def announce(words: str) -> None:
    """Have a screen reader told at the end of this run, or of the run that follows a callback."""
    st.session_state["announce"] = words
    st.session_state["notice_number"] = st.session_state.get("notice_number", 0) + 1


def say(kind: Kind, words: str) -> None:
    """Keep a message for the next run of the page, where ``show_notice`` puts it."""
    st.session_state["notice"] = (kind, words)
    st.session_state["notice_number"] = st.session_state.get("notice_number", 0) + 1


def show_notice() -> None:
    """Show what the last action had to say, once."""
    notice: tuple[Kind, str] | None = st.session_state.pop("notice", None)
    if notice is None:
        return
    kind, words = notice
    st.session_state["announce"] = words
    tell(kind, words)


def show_refusal(why: str) -> None:
    """Say on the screen and to a screen reader, as a sentence, why nothing was done."""
    told = sentence(why)
    announce(told)
    tell("error", told)


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show an error we raise on purpose as the one clear line it is."""
    try:
        yield
    except WorkbenchError as error:
        show_refusal(str(error))
