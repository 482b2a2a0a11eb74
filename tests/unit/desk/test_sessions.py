"""Who may come in, for how long, and how whoever guesses is slowed down."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from argon2 import PasswordHasher

from tests import made
from workbench.desk.people.accounts import Accounts
from workbench.desk.people.passwords import Passwords
from workbench.desk.people.sessions import LONGEST, LONGEST_IDLE, STRANGER, Sessions
from workbench.desk.people.throttle import OF_ACCOUNT, OF_ADDRESS
from workbench.errors import InputError, NotAllowed, NotFound, NotSignedIn, TooManyTries
from workbench.model.ledger import Event
from workbench.model.people import Role, User
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events

PASSWORD = "correct horse battery"
OTHER = "another long one"
CHRIS = User("chris", "Chris", Role.CHECKER)


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
def database(tmp_path: Path) -> Database:
    return made.database(tmp_path / "desk.duckdb")


@pytest.fixture
def accounts(database: Database, clock: Clock, hasher: CountingHasher) -> Accounts:
    found = Accounts(database, clock=clock, passwords=Passwords(hasher))
    found.create("chris", "Chris", Role.CHECKER, PASSWORD, by=made.OPERATOR)
    found.create("ada", "Ada", Role.ADMIN, PASSWORD, by=made.OPERATOR, email="ada@paper.example")
    return found


@pytest.fixture
def sessions(
    accounts: Accounts, database: Database, clock: Clock, hasher: CountingHasher
) -> Sessions:
    return Sessions(database, clock=clock, passwords=Passwords(hasher))


def happened(database: Database, kind: str) -> list[Event]:
    with database.read() as cursor:
        return [event for event in events.all(cursor) if event.what == kind]


def test_a_person_signs_in_and_is_known_by_the_session(sessions: Sessions) -> None:
    assert sessions.user_of_session(sessions.sign_in("chris", PASSWORD)) == CHRIS


def test_every_failure_to_sign_in_reads_and_costs_the_same(
    sessions: Sessions, accounts: Accounts, hasher: CountingHasher
) -> None:
    accounts.create("gone", "Gone", Role.CHECKER, PASSWORD, by=made.OPERATOR)
    accounts.disable("gone", by=made.OPERATOR)
    accounts.create("sue", "Sue", Role.CHECKER, None, by=made.OPERATOR, email="sue@paper.example")
    said = []
    tries = [
        *(("chris", "wrong password"), ("nobody", PASSWORD), ("gone", PASSWORD), ("", "")),
        *(("chris", "\ud800"), ("\ud800\x00", PASSWORD), ("chris", PASSWORD + "x" * 2000)),
        *(("sue", ""), ("sue", PASSWORD)),
    ]
    for name, password in tries:
        before = hasher.verified
        with pytest.raises(NotSignedIn) as refused:
            sessions.sign_in(name, password)
        said.append(str(refused.value))
        assert hasher.verified == before + 1
    assert len(set(said)) == 1


def test_failed_and_good_sign_ins_are_in_the_ledger_without_what_was_typed(
    sessions: Sessions, database: Database
) -> None:
    for name in ("chris", "my password typed in the wrong field"):
        with pytest.raises(NotSignedIn):
            sessions.sign_in(name, "wrong", address="10.0.0.1\nadmin signed in")
    sessions.sign_in("chris", PASSWORD)
    failed = happened(database, "session.refused")
    assert [event.subject for event in failed] == ["chris", STRANGER]
    assert json.loads(failed[0].payload) == {
        "address": "10.0.0.1admin signed in",
        "how": "password",
    }
    assert [event.subject for event in happened(database, "session.signed_in")] == ["chris"]


@pytest.mark.parametrize("name", ["chris", "nobody"])
def test_guessing_at_an_account_has_to_wait_twice_as_long_each_time_known_or_not(
    sessions: Sessions, database: Database, clock: Clock, hasher: CountingHasher, name: str
) -> None:
    def guess(number: int) -> None:
        sessions.sign_in(name, "wrong", address=f"10.0.{number}.1")  # from everywhere

    for number in range(OF_ACCOUNT.free):
        with pytest.raises(NotSignedIn, match="not right"):
            guess(number)
    for number, seconds in enumerate((1, 2, 4, 8), start=100):
        verified = hasher.verified
        clock.now += timedelta(seconds=seconds - 0.5)
        with pytest.raises(TooManyTries, match="wait a second"):
            guess(number)
        assert hasher.verified == verified, "nothing is tried while waiting"
        clock.now += timedelta(seconds=0.5)
        with pytest.raises(NotSignedIn, match="not right"):
            guess(number)
    assert len(happened(database, "session.refused")) == OF_ACCOUNT.free + 4


def test_the_right_password_has_to_wait_too_and_then_clears_the_account(
    sessions: Sessions, clock: Clock
) -> None:
    for _ in range(OF_ACCOUNT.free):
        with pytest.raises(NotSignedIn):
            sessions.sign_in("chris", "wrong")
    with pytest.raises(TooManyTries):
        sessions.sign_in("chris", PASSWORD)
    sessions.sign_in("ada", PASSWORD)  # nobody else waits
    clock.now += timedelta(seconds=1)
    sessions.sign_in("chris", PASSWORD)
    with pytest.raises(NotSignedIn, match="not right"):
        sessions.sign_in("chris", "wrong")


def test_no_wait_is_longer_than_its_limit_whatever_the_clock_does(
    sessions: Sessions, clock: Clock
) -> None:
    for _ in range(60):
        with pytest.raises(NotSignedIn):
            sessions.sign_in("chris", "wrong")
        clock.now += OF_ACCOUNT.longest
    with pytest.raises(NotSignedIn):
        sessions.sign_in("chris", "wrong")
    clock.now -= timedelta(days=2)
    with pytest.raises(TooManyTries) as waits:
        sessions.sign_in("chris", PASSWORD)
    assert waits.value.seconds <= OF_ACCOUNT.longest.total_seconds() + 1


def test_guessing_at_many_accounts_from_one_address_has_to_wait(sessions: Sessions) -> None:
    for number in range(OF_ADDRESS.free):
        with pytest.raises(NotSignedIn, match="not right"):
            # one stranger holds all of a /64 network
            sessions.sign_in(f"name{number}", "wrong", address=f"2001:db8::{number + 1:x}")
    with pytest.raises(TooManyTries):
        sessions.sign_in("chris", PASSWORD, address="2001:db8::ffff")
    assert sessions.sign_in("chris", PASSWORD, address="2001:db8:1::1")


def test_ones_own_account_does_not_open_the_way_to_guess_at_others(sessions: Sessions) -> None:
    for number in range(OF_ADDRESS.free):
        sessions.sign_in("ada", PASSWORD, address="10.0.0.1")
        with pytest.raises(NotSignedIn, match="not right"):
            sessions.sign_in(f"name{number}", "wrong", address="10.0.0.1")
    with pytest.raises(TooManyTries):
        sessions.sign_in("ada", PASSWORD, address="10.0.0.1")


def test_a_session_ends_when_its_day_is_over_however_busy(sessions: Sessions, clock: Clock) -> None:
    token, start = sessions.sign_in("chris", PASSWORD), clock.now
    while clock.now < start + LONGEST - timedelta(hours=1):
        clock.now += timedelta(hours=1)
        assert sessions.user_of_session(token) is not None
    clock.now += timedelta(hours=1)
    assert sessions.user_of_session(token) is None


def test_an_idle_session_ends_and_a_clock_set_back_does_not_bring_it_back(
    sessions: Sessions, clock: Clock
) -> None:
    token = sessions.sign_in("chris", PASSWORD)
    clock.now += LONGEST_IDLE - timedelta(minutes=1)
    assert sessions.user_of_session(token) is not None
    clock.now += LONGEST_IDLE
    assert sessions.user_of_session(token) is None
    clock.now -= LONGEST_IDLE
    assert sessions.user_of_session(token) is None


def test_what_has_ended_is_removed_at_the_next_sign_in(
    sessions: Sessions, database: Database, clock: Clock
) -> None:
    sessions.sign_out(sessions.sign_in("chris", PASSWORD))
    sessions.sign_in("chris", PASSWORD)
    clock.now += LONGEST_IDLE
    sessions.sign_in("ada", PASSWORD)
    with database.read() as cursor:
        assert cursor.tuples("SELECT user_name FROM sessions") == [("ada",)]


def test_signing_out_ends_that_session_and_no_other(sessions: Sessions) -> None:
    first, second = sessions.sign_in("chris", PASSWORD), sessions.sign_in("chris", PASSWORD)
    sessions.sign_out(first)
    sessions.sign_out("no such token")
    assert sessions.user_of_session(first) is None
    assert sessions.user_of_session(second) is not None


def test_a_disabled_person_is_out_at_once_and_stays_out_when_enabled(
    sessions: Sessions, accounts: Accounts
) -> None:
    token = sessions.sign_in("chris", PASSWORD)
    assert accounts.disable("chris", by=made.OPERATOR).disabled
    assert sessions.user_of_session(token) is None
    accounts.enable("chris", by=made.OPERATOR)
    assert sessions.user_of_session(token) is None
    assert sessions.user_of_session(sessions.sign_in("chris", PASSWORD)) is not None


def test_a_new_role_counts_in_the_running_session(sessions: Sessions, accounts: Accounts) -> None:
    token = sessions.sign_in("chris", PASSWORD)
    accounts.set_role("chris", Role.SUPERVISOR, by=made.OPERATOR)
    user = sessions.user_of_session(token)
    assert user is not None
    assert user.role is Role.SUPERVISOR


def test_a_password_set_by_an_admin_ends_the_persons_sessions(
    sessions: Sessions, accounts: Accounts
) -> None:
    token = sessions.sign_in("chris", PASSWORD)
    accounts.set_password("chris", OTHER, by=made.OPERATOR)
    assert sessions.user_of_session(token) is None
    with pytest.raises(NotSignedIn):
        sessions.sign_in("chris", PASSWORD)
    assert sessions.sign_in("chris", OTHER)


def test_ones_own_new_password_needs_the_present_one_and_ends_the_other_sessions(
    sessions: Sessions,
) -> None:
    here, elsewhere = sessions.sign_in("chris", PASSWORD), sessions.sign_in("chris", PASSWORD)
    with pytest.raises(InputError, match="present password is not right"):
        sessions.change_password(here, "wrong", OTHER)
    with pytest.raises(InputError, match="present one"):
        sessions.change_password(here, PASSWORD, PASSWORD)
    with pytest.raises(InputError, match="first that anybody"):
        sessions.change_password(here, PASSWORD, "chris12345")
    assert sessions.user_of_session(elsewhere) is not None
    sessions.change_password(here, PASSWORD, OTHER)
    assert sessions.user_of_session(here) is not None
    assert sessions.user_of_session(elsewhere) is None
    with pytest.raises(NotSignedIn):
        sessions.change_password(elsewhere, OTHER, PASSWORD)


def test_guessing_at_the_present_password_with_a_stolen_session_has_to_wait(
    sessions: Sessions,
) -> None:
    token = sessions.sign_in("chris", PASSWORD)
    for _ in range(OF_ACCOUNT.free):
        with pytest.raises(InputError):
            sessions.change_password(token, "wrong", OTHER)
    with pytest.raises(TooManyTries):
        sessions.change_password(token, PASSWORD, OTHER)


def test_a_person_sees_and_ends_their_own_sessions_and_an_admin_everybodys(
    sessions: Sessions, accounts: Accounts, database: Database
) -> None:
    ada = next(user for user in accounts.users() if user.name == "ada")
    sessions.sign_in("chris", PASSWORD, address="10.0.0.1", browser="Fire\nfox\x1b[2J" * 50)
    token = sessions.sign_in("chris", PASSWORD)
    newest, oldest = sorted(sessions.open_sessions("chris", by=CHRIS), key=lambda s: s.opened_from)
    assert (newest.opened_from, oldest.opened_from) == ("", "10.0.0.1")
    assert oldest.browser.isprintable()
    assert len(oldest.browser) <= 200
    sessions.end(oldest.session_hash, by=CHRIS)
    with pytest.raises(NotFound):
        sessions.end(oldest.session_hash, by=CHRIS)
    sessions.end(newest.session_hash, by=ada)
    assert sessions.user_of_session(token) is None
    assert [event.who for event in happened(database, "session.ended")] == ["chris", "ada"]
    sessions.sign_in("ada", PASSWORD)
    with pytest.raises(NotAllowed):
        sessions.open_sessions("ada", by=CHRIS)
    with pytest.raises(NotAllowed):
        sessions.end(sessions.open_sessions("ada", by=ada)[0].session_hash, by=CHRIS)


def test_single_sign_on_opens_the_account_of_that_address_and_no_other(
    sessions: Sessions, accounts: Accounts, database: Database
) -> None:
    user = sessions.user_of_session(sessions.sign_in_as_owner_of("Ada@Paper.Example"))
    assert user is not None
    assert user.name == "ada"
    for stranger in ("eve@paper.example", "", "ada@paper.example.evil.example"):
        with pytest.raises(NotSignedIn, match="no account"):
            sessions.sign_in_as_owner_of(stranger)
    assert "eve" not in repr(happened(database, "session.refused"))
    accounts.create("ann", "Ann", Role.ADMIN, PASSWORD, by=made.OPERATOR)
    accounts.disable("ada", by=made.OPERATOR)
    with pytest.raises(NotSignedIn):
        sessions.sign_in_as_owner_of("ada@paper.example")


def test_neither_password_nor_token_can_be_read_from_the_file(
    sessions: Sessions, database: Database
) -> None:
    token = sessions.sign_in("chris", PASSWORD)
    database.close()
    with duckdb.connect(str(database.path)) as connection:
        everything = "".join(
            repr(connection.execute(f"SELECT * FROM {table}").fetchall())
            for table in ("users", "sessions", "events")
        )
    assert "argon2id" in everything
    assert PASSWORD not in everything
    assert token not in everything
