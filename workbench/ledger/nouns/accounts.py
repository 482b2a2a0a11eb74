"""Accounts: opened once, then changed in place, so that their events together say how one stands.

Passwords are left out: the ledger must not help to guess them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.declaration import (
    NO_EVENT,
    Payload,
    Problem,
    Together,
    each,
    gone,
    report_alteration,
)
from workbench.ledger.kinds import EventKind
from workbench.model.ledger import AccountOpened, Event
from workbench.storage.people import accounts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

TOLD: Final = ("role", "shown")
SHUT: Final = {EventKind.ACCOUNT_DISABLED: True, EventKind.ACCOUNT_ENABLED: False}


def _payload(opened: AccountOpened) -> Payload:
    return {"role": opened.user.role.value, "shown": opened.user.display_name}


def _compare(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    told: dict[str, tuple[Event, dict[str, Any]]] = {}
    for event in happened:
        _, state = told.get(event.subject, (event, {"disabled": False}))
        payload = json.loads(event.payload)
        state |= {part: payload[part] for part in TOLD if part in payload}
        state["disabled"] = SHUT.get(EventKind(event.what), state["disabled"])
        told[event.subject] = (event, state)
    for user in accounts.everybody(cursor):
        if user.name not in told:
            yield Problem(NO_EVENT, f"the account {user.name} has no event")
            continue
        event, state = told.pop(user.name)
        is_now = {"disabled": user.disabled, "role": user.role.value, "shown": user.display_name}
        if is_now != state:
            yield report_alteration(event)
    yield from (gone(event) for event, _ in told.values())


ACCOUNT: Final = Together(
    noun=AccountOpened,
    tables=("users",),
    kinds=(EventKind.ACCOUNT_CREATED, EventKind.ACCOUNT_ROLE_SET, *SHUT),
    kind=lambda opened: EventKind.ACCOUNT_CREATED,
    subject=lambda opened: opened.user.name,
    by=lambda opened: opened.opened_by,
    at=lambda opened: opened.opened_at,
    add=lambda cursor, opened: accounts.add(
        cursor, opened.user, password_hash=opened.password_hash, at=opened.opened_at
    ),
    payloads=each(_payload),
    compare=_compare,
)
