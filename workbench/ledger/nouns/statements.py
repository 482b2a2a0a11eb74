"""Statements added to the archive together, and statements that it no longer shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from workbench.ledger.declaration import (
    NO_EVENT,
    OneEventEach,
    Payload,
    Problem,
    Together,
    each,
    name_event,
)
from workbench.ledger.kinds import EventKind
from workbench.model.ledger import Event, StatementsAdded
from workbench.model.people import MACHINE
from workbench.model.statement import SetAside
from workbench.storage.claims import claim_edits
from workbench.storage.engine.moments import to_text
from workbench.storage.statements import statements

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def _add(cursor: Cursor, added: StatementsAdded) -> None:
    rows = statements.add(
        cursor,
        added.statements,
        hashes=added.hashes,
        import_id=added.import_id,
        at=added.added_at,
    )
    assert rows == list(added.rows), "somebody has added statements meanwhile"


def _payload(added: StatementsAdded) -> Payload:
    """Which rows were added and, through digests, all that is in them."""
    return {
        "import": added.import_id,
        "accepted": len(added.rows),
        "first_row": added.rows[0],
        "last_row": added.rows[-1],
        **statements.ledger_digests(added.statements),
    }


def _compare(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    for event in happened:
        payload = json.loads(event.payload)
        if "first_row" not in payload:  # the end of an import
            continue
        rows = range(payload["first_row"], payload["last_row"] + 1)
        found = statements.by_row_ids(cursor, rows)
        if len(found) < len(rows):
            missing = next(row for row in rows if row not in found)
            yield Problem(event.seq, f"statement row {missing} of {name_event(event)} is gone")
            continue
        made = statements.ledger_digests([one for _, one in sorted(found.items())])
        # the event of an earlier release has fewer digests
        if any(payload.get(name, value) != value for name, value in made.items()):
            yield Problem(
                event.seq, f"a statement of {name_event(event)} was altered in the database"
            )
    if statements.count(cursor) != statements.last_row_id(cursor):
        yield Problem(NO_EVENT, "statements were removed: the numbers of their rows have gaps")


STATEMENTS: Final = Together(
    noun=StatementsAdded,
    tables=("statements",),
    kinds=(EventKind.STATEMENTS_IMPORTED,),
    kind=lambda added: EventKind.STATEMENTS_IMPORTED,
    subject=lambda added: added.subject,
    by=lambda added: added.added_by,
    at=lambda added: added.added_at,
    add=_add,
    payloads=each(_payload),
    compare=_compare,
)
SET_ASIDE: Final = OneEventEach(
    noun=SetAside,
    tables=("set_aside",),
    kinds=(EventKind.STATEMENT_SET_ASIDE,),
    kind=lambda gone: EventKind.STATEMENT_SET_ASIDE,
    subject=lambda gone: gone.statement_id,
    by=lambda gone: MACHINE,
    at=lambda gone: gone.set_at,
    add=claim_edits.set_aside,
    payloads=each(lambda gone: {"row": gone.row_id, "set_at": to_text(gone.set_at)}),
    key=("row",),
    every=claim_edits.every_set_aside,
    words="the setting aside of statement {0}",
)
