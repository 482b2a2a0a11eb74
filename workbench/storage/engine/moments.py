"""Times in and out of the database: UTC without a zone inside, with it outside."""

from __future__ import annotations

from datetime import UTC, datetime


def to_stored(moment: datetime) -> datetime:
    """``moment`` as the database keeps it.

    Raises:
        ValueError: it has no zone, so the moment is not known.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return moment.astimezone(UTC).replace(tzinfo=None)


def from_stored(value: datetime) -> datetime:
    """A time from the database, with its zone."""
    return value.replace(tzinfo=UTC)


def to_text(moment: datetime) -> str:
    """A time as exports and the ledger write it: UTC, to the microsecond, ending in Z."""
    return to_stored(moment).isoformat(timespec="microseconds") + "Z"
