"""From whom a verdict is kept: whoever owes a second opinion on it must judge without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model.people import Program, User
from workbench.storage.verdicts import opinions

if TYPE_CHECKING:
    from workbench.storage.engine.database import Cursor


def hidden_from(cursor: Cursor, reader: User | None) -> frozenset[str]:
    """The claims of which somebody must be shown no verdict, and nothing that tells of it.

    Args:
        reader: The person who will read it. A program cannot tell who that is, nor can nobody in
            particular: for them these are all claims on which anybody owes an opinion.
    """
    if reader is None or isinstance(reader, Program):
        return frozenset(opinions.awaited(cursor))
    return opinions.owed(cursor, reader.name)
