"""Nearest neighbours by cosine, filtered inside the search, kept in files beside the database.

Position i holds row i + 1 of the archive. While there are few vectors each is compared; when there
are many, inverted lists of short codes choose a few hundred and those are compared. Whatever the
filter, a search returns as many rows as were asked for, if so many pass it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.archive.index.checked_files import checksum, read_note, write_note
from workbench.archive.index.exact_vectors import ExactVectors
from workbench.archive.index.filters import Passing
from workbench.archive.index.vector_lists import VectorLists

FORMAT: Final = 2
EXACT_UP_TO: Final = 50_000
"""Rows up to which every vector is compared."""
GATHERED: Final = 2_000
"""Rows that pass a filter up to which just those are compared."""
RESCORED: Final = 600
"""Likely neighbours compared in full; five times as many as are asked for, if that is more."""
GROWTH: Final = 4
"""Lists are learnt anew when the archive is so many times as large as when they were learnt."""


def note_beside(path: Path) -> Path:
    """The file that tells what the vectors of a file are, and how many."""
    return path.with_suffix(".json")


class VectorIndex:
    """Vectors of one model."""

    def __init__(self, dimension: int, *, exact_up_to: int = EXACT_UP_TO) -> None:
        self.dimension = dimension
        self._exact_up_to = exact_up_to
        self._exact = ExactVectors(dimension)
        self._flat: Any = _flat(dimension)
        self._lists: VectorLists | None = None
        self._saved: dict[str, Any] = {}
        self._listed_in_file = 0

    @property
    def rows(self) -> int:
        """How many statements are indexed: rows 1 to this one."""
        return len(self._exact)

    @property
    def unsaved(self) -> int:
        """How many of the last rows are in no file."""
        return self.rows - int(self._saved.get("rows", 0))

    @property
    def behind(self) -> int:
        """How many rows the next start would have to take in before it can search."""
        if self.rows <= self._exact_up_to:
            return self.unsaved
        return self.rows - self._listed_in_file

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Add the next rows, shape (rows, dimension); the next search finds them."""
        self._exact.add(vectors)

    def search(
        self, vectors: NDArray[np.float32], passing: Passing | None, limit: int
    ) -> list[dict[int, float]]:
        """For each vector row ids with their cosines, nearest first.

        Args:
            vectors: Shape (vectors, dimension).
            passing: Which rows may be returned; None for all.
        """
        limit = min(limit, self.rows if passing is None else passing.count)
        if limit <= 0:
            return [{} for _ in vectors]
        self.catch_up()
        if passing is not None and passing.count <= GATHERED:
            every = np.flatnonzero(passing.rows)
            held = self._exact.take(every)
            return [_best(every, held @ vector, limit) for vector in vectors]
        if self._lists is None:
            return self._compare(vectors, passing, limit)
        likely = self._lists.likely(vectors, passing, limit, max(RESCORED, 5 * limit))
        return [
            _best(positions, self._exact.take(positions) @ vector, limit)
            for vector, positions in zip(vectors, likely, strict=True)
        ]

    def vectors(self, row_ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of given rows, shape (rows asked for, dimension)."""
        return self._exact.take(np.asarray(row_ids, dtype=np.int64) - 1)

    def save(self, path: Path, mark: str) -> None:
        """Write the vectors, and the lists if they are caught up; then a note of what they hold.

        A kill in between leaves files that the note does not fit; what does not fit is made
        again, the lists from the vectors, the vectors from the database.

        Args:
            mark: What identifies the archive and the model at the last row.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        note_file = note_beside(path)
        ours = path.exists() and read_note(note_file) == self._saved
        self._exact.save(path, continues=ours)
        note = self._saved if ours else {}
        note = note | {
            "format": FORMAT,
            "mark": mark,
            "rows": self.rows,
            "checksum": self._exact.saved_checksum,
        }
        if self._lists is not None and self._lists.rows == self.rows:
            partial = path.with_suffix(".lists.partial")
            self._lists.save(partial)
            self._listed_in_file = self._lists.rows
            note["trained_rows"] = self._lists.trained_rows
            note["lists_checksum"] = checksum(partial)
            partial.replace(path.with_suffix(".lists"))
        write_note(note_file, note)
        self._saved = note

    @classmethod
    def load(
        cls, path: Path, dimension: int, *, exact_up_to: int = EXACT_UP_TO
    ) -> tuple[VectorIndex, str] | None:
        """The saved index and its mark; None if it is missing, damaged or of another shape."""
        note = read_note(note_beside(path))
        if note is None or note.get("format") != FORMAT:
            return None
        try:
            loaded = cls(dimension, exact_up_to=exact_up_to)
            loaded._exact = ExactVectors.load(path, dimension, note["rows"], note["checksum"])
        except (OSError, KeyError, TypeError):
            return None
        loaded._saved = note
        if loaded.rows > exact_up_to:
            loaded._lists = _read_lists(path.with_suffix(".lists"), note)
            loaded._listed_in_file = 0 if loaded._lists is None else loaded._lists.rows
        return loaded, str(note["mark"])

    def catch_up(self) -> None:
        """Bring what is searched up to the last vector; a search does so by itself."""
        if self.rows <= self._exact_up_to:
            for block in self._exact.blocks(int(self._flat.ntotal), self._exact_up_to):
                self._flat.add(block)
        elif self._lists is None or self.rows >= GROWTH * self._lists.trained_rows:
            self._flat = _flat(self.dimension)
            self._lists = VectorLists.learn(self._exact)
        else:
            self._lists.catch_up(self._exact)

    def _compare(
        self, vectors: NDArray[np.float32], passing: Passing | None, limit: int
    ) -> list[dict[int, float]]:
        import faiss

        parameters = None
        if passing is not None:
            # the stubs know the C++ signatures, not the Python ones
            untyped: Any = faiss
            parameters = untyped.SearchParameters(sel=untyped.IDSelectorBitmap(passing.bits))
        found = self._flat.search(np.ascontiguousarray(vectors), limit, params=parameters)
        return [
            {
                int(position) + 1: float(score)
                for score, position in zip(scores, positions, strict=True)
                if position >= 0
            }
            for scores, positions in zip(*found, strict=True)
        ]


def _best(
    positions: NDArray[np.int64], cosines: NDArray[np.float32], limit: int
) -> dict[int, float]:
    order = np.argsort(-cosines, kind="stable")[:limit]
    return {int(positions[one]) + 1: float(cosines[one]) for one in order}


def _flat(dimension: int) -> Any:
    import faiss

    return faiss.IndexFlatIP(dimension)


def _read_lists(path: Path, note: Mapping[str, Any]) -> VectorLists | None:
    """The saved lists; None if they are missing or damaged, since the vectors make them again."""
    try:
        if checksum(path) != note["lists_checksum"]:
            return None
        lists = VectorLists.load(path, note["trained_rows"])
    except (OSError, KeyError, TypeError, RuntimeError):
        return None
    return lists if lists.rows <= note["rows"] else None
