"""What counts as the same statement, and what the ledger keeps of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.cases import each
from tests.fakes import FakeEmbedder
from workbench.archive.importing.statement_importer import StatementImporter
from workbench.errors import LedgerBroken
from workbench.ledger.verification import verify
from workbench.model.claim import Polarity
from workbench.model.statement import Statement
from workbench.storage.engine.database import Database
from workbench.storage.statements import statements as rows

SAID = Statement(
    "s1",
    "We sold no ships.",
    speaker="A. Person",
    said_on=date(2022, 10, 20),
    polarity=Polarity.DENIES,
    publisher="Wire",
    metadata={"desk": "foreign"},
)


@pytest.fixture
def add(database: Database, clock: Callable[[], datetime]) -> Callable[..., tuple[int, int]]:
    """Adds statements; returns how many were new and how many duplicates."""
    embedder = FakeEmbedder()
    intake = StatementImporter(database, lambda: embedder, lambda speaker, on: "Iran", clock)

    def added(*statements: Statement) -> tuple[int, int]:
        outcome = intake.add(statements, by="lee", subject="test")
        return len(outcome.new), outcome.duplicates

    return added


@pytest.mark.parametrize(
    "again",
    [
        replace(SAID, statement_id="another"),
        replace(SAID, actor="Iran"),
        replace(SAID, polarity=None),
        replace(SAID, metadata={}),
    ],
)
def test_a_better_reading_of_the_same_content_is_a_duplicate(
    add: Callable[..., tuple[int, int]], again: Statement
) -> None:
    assert add(SAID) == (1, 0)
    assert add(again) == (0, 1)


@pytest.mark.parametrize(
    "other",
    [
        replace(SAID, statement_id="s2", text="We sold no ship."),
        replace(SAID, statement_id="s2", speaker="B. Person"),
        replace(SAID, statement_id="s2", said_on=date(2022, 10, 21)),
        replace(SAID, statement_id="s2", publisher="Another Wire"),
        replace(SAID, statement_id="s2", article_id="a1"),
    ],
)
def test_other_words_speakers_days_and_sources_are_other_statements(
    add: Callable[..., tuple[int, int]], other: Statement
) -> None:
    assert add(SAID) == (1, 0)
    assert add(other) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [
        "text = 'We sold ships.'",
        "actor = 'Russia'",
        "polarity = 'asserts'",
        "statement_id = 'other'",
        "metadata = '{}'",
    ],
)
@pytest.mark.parametrize("article_id", [None, "a1"])
def test_any_change_of_a_stored_statement_breaks_the_audit(
    add: Callable[..., tuple[int, int]], database: Database, change: str, article_id: str | None
) -> None:
    add(replace(SAID, article_id=article_id))
    verify(database)
    with database.write() as cursor:
        cursor.execute(f"UPDATE statements SET {change}")
    with pytest.raises(LedgerBroken, match="altered"):
        verify(database)


def test_metadata_of_every_kind_reads_back_as_the_ledger_kept_it(
    add: Callable[..., tuple[int, int]], database: Database
) -> None:
    odd = {"when": datetime(2022, 10, 20, tzinfo=UTC), "deep": {"1": [1.5, None, "é"]}, "n": 2**70}
    add(replace(SAID, metadata=odd))
    assert verify(database)


@each("column, of", [("content_hash", "8"), ("statement_id", "s1")])
def test_duplicates_are_looked_up_through_an_index(
    add: Callable[..., tuple[int, int]], database: Database, column: str, of: str
) -> None:
    add(*(replace(SAID, statement_id=f"s{n}", text=f"Word {n}.") for n in range(3_000)))
    # neither below the least nor above the greatest key held, which no index would be needed for
    keys = [f"{of}{number}z" for number in range(rows.LOOKED_UP_AT_ONCE)]
    with database.read() as cursor:
        plan = cursor.tuples(
            f"EXPLAIN ANALYZE SELECT row_id FROM statements WHERE {column} "
            f"IN ({', '.join('?' * len(keys))})",
            keys,
        )
    assert "Index Scan" in plan[0][1]
