"""Vectors of claims that wait for new evidence, each with the model and revision that made it.

Made from the claims and made again if they are gone, as when a person corrects a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def add(
    cursor: Cursor,
    claim_ids: Sequence[str],
    vectors: NDArray[np.float32],
    *,
    model: str,
    revision: str,
) -> None:
    """Store one vector a claim, shape (claims, dimension); a claim that has one keeps it."""
    import pyarrow

    flat = pyarrow.array(np.ascontiguousarray(vectors).ravel())
    table = pyarrow.table(
        {
            "claim_id": pyarrow.array(list(claim_ids), type=pyarrow.string()),
            "vector": pyarrow.FixedSizeListArray.from_arrays(flat, vectors.shape[1]),
        }
    )
    with cursor.offering("new_claim_vectors", table):
        cursor.execute(
            """
            INSERT INTO claim_vectors
            SELECT claim_id, ?, ?, vector FROM new_claim_vectors
            ON CONFLICT DO NOTHING
            """,
            [model, revision],
        )


def drop(cursor: Cursor, claim_id: str) -> None:
    """Forget the vectors of a claim that says something else now."""
    cursor.execute("DELETE FROM claim_vectors WHERE claim_id = ?", [claim_id])


def read_all(
    cursor: Cursor, *, model: str, revision: str, dimension: int
) -> dict[str, NDArray[np.float32]]:
    """Every claim's vector of this model, by claim."""
    table = cursor.arrow(
        "SELECT claim_id, vector FROM claim_vectors WHERE model = ? AND revision = ?",
        [model, revision],
    )
    flat = table.column("vector").combine_chunks().flatten().to_numpy()
    rows = flat.reshape(len(table), dimension).astype(np.float32, copy=False)
    return dict(zip(table.column("claim_id").to_pylist(), rows, strict=True))
