"""Who may come in, and how a session ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from argon2 import PasswordHasher

from tests import made
from workbench.desk.accounts import SESSION_LENGTH, Accounts
from workbench.errors import Conflict, InputError, NotAllowed, NotFound, NotSignedIn
from workbench.model import Role
from workbench.storage.database import Database

PASSWORD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = made.THEN

    def __call__(self) -> datetime:
        return self.now


class CountingHasher(PasswordHasher):
    """A cheap hasher that counts how often it verified."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        self.verified += 1
        return super().verify(hash, password)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hasher() -> CountingHasher:
    return CountingHasher()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.duckdb"


@pytest.fixture
def accounts(path: Path, clock: Callable[[], datetime], hasher: CountingHasher) -> Accounts:
    found = Accounts(Database(path), clock=clock, hasher=hasher)
    found.create("chris", "Chris", Role.CHECKER, PASSWORD, by="cli:root")
    return found


def test_a_person_signs_in_and_is_known_by_the_session(accounts: Accounts) -> None:
    token = accounts.sign_in("chris", PASSWORD)
    user = accounts.user_of_session(token)
    assert user is not None
    assert (user.name, user.display_name, user.role) == ("chris", "Chris", Role.CHECKER)


def test_every_failure_to_sign_in_reads_and_costs_the_same(
    accounts: Accounts, hasher: CountingHasher
) -> None:
    accounts.create("gone", "Gone", Role.CHECKER, PASSWORD, by="cli:root")
    accounts.disable("gone", by="cli:root")
    said = []
    tries = [
        *(("chris", "wrong password"), ("nobody", PASSWORD), ("gone", PASSWORD), ("", "")),
        *(("chris", "\ud800"), ("\ud800\x00", PASSWORD), ("chris", PASSWORD + "x" * 2000)),
    ]
    for name, password in tries:
        before = hasher.verified
        with pytest.raises(NotSignedIn) as refused:
            accounts.sign_in(name, password)
        said.append(str(refused.value))
        assert hasher.verified == before + 1
    assert len(set(said)) == 1


def test_a_session_ends_after_its_time(accounts: Accounts, clock: Clock) -> None:
    token = accounts.sign_in("chris", PASSWORD)
    clock.now += SESSION_LENGTH - timedelta(seconds=1)
    assert accounts.user_of_session(token) is not None
    clock.now += timedelta(seconds=1)
    assert accounts.user_of_session(token) is None


def test_signing_out_ends_that_session_and_no_other(accounts: Accounts) -> None:
    first, second = accounts.sign_in("chris", PASSWORD), accounts.sign_in("chris", PASSWORD)
    accounts.sign_out(first)
    accounts.sign_out("no such token")
    assert accounts.user_of_session(first) is None
    assert accounts.user_of_session(second) is not None


def test_a_disabled_person_is_out_at_once_and_stays_out_when_enabled(accounts: Accounts) -> None:
    token = accounts.sign_in("chris", PASSWORD)
    assert accounts.disable("chris", by="cli:root").disabled
    assert accounts.user_of_session(token) is None
    accounts.enable("chris", by="cli:root")
    assert accounts.user_of_session(token) is None
    assert accounts.user_of_session(accounts.sign_in("chris", PASSWORD)) is not None


def test_a_new_role_counts_in_the_running_session(accounts: Accounts) -> None:
    token = accounts.sign_in("chris", PASSWORD)
    accounts.set_role("chris", Role.SUPERVISOR, by="cli:root")
    user = accounts.user_of_session(token)
    assert user is not None
    assert user.role is Role.SUPERVISOR


def test_a_new_password_ends_the_sessions_of_the_old_one(accounts: Accounts) -> None:
    token = accounts.sign_in("chris", PASSWORD)
    accounts.set_password("chris", "another long one", by="chris")
    assert accounts.user_of_session(token) is None
    with pytest.raises(NotSignedIn):
        accounts.sign_in("chris", PASSWORD)
    assert accounts.sign_in("chris", "another long one")


def test_neither_password_nor_token_can_be_read_from_the_file(
    accounts: Accounts, path: Path
) -> None:
    token = accounts.sign_in("chris", PASSWORD)
    accounts._database.close()
    with duckdb.connect(str(path)) as connection:
        everything = repr(connection.execute("SELECT * FROM users").fetchall())
        everything += repr(connection.execute("SELECT * FROM sessions").fetchall())
        everything += repr(connection.execute("SELECT * FROM events").fetchall())
    assert "argon2id" in everything
    assert PASSWORD not in everything
    assert token not in everything


@pytest.mark.parametrize("name", ["", "Chris", "a b", "cli:root", "é", "-x", "a" * 41, "a\n"])
def test_a_name_that_could_be_mistaken_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="account name"):
        accounts.create(name, "X", Role.CHECKER, PASSWORD, by="cli:root")


@pytest.mark.parametrize("shown", ["", "  ", "two\nlines", "x" * 81, "\ud800", "a\x1b[31m"])
def test_a_persons_name_that_would_break_a_line_is_refused(accounts: Accounts, shown: str) -> None:
    with pytest.raises(InputError, match="the person's name"):
        accounts.create("new", shown, Role.CHECKER, PASSWORD, by="cli:root")


@pytest.mark.parametrize("password", ["", "short12", "x" * 1025])
def test_a_password_too_short_or_too_long_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match="password"):
        accounts.create("new", "New", Role.CHECKER, password, by="cli:root")


def test_a_taken_name_is_refused(accounts: Accounts) -> None:
    with pytest.raises(Conflict, match="chris already"):
        accounts.create("chris", "Other", Role.ADMIN, PASSWORD, by="cli:root")


def test_only_an_admin_manages_accounts_from_inside_the_desk(accounts: Accounts) -> None:
    with pytest.raises(NotAllowed):
        accounts.create("new", "New", Role.ADMIN, PASSWORD, by="chris")
    with pytest.raises(NotAllowed):
        accounts.set_role("chris", Role.ADMIN, by="chris")
    accounts.create("ada", "Ada", Role.ADMIN, PASSWORD, by="cli:root")
    accounts.create("new", "New", Role.LIBRARIAN, PASSWORD, by="ada")
    assert [user.name for user in accounts.users()] == ["ada", "chris", "new"]


@pytest.mark.parametrize("call", ["disable", "enable"])
def test_an_unknown_account_is_named(accounts: Accounts, call: str) -> None:
    with pytest.raises(NotFound, match="no account nobody"):
        getattr(accounts, call)("nobody", by="cli:root")
