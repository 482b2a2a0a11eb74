"""The ledger: what is tampered with is found and named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests import made
from tests.cases import each
from tests.fakes import NoPriors, raise_flags
from workbench.desk.people.accounts import Accounts
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import LedgerBroken
from workbench.ledger.kinds import EventKind
from workbench.ledger.verification import verify, verify_within
from workbench.model.ledger import Event
from workbench.model.people import Role
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.storage.engine.database import Database
from workbench.storage.engine.digests import canonical
from workbench.storage.ledger import events
from workbench.storage.ledger.events import GENESIS, event_hash

STORY = made.article("Iran denied it. Kirby said Iran helps.")
HELPS = made.claim(STORY, "Iran helps")
DENIAL, LATE = made.statement("s-denial"), made.statement("s-late", "Some drones were sent.")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one of everything: 9 events."""
    path = tmp_path_factory.mktemp("pristine") / "desk.duckdb"
    database = made.database(path)
    made.store_statements(database, [DENIAL, LATE])
    made.store_article(database, STORY, [HELPS])
    desk = Verdicts(database, NoPriors(), clock=lambda: made.THEN)
    for seen in (0, 1):
        desk.submit(
            HELPS.claim_id,
            verdict=Verdict.CONTESTED,
            rationale=f"denied, {seen}",
            cited=["s-denial"],
            shown=[made.prior(DENIAL)],
            by=made.CHRIS,
            seen_version=seen,
        )
    desk.approve(HELPS.claim_id, 2, by=made.SAM, note="agreed")
    raise_flags(desk, {HELPS.claim_id: [made.prior(LATE, Relation.SUPPORTS)]}, by="lee")
    accounts = Accounts(database, clock=lambda: made.THEN)
    accounts.create("chris", "Chris", Role.CHECKER, "a long password", by=made.OPERATOR)
    accounts.set_role("chris", Role.LIBRARIAN, by=made.OPERATOR)
    accounts.disable("chris", by=made.OPERATOR)
    database.close()
    return path


@pytest.fixture
def path(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it to tamper with."""
    return Path(shutil.copy(pristine, tmp_path))


@pytest.fixture(scope="module")
def kept(pristine: Path) -> Iterator[Database]:
    """It, open, for changes that are undone."""
    with opened(Path(shutil.copy(pristine, pristine.with_name("kept.duckdb")))) as database:
        yield database


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    database = made.database(path)
    try:
        yield database
    finally:
        database.close()


def tamper(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def broken(path: Path) -> str:
    with opened(path) as database, pytest.raises(LedgerBroken) as found:
        verify(database)
    return str(found.value)


class Undone(Exception):
    """Rolls a change back."""


def broken_by(database: Database, *statements: str) -> str:
    """What is found after the changes, which are then undone."""
    found = ""
    with suppress(Undone), database.write() as cursor:
        for statement in statements:
            cursor.execute(statement)
        with pytest.raises(LedgerBroken) as broken:
            verify_within(cursor)
        found = str(broken.value)
        raise Undone
    return found


def test_an_untouched_ledger_holds(path: Path) -> None:
    with opened(path) as database:
        verified = verify(database)
        with database.read() as cursor:
            assert (verified.count, verified.head) == (9, events.head(cursor))


def test_an_empty_ledger_holds(tmp_path: Path) -> None:
    with opened(tmp_path / "new.duckdb") as database:
        assert verify(database).count == 0
        assert verify(database).head == GENESIS


@each("column", ["happened_at", "who", "what", "subject", "payload", "hash"])
@each("seq", range(1, 10))
def test_an_altered_event_is_named(kept: Database, seq: int, column: str) -> None:
    change = f"UPDATE events SET {column} = {column} || ' ' WHERE seq = {seq}"
    assert broken_by(kept, change).startswith(f"event {seq} (")


@each("seq", range(1, 9))
def test_a_removed_event_is_named(kept: Database, seq: int) -> None:
    found = broken_by(kept, f"DELETE FROM events WHERE seq = {seq}")
    assert found.startswith(f"event {seq} is missing")


@each("seq", range(1, 9))
def test_swapped_events_are_named(kept: Database, seq: int) -> None:
    found = broken_by(
        kept,
        "CREATE TABLE swapped AS SELECT * FROM events",
        "DROP TABLE events",
        f"CREATE TABLE events AS SELECT CASE seq WHEN {seq} THEN {seq + 1} WHEN {seq + 1} "
        f"THEN {seq} ELSE seq END AS seq, * EXCLUDE (seq) FROM swapped",
    )
    assert found.startswith(f"event {seq} (")


def test_a_forged_event_with_a_right_hash_of_its_own_breaks_the_chain_after_it(
    path: Path,
) -> None:
    with opened(path) as database, database.write() as cursor:
        third = list(events.all(cursor))[2]
        forged = replace(third, payload=third.payload.replace("denied", "agreed"))
        forged = replace(forged, hash=event_hash(forged))
        cursor.execute(
            "UPDATE events SET payload = ?, hash = ? WHERE seq = 3", [forged.payload, forged.hash]
        )
    assert "does not follow event 3" in broken(path)


def test_a_whole_chain_written_anew_does_not_hold_the_head_of_an_earlier_export(
    path: Path,
) -> None:
    with opened(path) as database:
        printed = verify(database).head
        assert verify(database, containing=printed).count == 9
        with database.write() as cursor:
            chain = list(events.all(cursor))
            cursor.execute("DELETE FROM events")
            previous = GENESIS
            for event in chain:
                changed = replace(event, at="2020-01-01T00:00:00.000000Z", previous_hash=previous)
                changed = replace(changed, hash=event_hash(changed))
                insert(cursor, changed)
                previous = changed.hash
            cursor.execute("UPDATE ledger_end SET hash = ?", [previous])
        with pytest.raises(LedgerBroken, match="written anew"):  # by the head that Sam signed on
            verify(database)
        with database.write() as cursor:
            cursor.execute("DELETE FROM events")
            previous = GENESIS
            for event in chain:
                payload = json.loads(event.payload)
                if "ledger_head" in payload:
                    payload["ledger_head"] = previous
                    cursor.execute("UPDATE sign_offs SET ledger_head = ?", [previous])
                changed = replace(event, payload=canonical(payload), previous_hash=previous)
                changed = replace(changed, who="mallory", hash="")
                changed = replace(changed, hash=event_hash(changed))
                insert(cursor, changed)
                previous = changed.hash
            cursor.execute("UPDATE ledger_end SET hash = ?", [previous])
            cursor.execute("UPDATE articles SET added_by = 'mallory'")
        verify(database)
        with pytest.raises(LedgerBroken, match="cut or rewritten"):
            verify(database, containing=printed)


def insert(cursor: duckdb.DuckDBPyConnection, event: Event) -> None:
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


@each(
    "change, named",
    [
        ("UPDATE verdict_versions SET verdict = 'confirmed' WHERE version = 1", "event 3"),
        ("UPDATE verdict_versions SET rationale = 'x' WHERE version = 2", "event 4"),
        ("UPDATE verdict_versions SET author = 'sam' WHERE version = 2", "event 4"),
        ("UPDATE verdict_versions SET confidence = 1 WHERE version = 2", "event 4"),
        ("DELETE FROM verdict_versions WHERE version = 1", "event 3"),
        ("UPDATE verdict_priors SET relation = 'supports' WHERE version = 1", "event 3"),
        ("UPDATE verdict_priors SET citation = NULL WHERE version = 1", "event 3"),
        ("UPDATE verdict_priors SET score = 0.1 WHERE version = 2", "event 4"),
        ("DELETE FROM verdict_priors WHERE version = 2", "event 4"),
        ("UPDATE statements SET polarity = 'denies' WHERE statement_id = 's-denial'", "event 1"),
        ("UPDATE statements SET text = 'Yes' WHERE statement_id = 's-denial'", "event 1"),
        ("UPDATE statements SET said_on = NULL WHERE statement_id = 's-late'", "event 1"),
        ("DELETE FROM statements WHERE statement_id = 's-late'", "row 2 of event 1"),
        ("UPDATE sign_offs SET decision = 'returned'", "event 5"),
        ("UPDATE sign_offs SET signed_by = 'sue'", "event 5"),
        ("UPDATE sign_offs SET signed_at = signed_at + INTERVAL 1 MICROSECOND", "event 5"),
        ("DELETE FROM sign_offs", "event 5"),
        ("UPDATE evidence_flags SET relation = 'contradicts'", "event 6"),
        ("DELETE FROM evidence_flags", "event 6"),
        ("UPDATE articles SET title = 'Another story'", "event 2"),
        ("UPDATE articles SET published_on = DATE '2021-01-01'", "event 2"),
        ("UPDATE articles SET text = text || ' '", "the text of article"),
        ("DELETE FROM articles", "event 2"),
        ("UPDATE claims_lifted SET polarity = 'denies'", "event 2"),
        ("UPDATE claims_lifted SET start_char = 0", "event 2"),
        ("DELETE FROM claims_lifted", "event 2"),
        ("UPDATE users SET role = 'admin'", "event 9"),
        ("UPDATE users SET disabled = FALSE", "event 9"),
        ("UPDATE users SET display_name = 'Sam'", "event 9"),
        ("DELETE FROM users", "event 9"),
    ],
)
def test_a_record_that_no_longer_says_what_its_event_says_is_named(
    kept: Database, change: str, named: str
) -> None:
    assert named in broken_by(kept, change)


@each(
    "addition, named",
    [
        (
            "INSERT INTO verdict_versions SELECT * REPLACE (3 AS version) FROM verdict_versions "
            "WHERE version = 2",
            "version 3 of the verdict",
        ),
        (
            "INSERT INTO sign_offs SELECT * REPLACE (1 AS version) FROM sign_offs",
            "sign-off of version 1",
        ),
        (
            "INSERT INTO evidence_flags SELECT claim_id, 1, statement_id, relation, probability, "
            "raised_at FROM evidence_flags",
            "flag of s-late",
        ),
        (
            "INSERT INTO articles SELECT * REPLACE ('another' AS article_id) FROM articles",
            "article another",
        ),
        (
            "INSERT INTO users SELECT * REPLACE ('mallory' AS name) FROM users",
            "account mallory",
        ),
        (
            "INSERT INTO statements SELECT * REPLACE (4 AS row_id, 's-4' AS statement_id) "
            "FROM statements WHERE row_id = 1",
            "gaps",
        ),
    ],
)
def test_a_record_without_an_event_is_named(kept: Database, addition: str, named: str) -> None:
    assert named in broken_by(kept, addition)


def test_cutting_off_the_end_leaves_records_without_events(path: Path) -> None:
    tamper(path, "DELETE FROM events WHERE seq >= 5")
    assert broken(path) == "events 5 to 9 are missing from the end: the ledger had 9 events"
    tamper(path, "UPDATE ledger_end SET seq = 4, hash = (SELECT hash FROM events WHERE seq = 4)")
    assert "without an event" in broken(path) or "no event" in broken(path)


def test_an_event_and_its_change_are_stored_together_or_not_at_all(path: Path) -> None:
    with opened(path) as database:
        with pytest.raises(RuntimeError), database.write() as cursor:  # noqa: PT012
            events.append(
                cursor,
                at=made.THEN,
                who="chris",
                what=EventKind.EXPORT_MADE,
                subject="csv",
                payload={},
            )
            raise RuntimeError("killed")
        assert verify(database).count == 9


def test_every_kind_of_event_keeps_its_word() -> None:
    assert {kind.value for kind in EventKind} >= {
        *("article.added", "statements.imported", "verdict.submitted", "verdict.approved"),
        *("verdict.returned", "evidence.flagged", "export.made", "account.created"),
        *("account.role_set", "account.disabled", "session.signed_in", "session.signed_out"),
    }
    assert not EventKind.EXPORT_MADE.editorial
    assert not EventKind.SESSION_SIGNED_IN.editorial
    assert EventKind.EVIDENCE_FLAGGED.editorial


def test_canonical_json_does_not_depend_on_the_order_of_keys_and_refuses_what_is_no_number() -> (
    None
):
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))
