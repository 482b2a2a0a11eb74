"""A fresh desk belongs to whoever started it, not to whoever finds it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from tests import made
from tests.conftest import TickingClock
from tests.fakes import app_on_fakes
from workbench.app import App
from workbench.desk.people.first_admin import GOOD_FOR
from workbench.desk.people.throttle import OF_ACCOUNT
from workbench.errors import InputError, NotSignedIn, TooManyTries
from workbench.model.people import Role
from workbench.settings import Settings

PASSWORD = "correct horse battery"


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[App]:
    app = app_on_fakes(settings, clock)
    yield app
    app.close()


def token_of(app: App) -> str:
    token = app.first_admin.token(by=app.operator())
    assert token is not None
    return token


def opened(app: App, token: str) -> object:
    return app.first_admin.open_desk(token, "anna", "Anna Berg", PASSWORD)


def test_the_token_makes_one_administrator_and_is_used_up(app: App) -> None:
    assert not app.first_admin.is_awaited()
    token = token_of(app)
    assert app.first_admin.is_awaited()
    opened(app, f" {token}\n")
    [anna] = app.accounts.users()
    assert (anna.name, anna.role) == ("anna", Role.ADMIN)
    assert app.sessions.sign_in("anna", PASSWORD)
    assert not app.first_admin.is_awaited()
    with pytest.raises(NotSignedIn):
        app.first_admin.open_desk(token, "eve", "Eve", PASSWORD)
    assert [event.what for event in reversed(app.page_queries.events(reader=None))][:3] == [
        "desk.token_made",
        "desk.token_used",
        "account.created",
    ]
    app.ledger.verify(by=app.operator())


def test_a_desk_with_an_account_gives_no_token_and_forgets_an_earlier_one(app: App) -> None:
    token = token_of(app)
    app.accounts.create("chris", "Chris", Role.CHECKER, PASSWORD, by=made.OPERATOR)
    assert not app.first_admin.is_awaited()
    with pytest.raises(Exception, match="has an account already"):
        opened(app, token)
    assert app.first_admin.token(by=app.operator()) is None
    with pytest.raises(NotSignedIn):
        opened(app, token)


def test_a_wrong_an_old_and_a_replaced_token_open_nothing(app: App, clock: TickingClock) -> None:
    replaced = token_of(app)
    token = token_of(app)
    for wrong in (replaced, "", "x"):
        with pytest.raises(NotSignedIn, match="start the desk again"):
            opened(app, wrong)
    clock.now += GOOD_FOR + timedelta(seconds=1)
    with pytest.raises(NotSignedIn, match="start the desk again"):
        opened(app, token)
    assert app.accounts.users() == []


def test_a_password_that_cannot_be_taken_leaves_the_token_good(app: App) -> None:
    token = token_of(app)
    with pytest.raises(InputError):
        app.first_admin.open_desk(token, "anna", "Anna Berg", "short")
    opened(app, token)


def test_guessing_at_the_token_has_to_wait(app: App) -> None:
    token_of(app)
    said = []
    for _ in range(3 * OF_ACCOUNT.free):  # the clock moves a second at each reading
        with pytest.raises(NotSignedIn) as refused:
            opened(app, "guess")
        said.append(refused.type)
    assert said[: OF_ACCOUNT.free] == [NotSignedIn] * OF_ACCOUNT.free
    assert said[-1] is TooManyTries
