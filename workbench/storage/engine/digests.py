"""Digests over rows, by which the ledger can tell that a row was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any


def canonical(value: object) -> str:
    """One JSON text for one value: sorted keys, no spaces, no NaN, Unicode as it is.

    Raises:
        ValueError: the value holds NaN or an infinity.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(rows: Sequence[Sequence[Any]]) -> str:
    """SHA-256 over rows of the database in the order given, dates as ISO text."""
    plain = [[_plain(cell) for cell in row] for row in rows]
    return hashlib.sha256(canonical(plain).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(cell: object) -> object:
    isoformat = getattr(cell, "isoformat", None)
    return cell if isoformat is None else isoformat()
