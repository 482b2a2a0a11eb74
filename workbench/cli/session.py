"""What one run of the command holds: its settings, its application object, what it rejected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.app import App
from workbench.cli.output import progress_bar
from workbench.errors import InputError
from workbench.model.statement import ImportReport, Rejection
from workbench.settings import Settings

SHOWN_REJECTIONS = 20

MakeApp = Callable[[Settings], App]


def say(line: str) -> None:
    """One line for the person at the terminal; standard output is for data."""
    print(line, file=sys.stderr, flush=True)


@dataclass
class Session:
    """The state of one run.

    Attributes:
        make_desk: Builds the application object; tests pass their own.
        database: What ``--database`` before the command named.
        debug: Show the trace of an unexpected error.
        rejected: How many inputs could not be taken so far.
    """

    make_app: MakeApp
    database: Path | None = None
    debug: bool = False
    rejected: int = 0

    def settings(self, database: Path | None = None) -> Settings:
        """The settings; ``--database`` after the command wins over the one before it."""
        named = self.database if database is None else database
        settings = Settings.from_environment(database=named)
        return replace(settings, database=settings.database.expanduser())

    @contextmanager
    def app(self, database: Path | None = None) -> Iterator[App]:
        """The application object for one command, closed afterwards."""
        settings = self.settings(database)
        app = self.make_app(settings)
        try:
            yield app
        finally:
            app.close()

    @contextmanager
    def app_with_database(self, database: Path | None = None) -> Iterator[App]:
        """The same for a command on the database; says when the file is a new one."""
        settings = self.settings(database)
        if not settings.database.exists():
            say(f"new database: {settings.database}")
        with self.app(database) as app:
            yield app

    def reject(self, error: InputError | Rejection) -> None:
        """Name an input that could not be taken; the rest goes on and the exit code tells."""
        self.rejected += 1
        if self.rejected <= SHOWN_REJECTIONS:
            say(f"rejected: {in_words(error)}")
        elif self.rejected == SHOWN_REJECTIONS + 1:
            say("rejected: more; only the first are shown here")

    def count(self, report: ImportReport) -> str:
        """Name what an import rejected; returns the report's counts in words.

        A report counts every rejection and names only the first of very many.
        """
        for rejection in report.rejections:
            self.reject(rejection)
        rejected = max(report.rejected, len(report.rejections))
        self.rejected += rejected - len(report.rejections)
        return f"{report.accepted} added, {report.duplicates} there already, {rejected} rejected"


def in_words(error: InputError | Rejection) -> str:
    """File, row, column and reason in one line."""
    if isinstance(error, Rejection):
        error = InputError(error.reason, file=error.file, row=error.row, column=error.column)
    return str(error)


def flag_verdicts(app: App) -> None:
    """Hold what was imported against decided claims; it may be stopped and goes on another time."""
    with progress_bar("held against verdicts") as progress:
        app.due_work.finish(lambda done, _: progress(done))
