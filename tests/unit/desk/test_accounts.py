"""Who has an account, and what nobody may do to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests import made
from tests.cases import each
from workbench.desk.people.accounts import Accounts
from workbench.desk.people.passwords import Passwords, is_easy
from workbench.errors import Conflict, InputError, NotAllowed, NotFound
from workbench.model.people import Role, User

PASSWORD = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    database = made.database(tmp_path / "desk.duckdb")
    found = Accounts(database, clock=lambda: made.THEN, passwords=Passwords(QUICK))
    found.create("chris", "Chris", Role.CHECKER, PASSWORD, by=made.OPERATOR)
    return found


@each("name", ["", "Chris", "a b", "cli:root", "é", "-x", "a" * 41, "a\n"])
def test_a_name_that_could_be_mistaken_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="account name"):
        accounts.create(name, "X", Role.CHECKER, PASSWORD, by=made.OPERATOR)


@each("shown", ["", "  ", "two\nlines", "x" * 81, "\ud800", "a\x1b[31m"])
def test_a_persons_name_that_would_break_a_line_is_refused(accounts: Accounts, shown: str) -> None:
    with pytest.raises(InputError, match="the person's name"):
        accounts.create("new", shown, Role.CHECKER, PASSWORD, by=made.OPERATOR)


@each(
    "password",
    [
        *("", "short12", "x" * 1025, "password", "Password1!", "12345678", "qwertyuiop"),
        *("workbench2022", "nina.berg1", "Nina Berg 2022", "ninaberg!!!"),
    ],
)
def test_a_password_too_short_too_long_or_easy_to_guess_is_refused(
    accounts: Accounts, password: str
) -> None:
    with pytest.raises(InputError, match="password"):
        accounts.create("nina.berg", "Nina Berg", Role.CHECKER, password, by=made.OPERATOR)


def test_any_characters_make_a_password_and_none_is_left_out() -> None:
    assert not is_easy("  ein Satz mit Ümläuten 東京  ")
    passwords = Passwords(QUICK)
    kept = passwords.hash("Ends with a blank ")
    assert passwords.matches(kept, "Ends with a blank ")
    assert not passwords.matches(kept, "Ends with a blank")
    assert not passwords.matches(kept, "ends with a blank ")


def test_a_taken_name_is_refused(accounts: Accounts) -> None:
    with pytest.raises(Conflict, match="chris already"):
        accounts.create("chris", "Other", Role.ADMIN, PASSWORD, by=made.OPERATOR)


def test_only_an_admin_manages_accounts_from_inside_the_desk(accounts: Accounts) -> None:
    chris = User("chris", "Chris", Role.ADMIN)  # so he says; the account says checker
    with pytest.raises(NotAllowed):
        accounts.create("new", "New", Role.ADMIN, PASSWORD, by=chris)
    with pytest.raises(NotAllowed):
        accounts.set_role("chris", Role.ADMIN, by=chris)
    with pytest.raises(NotAllowed):
        accounts.set_password("chris", "another long one", by=chris)
    ada = accounts.create("ada", "Ada", Role.ADMIN, PASSWORD, by=made.OPERATOR)
    accounts.create("new", "New", Role.LIBRARIAN, PASSWORD, by=ada)
    assert [user.name for user in accounts.users()] == ["ada", "chris", "new"]


@each("name", ["nobody", "cli:root", "desk:machine", "ADA"])
def test_a_name_without_an_account_is_nobody_whatever_role_it_claims(
    accounts: Accounts, name: str
) -> None:
    with pytest.raises(NotAllowed, match=f"no account {name}"):
        accounts.create("new", "New", Role.ADMIN, PASSWORD, by=User(name, name, Role.ADMIN))


def test_the_last_administrator_stays_one(accounts: Accounts) -> None:
    ada = accounts.create("ada", "Ada", Role.ADMIN, PASSWORD, by=made.OPERATOR)
    gone = accounts.create("gone", "Gone", Role.ADMIN, PASSWORD, by=made.OPERATOR)
    accounts.disable("gone", by=ada)
    for change in (
        lambda: accounts.set_role("ada", Role.CHECKER, by=ada),
        lambda: accounts.disable("ada", by=ada),
        lambda: accounts.disable("ada", by=made.OPERATOR),
    ):
        with pytest.raises(Conflict, match="only administrator"):
            change()
    accounts.enable("gone", by=ada)
    accounts.set_role("ada", Role.CHECKER, by=gone)
    accounts.set_role("gone", Role.ADMIN, by=gone)  # no change is no loss


def test_an_address_belongs_to_one_account(accounts: Accounts) -> None:
    accounts.set_email("chris", " Chris@Paper.example ", by=made.OPERATOR)
    assert accounts.emails(by=made.OPERATOR) == {"chris": "chris@paper.example"}
    with pytest.raises(Conflict, match="belongs to the account chris"):
        accounts.create(
            "cora", "Cora", Role.CHECKER, None, by=made.OPERATOR, email="CHRIS@paper.example"
        )
    assert [user.name for user in accounts.users()] == ["chris"]
    accounts.set_email("chris", None, by=made.OPERATOR)
    assert accounts.emails(by=made.OPERATOR) == {}


@each("email", ["", "chris", "a@b@c", "a b@paper.example", "сhris@paper.example", "x@-"])
def test_what_is_no_address_is_refused(accounts: Accounts, email: str) -> None:
    with pytest.raises(InputError, match="e-mail address"):
        accounts.set_email("chris", email, by=made.OPERATOR)


def test_an_account_needs_a_way_in(accounts: Accounts) -> None:
    with pytest.raises(InputError, match="password, or an e-mail"):
        accounts.create("new", "New", Role.CHECKER, None, by=made.OPERATOR)


@each("call", ["disable", "enable"])
def test_an_unknown_account_is_named(accounts: Accounts, call: str) -> None:
    with pytest.raises(NotFound, match="no account nobody"):
        getattr(accounts, call)("nobody", by=made.OPERATOR)
