"""Statements into the archive from a file, by somebody who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from workbench.archive.importing.rows import rows_in
from workbench.desk.intake.article_store import ArticleStore
from workbench.desk.intake.due_work import DueWork
from workbench.model.intake import Flags
from workbench.model.people import Action, User
from workbench.model.statement import ImportReport


class TakesFiles(Protocol):
    """What is needed of the archive."""

    def import_statements(
        self, path: Path, *, by: str, progress: Callable[[int], None] | None = None
    ) -> ImportReport: ...


class Statements:
    """The one door for files of statements that are imported while somebody waits."""

    def __init__(
        self, store: ArticleStore, archive: Callable[[], TakesFiles], due: DueWork
    ) -> None:
        self._store = store
        self._archive = archive
        self._due = due

    def count_rows(self, path: Path) -> int | None:
        """About how many rows a file has, None where that cannot be told."""
        return rows_in(path)

    def import_file(
        self,
        path: Path,
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
        flags: Flags = Flags.NOW,
    ) -> ImportReport:
        """Import statements (csv, jsonl, parquet), then flag decided claims that they touch.

        Args:
            progress: Called with the number of rows done so far.
            flags: When to flag them; what is put off is done by the next pass, whoever runs it.

        Raises:
            NotAllowed: the person's role may not import.
            InputError: the file as a whole cannot be read.
        """
        self._store.require(by, Action.IMPORT_STATEMENTS)
        report = self._archive().import_statements(path, by=by.name, progress=progress)
        if flags is Flags.NOW:
            self._due.finish()
        return report
