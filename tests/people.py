"""Accounts for tests that are about something else: stored with their events, no password."""

from __future__ import annotations

from collections.abc import Iterable

from tests import made
from workbench.ledger.kinds import EventKind
from workbench.model.people import User
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events
from workbench.storage.people import accounts


def store_accounts(database: Database, people: Iterable[User]) -> None:
    """Open an account for each, as the desk would; nobody can sign in with it."""
    with database.write() as cursor:
        for one in people:
            person = User(one.name, one.display_name, one.role)
            accounts.add(cursor, person, password_hash="", at=made.THEN)
            events.append(
                cursor,
                at=made.THEN,
                who="cli:root",
                what=EventKind.ACCOUNT_CREATED,
                subject=one.name,
                payload={"role": one.role.value, "shown": one.display_name},
            )
