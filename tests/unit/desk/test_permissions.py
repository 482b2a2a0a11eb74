"""Every role against every action, written out by hand so that a change is on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from workbench.desk.people.accounts import Accounts
from workbench.desk.people.permissions import may, require, require_now
from workbench.errors import NotAllowed
from workbench.model.people import Action, Role, User
from workbench.storage.engine.database import Database

CHECKER, SUPERVISOR, LIBRARIAN, ADMIN = (
    Role.CHECKER,
    Role.SUPERVISOR,
    Role.LIBRARIAN,
    Role.ADMIN,
)
MAY = {
    Action.READ: {CHECKER, SUPERVISOR, LIBRARIAN, ADMIN},
    Action.ADD_ARTICLE: {CHECKER, SUPERVISOR, LIBRARIAN, ADMIN},
    Action.IMPORT_STATEMENTS: {SUPERVISOR, LIBRARIAN, ADMIN},
    Action.DECIDE: {CHECKER, SUPERVISOR, ADMIN},
    Action.CHANGE_CLAIMS: {CHECKER, SUPERVISOR, ADMIN},
    Action.PLAN: {SUPERVISOR, ADMIN},
    Action.SHARE_VIEWS: {SUPERVISOR, ADMIN},
    Action.SIGN_OFF: {SUPERVISOR, ADMIN},
    Action.SEE_INSIGHTS: {SUPERVISOR, ADMIN},
    Action.EXPORT: {CHECKER, SUPERVISOR, LIBRARIAN, ADMIN},
    Action.VERIFY_LEDGER: {SUPERVISOR, ADMIN},
    Action.MANAGE_ACCOUNTS: {ADMIN},
    Action.BACK_UP: {ADMIN},
    Action.CHANGE_MODEL: {ADMIN},
}


@each("action", Action)
@each("role", Role)
def test_each_role_may_do_just_what_the_table_says(role: Role, action: Action) -> None:
    person = User("pat", "Pat", role)
    if role in MAY[action]:
        require(person, action)
    else:
        with pytest.raises(NotAllowed, match=rf"Pat is an? {role} and may not .*; ask "):
            require(person, action)
    assert may(person, action) == (role in MAY[action])


@each("action", Action)
@each("role", Role)
def test_a_disabled_account_may_nothing(role: Role, action: Action) -> None:
    person = User("pat", "Pat", role, disabled=True)
    assert not may(person, action)
    with pytest.raises(NotAllowed, match="disabled"):
        require(person, action)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return made.database(tmp_path / "desk.duckdb")


def test_a_role_taken_away_counts_at_once_whatever_the_screen_still_holds(
    database: Database,
) -> None:
    accounts = Accounts(database, clock=lambda: made.THEN)
    held = accounts.create("sam", "Sam", Role.SUPERVISOR, "a long password", by=made.OPERATOR)
    accounts.set_role("sam", Role.CHECKER, by=made.OPERATOR)
    with database.read() as cursor, pytest.raises(NotAllowed, match="a checker"):
        require_now(cursor, held, Action.SIGN_OFF)


def test_a_shut_account_can_do_nothing_more_with_a_screen_still_open(database: Database) -> None:
    accounts = Accounts(database, clock=lambda: made.THEN)
    held = accounts.create("sam", "Sam", Role.SUPERVISOR, "a long password", by=made.OPERATOR)
    accounts.disable("sam", by=made.OPERATOR)
    with database.read() as cursor, pytest.raises(NotAllowed, match="disabled"):
        require_now(cursor, held, Action.READ)
