"""What a larger reader said of statements beside claims, and how often it was asked on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from workbench.storage.engine.cursor import record
from workbench.storage.engine.moments import to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class KeptReading:
    """One answer.

    Attributes:
        question: Names what was asked: the claim's words and speaker, and the statement's.
        reader: Names who was asked, and how.
        answered_by: The model, by the name that it gives itself.
    """

    question: str
    reader: str
    claim_id: str
    statement_id: str
    relation: str
    probability: float
    words: str
    answered_by: str


def keep(cursor: Cursor, reading: KeptReading, *, at: datetime) -> None:
    """Keep an answer; the first to a question stays."""
    cursor.execute(
        """
        INSERT INTO readings (question, reader, claim_id, statement_id, relation, probability,
            words, answered_by, read_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        [
            *(reading.question, reading.reader, reading.claim_id, reading.statement_id),
            *(reading.relation, reading.probability, reading.words, reading.answered_by),
            to_stored(at),
        ],
    )


def find(cursor: Cursor, questions: Sequence[str], *, reader: str) -> dict[str, KeptReading]:
    """What a reader answered to some questions, by question."""
    rows = cursor.rows(
        """
        SELECT question, reader, claim_id, statement_id, relation, probability, words, answered_by
        FROM readings
        WHERE reader = ? AND question IN (SELECT unnest(CAST(? AS TEXT[])))
        """,
        [reader, list(questions)],
    )
    return {row.question: record(KeptReading, row) for row in rows}


def count_on(cursor: Cursor, day: date) -> int:
    """How often a larger reader was asked on a day."""
    asked = cursor.cell("SELECT asked FROM reading_days WHERE day = ?", [day])
    return 0 if asked is None else int(asked)


def take_one(cursor: Cursor, day: date, *, most: int) -> bool:
    """Count one more question of a day, unless there have been ``most``; whether it may be put."""
    asked = count_on(cursor, day)
    if asked >= most:
        return False
    if asked == 0:
        cursor.execute("INSERT INTO reading_days (day, asked) VALUES (?, 1)", [day])
    else:
        cursor.execute("UPDATE reading_days SET asked = asked + 1 WHERE day = ?", [day])
    return True
