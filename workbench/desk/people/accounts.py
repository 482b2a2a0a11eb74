"""People: who has an account, in which role. How they sign in is in ``sessions``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.people.passwords import Passwords
from workbench.desk.people.permissions import may, require_now
from workbench.desk.validation import check_words
from workbench.errors import Conflict, InputError, NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note, record
from workbench.model.ledger import AccountOpened
from workbench.model.people import Action, Role, User
from workbench.storage.people import accounts, sessions

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
EMAIL: Final = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
"""ASCII only, so that no letter of another script can pass for one of a colleague's."""
NO_PASSWORD: Final = ""
"""Kept in place of a hash for a person who comes by single sign-on alone; nothing matches it."""


class Accounts:
    """Who may come in. Every method is safe to call from many threads."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        passwords: Passwords | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = Passwords() if passwords is None else passwords

    def create(
        self,
        name: str,
        display_name: str,
        role: Role,
        password: str | None,
        *,
        by: User,
        email: str | None = None,
    ) -> User:
        """Add an account.

        Args:
            name: What the person signs in with: small letters, digits, dot, dash, underscore.
            password: None for somebody who signs in with single sign-on alone.
            by: Who adds it.
            email: The address by which single sign-on knows the person.

        Raises:
            InputError: the name, password or address cannot be taken; the message says what can.
            Conflict: the name or the address is taken.
            NotAllowed: ``by`` may not manage accounts.
        """
        address = None if email is None else check_email(email)
        if password is None and address is None:
            raise InputError("give a password, or an e-mail address for single sign-on, or both")
        user, password_hash = check_account(self._passwords, name, display_name, role, password)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            add_account(cursor, user, password_hash, by=by, at=self._clock())
            if address is not None:
                self._set_email(cursor, name, address, by=by)
        return user

    def may(self, user: User, action: Action) -> bool:
        """Whether a person's role permits something."""
        return may(user, action)

    def users(self) -> list[User]:
        """All accounts by name, disabled ones too."""
        with self._database.read() as cursor:
            return accounts.everybody(cursor)

    def emails(self, *, by: User) -> dict[str, str]:
        """The address of each account that has one.

        Raises:
            NotAllowed: ``by`` may not manage accounts.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            return accounts.emails(cursor)

    def set_role(self, name: str, role: Role, *, by: User) -> User:
        """Give a person another role; it counts from the next thing they do.

        Raises:
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
            Conflict: nobody else could look after the accounts.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            before = _require_known(cursor, name)
            if role is not Role.ADMIN:
                _somebody_else_is_admin(cursor, before)
            accounts.set_role(cursor, name, role)
            self._record(
                cursor,
                by,
                EventKind.ACCOUNT_ROLE_SET,
                name,
                before=before.role.value,
                role=role.value,
            )
            return _require_known(cursor, name)

    def disable(self, name: str, *, by: User) -> User:
        """Shut an account: its sessions end at once and nobody can sign in with it.

        Raises:
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
            Conflict: nobody else could look after the accounts.
        """
        return self._set_disabled(name, True, EventKind.ACCOUNT_DISABLED, by=by)

    def enable(self, name: str, *, by: User) -> User:
        """Open a shut account again.

        Raises:
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
        """
        return self._set_disabled(name, False, EventKind.ACCOUNT_ENABLED, by=by)

    def set_password(self, name: str, password: str, *, by: User) -> None:
        """Give a person another password, for one that was forgotten; their sessions end.

        One's own is changed with ``sessions.change_password``, which asks for the present one.

        Raises:
            InputError: the password cannot be taken.
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            person = _require_known(cursor, name)
        password_hash = self._passwords.hash(password, of=(name, person.display_name))
        with self._database.write() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            accounts.set_password_hash(cursor, name, password_hash)
            sessions.end_of_person(cursor, name, at=self._clock())
            self._record(cursor, by, EventKind.ACCOUNT_PASSWORD_SET, name)

    def set_email(self, name: str, email: str | None, *, by: User) -> None:
        """Give a person the address that single sign-on knows them by; none takes it away.

        Raises:
            InputError: this cannot be an address.
            NotFound: there is no such account.
            NotAllowed: ``by`` may not manage accounts.
            Conflict: another account has the address.
        """
        address = None if email is None else check_email(email)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            _require_known(cursor, name)
            self._set_email(cursor, name, address, by=by)

    def _set_email(self, cursor: Cursor, name: str, address: str | None, *, by: User) -> None:
        holder = None if address is None else accounts.find_by_email(cursor, address)
        if holder is not None and holder.name != name:
            raise Conflict(f"{address} belongs to the account {holder.name} already")
        accounts.set_email(cursor, name, address)
        self._record(cursor, by, EventKind.ACCOUNT_EMAIL_SET, name, given=address is not None)

    def _set_disabled(self, name: str, disabled: bool, what: EventKind, *, by: User) -> User:
        with self._database.write() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            person = _require_known(cursor, name)
            if disabled:
                _somebody_else_is_admin(cursor, person)
                sessions.end_of_person(cursor, name, at=self._clock())
            accounts.set_disabled(cursor, name, disabled)
            self._record(cursor, by, what, name)
            return _require_known(cursor, name)

    def _record(
        self, cursor: Cursor, by: User, what: EventKind, name: str, **payload: object
    ) -> None:
        note(cursor, what, name, payload, by=by.name, at=self._clock())


def check_account(
    passwords: Passwords, name: str, display_name: str, role: Role, password: str | None
) -> tuple[User, str]:
    """The account as it may be stored, and the hash of its password.

    Raises:
        InputError: the name or the password cannot be taken; the message says what can.
    """
    if not NAME.fullmatch(name):
        raise InputError(
            f"{name!r} cannot be an account name; use up to 40 small letters, digits, "
            "dots, dashes and underscores"
        )
    shown = check_words(display_name, "the person's name", longest=80)
    if shown is None or not shown.isprintable():
        raise InputError("give the person's name as colleagues should see it, in one line")
    if password is None:
        return User(name, shown, role), NO_PASSWORD
    return User(name, shown, role), passwords.hash(password, of=(name, shown))


def add_account(cursor: Cursor, user: User, password_hash: str, *, by: User, at: datetime) -> None:
    """Store what ``check_account`` gave, with its event, in the caller's transaction.

    Raises:
        Conflict: the name is taken.
    """
    if accounts.find(cursor, user.name) is not None:
        raise Conflict(f"there is an account {user.name} already; choose another name")
    record(cursor, AccountOpened(user, password_hash, by.name, at))


def check_email(email: str) -> str:
    """The address as it is compared: without blanks around it, in small letters.

    Raises:
        InputError: this cannot be an address.
    """
    address = email.strip()
    if not EMAIL.fullmatch(address):
        raise InputError(f"{address[:80]!r} is not an e-mail address such as anna@paper.example")
    return address.lower()


def _require_known(cursor: Cursor, name: str) -> User:
    user = accounts.find(cursor, name)
    if user is None:
        raise NotFound(f"there is no account {name}")
    return user


def _somebody_else_is_admin(cursor: Cursor, leaving: User) -> None:
    """Refuse to lose the last open account that can look after the others."""
    if leaving.role is not Role.ADMIN or leaving.disabled:
        return
    others = [
        user
        for user in accounts.everybody(cursor)
        if user.role is Role.ADMIN and not user.disabled and user.name != leaving.name
    ]
    if not others:
        raise Conflict(
            f"{leaving.name} is the only administrator; make somebody else one first, or nobody "
            "could look after the accounts"
        )
