"""Statements into the archive from a file, by somebody who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.archive.importing.rows import rows_in
from workbench.desk.intake.due_work import DueWork
from workbench.desk.intake.statement_imports import StatementImports
from workbench.errors import Conflict
from workbench.model.intake import Flags
from workbench.model.people import User
from workbench.model.statement import ImportReport


class Statements:
    """The one door for files of statements that are imported while somebody waits."""

    def __init__(self, imports: StatementImports, due: DueWork) -> None:
        self._imports = imports
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
            Conflict: it was paused or cancelled meanwhile.
        """
        report = self._imports.run(path, by=by, progress=progress)
        if report is None:
            raise Conflict("the import was stopped; run again, it goes on where it was")
        if flags is Flags.NOW:
            self._due.finish()
        return report
