"""Inverted lists of four-bit codes: the likely neighbours among many vectors, for few bytes each.

FAISS sorts the vectors into lists around centroids (IVF) and keeps of each four bits for every
four dimensions (product quantisation, André et al. 2015, "Cache locality is not enough"), which
are compared thirty-two at a time in registers. The codes only choose; whoever searches orders the
chosen by their exact vectors. Measured against the alternatives in docs/decisions/005-search.md.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.archive.index.exact_vectors import ExactVectors
from workbench.archive.index.filters import Passing

PROBED: Final = 0.5
"""Share of the lists that is looked at, whatever share of the rows passes the filter."""
SAMPLE: Final = 40
"""Vectors a list that its centroid is learnt from."""
ROUNDS: Final = 8
ADDED_AT_ONCE: Final = 20_000
SEED: Final = 20_221_020


class VectorLists:
    """The codes of rows 0 to ``rows``, grouped around centroids learnt from ``trained_rows``."""

    def __init__(self, index: Any, trained_rows: int) -> None:
        self._index = index
        self.trained_rows = trained_rows

    @classmethod
    def learn(cls, exact: ExactVectors) -> VectorLists:
        """Learn centroids and codes from the vectors, and take them all in."""
        import faiss

        rows = len(exact)
        lists = 2 ** math.ceil(math.log2(math.sqrt(rows)))
        # codes of four dimensions each where that divides, else of one
        groups = exact.dimension // 4 if exact.dimension % 4 == 0 else exact.dimension
        index: Any = faiss.index_factory(
            exact.dimension, f"IVF{lists},PQ{groups}x4fs", faiss.METRIC_INNER_PRODUCT
        )
        index.cp.niter = ROUNDS
        index.cp.min_points_per_centroid = 1  # a small archive may have fewer than FAISS likes
        sample = np.random.default_rng(SEED).choice(rows, min(rows, lists * SAMPLE), replace=False)
        index.train(exact.take(np.sort(sample)))
        made = cls(index, rows)
        made.catch_up(exact)
        return made

    @property
    def rows(self) -> int:
        """How many rows are in the lists."""
        return int(self._index.ntotal)

    def catch_up(self, exact: ExactVectors) -> None:
        """Add the rows that came since."""
        for block in exact.blocks(self.rows, ADDED_AT_ONCE):
            self._index.add(block)

    def likely(
        self, vectors: NDArray[np.float32], passing: Passing | None, few: int, many: int
    ) -> list[NDArray[np.int64]]:
        """For each vector positions of likely neighbours.

        Args:
            vectors: Shape (vectors, dimension).
            passing: Which rows may be returned; None for all.
            few: No fewer than these for a vector, if so many rows pass.
            many: About so many.
        """
        few = min(few, self.rows if passing is None else passing.count)
        lists = int(self._index.nlist)
        found = self._search(vectors, passing, many, math.ceil(lists * PROBED))
        lacking = [row for row, positions in enumerate(found) if len(positions) < few]
        if lacking:
            # the rows that pass lie far from these vectors: look everywhere
            again = self._search(vectors[lacking], passing, many, lists)
            for row, positions in zip(lacking, again, strict=True):
                found[row] = positions
        return found

    def _search(
        self, vectors: NDArray[np.float32], passing: Passing | None, many: int, probed: int
    ) -> list[NDArray[np.int64]]:
        import faiss

        # the stubs know the C++ signatures, not the Python ones
        untyped: Any = faiss
        parameters = untyped.SearchParametersIVF(nprobe=probed)
        if passing is not None:
            parameters = untyped.SearchParametersIVF(
                nprobe=probed, sel=untyped.IDSelectorBitmap(passing.bits)
            )
        _, positions = self._index.search(vectors, many, params=parameters)
        return [row[row >= 0] for row in positions]

    def save(self, path: Path) -> None:
        """Write the lists."""
        import faiss

        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path, trained_rows: int) -> VectorLists:
        """Read the lists.

        Raises:
            RuntimeError: the file holds none.
        """
        import faiss

        return cls(faiss.read_index(str(path)), trained_rows)
