"""Vectors in 16-bit floats: in a file that only grows, mapped, and in memory until saved.

Half precision moves a cosine by some hundred-thousandths, which no ranking notices, and halves what
is read. Searches that look at few rows, and the last step of those that look at many, read here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.archive.index.checked_files import checksum

BYTES: Final = np.dtype(np.float16).itemsize
COPIED_AT_ONCE: Final = 20_000
"""Rows."""


class ExactVectors:
    """Rows of one dimension, found by position from 0."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._mapped: NDArray[np.float16] = np.empty((0, dimension), dtype=np.float16)
        self._checksum = 0
        self._new: NDArray[np.float16] = np.empty((0, dimension), dtype=np.float16)
        self._new_rows = 0

    def __len__(self) -> int:
        return len(self._mapped) + self._new_rows

    @property
    def saved_checksum(self) -> int:
        """CRC-32 of what lies in the file."""
        return self._checksum

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Add the next rows, shape (rows, dimension)."""
        needed = self._new_rows + len(vectors)
        if needed > len(self._new):
            larger = np.empty((max(needed, 2 * len(self._new)), self.dimension), dtype=np.float16)
            larger[: self._new_rows] = self._new[: self._new_rows]
            self._new = larger
        self._new[self._new_rows : needed] = vectors
        self._new_rows = needed

    def take(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """The rows at these positions, shape (positions, dimension)."""
        held = len(self._mapped)
        taken = np.empty((len(positions), self.dimension), dtype=np.float32)
        in_file = positions < held
        taken[in_file] = self._mapped[positions[in_file]]
        taken[~in_file] = self._new[positions[~in_file] - held]
        return taken

    def blocks(self, first: int, size: int) -> Iterator[NDArray[np.float32]]:
        """All rows from ``first`` on, at most ``size`` at a time."""
        last = len(self)
        for start in range(first, last, size):
            yield self.take(np.arange(start, min(start + size, last)))

    def save(self, path: Path, *, continues: bool) -> None:
        """Write what is new to the end of the file, and map it.

        Args:
            continues: Whether the file begins with the rows that are mapped here; if not, it is
                another's, and all is written anew.
        """
        new = np.ascontiguousarray(self._new[: self._new_rows])
        if continues:
            with path.open("r+b") as stream:
                stream.truncate(self._mapped.nbytes)  # a kill may have left more than was noted
                stream.seek(0, 2)
                stream.write(new.data)
        else:
            partial = path.with_suffix(".partial")
            self._checksum = 0
            with partial.open("wb") as stream:
                for start in range(0, len(self._mapped), COPIED_AT_ONCE):
                    block = np.ascontiguousarray(self._mapped[start : start + COPIED_AT_ONCE])
                    self._checksum = zlib.crc32(block.data, self._checksum)
                    stream.write(block.data)
                stream.write(new.data)
            partial.replace(path)
        self._checksum = zlib.crc32(new.data, self._checksum)
        self._mapped = _map(path, len(self), self.dimension)
        self._new = np.empty((0, self.dimension), dtype=np.float16)
        self._new_rows = 0

    @classmethod
    def load(cls, path: Path, dimension: int, rows: int, checksum_then: int) -> ExactVectors:
        """The first ``rows`` of a file.

        Raises:
            OSError: the file is missing, cannot be read or is not what was saved.
        """
        if checksum(path, rows * dimension * BYTES) != checksum_then:
            raise OSError(f"{path} is not what was saved")
        loaded = cls(dimension)
        loaded._mapped = _map(path, rows, dimension)
        loaded._checksum = checksum_then
        return loaded


def _map(path: Path, rows: int, dimension: int) -> NDArray[np.float16]:
    if rows == 0:  # an empty file cannot be mapped
        return np.empty((0, dimension), dtype=np.float16)
    return np.memmap(path, dtype=np.float16, mode="r", shape=(rows, dimension))
