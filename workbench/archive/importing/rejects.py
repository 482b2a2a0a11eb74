"""The rejected rows of an import with their reasons, as a CSV beside the imported file."""

from __future__ import annotations

import csv
import logging
from itertools import count, islice
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from workbench.model.statement import Rejection

log = logging.getLogger(__name__)

ENDING: Final = ".rejects.csv"
"""Of the file's name, after that of the imported one."""


class RejectsFile:
    """Made only when something is rejected; never in place of an earlier one."""

    def __init__(self, imported: Path, *, going_on: bool = False) -> None:
        """``going_on`` writes on in the file that the first part of the import made."""
        begun = imported.with_name(f"{imported.name}{ENDING}")
        self.path: Path | None = begun if going_on and begun.exists() else None
        """The file that has all the rejected rows; None if there is none."""
        self._imported = imported
        self._stream: TextIO | None = None
        self._failed = False

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, rejection: Rejection, content: str) -> None:
        """Write one line and push it out, so that a kill loses none.

        Where nothing can be written, the import goes on: its report still names the rows.

        Args:
            content: The row as it was read.
        """
        if self._failed:
            return
        try:
            if self._stream is None and self.path is not None:
                self._stream = self.path.open(
                    "a", encoding="utf-8", errors="backslashreplace", newline=""
                )
            elif self._stream is None:
                self._stream = self._create()
                csv.writer(self._stream).writerow(["file", "row", "column", "reason", "content"])
            csv.writer(self._stream).writerow(
                [rejection.file, rejection.row, rejection.column, rejection.reason, content]
            )
            self._stream.flush()
        except OSError as error:
            self._failed, self.path = True, None
            log.warning(
                "%s: the rejected rows cannot be written beside the file (%s); copy it to a "
                "folder that you may write to and import it again",
                self._imported,
                error.strerror,
            )

    def _create(self) -> TextIO:
        """A new file named after the imported one, numbered where the name is taken."""
        for number in count(1):
            ending = ENDING if number == 1 else f".rejects-{number}.csv"
            path = self._imported.with_name(f"{self._imported.name}{ending}")
            try:
                stream = path.open("x", encoding="utf-8", errors="backslashreplace", newline="")
            except FileExistsError:
                continue
            self.path = path
            return stream
        raise AssertionError("there is always another number")


def read_rejects(path: Path, most: int) -> tuple[Rejection, ...]:
    """The first rejections in such a file; none if there is no file."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Rejection(
                row["file"],
                int(row["row"]) if row["row"] else None,
                row["column"] or None,
                row["reason"],
            )
            for row in islice(csv.DictReader(stream), most)
        )
