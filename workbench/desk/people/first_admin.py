"""The first administrator of a desk without accounts, by a token that only its operator sees.

Otherwise whoever finds a fresh desk first on the network would own it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from workbench.desk.people.accounts import add_account, check_account
from workbench.desk.people.passwords import Passwords
from workbench.desk.people.permissions import require_now
from workbench.desk.people.throttle import Throttle
from workbench.errors import Conflict, NotSignedIn
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.people import Action, Role, User
from workbench.storage.people import accounts, sessions
from workbench.storage.people.sessions import hash_of

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

GOOD_FOR: Final = timedelta(hours=1)
SUBJECT: Final = "first administrator"
THROTTLED_AS: Final = "first admin"
"""No account can have a blank in its name."""


class FirstAdmin:
    """Opens an empty desk once."""

    def __init__(
        self,
        database: Database,
        *,
        passwords: Passwords,
        clock: Callable[[], datetime],
        throttle: Throttle | None = None,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._clock = clock
        self._throttle = Throttle(clock) if throttle is None else throttle

    def token(self, *, by: User) -> str | None:
        """A token to become the first administrator with; none if anybody has an account.

        It is good for an hour and in place of any earlier one. It cannot be had again.

        Raises:
            NotAllowed: ``by`` may not manage accounts.
        """
        token = secrets.token_urlsafe(24)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.MANAGE_ACCOUNTS)
            if accounts.everybody(cursor):
                sessions.remove_opening_token(cursor)
                return None
            now = self._clock()
            sessions.set_opening_token(cursor, hash_of(token), expires=now + GOOD_FOR)
            note(cursor, EventKind.DESK_TOKEN_MADE, SUBJECT, by=by.name, at=now)
        return token

    def is_awaited(self) -> bool:
        """Whether a token is out and nobody has an account yet."""
        with self._database.read() as cursor:
            waiting = sessions.opening_token(cursor, at=self._clock()) is not None
            return waiting and not accounts.everybody(cursor)

    def open_desk(
        self, token: str, name: str, display_name: str, password: str, *, address: str = ""
    ) -> User:
        """Make the first administrator; the token is used up.

        Raises:
            NotSignedIn: the token is not right, was used, or its hour is over.
            TooManyTries: too many wrong ones were tried.
            Conflict: somebody has an account already.
            InputError: the name or the password cannot be taken; the token stays good.
        """
        self._throttle.begin(THROTTLED_AS, address)
        user, password_hash = check_account(
            self._passwords, name, display_name, Role.ADMIN, password
        )
        with self._database.write() as cursor:
            now = self._clock()
            kept = sessions.opening_token(cursor, at=now)
            if kept is None or not hmac.compare_digest(kept, hash_of(token.strip())):
                raise NotSignedIn(
                    "the token is not right, or its hour is over; start the desk again for another"
                )
            if accounts.everybody(cursor):
                raise Conflict("somebody has an account already; sign in instead")
            sessions.remove_opening_token(cursor)
            note(cursor, EventKind.DESK_TOKEN_USED, SUBJECT, by=name, at=now)
            add_account(cursor, user, password_hash, by=user, at=now)
        self._throttle.note_success(THROTTLED_AS, address)
        return user
