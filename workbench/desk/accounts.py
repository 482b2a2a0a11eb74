"""People, passwords and sessions.

Passwords are kept as argon2id hashes. A session is a random token that only its holder knows; the
database keeps its SHA-256, so a copied database opens no session.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.desk.permissions import Action, require_now
from workbench.desk.wording import worded
from workbench.errors import Conflict, InputError, NotFound, NotSignedIn
from workbench.model import Role, User
from workbench.storage import accounts, events
from workbench.storage.events import EventKind

if TYPE_CHECKING:
    from workbench.storage.database import Cursor, Database

SESSION_LENGTH: Final = timedelta(hours=12)
SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 1024
"""In characters; hashing a megabyte for a stranger would be a favour to an attacker."""
NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
WRONG: Final = "the name or the password is not right"


class Accounts:
    """Who may come in. Every method is safe to call from many threads."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = PasswordHasher() if hasher is None else hasher

    def create(self, name: str, display_name: str, role: Role, password: str, *, by: str) -> User:
        """Add an account.

        Args:
            name: What the person signs in with: small letters, digits, dot, dash, underscore.
            by: The account that adds it, or ``cli:name``.

        Raises:
            InputError: the name or the password cannot be taken; the message says what can.
            Conflict: the name is taken.
            NotAllowed: ``by`` may not manage accounts.
        """
        if not NAME.fullmatch(name):
            raise InputError(
                f"{name!r} cannot be an account name; use up to 40 small letters, digits, "
                "dots, dashes and underscores"
            )
        shown = worded(display_name, "the person's name", longest=80)
        if shown is None or not shown.isprintable():
            raise InputError("give the person's name as colleagues should see it, in one line")
        user = User(name, shown, role)
        password_hash = self._hash(password)
        with self._database.write() as cursor:
            require_now(cursor, _program(by), Action.MANAGE_ACCOUNTS)
            if accounts.find(cursor, name) is not None:
                raise Conflict(f"there is an account {name} already; choose another name")
            accounts.add(cursor, user, password_hash=password_hash, at=self._clock())
            self._record(cursor, by, EventKind.ACCOUNT_CREATED, name, role=role.value, shown=shown)
        return user

    def users(self) -> list[User]:
        """All accounts by name, disabled ones too."""
        with self._database.read() as cursor:
            return accounts.everybody(cursor)

    def set_role(self, name: str, role: Role, *, by: str) -> User:
        """Give a person another role; it counts from the next thing they do.

        Raises:
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
        """
        with self._database.write() as cursor:
            require_now(cursor, _program(by), Action.MANAGE_ACCOUNTS)
            before = _known(cursor, name)
            accounts.set_role(cursor, name, role)
            self._record(
                cursor,
                by,
                EventKind.ACCOUNT_ROLE_SET,
                name,
                before=before.role.value,
                role=role.value,
            )
            return _known(cursor, name)

    def disable(self, name: str, *, by: str) -> User:
        """Shut an account: its sessions end at once and nobody can sign in with it.

        Raises:
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
        """
        return self._set_disabled(name, True, EventKind.ACCOUNT_DISABLED, by=by)

    def enable(self, name: str, *, by: str) -> User:
        """Open a shut account again.

        Raises:
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
        """
        return self._set_disabled(name, False, EventKind.ACCOUNT_ENABLED, by=by)

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Give a person another password; their sessions end.

        Raises:
            InputError: the password is too short or too long.
            NotFound: there is no such account.
            NotAllowed: ``by`` is neither the person nor may manage accounts.
        """
        password_hash = self._hash(password)
        with self._database.write() as cursor:
            if by != name:
                require_now(cursor, _program(by), Action.MANAGE_ACCOUNTS)
            _known(cursor, name)
            accounts.set_password_hash(cursor, name, password_hash)
            accounts.revoke_sessions_of(cursor, name, at=self._clock())
            self._record(cursor, by, EventKind.ACCOUNT_PASSWORD_SET, name)

    def sign_in(self, name: str, password: str) -> str:
        """Start a session.

        Returns:
            The session's token; it cannot be had again.

        Raises:
            NotSignedIn: the same words for an unknown name, a wrong password and a shut account.
        """
        kept = None
        if NAME.fullmatch(name):
            with self._database.read() as cursor:
                kept = accounts.password_hash(cursor, name)
        # a stranger's name costs the same hashing, so that its absence cannot be timed
        if not self._matches(self._nobody if kept is None else kept, password) or kept is None:
            raise NotSignedIn(WRONG)
        token = secrets.token_urlsafe(32)
        with self._database.write() as cursor:
            if accounts.password_hash(cursor, name) != kept:
                raise NotSignedIn(WRONG)
            now = self._clock()
            accounts.add_session(
                cursor,
                session_hash=_hashed(token),
                name=name,
                at=now,
                expires=now + SESSION_LENGTH,
            )
            self._record(cursor, name, EventKind.SESSION_SIGNED_IN, name)
        return token

    def user_of_session(self, token: str) -> User | None:
        """Whose session it is now; none when it expired, was ended, or the account is shut."""
        with self._database.read() as cursor:
            return accounts.user_of_session(cursor, _hashed(token), at=self._clock())

    def sign_out(self, token: str) -> None:
        """End a session; an unknown token is nothing to end."""
        with self._database.write() as cursor:
            now = self._clock()
            user = accounts.user_of_session(cursor, _hashed(token), at=now)
            if user is not None:
                accounts.revoke_session(cursor, _hashed(token), at=now)
                self._record(cursor, user.name, EventKind.SESSION_SIGNED_OUT, user.name)

    def _set_disabled(self, name: str, disabled: bool, what: EventKind, *, by: str) -> User:
        with self._database.write() as cursor:
            require_now(cursor, _program(by), Action.MANAGE_ACCOUNTS)
            _known(cursor, name)
            accounts.set_disabled(cursor, name, disabled)
            if disabled:
                accounts.revoke_sessions_of(cursor, name, at=self._clock())
            self._record(cursor, by, what, name)
            return _known(cursor, name)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_hex(16))

    def _hash(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise InputError(
                f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,} characters"
            )
        return self._hasher.hash(_encoded(password))

    def _matches(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _encoded(password[: LONGEST_PASSWORD + 1]))
        except (VerificationError, InvalidHashError):
            return False

    def _record(
        self, cursor: Cursor, who: str, what: EventKind, name: str, **payload: object
    ) -> None:
        events.append(cursor, at=self._clock(), who=who, what=what, subject=name, payload=payload)


def _program(name: str) -> User:
    """Who ``name`` is if there is no account of that name; see ``permissions.require_now``."""
    return User(name, name, Role.ADMIN)


def _known(cursor: Cursor, name: str) -> User:
    user = accounts.find(cursor, name)
    if user is None:
        raise NotFound(f"there is no account {name}")
    return user


def _encoded(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
