"""Every role against every service that acts: the table decides, wherever the call comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from tests.fakes import desk_on_fakes
from workbench.desk.permissions import ALLOWED, Action
from workbench.desk_app import DeskApp
from workbench.errors import NotAllowed
from workbench.model import Role, User, Verdict
from workbench.settings import Settings

STORY = made.article("Kirby: Iran helps Russia\nTehran: it was denied\nKirby: it goes on\n")
CLAIMS = [f"{STORY.article_id}-{number:03d}" for number in (1, 2, 3)]
PASSWORD = "a long password"


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime], tmp_path: Path) -> Iterator[DeskApp]:
    """A desk with an account of each role, and two verdicts by somebody else waiting."""
    app = desk_on_fakes(settings, clock)
    for role in Role:
        app.accounts.create(role.value, role.value.capitalize(), role, PASSWORD, by="cli:x")
    app.add_article(STORY, by=made.ADA)
    for claim_id in CLAIMS[:2]:
        decide(app, made.CORA, claim_id)
    (tmp_path / "wire.txt").write_text("a remark", encoding="utf-8")
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "new.txt").write_text("Kirby: news", encoding="utf-8")
    yield app
    app.close()


def decide(app: DeskApp, by: User, claim_id: str) -> object:
    return app.decide(
        claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        by=by,
        seen_version=0,
    )


CALLS: dict[str, tuple[Action, Callable[[DeskApp, User, Path], object]]] = {
    "add_article": (
        Action.ADD_ARTICLE,
        lambda app, user, _: app.add_article(made.article("Kirby: more"), by=user),
    ),
    "import_articles": (
        Action.ADD_ARTICLE,
        lambda app, user, folder: app.import_articles([folder / "stories"], by=user),
    ),
    "import_statements": (
        Action.IMPORT_STATEMENTS,
        lambda app, user, folder: app.import_statements(folder / "wire.txt", by=user),
    ),
    "decide": (Action.DECIDE, lambda app, user, _: decide(app, user, CLAIMS[2])),
    "approve": (Action.SIGN_OFF, lambda app, user, _: app.desk.approve(CLAIMS[0], 1, by=user)),
    "send_back": (
        Action.SIGN_OFF,
        lambda app, user, _: app.desk.send_back(CLAIMS[1], 1, by=user, reason="Why?"),
    ),
    "record": (Action.EXPORT, lambda app, user, _: app.exports.record("csv", b"", by=user)),
    "create": (
        Action.MANAGE_ACCOUNTS,
        lambda app, user, _: app.accounts.create("new", "New", Role.ADMIN, PASSWORD, by=user.name),
    ),
    "set_role": (
        Action.MANAGE_ACCOUNTS,
        lambda app, user, _: app.accounts.set_role(user.name, Role.ADMIN, by=user.name),
    ),
    "disable": (
        Action.MANAGE_ACCOUNTS,
        lambda app, user, _: app.accounts.disable("checker", by=user.name),
    ),
    "enable": (
        Action.MANAGE_ACCOUNTS,
        lambda app, user, _: app.accounts.enable("checker", by=user.name),
    ),
    "set_password": (
        Action.MANAGE_ACCOUNTS,
        lambda app, user, _: app.accounts.set_password("cora", PASSWORD, by=user.name),
    ),
}


def happened(app: DeskApp) -> list[int]:
    return [event.seq for event in app.screens.events(1000)]


@pytest.mark.parametrize("call", CALLS)
def test_each_role_may_call_what_the_table_says_and_a_refusal_changes_nothing(
    app: DeskApp, tmp_path: Path, call: str
) -> None:
    app.accounts.create("cora", "Cora", Role.CHECKER, PASSWORD, by="cli:x")
    action, service = CALLS[call]
    able = [role for role in Role if action in ALLOWED[role]]
    for role in (role for role in Role if role not in able):
        user = User(role.value, role.value.capitalize(), role)
        before = happened(app)
        with pytest.raises(NotAllowed):
            service(app, user, tmp_path)
        with pytest.raises(NotAllowed):  # who claims a role that the account does not have
            service(app, User(role.value, "", Role.ADMIN), tmp_path)
        assert happened(app) == before
    user = User(able[0].value, able[0].value.capitalize(), able[0])
    service(app, user, tmp_path)


@pytest.mark.parametrize("call", CALLS)
def test_a_disabled_admin_may_call_nothing(app: DeskApp, tmp_path: Path, call: str) -> None:
    app.accounts.disable("admin", by="cli:x")
    before = happened(app)
    with pytest.raises(NotAllowed, match="disabled"):
        CALLS[call][1](app, User("admin", "Admin", Role.ADMIN), tmp_path)
    assert happened(app) == before
