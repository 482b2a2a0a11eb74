"""Which codes inverted lists should hold: the table of docs/decisions/005-search.md.

Use ``OMP_NUM_THREADS=1 python -m tests.benchmarks.compare_lists SHARED CACHE [ROWS [CODES...]]``.
For each kind of code and share of the lists that is looked at: recall of the exact first ten,
rescored, and milliseconds; then milliseconds where a filter passes half of the rows.
"""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.made_archive import HELD_OUT, NOISE, sentences

CODES = ("SQ8", "RaBitQ", "PQ96x4fs", "PQ192x4fs")
SHARES = (0.25, 0.5, 1.0)
RESCORED = (10, 300, 600)
ASKED = 50


def main(shared: Path, cache: Path, rows: int, codes: tuple[str, ...]) -> None:
    """Print the table for ``rows`` vectors, made as those of the benchmark of scale."""
    real = sentences(shared, cache).vectors
    asked, vectors = real[:ASKED], perturbed(real[HELD_OUT:], rows)
    exact: Any = faiss.IndexFlatIP(vectors.shape[1])
    exact.add(vectors)
    true = exact.search(asked, 10)[1]
    lists = 2 ** math.ceil(math.log2(math.sqrt(rows)))
    half = np.random.default_rng(3).random(rows) < 0.5
    for code in codes:
        index: Any = faiss.index_factory(
            vectors.shape[1], f"IVF{lists},{code}", faiss.METRIC_INNER_PRODUCT
        )
        index.cp.niter = 8
        index.train(vectors[np.random.default_rng(1).choice(rows, min(rows, 40 * lists), False)])
        index.add(vectors)
        for share in SHARES:
            for many in RESCORED:
                recall, taken = search(index, vectors, asked, true, many, int(lists * share), None)
                print(f"{code} lists {share} rescored {many}: {recall:.3f} {taken:.2f} ms")
        _, taken = search(index, vectors, asked, true, 300, lists, half)
        print(f"{code} all lists, half of the rows pass: {taken:.2f} ms")


def perturbed(real: NDArray[np.float32], rows: int) -> NDArray[np.float32]:
    """The vectors, then perturbed copies."""
    draw = np.random.default_rng(1)
    made = np.empty((rows, real.shape[1]), dtype=np.float32)
    for start in range(0, rows, len(real)):
        some = real[: min(len(real), rows - start)]
        noise = draw.standard_normal(some.shape, dtype=np.float32) * (NOISE / some.shape[1] ** 0.5)
        copies = some if start == 0 else some + noise
        made[start : start + len(some)] = copies / np.linalg.norm(copies, axis=1, keepdims=True)
    return made


def search(
    index: Any,
    vectors: NDArray[np.float32],
    asked: NDArray[np.float32],
    true: NDArray[np.int64],
    many: int,
    probed: int,
    passing: NDArray[np.bool_] | None,
) -> tuple[float, float]:
    """Recall of ``true`` among the best ten of ``many`` compared in full, and milliseconds."""
    untyped: Any = faiss
    kind = untyped.SearchParametersIVF
    if isinstance(index, faiss.IndexIVFRaBitQ):
        kind = untyped.IVFRaBitQSearchParameters
    parameters = kind()
    parameters.nprobe = probed
    if passing is not None:
        bits = np.packbits(passing, bitorder="little")
        selector = untyped.IDSelectorBitmap(bits)  # must outlive the searches
        parameters.sel = selector
    hits, times = 0, []
    for vector, best in zip(asked, true, strict=True):
        started = time.perf_counter()
        positions = index.search(vector.reshape(1, -1), many, params=parameters)[1][0]
        positions = positions[positions >= 0]
        if many > len(best):
            positions = positions[np.argsort(-(vectors[positions] @ vector))][: len(best)]
        times.append(time.perf_counter() - started)
        hits += len(set(best.tolist()) & set(positions.tolist()))
    return hits / true.size, 1000 * float(np.median(times))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        int(sys.argv[3]) if len(sys.argv) > 3 else 200_000,
        tuple(sys.argv[4:]) or CODES,
    )
