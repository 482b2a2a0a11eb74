"""Signing in and out.

A session is a random token that only its holder's browser knows; the database keeps its SHA-256,
so a copied database opens no session. It ends when it is idle too long, when its day is over, or
when somebody ends it. Every try to sign in is in the ledger, the failed ones too.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from workbench.desk.people.accounts import EMAIL, NAME
from workbench.desk.people.passwords import Passwords
from workbench.desk.people.permissions import require_now
from workbench.desk.people.throttle import Throttle
from workbench.errors import InputError, NotFound, NotSignedIn, StorageError
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.people import MACHINE, Action, User
from workbench.storage.people import accounts, sessions
from workbench.storage.people.sessions import OpenSession, hash_of

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

LONGEST: Final = timedelta(hours=12)
"""However busy it is: nobody stays signed in from one day to the next."""
LONGEST_IDLE: Final = timedelta(hours=2)
NOTED_EVERY: Final = timedelta(minutes=5)
"""How exactly the last use of a session is kept; each note is a write."""
WRONG: Final = "the name or the password is not right"
STRANGER: Final = "desk:stranger"
"""Whom the ledger names where no account was meant: what was typed may be a password."""
LONGEST_BROWSER: Final = 200

log = logging.getLogger("workbench.sessions")


class Sessions:
    """Who is signed in. Every method is safe to call from many threads."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        passwords: Passwords | None = None,
        throttle: Throttle | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = Passwords() if passwords is None else passwords
        self._throttle = Throttle(clock) if throttle is None else throttle

    def sign_in(self, name: str, password: str, *, address: str = "", browser: str = "") -> str:
        """Start a session with a password.

        Args:
            address: Where the person is, as the network tells it.
            browser: What their browser calls itself.

        Returns:
            The session's token; it cannot be had again.

        Raises:
            NotSignedIn: the same words for an unknown name, a wrong password and a shut account.
            TooManyTries: the account or the address has to wait, whether or not it exists.
        """
        if not NAME.fullmatch(name):
            name = STRANGER
        self._throttle.begin(name, address)
        with self._database.read() as cursor:
            kept = accounts.password_hash(cursor, name)
        # a stranger's name costs the same hashing, so that its absence cannot be timed
        right = self._passwords.matches(kept, password)
        with self._database.write() as cursor:
            if right and accounts.password_hash(cursor, name) == kept:
                token = self._start(cursor, name, "password", address=address, browser=browser)
            else:
                token = None
                self._note_refusal(cursor, name, "password", address)
        if token is None:
            raise NotSignedIn(WRONG)
        self._throttle.note_success(name, address)
        return token

    def sign_in_as_owner_of(self, email: str, *, address: str = "", browser: str = "") -> str:
        """Start a session for the person whose address single sign-on has just proved.

        Raises:
            NotSignedIn: no open account has that address.
        """
        known = email.lower() if EMAIL.fullmatch(email) else ""
        with self._database.write() as cursor:
            user = accounts.find_by_email(cursor, known)
            if user is not None and not user.disabled:
                return self._start(cursor, user.name, "sso", address=address, browser=browser)
            self._note_refusal(cursor, STRANGER if user is None else user.name, "sso", address)
        raise NotSignedIn(
            f"{email} has no account on this desk; ask an administrator to open one for it"
        )

    def user_of_session(self, token: str) -> User | None:
        """Whose session it is now; none when it is over, was ended, or the account is shut."""
        hashed = hash_of(token)
        with self._database.read() as cursor:
            session = sessions.find(cursor, hashed)
            user = None if session is None else accounts.find(cursor, session.name)
        if session is None or user is None or user.disabled:
            return None
        now = self._clock()
        if not is_live(session, now):
            # ended for good: a clock that is set back later must not open it again
            with self._database.write() as cursor:
                sessions.end(cursor, hashed, at=now)
            return None
        if now - session.last_seen_at >= NOTED_EVERY:
            self._note(hashed, now)
        return user

    def sign_out(self, token: str) -> None:
        """End a session; an unknown token is nothing to end."""
        with self._database.write() as cursor:
            session = sessions.find(cursor, hash_of(token))
            if session is not None:
                now = self._clock()
                sessions.end(cursor, session.session_hash, at=now)
                self._record(cursor, session.name, EventKind.SESSION_SIGNED_OUT, session.name)

    def open_sessions(self, name: str, *, by: User) -> list[OpenSession]:
        """The live sessions of a person, newest first.

        Raises:
            NotAllowed: ``by`` is neither that person nor may manage accounts.
        """
        with self._database.read() as cursor:
            _own_or_managed(cursor, name, by)
            now = self._clock()
            return [one for one in sessions.of_person(cursor, name) if is_live(one, now)]

    def end(self, session_hash: str, *, by: User) -> None:
        """End one session from outside, such as that of a lost laptop.

        Raises:
            NotFound: there is no such session, or it has ended.
            NotAllowed: it is neither the person's own nor may they manage accounts.
        """
        with self._database.write() as cursor:
            session = sessions.find(cursor, session_hash)
            if session is None:
                raise NotFound("there is no such session any more; look at the list again")
            _own_or_managed(cursor, session.name, by)
            sessions.end(cursor, session_hash, at=self._clock())
            self._record(cursor, by.name, EventKind.SESSION_ENDED, session.name)

    def change_password(self, token: str, old: str, new: str, *, address: str = "") -> None:
        """Give oneself another password; one's other sessions end.

        Raises:
            NotSignedIn: the session is over.
            TooManyTries: the old password was wrong too often.
            InputError: the old password is wrong, or the new one cannot be taken.
        """
        user = self.user_of_session(token)
        if user is None:
            raise NotSignedIn("your session has ended; sign in again")
        self._throttle.begin(user.name, address)
        with self._database.read() as cursor:
            kept = accounts.password_hash(cursor, user.name)
        if not self._passwords.matches(kept, old):
            raise InputError("the present password is not right; nothing was changed")
        self._throttle.note_success(user.name, address)
        if old == new:
            raise InputError("the new password is the present one; take another")
        hashed = self._passwords.hash(new, of=(user.name, user.display_name))
        with self._database.write() as cursor:
            if accounts.password_hash(cursor, user.name) != kept:
                raise InputError("the password has been changed meanwhile; sign in again")
            accounts.set_password_hash(cursor, user.name, hashed)
            sessions.end_of_person(cursor, user.name, at=self._clock(), but=hash_of(token))
            self._record(cursor, user.name, EventKind.ACCOUNT_PASSWORD_SET, user.name)

    def _start(self, cursor: Cursor, name: str, how: str, *, address: str, browser: str) -> str:
        token = secrets.token_urlsafe(32)
        now = self._clock()
        sessions.remove_ended(cursor, at=now, idle_since=now - LONGEST_IDLE)
        sessions.add(
            cursor,
            OpenSession(
                session_hash=hash_of(token),
                name=name,
                opened_at=now,
                last_seen_at=now,
                expires_at=now + LONGEST,
                opened_from=one_line(address),
                browser=one_line(browser),
            ),
        )
        self._record(cursor, name, EventKind.SESSION_SIGNED_IN, name, how=how)
        return token

    def _note_refusal(self, cursor: Cursor, name: str, how: str, address: str) -> None:
        known = accounts.find(cursor, name) is not None
        self._record(
            cursor,
            MACHINE,
            EventKind.SESSION_REFUSED,
            name if known else STRANGER,
            how=how,
            address=one_line(address),
        )

    def _note(self, hashed: str, now: datetime) -> None:
        try:
            with self._database.write() as cursor:
                sessions.note_use(cursor, hashed, at=now)
        except StorageError:  # a full disk must not keep people from reading
            log.warning("the last use of a session could not be noted", exc_info=True)

    def _record(
        self, cursor: Cursor, who: str, what: EventKind, name: str, **payload: object
    ) -> None:
        note(cursor, what, name, payload, by=who, at=self._clock())


def is_live(session: OpenSession, now: datetime) -> bool:
    """Whether neither its day is over nor it was idle too long."""
    return now < session.expires_at and now - session.last_seen_at < LONGEST_IDLE


def one_line(words: str) -> str:
    """What a network or browser says of itself, without what would break a line or a log."""
    return "".join(one for one in words if one.isprintable())[:LONGEST_BROWSER]


def _own_or_managed(cursor: Cursor, name: str, by: User) -> None:
    require_now(cursor, by, Action.READ if by.name == name else Action.MANAGE_ACCOUNTS)
