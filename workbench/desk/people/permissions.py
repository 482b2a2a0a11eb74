"""Who may do what: one table of roles and actions, asked in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import NotAllowed
from workbench.model.people import ALLOWED, Action, Program, Role, User
from workbench.storage.people import accounts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def may(user: User, action: Action) -> bool:
    """Whether the role permits the action; a disabled account may nothing."""
    return not user.disabled and action in ALLOWED[user.role]


def require(user: User, action: Action) -> None:
    """Refuse what the role does not permit.

    Raises:
        NotAllowed: the message names the person, the role and who could do it.
    """
    if user.disabled:
        raise NotAllowed(f"the account of {user.display_name} is disabled; ask an admin")
    if not may(user, action):
        able = " or ".join(role.value for role in Role if action in ALLOWED[role])
        raise NotAllowed(
            f"{user.display_name} is {_article(user.role)} and may not {action}; ask {able}"
        )


def require_now(cursor: Cursor, user: User, action: Action) -> None:
    """The same by what the accounts say at this moment, in the transaction of the action.

    A screen may hold a person's role from minutes ago; a role taken away or a disabled account
    counts at once. A declared ``Program`` has no account and stands by what it says it is; any
    other name without an account is nobody.

    Raises:
        NotAllowed: the role does not permit the action, the account is disabled, or there is none.
    """
    require(_as_known_now(cursor, user), action)


def may_now(cursor: Cursor, user: User, action: Action) -> bool:
    """Whether the accounts permit it at this moment, see ``require_now``."""
    try:
        return may(_as_known_now(cursor, user), action)
    except NotAllowed:
        return False


def _as_known_now(cursor: Cursor, user: User) -> User:
    known = accounts.find(cursor, user.name)
    if known is not None:
        return known
    if isinstance(user, Program):
        return user
    raise NotAllowed(f"there is no account {user.name}; ask an admin for one")


def _article(role: Role) -> str:
    return f"an {role}" if role is Role.ADMIN else f"a {role}"
