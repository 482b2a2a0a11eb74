"""People and their sessions. Password hashes and session hashes stay between here and the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.model import Role, User
from workbench.storage.moments import stored

if TYPE_CHECKING:
    from workbench.storage.database import Cursor

USER: Final = "SELECT name, display_name, role, disabled FROM users "


def add(cursor: Cursor, user: User, *, password_hash: str, at: datetime) -> None:
    """Store a new account; the caller has made sure that the name is free."""
    cursor.execute(
        """
        INSERT INTO users (name, display_name, role, password_hash, disabled, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
            user.name,
            user.display_name,
            user.role.value,
            password_hash,
            user.disabled,
            stored(at),
        ],
    )


def find(cursor: Cursor, name: str) -> User | None:
    """The account of that name, if there is one."""
    row = cursor.execute(USER + "WHERE name = ?", [name]).fetchone()
    return None if row is None else _user(row)


def everybody(cursor: Cursor) -> list[User]:
    """All accounts by name, disabled ones too."""
    return [_user(row) for row in cursor.execute(USER + "ORDER BY name").fetchall()]


def password_hash(cursor: Cursor, name: str) -> str | None:
    """The stored hash of an account that may sign in, none for unknown and disabled ones."""
    row = cursor.execute(
        "SELECT password_hash FROM users WHERE name = ? AND NOT disabled", [name]
    ).fetchone()
    return None if row is None else str(row[0])


def set_role(cursor: Cursor, name: str, role: Role) -> None:
    """Give an account another role."""
    cursor.execute("UPDATE users SET role = ? WHERE name = ?", [role.value, name])


def set_disabled(cursor: Cursor, name: str, disabled: bool) -> None:
    """Shut an account or open it again."""
    cursor.execute("UPDATE users SET disabled = ? WHERE name = ?", [disabled, name])


def set_password_hash(cursor: Cursor, name: str, password_hash: str) -> None:
    """Replace the stored hash."""
    cursor.execute("UPDATE users SET password_hash = ? WHERE name = ?", [password_hash, name])


def add_session(
    cursor: Cursor, *, session_hash: str, name: str, at: datetime, expires: datetime
) -> None:
    """Store a session by the hash of its token."""
    cursor.execute(
        """
        INSERT INTO sessions (session_hash, user_name, created_at, expires_at)
        VALUES (?, ?, ?, ?)
        """,
        [session_hash, name, stored(at), stored(expires)],
    )


def user_of_session(cursor: Cursor, session_hash: str, *, at: datetime) -> User | None:
    """Whose session it is: not expired, not revoked, and the account not disabled."""
    row = cursor.execute(
        """
        SELECT users.name, users.display_name, users.role, users.disabled
        FROM sessions JOIN users ON users.name = sessions.user_name
        WHERE sessions.session_hash = ? AND sessions.revoked_at IS NULL
            AND sessions.expires_at > ? AND NOT users.disabled
        """,
        [session_hash, stored(at)],
    ).fetchone()
    return None if row is None else _user(row)


def revoke_session(cursor: Cursor, session_hash: str, *, at: datetime) -> None:
    """End one session."""
    cursor.execute(
        "UPDATE sessions SET revoked_at = ? WHERE session_hash = ? AND revoked_at IS NULL",
        [stored(at), session_hash],
    )


def revoke_sessions_of(cursor: Cursor, name: str, *, at: datetime) -> None:
    """End every session of a person."""
    cursor.execute(
        "UPDATE sessions SET revoked_at = ? WHERE user_name = ? AND revoked_at IS NULL",
        [stored(at), name],
    )


def _user(row: Sequence[Any]) -> User:
    return User(name=row[0], display_name=row[1], role=Role(row[2]), disabled=row[3])
