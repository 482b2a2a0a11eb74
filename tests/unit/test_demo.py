"""Seeding the demonstration: never into a newsroom's database, and only what is missing."""

from __future__ import annotations

import pytest

from tests.fakes import FakeApp
from workbench import demo
from workbench.errors import InputError
from workbench.model.people import Role, User
from workbench.settings import Settings


def test_known_passwords_are_never_added_to_a_database_with_accounts_of_its_own(
    settings: Settings,
) -> None:
    app = FakeApp(settings)
    app.fake_accounts.people["dana"] = User("dana", "Dana", Role.ADMIN)
    with pytest.raises(InputError, match=r"dana.*--database"):
        demo.seed(app, tell=print)
    assert list(app.fake_accounts.people) == ["dana"]
    assert app.fake_statements.imported == app.fake_articles.imported == []


def test_every_account_is_printed_with_the_password() -> None:
    printed = demo.sign_ins()
    assert demo.PASSWORD in printed
    assert all(account.name in printed for account in demo.ACCOUNTS)


def test_two_checkers_and_a_supervisor_can_show_four_eyes() -> None:
    roles = [account.role for account in demo.ACCOUNTS]
    assert roles.count(Role.CHECKER) >= 2
    assert Role.SUPERVISOR in roles
