"""Who is shown the first steps, where somebody has said so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workbench.storage.engine.moments import to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def set_wanted(cursor: Cursor, person: str, *, wanted: bool, at: datetime) -> None:
    """Note whether a person wants to be shown the first steps."""
    cursor.execute(
        """
        INSERT INTO guides (person, wanted, said_at) VALUES (?, ?, ?)
        ON CONFLICT (person) DO UPDATE SET wanted = excluded.wanted, said_at = excluded.said_at
        """,
        [person, wanted, to_stored(at)],
    )


def is_wanted(cursor: Cursor, person: str) -> bool:
    """Whether a person is to be shown the first steps.

    What they said last counts; who has said nothing is shown them until their first verdict.
    """
    return bool(
        cursor.cell(
            """
        SELECT coalesce(
            (SELECT wanted FROM guides WHERE person = $person),
            NOT EXISTS (SELECT 1 FROM verdict_versions WHERE author = $person)
        )
        """,
            {"person": person},
        )
    )
