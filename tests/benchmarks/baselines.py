"""What the archive must beat: BM25, the bare model's cosine, and a plain mix of both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.archive.embedding.embedding import default_embedder
from workbench.archive.index.bm25 import stems

K1, B = 1.2, 0.75


class Baselines:
    """Scores of statements by their text alone."""

    def __init__(self, statements: Sequence[dict[str, Any]]) -> None:
        self.ids = [row["id"] for row in statements]
        self._texts = [row["text"] for row in statements]

    def scores(self, which: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Shape (texts, statements); ``which`` is BM25, MiniLM or mix."""
        if which == "BM25":
            return self._bm25(texts)
        if which == "MiniLM":
            return np.asarray(default_embedder().encode(texts) @ self._vectors.T, dtype=np.float64)
        words = self._bm25(texts)
        highest = np.maximum(words.max(axis=1, keepdims=True), 1e-9)
        return 0.7 * self.scores("MiniLM", texts) + 0.3 * words / highest

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return default_embedder().encode(self._texts)

    @cached_property
    def _table(self) -> tuple[dict[str, int], Any]:
        from scipy.sparse import csc_matrix

        documents = [stems(text) for text in self._texts]
        known: dict[str, int] = {}
        counts: dict[tuple[int, int], int] = {}
        for row, document in enumerate(documents):
            for stem in document:
                key = (row, known.setdefault(stem, len(known)))
                counts[key] = counts.get(key, 0) + 1
        at = np.array(list(counts), dtype=np.int64)
        often = np.array(list(counts.values()), dtype=np.float64)
        lengths = np.array([len(document) for document in documents], dtype=np.float64)
        held = np.bincount(at[:, 1], minlength=len(known))
        rarity = np.log(1 + (len(documents) - held + 0.5) / (held + 0.5))
        norm = K1 * (1 - B + B * lengths[at[:, 0]] / lengths.mean())
        weights = often * (K1 + 1) / (often + norm) * rarity[at[:, 1]]
        return known, csc_matrix((weights, (at[:, 0], at[:, 1])), (len(documents), len(known)))

    def _bm25(self, texts: Sequence[str]) -> NDArray[np.float64]:
        known, table = self._table
        found = np.zeros((len(texts), len(self.ids)))
        for row, text in enumerate(texts):
            columns = [known[stem] for stem in dict.fromkeys(stems(text)) if stem in known]
            if columns:
                found[row] = np.asarray(table[:, columns].sum(axis=1)).ravel()
        return found
