"""The guided first review: shown until the first verdict, ended and begun again by its reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.people.permissions import may, require_now
from workbench.model.people import Action, User
from workbench.storage.people import guides

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


class Guides:
    """Who is shown the first steps. It is remembered by person, on every machine."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def is_wanted(self, user: User) -> bool:
        """Whether to show the steps: to who may decide and has not, or has asked for them again."""
        if not may(user, Action.DECIDE):
            return False
        with self._database.read() as cursor:
            return guides.is_wanted(cursor, user.name)

    def end(self, *, by: User) -> None:
        """Show the steps no more.

        Raises:
            NotAllowed: the person's role may not decide.
        """
        self._say(wanted=False, by=by)

    def begin_again(self, *, by: User) -> None:
        """Show the steps once more.

        Raises:
            NotAllowed: the person's role may not decide.
        """
        self._say(wanted=True, by=by)

    def _say(self, *, wanted: bool, by: User) -> None:
        with self._database.write() as cursor:
            require_now(cursor, by, Action.DECIDE)
            guides.set_wanted(cursor, by.name, wanted=wanted, at=self._clock())
