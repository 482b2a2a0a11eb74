"""What was read is remembered while nothing is committed, and not a moment longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests import made
from workbench.storage.engine.database import Database
from workbench.storage.engine.remembered import Remembered
from workbench.storage.statements import statements


class Counted:
    """How many statements there are, and how often the database was asked for it."""

    def __init__(self, database: Database, most: int = 8) -> None:
        self.database = database
        self.remembered = Remembered[str, int](database, most)
        self.reads = 0

    def ask(self, key: str = "all") -> int:
        return self.remembered.of(key, self.read)

    def read(self) -> int:
        self.reads += 1
        with self.database.read() as cursor:
            return statements.count(cursor)


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    database = made.database(tmp_path / "desk.duckdb")
    yield Counted(database)
    database.close()


def test_the_same_question_is_read_once_while_nothing_is_committed(counted: Counted) -> None:
    assert [counted.ask(), counted.ask()] == [0, 0]
    assert counted.reads == 1


def test_what_is_committed_is_in_the_next_answer(counted: Counted) -> None:
    counted.ask()
    made.store_statements(counted.database, [made.statement("s-new")])
    assert (counted.ask(), counted.reads) == (1, 2)


def test_a_change_that_is_rolled_back_forgets_nothing(counted: Counted) -> None:
    counted.ask()
    with suppress(LookupError), counted.database.write() as cursor:
        statements.add(cursor, [made.statement("s")], hashes=["h"], import_id=None, at=made.THEN)
        raise LookupError
    assert (counted.ask(), counted.reads) == (0, 1)


def test_what_was_read_before_a_commit_does_not_outlive_it(counted: Counted) -> None:
    before = counted.database.commits
    read = counted.read()
    made.store_statements(counted.database, [made.statement("s-new")])
    counted.ask("other")
    counted.remembered.keep({"all": read}, before)
    assert counted.ask() == 1


def test_of_many_answers_those_asked_for_last_are_kept(counted: Counted) -> None:
    few = Counted(counted.database, most=2)
    for key in ("first", "second", "first", "third"):
        few.ask(key)
    assert few.reads == 3
    few.ask("first")
    assert few.reads == 3
    few.ask("second")
    assert few.reads == 4
