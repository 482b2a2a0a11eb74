"""Does the ledger hold: the chain of events, and the rows that the events stand for.

Passwords are left out (the ledger must not help to guess them); so is what can be made again, such
as vectors and the index; ``recording`` names each table and why.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from workbench.errors import LedgerBroken
from workbench.ledger.declaration import NO_EVENT, Anchor, Problem, name_event
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import DECLARED, RECORDED
from workbench.model.ledger import Event
from workbench.storage.ledger import events
from workbench.storage.ledger.events import GENESIS, event_hash

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


ANCHORS: Final = {kind: one.anchor for one in DECLARED if one.anchor for kind in one.kinds}
"""The kinds of events that name a head before them, and which."""


@dataclass(frozen=True, slots=True)
class VerifiedLedger:
    """A ledger that holds: how many events, and the hash of the last."""

    count: int
    head: str


def verify(database: Database, *, containing: str | None = None) -> VerifiedLedger:
    """Walk the whole chain to where it must end, then compare every recorded row with its event.

    Each sign-off and each export keeps the head that the ledger had then, and these must be in
    the chain as well. Whoever writes all of that anew, hashes and all, is still given away by a
    head printed in an export that left the building: pass it as ``containing``.

    Raises:
        LedgerBroken: names the first event that was altered, removed, inserted or moved, or the
            row that no longer says what its event says.
    """
    with database.read() as cursor:
        return verify_within(cursor, containing=containing)


def verify_within(cursor: Cursor, *, containing: str | None = None) -> VerifiedLedger:
    """The same within a unit of work, such as one that copies the database."""
    count, head = 0, GENESIS
    recorded: list[Event] = []
    heads = {GENESIS}
    for event in events.all(cursor):
        _check_link(event, count, head)
        _check_anchor(event, heads)
        heads.add(event.hash)
        count, head = event.seq, event.hash
        if event.what in RECORDED:
            recorded.append(event)
    _check_end(cursor, count, head)
    if containing is not None and containing not in heads:
        raise LedgerBroken(
            f"no event has the hash {containing}: the ledger was cut or rewritten since "
            "that hash was printed"
        )
    check_records(cursor, recorded)
    return VerifiedLedger(count, head)


def _check_anchor(event: Event, heads: Collection[str]) -> None:
    """A sign-off names the head that it was given on, an export the head that it carries."""
    if event.what not in ANCHORS:
        return
    anchor = json.loads(event.payload).get("ledger_head")
    if anchor is None:  # noted by an earlier release
        return
    exact = ANCHORS[EventKind(event.what)] is Anchor.LAST
    if anchor not in heads or (exact and anchor != event.previous_hash):
        raise LedgerBroken(
            f"the chain before {name_event(event)} was written anew: the head that it names, "
            f"{anchor}, is not there"
        )


def _check_end(cursor: Cursor, count: int, head: str) -> None:
    """The chain must end where the last event left it: neither earlier nor later."""
    last, last_hash = events.end(cursor)
    if count < last:
        one = count + 1 == last
        gone = f"event {last} is" if one else f"events {count + 1} to {last} are"
        raise LedgerBroken(f"{gone} missing from the end: the ledger had {last} events")
    if count > last:
        raise LedgerBroken(
            f"event {last + 1} was put in afterwards: the desk wrote {last} events and no more"
        )
    if head != last_hash:
        raise LedgerBroken(
            f"event {last} is not the one that the desk wrote: the record of the ledger's end "
            "has another hash"
        )


def _check_link(event: Event, before: int, head: str) -> None:
    if event.seq != before + 1:
        raise LedgerBroken(
            f"event {before + 1} is missing: after event {before} comes {name_event(event)}"
        )
    if event.hash != event_hash(event):
        raise LedgerBroken(f"{name_event(event)} was altered or moved: its hash does not match it")
    if event.previous_hash != head:
        raise LedgerBroken(
            f"{name_event(event)} does not follow event {before}: an event before it was replaced, "
            "or it was put there later"
        )


def check_records(cursor: Cursor, happened: Sequence[Event]) -> None:
    """Compare every recorded row with its event.

    Args:
        happened: The events of the kinds in ``RECORDED``, in order; the chain holds.

    Raises:
        LedgerBroken: names the first event whose rows differ, or a row without an event.
    """
    of_kind: dict[str, list[Event]] = {}
    for event in happened:
        of_kind.setdefault(event.what, []).append(event)
    found: list[Problem] = []
    for one in DECLARED:
        every = chain.from_iterable(of_kind.get(kind, ()) for kind in one.kinds)
        try:
            found.extend(one.check(cursor, sorted(every, key=lambda event: event.seq)))
        except (ValueError, LookupError, TypeError) as error:
            what = ", ".join(one.kinds)
            words = f"a row that an event {what} recorded can no longer be read: {error}"
            found.append(Problem(NO_EVENT, words))
    if found:
        raise LedgerBroken(min(found).words)
