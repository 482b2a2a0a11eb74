"""Who is signed in: sessions by the hash of their token, and the token that opens an empty desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

SESSION: Final = """
    SELECT session_hash, user_name, created_at,
        coalesce(last_seen_at, created_at) AS last_seen_at, expires_at,
        coalesce(opened_from, '') AS opened_from, coalesce(browser, '') AS browser
    FROM sessions
"""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One session of a person.

    Attributes:
        session_hash: SHA-256 of the token; it opens nothing.
        last_seen_at: When something was last asked for with it, to within some minutes.
        opened_from: The network address it was opened from, empty if unknown.
        browser: What the browser called itself, empty if unknown.
    """

    session_hash: str
    name: str
    opened_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    opened_from: str
    browser: str

    def is_of(self, token: str) -> bool:
        """Whether this is the session that the token opens."""
        return self.session_hash == hash_of(token)


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def add(cursor: Cursor, session: OpenSession) -> None:
    """Store a session."""
    cursor.execute(
        """
        INSERT INTO sessions (
            session_hash, user_name, created_at, last_seen_at, expires_at, opened_from, browser
        ) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            session.session_hash,
            session.name,
            to_stored(session.opened_at),
            to_stored(session.last_seen_at),
            to_stored(session.expires_at),
            session.opened_from,
            session.browser,
        ],
    )


def find(cursor: Cursor, session_hash: str) -> OpenSession | None:
    """The session of that hash, unless it was ended; whether its time is over is not asked."""
    row = cursor.row(SESSION + "WHERE session_hash = ? AND revoked_at IS NULL", [session_hash])
    return None if row is None else _session(row)


def of_person(cursor: Cursor, name: str) -> list[OpenSession]:
    """The sessions of a person that were not ended, newest first."""
    rows = cursor.rows(
        SESSION + "WHERE user_name = ? AND revoked_at IS NULL ORDER BY created_at DESC, 1", [name]
    )
    return [_session(row) for row in rows]


def note_use(cursor: Cursor, session_hash: str, *, at: datetime) -> None:
    """Note that something was asked for with the session."""
    cursor.execute(
        "UPDATE sessions SET last_seen_at = ? WHERE session_hash = ?", [to_stored(at), session_hash]
    )


def end(cursor: Cursor, session_hash: str, *, at: datetime) -> None:
    """End one session."""
    cursor.execute(
        "UPDATE sessions SET revoked_at = ? WHERE session_hash = ? AND revoked_at IS NULL",
        [to_stored(at), session_hash],
    )


def end_of_person(cursor: Cursor, name: str, *, at: datetime, but: str | None = None) -> None:
    """End every session of a person, ``but`` the one of that hash."""
    cursor.execute(
        """
        UPDATE sessions SET revoked_at = ?
        WHERE user_name = ? AND revoked_at IS NULL AND session_hash IS DISTINCT FROM ?
        """,
        [to_stored(at), name, but],
    )


def remove_ended(cursor: Cursor, *, at: datetime, idle_since: datetime) -> None:
    """Delete what nobody can use any more: ended, past its time, or last seen too long ago."""
    cursor.execute(
        """
        DELETE FROM sessions
        WHERE revoked_at IS NOT NULL OR expires_at <= ?
            OR coalesce(last_seen_at, created_at) <= ?
        """,
        [to_stored(at), to_stored(idle_since)],
    )


def set_opening_token(cursor: Cursor, token_hash: str, *, expires: datetime) -> None:
    """Keep the hash of the token that opens an empty desk, in place of any earlier one."""
    remove_opening_token(cursor)
    cursor.execute(
        "INSERT INTO opening_tokens (token_hash, expires_at) VALUES (?, ?)",
        [token_hash, to_stored(expires)],
    )


def opening_token(cursor: Cursor, *, at: datetime) -> str | None:
    """The hash of the token that opens an empty desk, if there is one and its time is not over."""
    found = cursor.cell(
        "SELECT token_hash FROM opening_tokens WHERE expires_at > ?", [to_stored(at)]
    )
    return None if found is None else str(found)


def remove_opening_token(cursor: Cursor) -> None:
    """Forget the token that opens an empty desk."""
    cursor.execute("DELETE FROM opening_tokens")


def _session(row: Row) -> OpenSession:
    return OpenSession(
        session_hash=row.session_hash,
        name=row.user_name,
        opened_at=from_stored(row.created_at),
        last_seen_at=from_stored(row.last_seen_at),
        expires_at=from_stored(row.expires_at),
        opened_from=row.opened_from,
        browser=row.browser,
    )
