"""What the cross-encoder is given of a claim and a statement, and what it said of it before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Final

import numpy as np

from workbench.archive.embedding.embedding import models_folder
from workbench.archive.index.query_text import what_is_asserted
from workbench.archive.relation.cross_encoder import (
    LABELS,
    Logits,
    PairReader,
    load_cross_encoder,
    with_speaker,
)
from workbench.model.prior import Query
from workbench.model.statement import Statement

KEPT: Final = 100_000
"""Pairs whose reading is remembered: a claim is matched again whenever its page is opened."""


def pair_texts(query: Query, statement: Statement) -> tuple[str, str]:
    """The claim and the statement, each with who says it."""
    return (
        with_speaker(what_is_asserted(query), (query.speaker, query.actor)),
        with_speaker(statement.text, (statement.speaker, statement.actor)),
    )


class RememberingReader:
    """A cross-encoder that reads no pair twice: ranking and relation ask about the same ones."""

    def __init__(self, reader: PairReader) -> None:
        self._reader = reader
        self._read: dict[tuple[str, str], Logits] = {}
        self._lock = Lock()

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Scores of (claim, statement) pairs, shape (pairs, 3), in the order of LABELS."""
        with self._lock:
            known = {pair: self._read[pair] for pair in pairs if pair in self._read}
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        if fresh:
            known.update(zip(fresh, self._reader.logits(fresh), strict=True))
            with self._lock:
                self._read.update((pair, known[pair]) for pair in fresh)
                for pair in list(islice(self._read, max(0, len(self._read) - KEPT))):
                    del self._read[pair]
        out = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        for row, pair in enumerate(pairs):
            out[row] = known[pair]
        return out


@lru_cache(maxsize=4)
def reader_of(model: str | None) -> RememberingReader:
    """The cross-encoder of a folder, or the one that ships; one for all who ask.

    Raises:
        ModelUnavailable: the folder holds no such model.
    """
    return RememberingReader(load_cross_encoder(model, cache=models_folder()))


def default_reader() -> RememberingReader:
    """The cross-encoder that ships."""
    return reader_of(None)
