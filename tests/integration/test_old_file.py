"""A database file of an earlier release opens, verifies, and gives what it gave then.

See ``tests/data/desk-before-house/README.md`` for what is in it.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from workbench.errors import LedgerBroken
from workbench.ledger.as_known import as_known
from workbench.ledger.kinds import EventKind
from workbench.ledger.verification import verify
from workbench.model.ledger import Event
from workbench.model.publishing import Choice
from workbench.publishing.exports import Exports
from workbench.storage.engine.database import Database
from workbench.storage.engine.migrations import MIGRATIONS
from workbench.storage.ledger import events

SCHEMA_THEN = 9


@pytest.fixture(scope="module")
def then() -> Path:
    return Path(__file__).parent.parent / "data" / "desk-before-house"


@pytest.fixture(scope="module")
def happened(then: Path) -> list[Event]:
    lines = (then / "events.jsonl").read_text(encoding="utf-8").splitlines()
    return [Event(*json.loads(line)) for line in lines]


@pytest.fixture
def old_file(then: Path, tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "old.duckdb"
    file.write_bytes(lzma.decompress((then / "desk.duckdb.xz").read_bytes()))
    database = Database(file)
    yield database
    database.close()


@pytest.fixture
def exports(old_file: Database) -> Exports:
    return Exports(old_file, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_it_is_brought_up_to_date(old_file: Database) -> None:
    with old_file.read() as cursor:
        steps = cursor.tuples("SELECT number FROM migrations ORDER BY number")
    assert len(MIGRATIONS) >= SCHEMA_THEN
    assert [number for (number,) in steps] == list(range(1, len(MIGRATIONS) + 1))


def test_every_kind_of_event_of_then_is_in_it(happened: list[Event]) -> None:
    assert {event.what for event in happened} >= {kind.value for kind in EventKind}


def test_every_event_has_the_bytes_and_the_hash_of_then(
    old_file: Database, happened: list[Event]
) -> None:
    with old_file.read() as cursor:
        assert list(events.all(cursor)) == happened


def test_its_ledger_holds_and_every_recorded_row_says_what_it_said(
    old_file: Database, happened: list[Event]
) -> None:
    held = verify(old_file, containing=happened[-1].hash)
    assert (held.count, held.head) == (len(happened), happened[-1].hash)


@each(
    "what, file",
    [("csv", "verdicts.csv"), ("evidence", "evidence.csv"), ("claimreview", "claimreview.json")],
)
def test_what_leaves_the_desk_has_the_bytes_of_then(
    exports: Exports, then: Path, what: str, file: str
) -> None:
    taken = exports.take_file(what, Choice(include_open=True), by=made.ADA)
    assert taken.data == (then / file).read_bytes()


def test_verdicts_with_an_opinion_owed_leave_as_then_where_they_are_asked_for(
    exports: Exports, then: Path
) -> None:
    taken = exports.take_file("csv", Choice(include_open=True), awaited=True, by=made.ADA)
    assert taken.data == (then / "verdicts-awaited.csv").read_bytes()
    assert taken.data != (then / "verdicts.csv").read_bytes()


def test_what_each_signer_had_before_them_is_rebuilt(old_file: Database, then: Path) -> None:
    prints = json.loads((then / "as-known.json").read_text(encoding="utf-8"))
    assert prints
    for signed, sha256 in prints.items():
        claim_id, version = signed.split()
        found = as_known(old_file, claim_id, int(version), reader=made.SUE)
        assert found.known.sha256 == sha256, signed


ROWS = {
    "articles": "title = 'Another'",
    "claims_lifted": "speaker = 'Another'",
    "statements": "text = 'Another'",
    "verdict_versions": "rationale = 'Another'",
    "verdict_priors": "probability = 0.99",
    "sign_offs": "note = 'Another'",
    "evidence_flags": "probability = 0.99",
    "users": "role = 'admin'",
    "holds": "holder = 'another'",
    "plans": "assignee = 'another'",
    "withdrawals": "reason = 'Another'",
    "reopenings": "correction_note = 'Another'",
    "opinion_requests": "asked_by = 'another'",
    "opinions": "rationale = 'Another'",
    "exports_taken": "taken_by = 'another'",
    "claim_changes": "speaker = 'Another'",
    "claim_hands": "person = 'another'",
    "dismissals": "note = 'Another'",
    "dismissed_suggestions": "suggestion = 'another'",
    "set_aside": "set_at = '2020-01-01'",
}


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("how", ["altered", "gone"])
def test_a_row_of_then_that_is_altered_or_gone_is_named(
    old_file: Database, table: str, how: str
) -> None:
    with old_file.write() as cursor:
        [row] = cursor.tuples(f"SELECT max(rowid) FROM {table}")
        statement = (
            f"UPDATE {table} SET {ROWS[table]}" if how == "altered" else f"DELETE FROM {table}"
        )
        cursor.execute(f"{statement} WHERE rowid = ?", list(row))
    with pytest.raises(LedgerBroken, match=r"altered|gone|removed"):
        verify(old_file)
