"""The checks: each has a name, and a finding that says what to do where something is wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from workbench.errors import ModelUnavailable, WorkbenchError
from workbench.storage.ledger import events

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

OK: Final = "ok"
CLOCK_OFF: Final = timedelta(minutes=1)

MODELS_FAIL: Final = "The log says why: the files of a model are damaged, or memory is short."
INDEX_FAILS: Final = (
    "The log says why. Stop the desk and remove the folder of the index beside the database: the "
    "next start makes it anew."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Condition:
    """What one check of the desk's health found.

    Attributes:
        name: The thing, such as "database"; also its key for a machine that watches.
        state: ``OK``, or in a few words what it is; no path, no name, no count.
        remedy: What to do, in one sentence; empty where nothing is to be done.
    """

    name: str
    state: str = OK
    remedy: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether people can work, as far as this thing is concerned."""
        return self.state == OK


class Check(Protocol):
    """What a check is. A new one is written here and listed where the desk is put together."""

    def look(self) -> Condition:
        """How the thing is now: cheap, and without an error of its own."""
        ...


class DatabaseCheck:
    """Whether the database can be read."""

    name: ClassVar = "database"

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database

    def look(self) -> Condition:
        """Read the last event."""
        try:
            with self._database().read() as cursor:
                events.latest(cursor, 1)
        except WorkbenchError:
            log.exception("the database cannot be read")
            return Condition(
                self.name,
                "cannot be read",
                "The log says why. Stop the desk and start it again; if that is no help, keep the "
                "file and restore the last backup.",
            )
        return Condition(self.name)


class DiskCheck:
    """Whether there is room to change anything."""

    name: ClassVar = "disk"

    def __init__(self, database: Callable[[], Database]) -> None:
        self._database = database

    def look(self) -> Condition:
        """Ask what every change asks before it is made."""
        try:
            self._database().check_room()
        except (WorkbenchError, OSError):
            return Condition(
                self.name,
                "nearly full",
                "Make room on the disk of the database: until then nothing is changed.",
            )
        return Condition(self.name)


class ClockCheck:
    """Whether the machine's clock was set back behind what the ledger tells."""

    name: ClassVar = "clock"

    def __init__(self, behind: Callable[[], timedelta]) -> None:
        self._behind = behind

    def look(self) -> Condition:
        """Compare it with the latest moment that was given out."""
        if self._behind() < CLOCK_OFF:
            return Condition(self.name)
        return Condition(
            self.name,
            "behind the last event",
            "Set the machine's clock right: until it has caught up, times go on slowly.",
        )


class PreparedCheck:
    """Whether something that takes its time at the start has been made ready."""

    def __init__(self, name: str, prepare: Callable[[], object], *, if_it_fails: str) -> None:
        """Name it.

        Args:
            prepare: Makes it ready, or raises.
            if_it_fails: What to do then.
        """
        self.name = name
        self._prepare = prepare
        self._if_it_fails = if_it_fails
        self._condition = Condition(
            name, "loading", "Wait: it takes from seconds to some minutes after a start."
        )

    def prepare(self) -> None:
        """Make it ready; a desk where that fails still opens, and its pages say what is wrong."""
        try:
            self._prepare()
        except ModelUnavailable:
            log.exception("the desk could not get ready: %s", self.name)
            self._condition = Condition(
                self.name,
                "not installed",
                "The log names the package that is missing: install it, start the desk again.",
            )
        except Exception:
            log.exception("the desk could not get ready: %s", self.name)
            self._condition = Condition(self.name, "failed", self._if_it_fails)
        else:
            self._condition = Condition(self.name)

    def look(self) -> Condition:
        """How its preparation went."""
        return self._condition
