"""What a cross-encoder said of pairs, kept on disk beside the exports of models.

Reading a pair takes about a tenth of a second on two processors, so no process of this machine
should read one that another has read. Neither text is kept, only a digest of both and the scores.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np

from workbench.archive.relation.cross_encoder import Logits

log = logging.getLogger(__name__)

MOST: Final = 1_000_000
"""Pairs of one model; the oldest go first. Each takes some sixty bytes."""
WAITS: Final = 5.0
"""Seconds for another process to finish writing."""

Pair = tuple[str, str]


class KeptReadings:
    """The scores that one revision of a model gave; many processes may share the file.

    A file that cannot be used costs time and nothing else: pairs are then read again.
    """

    def __init__(self, file: Path) -> None:
        """Name the file; its name tells the revision."""
        self._file = file
        self._told = False

    def find(self, pairs: Sequence[Pair]) -> dict[Pair, Logits]:
        """The scores of those pairs that have been read, each of shape (3,)."""
        try:
            with self._open() as kept:
                return {
                    pair: np.frombuffer(scores, dtype=np.float32)
                    for pair in pairs
                    for (scores,) in kept.execute(
                        "SELECT scores FROM readings WHERE digest = ?", [_digest(pair)]
                    )
                }
        except (OSError, sqlite3.Error) as error:
            self._tell(error)
            return {}

    def keep(self, read: Mapping[Pair, Logits]) -> None:
        """Keep scores for whoever asks next, and drop the oldest beyond MOST."""
        rows = [
            (_digest(pair), np.asarray(scores, dtype=np.float32).tobytes())
            for pair, scores in read.items()
        ]
        try:
            with self._open() as kept, kept:
                kept.executemany("INSERT OR IGNORE INTO readings VALUES (?, ?)", rows)
                kept.execute(
                    "DELETE FROM readings WHERE rowid <= (SELECT max(rowid) FROM readings) - ?",
                    [MOST],
                )
        except (OSError, sqlite3.Error) as error:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not self._told:  # once: each claim would say it again
            log.warning("readings of pairs cannot be kept in %s: %s", self._file, error)
        self._told = True

    def _open(self) -> closing[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        kept = sqlite3.connect(self._file, timeout=WAITS)
        kept.execute("PRAGMA journal_mode = WAL")
        kept.execute("PRAGMA synchronous = OFF")  # what is lost is read again
        kept.execute("CREATE TABLE IF NOT EXISTS readings (digest BLOB UNIQUE, scores BLOB)")
        return closing(kept)


def _digest(pair: Pair) -> bytes:
    claim, statement = (text.encode("utf-8", "surrogatepass") for text in pair)
    return hashlib.sha256(b"%d %b %b" % (len(claim), claim, statement)).digest()[:16]
