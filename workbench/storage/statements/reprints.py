"""Which statements carry the same words: each reprint with the first statement that had them.

Made from the statements and made again if it is gone; what is not listed is no reprint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, LiteralString

from workbench.storage.engine.cursor import record
from workbench.storage.statements import watermarks

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

WATERMARK: Final = "reprints"
CARRIED: Final = """
    SELECT row_id, text, speaker, speaker_role, actor, said_on, published_on, language
    FROM statements
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """What tells whether two statements are one text."""

    row_id: int
    text: str
    speaker: str | None
    speaker_role: str | None
    actor: str | None
    said_on: date | None
    published_on: date | None
    language: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One statement of a group."""

    row_id: int
    publisher: str | None
    day: date | None
    article_id: str | None


def read_position(cursor: Cursor) -> int:
    """The last row that has been compared."""
    return watermarks.read_position(cursor, WATERMARK)


def rows_after(cursor: Cursor, after: int, limit: int) -> list[Carried]:
    """Rows ``after + 1`` to ``after + limit``."""
    rows = cursor.rows(
        CARRIED + "WHERE row_id > ? AND row_id <= ? ORDER BY row_id",
        [after, after + limit],
    )
    return [record(Carried, row) for row in rows]


def rows_at(cursor: Cursor, row_ids: Iterable[int]) -> dict[int, Carried]:
    """Some rows by their ids."""
    rows = cursor.rows(
        CARRIED + "WHERE row_id IN (SELECT unnest(CAST(? AS BIGINT[])))",
        [list(row_ids)],
    )
    return {row.row_id: record(Carried, row) for row in rows}


def with_keys(cursor: Cursor, keys: Iterable[int], most: int) -> dict[int, list[int]]:
    """First statements by the keys that they share with others, the newest ``most`` a key."""
    rows = cursor.tuples(
        """
        SELECT reprint_key, row_id FROM reprint_keys
        WHERE reprint_key IN (SELECT unnest(CAST(? AS BIGINT[])))
        QUALIFY row_number() OVER (PARTITION BY reprint_key ORDER BY row_id DESC) <= ?
        ORDER BY row_id
        """,
        [list(keys), most],
    )
    found: dict[int, list[int]] = {}
    for key, row_id in rows:
        found.setdefault(key, []).append(row_id)
    return found


def add(
    cursor: Cursor,
    keys: Sequence[tuple[int, int]],
    copies: Sequence[tuple[int, int]],
    *,
    up_to: int,
) -> None:
    """Record a batch of rows that were compared.

    Args:
        keys: (key, row) of each first statement.
        copies: (row, first row) of each reprint.
        up_to: The last row of the batch.
    """
    _insert(cursor, "INSERT INTO reprint_keys SELECT * FROM new_pairs", keys)
    _insert(cursor, "INSERT INTO reprints SELECT * FROM new_pairs", copies)
    watermarks.move(cursor, WATERMARK, up_to)


def first_rows(cursor: Cursor, row_ids: Iterable[int]) -> dict[int, int]:
    """The first statement's row for those of the rows that are reprints."""
    rows = cursor.tuples(
        """
        SELECT row_id, first_row FROM reprints
        WHERE row_id IN (SELECT unnest(CAST(? AS BIGINT[])))
            AND first_row NOT IN (SELECT row_id FROM set_aside)
        """,
        [list(row_ids)],
    )
    return dict(rows)


def copies_of(cursor: Cursor, first: Iterable[int]) -> dict[int, list[Copy]]:
    """Every statement of the groups that begin in these rows, the first ones among them.

    Rows that begin no group are left out.
    """
    groups = cursor.tuples(
        """
        SELECT row_id, first_row FROM reprints
        WHERE first_row IN (SELECT unnest(CAST(? AS BIGINT[])))
        """,
        [list(first)],
    )
    if not groups:
        return {}
    group_of = dict(groups) | {first_row: first_row for _, first_row in groups}
    rows = cursor.rows(
        """
        SELECT row_id, publisher, coalesce(said_on, published_on) AS day, article_id FROM statements
        WHERE row_id IN (SELECT unnest(CAST(? AS BIGINT[])))
            AND row_id NOT IN (SELECT row_id FROM set_aside)
        ORDER BY row_id
        """,
        [list(group_of)],
    )
    found: dict[int, list[Copy]] = {}
    for row in rows:
        found.setdefault(group_of[row.row_id], []).append(record(Copy, row))
    return found


def counts(cursor: Cursor) -> tuple[int, int]:
    """How many texts have copies, and how many copies there are beside the first ones."""
    [(groups, copies)] = cursor.tuples("SELECT count(DISTINCT first_row), count(*) FROM reprints")
    return int(groups), int(copies)


def groups_of(cursor: Cursor, statement_ids: Iterable[str]) -> dict[str, int]:
    """The row of the first statement of each one's group; its own row for no reprint."""
    rows = cursor.tuples(
        """
        SELECT statement_id, coalesce(first_row, row_id)
        FROM statements LEFT JOIN reprints USING (row_id)
        WHERE statement_id IN (SELECT unnest(CAST(? AS TEXT[])))
        """,
        [list(statement_ids)],
    )
    return dict(rows)


def _insert(cursor: Cursor, insert: LiteralString, pairs: Sequence[tuple[int, int]]) -> None:
    if not pairs:
        return
    import pyarrow

    columns: list[Any] = [
        pyarrow.array(list(column), type=pyarrow.int64()) for column in zip(*pairs, strict=True)
    ]
    with cursor.offering("new_pairs", pyarrow.table(columns, names=["one", "other"])):
        cursor.execute(insert)
