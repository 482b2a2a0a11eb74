"""Files of the search index, and notes beside them, such as whether they are whole.

A checksum here guards against damage, not against people: CRC-32 reads gigabytes in a second.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

BLOCK: Final = 1 << 22
"""Bytes read at a time."""


def checksum(path: Path, length: int | None = None) -> int:
    """CRC-32 of a file or of its first ``length`` bytes.

    Raises:
        OSError: the file is missing, cannot be read or is shorter.
    """
    found, left = 0, path.stat().st_size if length is None else length
    with path.open("rb") as stream:
        while left > 0:
            block = stream.read(min(BLOCK, left))
            if not block:
                raise OSError(f"{path} is shorter than it was")
            found = zlib.crc32(block, found)
            left -= len(block)
    return found


def write_note(path: Path, note: Mapping[str, Any]) -> None:
    """Write a note; a kill leaves the old one or the new one."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(note), encoding="utf-8")
    partial.replace(path)


def read_note(path: Path) -> dict[str, Any] | None:
    """The note; None if there is none that can be read."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) else None
