"""The event: one line of the append-only ledger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the append-only ledger; ``hash`` covers every other field and the chain."""

    seq: int
    at: str
    who: str
    what: str
    subject: str
    payload: str
    previous_hash: str
    hash: str
