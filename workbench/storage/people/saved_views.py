"""Named filters of the list of claims, and with which of them a person's Queue opens."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.model.queue import SavedView
from workbench.storage.engine.moments import to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

VIEW = "SELECT view_id, owner, name, link, shared FROM saved_views "


def store(cursor: Cursor, view: SavedView, *, at: datetime) -> None:
    """Store a view in place of what was stored under its id."""
    cursor.execute(
        """
        INSERT INTO saved_views (view_id, owner, name, link, shared, saved_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (view_id) DO UPDATE SET
            name = excluded.name, link = excluded.link, shared = excluded.shared,
            saved_at = excluded.saved_at
        """,
        [
            view.view_id,
            view.owner,
            view.name,
            json.dumps(dict(view.link), ensure_ascii=False),
            view.shared,
            to_stored(at),
        ],
    )


def find(cursor: Cursor, view_id: str) -> SavedView | None:
    """One view, whoever owns it."""
    row = cursor.row(VIEW + "WHERE view_id = ?", [view_id])
    return None if row is None else _view(row)


def seen_by(cursor: Cursor, person: str) -> list[SavedView]:
    """A person's own views, then those that others share, each by name."""
    rows = cursor.rows(
        VIEW + "WHERE owner = $person OR shared ORDER BY owner <> $person, lower(name), view_id",
        {"person": person},
    )
    return [_view(row) for row in rows]


def drop(cursor: Cursor, view_id: str) -> None:
    """Forget a view; nobody's Queue opens with it any more."""
    cursor.execute("DELETE FROM opening_views WHERE view_id = ?", [view_id])
    cursor.execute("DELETE FROM saved_views WHERE view_id = ?", [view_id])


def put_opening(cursor: Cursor, person: str, view_id: str) -> None:
    """Have a person's Queue open with a view."""
    cursor.execute(
        """
        INSERT INTO opening_views (person, view_id) VALUES (?, ?)
        ON CONFLICT (person) DO UPDATE SET view_id = excluded.view_id
        """,
        [person, view_id],
    )


def drop_opening(cursor: Cursor, person: str) -> None:
    """Have a person's Queue open with the stories."""
    cursor.execute("DELETE FROM opening_views WHERE person = ?", [person])


def opening_of(cursor: Cursor, person: str) -> str | None:
    """The id of the view that a person's Queue opens with."""
    view_id = cursor.cell("SELECT view_id FROM opening_views WHERE person = ?", [person])
    return None if view_id is None else str(view_id)


def _view(row: Row) -> SavedView:
    return SavedView(row.view_id, row.owner, row.name, json.loads(row.link), row.shared)
