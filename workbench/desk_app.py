"""The application object: built from Settings, shared by the pages, the routes, the commands.

It holds one service a stage and joins stages where a job crosses them (an article becomes claims
becomes statements). Services are made on first use, so a command pays only for what it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.archive.archive import Archive
    from workbench.desk.accounts import Accounts
    from workbench.desk.desk import Desk
    from workbench.extraction.extractor import Extractor
    from workbench.publishing.exports import Exports
    from workbench.storage.database import Database
    from workbench.storage.screens import Screens

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, with its zone."""
    return datetime.now(UTC)


class DeskApp:
    """Everything the outside may call. Opening the database waits until it is needed."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock

    @cached_property
    def database(self) -> Database:
        from workbench.storage.database import Database

        return Database(self.settings.database)

    @cached_property
    def extractor(self) -> Extractor:
        from workbench.extraction.extractor import Extractor

        return Extractor.load(self.settings.actors)

    @cached_property
    def archive(self) -> Archive:
        from workbench.archive.archive import Archive

        return Archive(
            self.database,
            index_directory=self.settings.index_directory,
            embedding_model=self.settings.embedding_model,
            extractor=lambda: self.extractor,
            clock=self.clock,
        )

    @cached_property
    def desk(self) -> Desk:
        from workbench.desk.desk import Desk

        return Desk(self.database, clock=self.clock)

    @cached_property
    def accounts(self) -> Accounts:
        from workbench.desk.accounts import Accounts

        return Accounts(self.database, clock=self.clock)

    @cached_property
    def exports(self) -> Exports:
        from workbench.publishing.exports import Exports

        return Exports(self.database, clock=self.clock)

    @cached_property
    def screens(self) -> Screens:
        from workbench.storage.screens import Screens

        return Screens(self.database)

    def close(self) -> None:
        if "database" in self.__dict__:
            self.database.close()
