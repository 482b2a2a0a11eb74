"""Rows that have one event each: how a row is found by its event, and what it should say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.ledger import payloads
from workbench.ledger.kinds import EventKind
from workbench.ledger.payloads import EVENT_OF
from workbench.model.ledger import Event
from workbench.storage.claims import claim_edits, moves
from workbench.storage.engine.digests import canonical
from workbench.storage.ledger import exports_taken
from workbench.storage.verdicts import opinions, verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

NO_EVENT: Final = float("inf")
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong; ``seq`` is the event's, or past all of them for a row without one."""

    seq: float
    words: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table whose rows have one event each.

    Attributes:
        kinds: The events that add a row.
        key: What in an event's payload tells the row, beside its subject.
        stored: All rows by the subject of their event, as that ought to tell them.
        words: How a message names a row, by its subject and key.
    """

    kinds: tuple[EventKind, ...]
    key: tuple[str, ...]
    stored: Callable[[Cursor], Iterable[tuple[str, payloads.Payload]]]
    words: str

    def by_key(self, cursor: Cursor) -> dict[Key, payloads.Payload]:
        """All rows by subject and key."""
        return {
            (subject, *(payload[part] for part in self.key)): payload
            for subject, payload in self.stored(cursor)
        }


ROWS: Final[tuple[Rows, ...]] = (
    Rows(
        (EventKind.VERDICT_APPROVED, EventKind.VERDICT_RETURNED),
        ("version",),
        lambda cursor: (
            (one.claim_id, payloads.of_sign_off(one))
            for one in verdicts.every_sign_off(cursor).values()
        ),
        "the sign-off of version {1} on {0}",
    ),
    Rows(
        (EventKind.VERDICT_WITHDRAWN,),
        ("version",),
        lambda cursor: (
            (one.claim_id, payloads.of_withdrawal(one)) for one in moves.every_withdrawal(cursor)
        ),
        "the withdrawal of version {1} on {0}",
    ),
    Rows(
        (EventKind.VERDICT_REOPENED,),
        ("version",),
        lambda cursor: (
            (one.claim_id, payloads.of_reopening(one)) for one in moves.every_reopening(cursor)
        ),
        "the reopening of version {1} on {0}",
    ),
    Rows(
        (EventKind.CLAIM_TAKEN, EventKind.CLAIM_HANDED_OVER, EventKind.CLAIM_GIVEN_BACK),
        ("number",),
        lambda cursor: ((one.claim_id, payloads.of_hold(one)) for one in moves.every_hold(cursor)),
        "hold {1} of claim {0}",
    ),
    Rows(
        (EventKind.CLAIM_PLANNED,),
        ("number",),
        lambda cursor: ((one.claim_id, payloads.of_plan(one)) for one in moves.every_plan(cursor)),
        "plan {1} of claim {0}",
    ),
    Rows(
        tuple(EVENT_OF.values()),
        ("number",),
        lambda cursor: (
            (one.claim.claim_id, payloads.of_change(one))
            for one in claim_edits.every_change(cursor)
        ),
        "change {1} of claim {0}",
    ),
    Rows(
        (EventKind.CLAIM_DISMISSED, EventKind.CLAIM_RESTORED, EventKind.CLAIM_REPLACED),
        ("number",),
        lambda cursor: (
            (one.claim_id, payloads.of_dismissal(one))
            for one in claim_edits.every_dismissal(cursor)
        ),
        "dismissal {1} of claim {0}",
    ),
    Rows(
        (EventKind.STATEMENT_SET_ASIDE,),
        ("row",),
        lambda cursor: (
            (one.statement_id, payloads.of_set_aside(one))
            for one in claim_edits.every_set_aside(cursor)
        ),
        "the setting aside of statement {0}",
    ),
    Rows(
        (EventKind.OPINION_ASKED,),
        ("version", "reviewer"),
        lambda cursor: (
            (one.claim_id, payloads.of_request(one)) for one in opinions.every_request(cursor)
        ),
        "the request to {2} for an opinion on {0}",
    ),
    Rows(
        (EventKind.OPINION_GIVEN,),
        ("version", "reviewer"),
        lambda cursor: ((one.claim_id, payloads.of_opinion(one)) for one in opinions.every(cursor)),
        "the opinion of {2} on {0}",
    ),
    Rows(
        (EventKind.EXPORT_MADE,),
        ("number",),
        lambda cursor: ((one.what, payloads.of_export(one)) for one in exports_taken.every(cursor)),
        "export {1} ({0})",
    ),
)


def check_rows(cursor: Cursor, rows: Rows, happened: Sequence[Event]) -> Iterator[Problem]:
    """Compare the rows of a table with their events; an event that lacks the key had no row."""
    stored = rows.by_key(cursor)
    for event in happened:
        payload = json.loads(event.payload)
        if any(part not in payload for part in rows.key):  # noted by an earlier release
            continue
        key = (event.subject, *(payload[part] for part in rows.key))
        yield from compared(event, stored.pop(key, None))
    for key in sorted(stored, key=str):
        yield Problem(NO_EVENT, f"{rows.words.format(*key)} is stored without an event")


def named(event: Event) -> str:
    """An event as messages name it."""
    return f"event {event.seq} ({event.what} on {event.subject} by {event.who} at {event.at})"


def compared(event: Event, row: payloads.Payload | None) -> Iterator[Problem]:
    """Whether a row says what its event says; none stands for a row that is gone."""
    if row is None:
        yield Problem(event.seq, f"what {named(event)} recorded is gone from the database")
    elif canonical(row) != event.payload:
        yield Problem(event.seq, f"what {named(event)} recorded was altered in the database")
