"""People: who has an account and in which role; an administrator opens and changes accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.model.people import Action, User
from workbench.ui.session import (
    Visit,
    errors_shown,
    masthead,
    say,
    show_notice,
    show_refusal,
    visit,
)
from workbench.ui.shared.account_fields import (
    describe_role,
    new_password_field,
    role_field,
    sessions_of,
)
from workbench.ui.shared.focus import focus_heading, heading, want_focus
from workbench.ui.shared.show import show
from workbench.ui.words import ROLE_WORDS

MADE, CHANGED = "made", "changed"
SAID_IN = "people_said_in"  # in which part of the page the last action has something to say
CLEARED = "people_cleared"  # fields to be emptied in the next run, since what they held is done
NEW_FIELDS = ("new_display_name", "new_name", "new_password", "new_email")


def page() -> None:
    """The whole page."""
    here = visit()
    with errors_shown():
        masthead(
            "People", here, "Who may do what. Nobody, whatever the role, signs off their own work."
        )
        people = here.app.accounts.users()
        show_people(people)
        if not here.may(Action.MANAGE_ACCOUNTS):
            st.info("Accounts are looked after by an administrator.")
            return
        clear_fields()
        said_in = st.session_state.pop(SAID_IN, MADE)
        left, right = st.columns([6, 5], gap="large")
        with left, st.container(border=True, key="an_account"):
            change_account(here, people, said=said_in == CHANGED)
        with right:
            notice_here(said=said_in == MADE)
            new_account(here)
        focus_heading()


def notice_here(*, said: bool) -> None:
    """What was done, in a place of its own: what follows is not drawn anew and keeps the focus."""
    with st.container():
        if said:
            show_notice()


def show_people(people: list[User]) -> None:
    """The accounts as a table."""
    rows = [
        h.tr[
            h.th(scope="row")[person.display_name],
            h.td[person.name],
            h.td[describe_role(person.role)],
            h.td["⊘ closed" if person.disabled else "open"],
        ]
        for person in people
    ]
    show(
        h.div(".wb-scroll")[
            h.table(".wb-table")[
                h.caption(".wb-hidden")["Accounts"],
                h.thead[
                    h.tr[
                        h.th(scope="col")["Name"],
                        h.th(scope="col")["Signs in as"],
                        h.th(scope="col")["Role"],
                        h.th(scope="col")["Account"],
                    ]
                ],
                h.tbody[rows],
            ]
        ]
    )


def clear_fields() -> None:
    """Empty what was done; only before its field is drawn can a field be emptied."""
    for key in st.session_state.pop(CLEARED, ()):
        st.session_state[key] = None if key == "new_role" else ""


def done(where: str, words: str, *clear: str) -> None:
    """Say what was done in its part of the page, and draw the page as it is now."""
    st.session_state[SAID_IN] = where
    st.session_state[CLEARED] = clear
    st.session_state.pop("people", None)  # the names that other pages show
    say("success", words)
    st.rerun()


def new_account(here: Visit) -> None:
    """The form for a new person."""
    with st.form("new_account", clear_on_submit=False, enter_to_submit=False):
        show(h.h2(".wb-group")["New account"])
        display_name = st.text_input("Name as colleagues see it", key="new_display_name")
        name = st.text_input(
            "Account name",
            key="new_name",
            help="What the person signs in with: small letters, digits, dots, dashes, underscores.",
        )
        role = role_field("Role", key="new_role")
        password = new_password_field(
            "First password", key="new_password", told="Leave it empty for single sign-on alone."
        )
        email = st.text_input(
            "E-mail for single sign-on",
            key="new_email",
            help="The address by which the newsroom's own sign-in knows the person.",
        )
        sent = st.form_submit_button("Create account", type="primary", key="new_send")
    if not sent:
        return
    if role is None:
        show_refusal("Choose a role for the new account.")
        return
    try:
        made = here.app.accounts.create(
            name.strip(),
            display_name,
            role,
            password if password else None,
            by=here.user,
            email=email if email.strip() else None,
        )
    except WorkbenchError as error:
        show_refusal(str(error))
        return
    told = f"{made.display_name} can sign in as {made.name}, as {ROLE_WORDS[made.role]}."
    done(MADE, told, *NEW_FIELDS, "new_role")


def change_account(here: Visit, people: list[User], *, said: bool) -> None:
    """One account: how it stands, and each thing that can be changed with a button of its own."""
    show(h.h2(".wb-group")["Change an account"])
    known = {person.name: person for person in people}
    name = st.selectbox(
        "Whose account",
        list(known),
        index=None,
        format_func=lambda each: f"{known[each].display_name} ({each})",
        placeholder="choose one",
        key="change_name",
    )
    if name is None:
        show(
            h.p(".wb-source")[
                "Choose one to give it another role or password, to see where it is signed in, "
                "or to close it."
            ]
        )
        return
    person = known[name]
    notice_here(said=said)
    show(heading("account", person.display_name, account_state(person)))
    change_role(here, person)
    change_password(here, person)
    change_email(here, person)
    sessions_of(here, name, "Signed in", ended=lambda words: done(CHANGED, words))
    open_or_close(here, person)


def account_state(person: User) -> str:
    """How an account stands, in a few words."""
    state = "⊘ closed: nobody can sign in with it" if person.disabled else "open"
    return f"{ROLE_WORDS[person.role]} · {state}"


def change_role(here: Visit, person: User) -> None:
    """Another role, from the next thing the person does."""
    with form_line(f"role_{person.name}") as (field, button):
        with field:
            role = role_field("Their role", key=f"role_of_{person.name}", now=person.role)
        with button:
            sent = st.form_submit_button("Give this role", key=f"role_send_{person.name}")
    if sent and role is not None:
        if role is person.role:
            show_refusal(f"{person.display_name} is {ROLE_WORDS[role]} already.")
            return
        attempt(
            lambda: here.app.accounts.set_role(person.name, role, by=here.user),
            f"{person.display_name} is {ROLE_WORDS[role]} now.",
        )


def change_password(here: Visit, person: User) -> None:
    """A password in the place of one that was forgotten."""
    key = f"password_of_{person.name}"
    with form_line(f"password_{person.name}") as (field, button):
        with field:
            password = new_password_field(
                "Their new password", key=key, told="Ends all their sessions."
            )
        with button:
            sent = st.form_submit_button("Set password", key=f"password_send_{person.name}")
    if sent:
        attempt(
            lambda: here.app.accounts.set_password(person.name, password, by=here.user),
            f"{person.display_name} has a new password; all their sessions have ended.",
            key,
        )


def change_email(here: Visit, person: User) -> None:
    """The address for single sign-on."""
    now = here.app.accounts.emails(by=here.user).get(person.name, "")
    with form_line(f"email_{person.name}") as (field, button):
        with field:
            email = st.text_input(
                "Their e-mail for single sign-on",
                value=now,
                key=f"email_of_{person.name}",
                help="Leave it empty to take the address away.",
            )
        with button:
            sent = st.form_submit_button("Set e-mail", key=f"email_send_{person.name}")
    if sent:
        given = email.strip() or None
        attempt(
            lambda: here.app.accounts.set_email(person.name, given, by=here.user),
            f"{person.display_name} is known to single sign-on as {given}."
            if given
            else f"{person.display_name} has no address for single sign-on.",
        )


def open_or_close(here: Visit, person: User) -> None:
    """The button that shuts the account, or opens it again; what the person did stays."""
    label = "Open the account again" if person.disabled else "Close the account"
    if not st.button(
        label,
        key=f"state_{'closed' if person.disabled else 'open'}_{person.name}",
        help="Closing ends the person's sessions at once. What they did stays.",
    ):
        return
    want_focus("account")  # this button gives way to the other
    if person.disabled:
        attempt(
            lambda: here.app.accounts.enable(person.name, by=here.user),
            f"{person.display_name} can sign in again.",
        )
    else:
        attempt(
            lambda: here.app.accounts.disable(person.name, by=here.user),
            f"The account of {person.display_name} is closed.",
        )


def attempt(change: Callable[[], object], words: str, *clear: str) -> None:
    """Do it and say so, or say why it was not done."""
    try:
        change()
    except WorkbenchError as error:
        show_refusal(str(error))
        return
    done(CHANGED, words, *clear)


@contextmanager
def form_line(key: str) -> Iterator[tuple[DeltaGenerator, DeltaGenerator]]:
    """A form of one field with its button beside it."""
    with st.form(key, border=False, enter_to_submit=False):
        field, button = st.columns([5, 3], vertical_alignment="bottom")
        yield field, button


page()
