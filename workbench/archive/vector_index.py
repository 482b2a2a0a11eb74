"""Nearest neighbours through FAISS: exact inner products, filtered inside the search.

Position i holds row i + 1 of the archive. Exact search is right up to a few hundred thousand
statements; inverted lists for more go into ``_empty`` and ``add`` (docs/decisions/005-search.md).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 1


class VectorIndex:
    """Vectors of one model in memory, kept in a file beside the database."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index = _empty(dimension)

    @property
    def rows(self) -> int:
        """How many statements are indexed: rows 1 to this one."""
        return int(self._index.ntotal)

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Add the next rows, shape (rows, dimension)."""
        self._index.add(np.ascontiguousarray(vectors))

    def search(
        self, vector: NDArray[np.float32], passing: NDArray[np.bool_] | None, limit: int
    ) -> dict[int, float]:
        """Row ids with their cosines, nearest first.

        Args:
            passing: Which rows may be returned, shape (rows,); None for all.
        """
        import faiss

        limit = min(limit, self.rows)
        if limit == 0:
            return {}
        parameters = None
        if passing is not None:
            bits = np.packbits(passing, bitorder="little")
            # the stubs know the C++ signatures, not the Python ones
            selector: Any = faiss
            parameters = selector.SearchParameters(sel=selector.IDSelectorBitmap(bits))
        scores, positions = self._index.search(vector.reshape(1, -1), limit, params=parameters)
        return {
            int(position) + 1: float(score)
            for score, position in zip(scores[0], positions[0], strict=True)
            if position >= 0
        }

    def vectors(self, row_ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of given rows, shape (rows asked for, dimension)."""
        if not row_ids:
            return np.zeros((0, self.dimension), dtype=np.float32)
        positions = np.asarray(row_ids, dtype=np.int64) - 1
        found: NDArray[np.float32] = self._index.reconstruct_batch(positions)
        return found

    def save(self, path: Path, mark: str) -> None:
        """Write the index, then a note of what it holds; a kill in between is noticed.

        Args:
            mark: What identifies the archive and the model at the last row.
        """
        import faiss

        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        faiss.write_index(self._index, str(partial))
        note = {"format": FORMAT, "mark": mark, "rows": self.rows, "sha256": _digest(partial)}
        partial.replace(path)
        partial_note = path.with_suffix(".partial.json")
        partial_note.write_text(json.dumps(note), encoding="utf-8")
        partial_note.replace(path.with_suffix(".json"))

    @classmethod
    def load(cls, path: Path, dimension: int) -> tuple[VectorIndex, str] | None:
        """The saved index and its mark; None if it is missing, damaged or of another shape."""
        import faiss

        try:
            note = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            if note["format"] != FORMAT or note["sha256"] != _digest(path):
                return None
            index: Any = faiss.read_index(str(path))
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            return None
        if index.d != dimension or index.ntotal != note["rows"]:
            return None
        loaded = cls(dimension)
        loaded._index = index
        return loaded, str(note["mark"])


def _empty(dimension: int) -> Any:
    import faiss

    return faiss.IndexFlatIP(dimension)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
