"""People: who has an account and in which role."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.desk_app import Action
from workbench.errors import WorkbenchError
from workbench.model import Role, User
from workbench.ui.session import Visit, masthead, say, show_notice, tell, told_clearly, visit
from workbench.ui.words import ROLE_WORDS

ROLE_MEANINGS = {
    Role.CHECKER: "reviews claims and gives verdicts",
    Role.SUPERVISOR: "also signs off other people's verdicts",
    Role.LIBRARIAN: "looks after the archive",
    Role.ADMIN: "looks after accounts",
}


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        masthead(
            "People", here, "Who may do what. Nobody, whatever the role, signs off their own work."
        )
        show_notice()
        people = here.desk.accounts.users()
        show_people(people)
        if not here.desk.may(here.user, Action.MANAGE_ACCOUNTS):
            st.info("Accounts are looked after by an administrator.")
            return
        left, right = st.columns(2, gap="medium")
        with left:
            new_account(here)
        with right:
            change_account(here, people)


def show_people(people: list[User]) -> None:
    """The accounts as a table."""
    rows = "".join(
        f'<tr><th scope="row">{escape(person.display_name)}</th><td>{escape(person.name)}</td>'
        f"<td>{ROLE_WORDS[person.role]}: {ROLE_MEANINGS[person.role]}</td>"
        f"<td>{'closed' if person.disabled else 'open'}</td></tr>"
        for person in people
    )
    st.html(
        '<table class="wb-table"><caption class="wb-hidden">Accounts</caption><thead><tr>'
        '<th scope="col">Name</th><th scope="col">Signs in as</th><th scope="col">Role</th>'
        f'<th scope="col">Account</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def new_account(here: Visit) -> None:
    """The form for a new person."""
    with st.form("new_account", clear_on_submit=False, enter_to_submit=False):
        st.html('<h2 class="wb-group">New account</h2>')
        display_name = st.text_input("Name as colleagues see it", key="new_display_name")
        name = st.text_input("Account name", key="new_name", help="What the person signs in with.")
        role = st.selectbox(
            "Role",
            list(Role),
            index=None,
            format_func=lambda each: ROLE_WORDS[each],
            placeholder="choose one",
            key="new_role",
        )
        password = st.text_input(
            "First password",
            type="password",
            key="new_password",
            autocomplete="new-password",
            help="At least 8 characters. Leave it empty for single sign-on alone.",
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
        st.error("Choose a role for the new account.")
        return
    try:
        here.desk.accounts.create(
            name.strip(),
            display_name,
            role,
            password if password else None,
            by=here.user,
            email=email if email.strip() else None,
        )
    except WorkbenchError as error:
        tell("error", str(error))
        return
    say("success", f"{display_name} can sign in as {name.strip()}.")
    st.rerun()


def change_account(here: Visit, people: list[User]) -> None:
    """The form that gives another role or password, closes or opens an account."""
    shown = {person.name: f"{person.display_name} ({person.name})" for person in people}
    with st.form("change_account", enter_to_submit=False):
        st.html('<h2 class="wb-group">Change an account</h2>')
        name = st.selectbox(
            "Account",
            list(shown),
            index=None,
            format_func=lambda each: shown[each],
            placeholder="choose one",
            key="change_name",
        )
        role = st.selectbox(
            "New role",
            list(Role),
            index=None,
            format_func=lambda each: ROLE_WORDS[each],
            placeholder="leave as it is",
            key="change_role",
        )
        state = st.selectbox(
            "Open or closed",
            ["Close the account", "Open it again"],
            index=None,
            placeholder="leave as it is",
            key="change_state",
            help="Closing ends the person's sessions at once. What they did stays.",
        )
        password = st.text_input(
            "New password",
            type="password",
            key="change_password",
            autocomplete="new-password",
            placeholder="leave as it is",
            help="For one that was forgotten. At least 8 characters; ends the person's sessions.",
        )
        email = st.text_input(
            "New e-mail for single sign-on",
            key="change_email",
            placeholder="leave as it is",
        )
        ends = st.checkbox(
            "End the person's sessions",
            key="change_sessions",
            help="For a lost laptop; they can sign in again.",
        )
        sent = st.form_submit_button("Change account", key="change_send")
    if not sent:
        return
    if name is None or not (role or state or password or email.strip() or ends):
        st.info("Choose an account and what to change about it.")
        return
    try:
        if role is not None:
            here.desk.accounts.set_role(name, role, by=here.user)
        if password:
            here.desk.accounts.set_password(name, password, by=here.user)
        if email.strip():
            here.desk.accounts.set_email(name, email, by=here.user)
        if ends:
            for one in here.desk.sessions.open_sessions(name, by=here.user):
                here.desk.sessions.end(one.session_hash, by=here.user)
        if state == "Close the account":
            here.desk.accounts.disable(name, by=here.user)
        elif state is not None:
            here.desk.accounts.enable(name, by=here.user)
    except WorkbenchError as error:
        tell("error", str(error))
        return
    say("success", f"{shown[name]} is changed.")
    st.rerun()


page()
