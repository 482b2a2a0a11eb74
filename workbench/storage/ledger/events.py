"""The append-only ledger: every change is an event that carries the hash of the one before.

An event is written in the transaction of the change it records, so neither is there without the
other. The hash is SHA-256 over a canonical JSON of all other fields, the previous hash included.
``ledger_end`` holds where the chain ends, so that events cut off its end are missed: the next one
goes on from there, and the gap stays for good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, LiteralString

from workbench.errors import LedgerBroken
from workbench.model.ledger import Event
from workbench.storage.engine.cursor import record
from workbench.storage.engine.digests import canonical
from workbench.storage.engine.moments import to_text

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

GENESIS: Final = "0" * 64
"""The previous hash of the first event."""

EVENT: Final = (
    "SELECT seq, happened_at AS at, who, what, subject, payload, previous_hash, hash FROM events "
)
END_GONE: Final = (
    "the record of where the ledger ends (table ledger_end) is gone from the database, though the "
    "ledger goes up to event {last}: something other than the desk removed it. Nothing more can be "
    "recorded, so nothing can be changed; what is there can still be read. Stop the desk, keep the "
    "file as it is, and restore the last backup: workbench restore FILE --force"
)
PAGE: Final = 1000
"""Events that are read at a time."""


def event_hash(event: Event) -> str:
    """The hash that ``event`` ought to carry, from its other fields."""
    fields = [
        event.seq,
        event.at,
        event.who,
        event.what,
        event.subject,
        event.payload,
        event.previous_hash,
    ]
    # a lone surrogate cannot be encoded strictly; it must still hash, and always the same
    return hashlib.sha256(canonical(fields).encode("utf-8", "surrogatepass")).hexdigest()


def append(
    cursor: Cursor,
    *,
    at: datetime,
    who: str,
    what: str,
    subject: str,
    payload: Mapping[str, object],
) -> Event:
    """Add one event to the end of the chain, in the caller's transaction.

    Args:
        at: When, with its zone.
        who: The name of the account, or ``cli:name`` for the command line.
        what: One of ``ledger.kinds``.
        subject: The id of what changed: an article, a claim, a file, an account.
        payload: What changed; anything JSON can hold.
    """
    last, previous = end(cursor)
    unsealed = Event(
        seq=last + 1,
        at=to_text(at),
        who=who,
        what=what,
        subject=subject,
        payload=canonical(dict(payload)),
        previous_hash=previous,
        hash="",
    )
    event = replace(unsealed, hash=event_hash(unsealed))
    cursor.execute(
        """
        INSERT INTO events (seq, happened_at, who, what, subject, payload, previous_hash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            event.seq,
            event.at,
            event.who,
            event.what,
            event.subject,
            event.payload,
            event.previous_hash,
            event.hash,
        ],
    )
    known: LiteralString = "INSERT INTO ledger_end (seq, hash, only_row) VALUES (?, ?, 1)"
    moved: LiteralString = "UPDATE ledger_end SET seq = ?, hash = ? WHERE only_row = 1"
    cursor.execute(known if last == 0 else moved, [event.seq, event.hash])
    return event


def end(cursor: Cursor) -> tuple[int, str]:
    """Number and hash of the last event that was ever written; 0 and zeros before the first.

    Raises:
        LedgerBroken: there are events, and the record of where they end is gone. It cannot be
            made again from them: whether some were cut off is just what it was to tell.
    """
    row = cursor.row("SELECT seq, hash FROM ledger_end WHERE only_row = 1")
    if row is not None:
        return int(row.seq), str(row.hash)
    last = cursor.cell("SELECT max(seq) FROM events")
    if last is not None:
        raise LedgerBroken(END_GONE.format(last=last))
    return 0, GENESIS


def all(cursor: Cursor) -> Iterator[Event]:
    """Every event in the order of the chain; the cursor is free for other reads in between."""
    page = cursor.rows(EVENT + "ORDER BY seq LIMIT ?", [PAGE])
    while page:
        for row in page:
            yield record(Event, row)
        page = cursor.rows(EVENT + "WHERE seq > ? ORDER BY seq LIMIT ?", [page[-1].seq, PAGE])


def latest(cursor: Cursor, limit: int, *, but: Collection[str] = ()) -> list[Event]:
    """The newest events, newest first; ``but`` names subjects that are left out."""
    rows = cursor.rows(
        EVENT + "WHERE NOT list_contains(CAST(? AS TEXT[]), subject) ORDER BY seq DESC LIMIT ?",
        [sorted(but), limit],
    )
    return [record(Event, row) for row in rows]


def head(cursor: Cursor) -> str:
    """The hash of the last event; that of an empty ledger is all zeros."""
    found = cursor.cell("SELECT hash FROM events ORDER BY seq DESC LIMIT 1")
    return GENESIS if found is None else str(found)


def of_subject(cursor: Cursor, subject: str) -> list[Event]:
    """Every event on one article, claim, file or account, in the order of the chain."""
    rows = cursor.rows(EVENT + "WHERE subject = ? ORDER BY seq", [subject])
    return [record(Event, row) for row in rows]


def last_of(cursor: Cursor, kinds: Sequence[str]) -> Event | None:
    """The last event of some kinds, none if there never was one."""
    row = cursor.row(
        EVENT + "WHERE list_contains(?, what) ORDER BY seq DESC LIMIT 1", [list(kinds)]
    )
    return None if row is None else record(Event, row)
