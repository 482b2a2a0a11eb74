"""Digests over rows, by which the ledger can tell that a row was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from workbench.storage.ledger.events import canonical


def digest(rows: Sequence[Sequence[Any]]) -> str:
    """SHA-256 over rows of the database in the order given, dates as ISO text."""
    plain = [[_plain(cell) for cell in row] for row in rows]
    return hashlib.sha256(canonical(plain).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(cell: object) -> object:
    isoformat = getattr(cell, "isoformat", None)
    return cell if isoformat is None else isoformat()
