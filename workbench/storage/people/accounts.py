"""People. Password hashes stay between here and the desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.people import Role, User
from workbench.storage.engine.moments import to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

USER: Final = "SELECT name, display_name, role, disabled FROM users "


def add(cursor: Cursor, user: User, *, password_hash: str, at: datetime) -> None:
    """Store a new account; the caller has made sure that the name is free.

    Args:
        password_hash: Empty for a person who signs in with single sign-on alone.
    """
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
            to_stored(at),
        ],
    )


def find(cursor: Cursor, name: str) -> User | None:
    """The account of that name, if there is one."""
    row = cursor.row(USER + "WHERE name = ?", [name])
    return None if row is None else _user(row)


def everybody(cursor: Cursor) -> list[User]:
    """All accounts by name, disabled ones too."""
    return [_user(row) for row in cursor.rows(USER + "ORDER BY name")]


def password_hash(cursor: Cursor, name: str) -> str | None:
    """The stored hash of an account that may sign in with a password; none for all others."""
    found = cursor.cell(
        "SELECT password_hash FROM users WHERE name = ? AND NOT disabled AND password_hash <> ''",
        [name],
    )
    return None if found is None else str(found)


def set_role(cursor: Cursor, name: str, role: Role) -> None:
    """Give an account another role."""
    cursor.execute("UPDATE users SET role = ? WHERE name = ?", [role.value, name])


def set_disabled(cursor: Cursor, name: str, disabled: bool) -> None:
    """Shut an account or open it again."""
    cursor.execute("UPDATE users SET disabled = ? WHERE name = ?", [disabled, name])


def set_password_hash(cursor: Cursor, name: str, password_hash: str) -> None:
    """Replace the stored hash."""
    cursor.execute("UPDATE users SET password_hash = ? WHERE name = ?", [password_hash, name])


def set_email(cursor: Cursor, name: str, email: str | None) -> None:
    """Give an account the address that single sign-on knows the person by, or take it away.

    The caller has made sure that no other account has it.
    """
    cursor.execute("DELETE FROM account_emails WHERE user_name = ?", [name])
    if email is not None:
        cursor.execute("INSERT INTO account_emails (user_name, email) VALUES (?, ?)", [name, email])


def find_by_email(cursor: Cursor, email: str) -> User | None:
    """The account that single sign-on opens to this address, if there is one."""
    row = cursor.row(USER + "JOIN account_emails ON user_name = name WHERE email = ?", [email])
    return None if row is None else _user(row)


def emails(cursor: Cursor) -> dict[str, str]:
    """The address of each account that has one."""
    return dict(cursor.tuples("SELECT user_name, email FROM account_emails"))


def _user(row: Row) -> User:
    return User(
        name=row.name, display_name=row.display_name, role=Role(row.role), disabled=row.disabled
    )
