"""Does the ledger hold: the chain of events, and the rows that the events stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.recorded import RECORDED, check_records, named
from workbench.errors import LedgerBroken
from workbench.model import Event
from workbench.storage import events
from workbench.storage.events import GENESIS, event_hash

if TYPE_CHECKING:
    from workbench.storage.database import Database


@dataclass(frozen=True, slots=True)
class VerifiedLedger:
    """A ledger that holds: how many events, and the hash of the last."""

    count: int
    head: str


def verify(database: Database, *, containing: str | None = None) -> VerifiedLedger:
    """Walk the whole chain, then compare every recorded row with its event.

    A chain cut off at its end is whole in itself. A head printed in an earlier export proves
    that nothing up to it was cut: pass it as ``containing``.

    Raises:
        LedgerBroken: names the first event that was altered, removed, inserted or moved, or the
            row that no longer says what its event says.
    """
    with database.read() as cursor:
        count, head = 0, GENESIS
        seen = containing is None
        recorded: list[Event] = []
        for event in events.all(cursor):
            _check_link(event, count, head)
            count, head = event.seq, event.hash
            seen = seen or head == containing
            if event.what in RECORDED:
                recorded.append(event)
        if not seen:
            raise LedgerBroken(
                f"no event has the hash {containing}: the ledger was cut or rewritten since "
                "that hash was printed"
            )
        check_records(cursor, recorded)
    return VerifiedLedger(count, head)


def _check_link(event: Event, before: int, head: str) -> None:
    if event.seq != before + 1:
        raise LedgerBroken(
            f"event {before + 1} is missing: after event {before} comes {named(event)}"
        )
    if event.hash != event_hash(event):
        raise LedgerBroken(f"{named(event)} was altered or moved: its hash does not match it")
    if event.previous_hash != head:
        raise LedgerBroken(
            f"{named(event)} does not follow event {before}: an event before it was replaced, "
            "or it was put there later"
        )
