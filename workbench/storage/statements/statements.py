"""Statements of the archive: added once, never changed, read in rows and in columns.

``row_id`` counts from 1 in the order of arrival; the search index is a copy of what lies here,
up to some row. Nothing is overwritten: a known id with other content is the importer's mistake.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, LiteralString

from workbench.model.claim import Polarity
from workbench.model.statement import Statement
from workbench.storage.engine.inserting import placeholders
from workbench.storage.engine.moments import to_stored

if TYPE_CHECKING:
    import pyarrow

    from workbench.storage.engine.cursor import Cursor, Row

STATEMENT: Final = """
    SELECT row_id, statement_id, text, speaker, speaker_role, actor, said_on, published_on, title,
        publisher, source_url, language, polarity, article_id, claim_id, metadata
    FROM statements
"""
LOOKED_UP_AT_ONCE: Final = 1_000
READ_BY_INDEX: Final = 500
"""Rows up to which the index is the quicker way; for more, reading the column of numbers is."""

FILTERED_BY: Final = """
    CAST(coalesce(date_diff('day', DATE '1970-01-01', coalesce(said_on, published_on)),
                  -2147483648) AS INTEGER) AS day,
    coalesce(actor, '') AS actor, coalesce(article_id, '') AS article,
    lower(coalesce(publisher, '')) AS publisher,
    lower(split_part(language, '-', 1)) AS language
"""


@dataclass(frozen=True, slots=True)
class ArchiveOverview:
    """What lies in the archive, for the librarian's page.

    Attributes:
        actors: The actors with most statements, with their counts.
        publishers: The same for publishers.
        undated: Statements with neither day; they can never be shown as said before an article.
    """

    statements: int
    earliest: date | None
    latest: date | None
    undated: int
    actors: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]


def content_hash(statement: Statement) -> str:
    """What makes two statements the same: words, speaker, days and source, not the id.

    Statements lifted from different articles are different, however alike. Actor and polarity are
    left out, since they are read from the words and a better reading makes no new statement; the
    ledger keeps ``row_hash`` as well, which covers them. A person's correction of a claim does
    make a new one, which has an id beside its claim's.
    """
    fields = [
        statement.text,
        statement.speaker,
        statement.speaker_role,
        _iso(statement.said_on),
        _iso(statement.published_on),
        statement.title,
        statement.publisher,
        statement.source_url,
        statement.language,
        statement.article_id,
        statement.claim_id,
    ]
    if statement.claim_id not in (None, statement.statement_id):
        fields.append(statement.statement_id)
    return hashlib.sha256(json.dumps(fields).encode("utf-8")).hexdigest()


def row_hash(statement: Statement) -> str:
    """Everything that is stored of a statement, so that no change of it goes unnoticed."""
    fields = [
        content_hash(statement),
        statement.statement_id,
        statement.actor,
        None if statement.polarity is None else statement.polarity.value,
        _metadata(statement),
    ]
    return hashlib.sha256(json.dumps(fields).encode("utf-8")).hexdigest()


def ledger_digests(statements: Sequence[Statement]) -> dict[str, str]:
    """What the ledger keeps of rows added together, by the names it keeps them under."""
    return {
        "content_sha256": _digest_of(map(content_hash, statements)),
        "rows_sha256": _digest_of(map(row_hash, statements)),
    }


def add(
    cursor: Cursor,
    statements: Sequence[Statement],
    *,
    hashes: Sequence[str],
    import_id: str | None,
    at: datetime,
) -> list[int]:
    """Add statements that are known to be new; returns their row ids in order."""
    first = last_row_id(cursor) + 1
    row_ids = list(range(first, first + len(statements)))
    with cursor.offering("new_statements", _table(statements, row_ids, hashes)):
        cursor.execute(
            """
            INSERT INTO statements
            SELECT row_id, statement_id, text, speaker, speaker_role, actor, said_on,
                   published_on, title, publisher, source_url, language, polarity, article_id,
                   claim_id, metadata, content_hash, ?, ?
            FROM new_statements
            """,
            [import_id, to_stored(at)],
        )
    return row_ids


def known_ids(cursor: Cursor, statement_ids: Iterable[str]) -> set[str]:
    """Which of these ids the archive holds already."""
    select: LiteralString = "SELECT statement_id FROM statements WHERE statement_id IN "
    return {row.statement_id for row in _look_up(cursor, select, statement_ids)}


def known_hashes(cursor: Cursor, hashes: Iterable[str]) -> set[str]:
    """Which of these contents the archive holds already, under whatever id."""
    select: LiteralString = "SELECT content_hash FROM statements WHERE content_hash IN "
    return {row.content_hash for row in _look_up(cursor, select, hashes)}


def by_ids(cursor: Cursor, statement_ids: Sequence[str]) -> dict[str, Statement]:
    """The statements with these ids; ids that are not there are left out."""
    found = cursor.rows(
        STATEMENT + "WHERE statement_id IN (SELECT unnest(CAST(? AS TEXT[])))",
        [list(statement_ids)],
    )
    return {row.statement_id: _statement(row) for row in found}


def by_row_ids(cursor: Cursor, row_ids: Sequence[int]) -> dict[int, Statement]:
    """The statements in these rows, quickly in an archive of a million too."""
    if len(row_ids) <= READ_BY_INDEX:
        found = _look_up(cursor, STATEMENT + "WHERE row_id IN ", row_ids)
    else:
        found = cursor.rows(
            STATEMENT + "WHERE row_id IN (SELECT unnest(CAST(? AS BIGINT[])))", [list(row_ids)]
        )
    return {row.row_id: _statement(row) for row in found}


def of_article(cursor: Cursor, article_id: str) -> dict[int, Statement]:
    """The statements lifted from one article, by row."""
    rows = cursor.rows(
        STATEMENT + "WHERE article_id = ? ORDER BY row_id",
        [article_id],
    )
    return {row.row_id: _statement(row) for row in rows}


def count(cursor: Cursor) -> int:
    """How many statements there are."""
    return int(cursor.cell("SELECT count(*) FROM statements"))


def last_row_id(cursor: Cursor) -> int:
    """The newest row, 0 in an empty archive."""
    return int(cursor.cell("SELECT coalesce(max(row_id), 0) FROM statements"))


def content_at(cursor: Cursor, row_id: int) -> str:
    """The content hash of one row, "" if there is none; tells one archive from another."""
    found = cursor.cell("SELECT content_hash FROM statements WHERE row_id = ?", [row_id])
    return "" if found is None else str(found)


def filter_columns(cursor: Cursor, after: int) -> pyarrow.Table:
    """What searches filter by, for rows after ``after``, in order of row.

    Returns:
        ``day`` (days since 1970-01-01, int32, the least int32 for undated), ``actor``,
        ``article``, ``publisher`` and ``language`` (texts, "" where absent; the last two in
        lower case, of the language only the main part), and ``speaker``.
    """
    return cursor.arrow(
        "SELECT " + FILTERED_BY + ", coalesce(speaker, '') AS speaker "
        "FROM statements WHERE row_id > ? ORDER BY row_id",
        [after],
    )


def words_after(
    cursor: Cursor, after: int, limit: int
) -> list[tuple[int, str, str, int, str, str, str, str]]:
    """Rows ``after + 1`` to ``after + limit`` for the word index, in order.

    Returns:
        (row_id, text, title, day, actor, article, publisher, language), the last five as in
        ``filter_columns``.
    """
    return cursor.tuples(
        "SELECT row_id, text, coalesce(title, ''), "
        + FILTERED_BY
        + "FROM statements WHERE row_id > ? AND row_id <= ? ORDER BY row_id",
        [after, after + limit],
    )


def overview(cursor: Cursor, most: int = 20) -> ArchiveOverview:
    """Counts by actor and publisher, and the days covered."""
    [totals] = cursor.rows(
        """
        SELECT count(*) AS statements, min(coalesce(said_on, published_on)) AS earliest,
               max(coalesce(said_on, published_on)) AS latest,
               count(*) FILTER (WHERE said_on IS NULL AND published_on IS NULL) AS undated
        FROM statements
        """
    )
    actors = cursor.tuples(
        """
        SELECT actor, count(*) FROM statements WHERE actor IS NOT NULL
        GROUP BY actor ORDER BY count(*) DESC, actor LIMIT ?
        """,
        [most],
    )
    publishers = cursor.tuples(
        """
        SELECT publisher, count(*) FROM statements WHERE publisher IS NOT NULL
        GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT ?
        """,
        [most],
    )
    return ArchiveOverview(
        statements=totals.statements,
        earliest=totals.earliest,
        latest=totals.latest,
        undated=totals.undated,
        actors=tuple((name, number) for name, number in actors),
        publishers=tuple((name, number) for name, number in publishers),
    )


def _table(
    statements: Sequence[Statement], row_ids: Sequence[int], hashes: Sequence[str]
) -> pyarrow.Table:
    import pyarrow

    text, day = pyarrow.string(), pyarrow.date32()
    columns: dict[str, tuple[Any, list[Any]]] = {
        "row_id": (pyarrow.int64(), list(row_ids)),
        "statement_id": (text, [one.statement_id for one in statements]),
        "text": (text, [one.text for one in statements]),
        "speaker": (text, [one.speaker for one in statements]),
        "speaker_role": (text, [one.speaker_role for one in statements]),
        "actor": (text, [one.actor for one in statements]),
        "said_on": (day, [one.said_on for one in statements]),
        "published_on": (day, [one.published_on for one in statements]),
        "title": (text, [one.title for one in statements]),
        "publisher": (text, [one.publisher for one in statements]),
        "source_url": (text, [one.source_url for one in statements]),
        "language": (text, [one.language for one in statements]),
        "polarity": (
            text,
            [None if one.polarity is None else one.polarity.value for one in statements],
        ),
        "article_id": (text, [one.article_id for one in statements]),
        "claim_id": (text, [one.claim_id for one in statements]),
        "metadata": (
            text,
            [_metadata(one) for one in statements],
        ),
        "content_hash": (text, list(hashes)),
    }
    return pyarrow.table(
        {name: pyarrow.array(values, type=kind) for name, (kind, values) in columns.items()}
    )


def _statement(row: Row) -> Statement:
    return Statement(
        statement_id=row.statement_id,
        text=row.text,
        speaker=row.speaker,
        speaker_role=row.speaker_role,
        actor=row.actor,
        said_on=row.said_on,
        published_on=row.published_on,
        title=row.title,
        publisher=row.publisher,
        source_url=row.source_url,
        language=row.language,
        polarity=None if row.polarity is None else Polarity(row.polarity),
        article_id=row.article_id,
        claim_id=row.claim_id,
        metadata={} if row.metadata == "{}" else json.loads(row.metadata),
    )


def _look_up(cursor: Cursor, select: LiteralString, keys: Iterable[str | int]) -> list[Row]:
    """Rows by keys that have an index. ``select`` ends in ``IN``.

    DuckDB looks into the index for a list of at most 2,048 values; for a join with a table of
    values it would read the whole column.
    """
    found: list[Row] = []
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        some = wanted[start : start + LOOKED_UP_AT_ONCE]
        found += cursor.rows(select + placeholders(len(some)), some)
    return found


def _digest_of(hashes: Iterable[str]) -> str:
    return hashlib.sha256("".join(hashes).encode("ascii")).hexdigest()


def _metadata(statement: Statement) -> str:
    return json.dumps(dict(statement.metadata), ensure_ascii=False, default=str)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
