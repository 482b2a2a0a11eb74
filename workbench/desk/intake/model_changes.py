"""Changing the model that compares meanings, from a page: asked for, paused, gone on with.

Whoever runs the desk's server does the work, see ``archive.re_embedding``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from workbench.archive.embedding.embedding import located
from workbench.archive.index.re_embedding import ProgressNote
from workbench.desk.people.permissions import require_now
from workbench.errors import Conflict
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.people import Action, User

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


class Embeds(Protocol):
    """What is needed of the archive."""

    def re_embed(
        self, model: str | None, *, progress: Callable[[int], None] | None = None
    ) -> None: ...
    def re_embed_if_asked(self, stop: threading.Event) -> None: ...


class ModelChanges:
    """Asks for a change of the model and tells it to rest."""

    def __init__(
        self,
        database: Database,
        note: ProgressNote,
        *,
        archive: Callable[[], Embeds],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._archive = archive
        self._note = note
        self._clock = clock

    def ask(self, model: str | None, *, by: User) -> None:
        """Have the whole archive read by another model; the one in use serves meanwhile.

        Args:
            model: None for the installed one, else a folder or a name on this machine.

        Raises:
            NotAllowed: the role does not permit it.
            ModelUnavailable: the weights are not on this machine.
        """
        self._require(by)
        located(model)
        self._recorded("asked for", by, model)
        self._note.ask(model)

    def run(
        self, model: str | None, *, by: User, progress: Callable[[int], None] | None = None
    ) -> None:
        """The same here and now, where nobody else has the database open.

        Args:
            progress: Called with the number of statements done so far.

        Raises:
            NotAllowed: the role does not permit it.
            ModelUnavailable: the weights are not on this machine.
        """
        self._require(by)
        self._archive().re_embed(model, progress=progress)

    def run_if_asked(self, stop: threading.Event) -> None:
        """Do what was asked for, or go on with what a killed process left.

        Args:
            stop: Set by another thread to stop between batches.
        """
        if self._note.is_due:
            self._archive().re_embed_if_asked(stop)

    def rest(self, *, by: User) -> None:
        """Pause the change after the batch in hand.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: there is none under way.
        """
        self._require(by)
        if not self._note.is_due:
            raise Conflict("no change of the model is under way")
        self._recorded("paused", by)
        self._note.rest()

    def go_on(self, *, by: User) -> None:
        """Go on with a change that rests.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: none rests.
        """
        self._require(by)
        if not self._note.rests:
            raise Conflict("no change of the model is resting")
        self._recorded("gone on with", by)
        self._note.go_on()

    def _require(self, by: User) -> None:
        with self._database.read() as cursor:
            require_now(cursor, by, Action.CHANGE_MODEL)

    def _recorded(self, what: str, by: User, model: str | None = None) -> None:
        with self._database.write() as cursor:
            require_now(cursor, by, Action.CHANGE_MODEL)
            told = {"what": what, "model": model}
            note(cursor, EventKind.MODEL_CHANGE, "archive", told, by=by.name, at=self._clock())
