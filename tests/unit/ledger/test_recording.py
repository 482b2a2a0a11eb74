"""What is recorded: each noun declared once, no table forgotten, no event written by hand."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import DECLARED, NOT_RECORDED, RECORDED, note, record
from workbench.ledger.verification import verify
from workbench.model.desk import Hold, Plan, Priority
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events

PACKAGE = Path(__file__).resolve().parents[3] / "workbench"
NOUNS = PACKAGE / "ledger" / "nouns"
TABLES = {table for one in DECLARED for table in one.tables}
NOTED = {
    *(EventKind.VIEW_SHARED, EventKind.MODEL_CHANGE),
    *(EventKind.ACCOUNT_PASSWORD_SET, EventKind.ACCOUNT_EMAIL_SET),
    *(EventKind.SESSION_SIGNED_IN, EventKind.SESSION_SIGNED_OUT),
    *(EventKind.SESSION_REFUSED, EventKind.SESSION_ENDED),
    *(EventKind.DATABASE_BACKED_UP, EventKind.DATABASE_RESTORED),
    *(EventKind.DESK_TOKEN_MADE, EventKind.DESK_TOKEN_USED),
}
"""Events that stand for no row: what they tell of is secret, or lies outside the database."""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return made.database(tmp_path / "desk.duckdb")


def test_every_table_is_recorded_or_named_with_the_reason_why_not(database: Database) -> None:
    with database.read() as cursor:
        there = set(cursor.column("SELECT table_name FROM duckdb_tables()"))
    assert there == TABLES | NOT_RECORDED.keys()
    assert not TABLES & NOT_RECORDED.keys()
    assert all(NOT_RECORDED.values())


def test_a_noun_a_table_and_a_kind_of_event_are_each_declared_once() -> None:
    nouns = Counter(one.noun for one in DECLARED)
    tables = Counter(table for one in DECLARED for table in one.tables)
    kinds = Counter(kind for one in DECLARED for kind in one.kinds)
    for counted in (nouns, tables, kinds):
        assert set(counted.values()) == {1}
    assert set(EventKind) == RECORDED | NOTED
    assert not RECORDED & NOTED


def test_a_noun_is_stored_with_its_event_which_names_who_when_and_what(database: Database) -> None:
    plan = Plan("c-1", 1, "chris", Priority.HIGH, None, "sam", made.THEN)
    with database.write() as cursor:
        record(cursor, plan)
        [event] = events.all(cursor)
    assert (event.what, event.who, event.subject) == ("claim.planned", "sam", "c-1")
    assert verify(database).count == 1


def test_what_stands_for_a_row_cannot_be_noted_without_it(database: Database) -> None:
    with pytest.raises(AssertionError, match=r"claim\.planned"), database.write() as cursor:
        note(cursor, EventKind.CLAIM_PLANNED, "c-1", by="sam", at=made.THEN)
    assert verify(database).count == 0


def test_a_noun_that_does_not_tell_its_event_is_refused_without(database: Database) -> None:
    hold = Hold("c-1", 1, 0, "chris", made.THEN, "chris", made.THEN)
    with pytest.raises(AssertionError, match="Hold"), database.write() as cursor:
        record(cursor, hold)
    with database.write() as cursor:
        record(cursor, hold, kind=EventKind.CLAIM_TAKEN)
    assert verify(database).count == 1


def storage_functions(path: Path) -> Iterator[str]:
    """The functions of storage that a module names, dotted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workbench.storage")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        if node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def test_only_the_ledger_writes_events_and_the_rows_that_they_stand_for() -> None:
    writes = {
        name
        for path in NOUNS.glob("*.py")
        for name in storage_functions(path)
        if name.rpartition(".")[2].startswith(("add_", "set_aside")) or name.endswith(".add")
    }
    assert len(writes) >= len(DECLARED)
    writes.add("workbench.storage.ledger.events.append")
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] not in ("ledger", "storage"):
            assert not writes & set(storage_functions(path)), path
