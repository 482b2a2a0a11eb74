"""Any ledger holds, and any one change to it is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import made
from workbench.desk.ledger import verify
from workbench.errors import LedgerBroken
from workbench.model import Event
from workbench.storage import events
from workbench.storage.database import Database
from workbench.storage.events import EventKind, event_hash

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
HARMLESS = st.sampled_from([EventKind.EXPORT_MADE, EventKind.SESSION_SIGNED_IN])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
HAPPENINGS = st.lists(
    st.tuples(TEXT, HARMLESS, TEXT, st.dictionaries(TEXT, JSON, max_size=3)),
    min_size=2,
    max_size=8,
)
COLUMNS = ("happened_at", "who", "what", "subject", "payload", "previous_hash", "hash")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(tmp_path_factory.mktemp("ledger") / "desk.duckdb")


def write(database: Database, happenings: Sequence[tuple[str, EventKind, str, dict]]) -> None:
    with database.write() as cursor:
        cursor.execute("DELETE FROM events")
    for who, what, subject, payload in happenings:
        with database.write() as cursor:
            events.append(
                cursor, at=made.THEN, who=who, what=what, subject=subject, payload=payload
            )


@settings(max_examples=40, deadline=None)
@given(happenings=HAPPENINGS)
def test_whatever_happens_the_ledger_holds(
    database: Database, happenings: list[tuple[str, EventKind, str, dict]]
) -> None:
    write(database, happenings)
    verified = verify(database)
    assert verified.count == len(happenings)
    with database.read() as cursor:
        assert events.head(cursor) == verified.head


@settings(max_examples=60, deadline=None)
@given(happenings=HAPPENINGS, data=st.data())
def test_any_one_change_is_found_and_named(
    database: Database, happenings: list[tuple[str, EventKind, str, dict]], data: st.DataObject
) -> None:
    write(database, happenings)
    seq = data.draw(st.integers(1, len(happenings)), label="event")
    how = data.draw(st.sampled_from(["flip", "drop", "swap", "append"]), label="how")
    with database.write() as cursor:
        if how == "flip":
            column = data.draw(st.sampled_from(COLUMNS), label="column")
            cursor.execute(
                f"UPDATE events SET {column} = {column} || ? WHERE seq = ?",
                [data.draw(TEXT.filter(bool), label="added"), seq],
            )
            bad = seq
        elif how == "drop":
            seq = min(seq, len(happenings) - 1)  # cutting off the end needs an earlier head
            cursor.execute("DELETE FROM events WHERE seq = ?", [seq])
            bad = seq
        elif how == "swap":
            bad = min(seq, len(happenings) - 1)
            chain = {event.seq: event for event in events.all(cursor)}
            for event, place in ((chain[bad], bad + 1), (chain[bad + 1], bad)):
                put(cursor, replace(event, seq=place))
        else:
            last = list(events.all(cursor))[-1]
            bad = last.seq + 1
            forged = replace(last, seq=bad)
            put(cursor, replace(forged, hash=event_hash(forged)))
    with pytest.raises(LedgerBroken, match=rf"event {bad}\b"):
        verify(database)


def put(cursor: object, event: Event) -> None:
    cursor.execute("DELETE FROM events WHERE seq = ?", [event.seq])
    cursor.execute(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
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
