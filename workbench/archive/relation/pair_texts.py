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
    revision_of,
    with_speaker,
)
from workbench.archive.relation.kept_readings import KeptReadings, Pair
from workbench.model.prior import Query
from workbench.model.statement import Statement

KEPT: Final = 100_000
"""Pairs whose reading is remembered: a claim is matched again whenever its page is opened."""
AT_ONCE: Final = 256
"""Pairs read between two writes: so many are read again after a kill."""


def pair_texts(query: Query, statement: Statement) -> tuple[str, str]:
    """The claim and the statement, each with who says it."""
    return (
        with_speaker(what_is_asserted(query), (query.speaker, query.actor)),
        with_speaker(statement.text, (statement.speaker, statement.actor)),
    )


class RememberingReader:
    """A cross-encoder that reads no pair twice: ranking and relation ask about the same ones."""

    def __init__(self, reader: PairReader, kept: KeptReadings | None = None) -> None:
        """Name the reader.

        Args:
            kept: What it said before this process began, and for those that come after it.
        """
        self._reader = reader
        self._kept = kept
        self._read: dict[Pair, Logits] = {}
        self._lock = Lock()

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Scores of (claim, statement) pairs, shape (pairs, 3), in the order of LABELS."""
        with self._lock:
            known = {pair: self._read[pair] for pair in pairs if pair in self._read}
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        if fresh:
            known.update(self._look_up_or_read(fresh))
            with self._lock:
                self._read.update((pair, known[pair]) for pair in fresh)
                for pair in list(islice(self._read, max(0, len(self._read) - KEPT))):
                    del self._read[pair]
        out = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        for row, pair in enumerate(pairs):
            out[row] = known[pair]
        return out

    def _look_up_or_read(self, pairs: Sequence[Pair]) -> dict[Pair, Logits]:
        known = {} if self._kept is None else self._kept.find(pairs)
        left = [pair for pair in pairs if pair not in known]
        for start in range(0, len(left), AT_ONCE):
            some = left[start : start + AT_ONCE]
            read = dict(zip(some, self._reader.logits(some), strict=True))
            if self._kept is not None:
                self._kept.keep(read)
            known.update(read)
        return known


@lru_cache(maxsize=4)
def reader_of(model: str | None) -> RememberingReader:
    """The cross-encoder of a folder, or the one that ships; one for all who ask.

    Raises:
        ModelUnavailable: the folder holds no such model.
    """
    folder = models_folder()
    kept = KeptReadings(folder / f"{revision_of(model)}-readings.sqlite")
    return RememberingReader(load_cross_encoder(model, cache=folder), kept)


def default_reader() -> RememberingReader:
    """The cross-encoder that ships."""
    return reader_of(None)
