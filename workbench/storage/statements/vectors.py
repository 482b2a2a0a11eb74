"""Vectors of statements, each with the model and revision that made it.

A statement may carry vectors of several models; a search uses those of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.storage.engine.cursor import record

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class VectorsOfModel:
    """How many statements have a vector of one model and revision."""

    model: str
    revision: str
    statements: int


def add(
    cursor: Cursor,
    row_ids: Sequence[int],
    vectors: NDArray[np.float32],
    *,
    model: str,
    revision: str,
) -> None:
    """Store one vector a row; ``vectors`` has shape (rows, dimension)."""
    import pyarrow

    flat = pyarrow.array(np.ascontiguousarray(vectors).ravel())
    table = pyarrow.table(
        {
            "row_id": pyarrow.array(list(row_ids), type=pyarrow.int64()),
            "vector": pyarrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1]),
        }
    )
    with cursor.offering("new_vectors", table):
        cursor.execute(
            "INSERT INTO vectors SELECT row_id, ?, ?, vector FROM new_vectors", [model, revision]
        )


def read_batch(
    cursor: Cursor, *, model: str, revision: str, dimension: int, after: int, limit: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Of rows ``after + 1`` to ``after + limit`` those with a vector, in order, and the vectors."""
    table = cursor.arrow(
        """
        SELECT row_id, vector FROM vectors
        WHERE row_id > ? AND row_id <= ? AND model = ? AND revision = ? ORDER BY row_id
        """,
        [after, after + limit, model, revision],
    )
    flat = table.column("vector").combine_chunks().flatten().to_numpy()
    rows = table.column("row_id").to_numpy().astype(np.int64)
    return rows, flat.reshape(len(rows), dimension).astype(np.float32, copy=False)


def by_model(cursor: Cursor) -> list[VectorsOfModel]:
    """How many statements have a vector of each model, the most first."""
    rows = cursor.rows(
        "SELECT model, revision, count(*) AS statements FROM vectors GROUP BY model, revision "
        "ORDER BY count(*) DESC, model, revision"
    )
    return [record(VectorsOfModel, row) for row in rows]


def count(cursor: Cursor, *, model: str, revision: str) -> int:
    """How many statements have a vector of this model."""
    held = cursor.cell(
        "SELECT count(*) FROM vectors WHERE model = ? AND revision = ?", [model, revision]
    )
    return int(held)


def drop_others(cursor: Cursor, *, model: str, revision: str) -> None:
    """Throw away the vectors of every other model."""
    cursor.execute("DELETE FROM vectors WHERE model <> ? OR revision <> ?", [model, revision])


def find_missing(
    cursor: Cursor, *, model: str, revision: str, limit: int, after: int = 0
) -> list[tuple[int, str, str | None]]:
    """(row_id, text, title) of statements after a row that have no vector of this model yet."""
    return cursor.tuples(
        """
        SELECT row_id, text, title FROM statements ANTI JOIN (
            SELECT row_id FROM vectors WHERE row_id > ? AND model = ? AND revision = ?
        ) AS held USING (row_id)
        WHERE row_id > ? ORDER BY row_id LIMIT ?
        """,
        [after, model, revision, after, limit],
    )
