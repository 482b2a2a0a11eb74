"""What the cross-encoder that ships says of pairs, kept on disk while weights are fitted to it.

Reading a pair takes a twentieth of a second, and fitting asks of the same pairs many times.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from workbench.archive.relation.cross_encoder import Logits, load_cross_encoder, revision_of

FOLDER: Final = Path(tempfile.gettempdir()) / "workbench-logits"
AT_ONCE: Final = 256
"""Pairs read between two writes: so many are lost by a run that is killed."""


class KeptLogits:
    """The cross-encoder that ships, which reads no pair twice from one run to the next."""

    def __init__(self, folder: Path = FOLDER) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._reader = load_cross_encoder(None, cache=folder)
        self._file = folder / f"{revision_of(None)}.jsonl"
        self._known: dict[tuple[str, str], list[float]] = {}
        if self._file.exists():
            with self._file.open(encoding="utf-8") as stream:
                for claim, statement, scores in map(json.loads, stream):
                    self._known[claim, statement] = scores

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Scores of (claim, statement) pairs, shape (pairs, 3), in the order of LABELS."""
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        for start in range(0, len(fresh), AT_ONCE):
            self._read(fresh[start : start + AT_ONCE])
        return np.array([self._known[pair] for pair in pairs], dtype=np.float32).reshape(-1, 3)

    def _read(self, pairs: Sequence[tuple[str, str]]) -> None:
        scores = self._reader.logits(pairs).tolist()
        with self._file.open("a", encoding="utf-8") as stream:
            for pair, row in zip(pairs, scores, strict=True):
                stream.write(json.dumps([*pair, row]) + "\n")
        self._known.update(zip(pairs, scores, strict=True))


@lru_cache(maxsize=1)
def kept_logits() -> KeptLogits:
    """The one of this process."""
    return KeptLogits()
