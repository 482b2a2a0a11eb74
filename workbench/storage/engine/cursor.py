"""One unit of work's hold on the database: SQL from the source in, rows by name out.

SQL is ``LiteralString``, written where it is used or put together from constants; what changes
from call to call is bound. A test holds the source to it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, LiteralString, Protocol, TypeVar, cast

if TYPE_CHECKING:
    import duckdb
    import pyarrow

Parameters = Sequence[object] | Mapping[str, object]
Record = TypeVar("Record")


class Row(Protocol):
    """One row; each column is an attribute under the name that the SQL gives it."""

    def __getattr__(self, column: str) -> Any: ...


class Cursor:
    """Runs SQL in one transaction; not for many threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def execute(self, sql: LiteralString, parameters: Parameters = ()) -> None:
        """Change something."""
        self._connection.execute(sql, parameters)

    def rows(self, sql: LiteralString, parameters: Parameters = ()) -> list[Row]:
        """All rows; every column must have a name that Python can say, and no two the same."""
        found = self._connection.execute(sql, parameters)
        make = _row_class(tuple(column[0] for column in found.description))
        return [make(cells) for cells in found.fetchall()]

    def row(self, sql: LiteralString, parameters: Parameters = ()) -> Row | None:
        """The first row, none if there is none."""
        # read to the end: a result left open would keep the cursor from registering a table
        return next(iter(self.rows(sql, parameters)), None)

    def column(self, sql: LiteralString, parameters: Parameters = ()) -> list[Any]:
        """The cells of the only column."""
        return [cell for (cell,) in self.tuples(sql, parameters)]

    def cell(self, sql: LiteralString, parameters: Parameters = ()) -> Any:
        """The only cell, as of a count; none if there is no row."""
        return next(iter(self.column(sql, parameters)), None)

    def tuples(self, sql: LiteralString, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """All rows by position, for what is handed on whole: digests, pairs, the word index."""
        return self._connection.execute(sql, parameters).fetchall()

    def arrow(self, sql: LiteralString, parameters: Parameters = ()) -> pyarrow.Table:
        """All rows as columns, for vectors and what searches filter by."""
        return self._connection.sql(sql, params=parameters).to_arrow_table()

    @contextmanager
    def offering(self, name: LiteralString, table: pyarrow.Table) -> Iterator[None]:
        """Let SQL read an Arrow table under a name."""
        self._connection.register(name, table)
        try:
            yield
        finally:
            self._connection.unregister(name)

    def copy_to_attached(self, name: LiteralString) -> None:
        """Copy everything into an attached database; SQL cannot bind the name of the own one."""
        own = str(self.cell("SELECT current_database()")).replace('"', '""')
        self._connection.execute('COPY FROM DATABASE "' + own + '" TO ' + name)


def record(kind: type[Record], row: Row) -> Record:
    """A row as the dataclass whose fields have the names of its columns."""
    return kind(**row._asdict())


@lru_cache(maxsize=512)
def _row_class(columns: tuple[str, ...]) -> Any:
    return cast(Any, namedtuple("Row", columns))._make
