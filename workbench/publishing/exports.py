"""What leaves the desk: verdict CSV, evidence CSV, ClaimReview.

The same state of the desk gives the same bytes: times and the ledger's head are those of the last
change, not of the export. Whoever owes a second opinion on a claim gets nothing of its verdict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.people.permissions import require_now
from workbench.errors import InputError
from workbench.ledger.recording import record
from workbench.model.people import Action, User
from workbench.model.publishing import Choice, ExportPreview, ExportTaken, LeftOut
from workbench.publishing.claimreview import claimreview_bytes
from workbench.publishing.csv_files import csv_bytes
from workbench.publishing.records import Snapshot, snapshot
from workbench.publishing.tables import (
    EVIDENCE_COLUMNS,
    VERDICT_COLUMNS,
    evidence_rows,
    verdict_rows,
)
from workbench.storage.ledger import exports_taken

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class File:
    """A file as it leaves.

    Attributes:
        rows: Lines after the heading, or reviews.
        left_out: How many claims stay behind, by the reason.
    """

    data: bytes
    rows: int
    left_out: Mapping[LeftOut, int]


def _verdicts(found: Snapshot) -> tuple[bytes, int]:
    return csv_bytes(VERDICT_COLUMNS, verdict_rows(found)), len(found.records)


def _evidence(found: Snapshot) -> tuple[bytes, int]:
    rows = list(evidence_rows(found))
    return csv_bytes(EVIDENCE_COLUMNS, rows), len(rows)


def _claimreview(found: Snapshot) -> tuple[bytes, int]:
    return claimreview_bytes(found), sum(one.verdict is not None for one in found.records)


MAKERS: Final[Mapping[str, Callable[[Snapshot], tuple[bytes, int]]]] = {
    "csv": _verdicts,
    "evidence": _evidence,
    "claimreview": _claimreview,
}
"""What can be exported, and how each file is made, with how many rows it has."""


class Exports:
    """Exports of approved verdicts or, with ``include_open``, of every claim."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def verdicts_csv(self, include_open: bool = False) -> bytes:
        """One row a claim; read it back with ``csv_files.read_verdicts_csv``."""
        return self._make("csv", include_open)

    def evidence_csv(self, include_open: bool = False) -> bytes:
        """One row a claim and cited statement, or piece of evidence outside the archive."""
        return self._make("evidence", include_open)

    def claimreview(self, include_open: bool = False) -> bytes:
        """Verdicts as schema.org ClaimReview in JSON-LD."""
        return self._make("claimreview", include_open)

    def preview(
        self, choice: Choice | None = None, *, reader: User, rows: int | None = None
    ) -> ExportPreview:
        """What an export would hold, without the verdicts that its reader must not know.

        Args:
            rows: How many rows to give, none for all.
        """
        import pandas

        wanted = Choice() if choice is None else choice
        found = snapshot(self._database, wanted, reader=reader)
        every = list(verdict_rows(found))
        return ExportPreview(
            first=pandas.DataFrame(every[:rows], columns=list(VERDICT_COLUMNS), dtype=str),
            claims=len(every),
            citations=sum(1 for _ in evidence_rows(found)),
            left_out=found.left_out,
        )

    def take(
        self,
        what: str,
        *,
        choice: Choice | None = None,
        awaited: bool = False,
        by: User,
    ) -> bytes:
        """The bytes of ``take_file``, of approved verdicts where nothing else is chosen."""
        wanted = Choice() if choice is None else choice
        return self.take_file(what, wanted, awaited=awaited, by=by).data

    def take_file(self, what: str, choice: Choice, *, awaited: bool = False, by: User) -> File:
        """Make a file and note in the ledger that somebody takes it away.

        Args:
            what: csv, evidence or claimreview.
            awaited: Whether a program gets verdicts on which a second opinion is awaited; a
                person never gets those on which they owe one.

        Raises:
            NotAllowed: the role does not permit exports.
            InputError: there is no such export.
        """
        if what not in MAKERS:
            raise InputError(f"there is no export {what!r}; name one of {', '.join(MAKERS)}")
        with self._database.read() as cursor:
            require_now(cursor, by, Action.EXPORT)
        found = snapshot(self._database, choice, reader=by, awaited=awaited)
        data, rows = MAKERS[what](found)
        chosen = choice.told + ("; awaited ones too" if awaited else "")
        self._record(what, data, by=by, ledger_head=found.ledger_head, rows=rows, chosen=chosen)
        return File(data, rows, found.left_out)

    def history(self, limit: int = 25) -> list[ExportTaken]:
        """The last files that were taken away, newest first."""
        with self._database.read() as cursor:
            return exports_taken.latest(cursor, limit)

    def _record(
        self, what: str, data: bytes, *, by: User, ledger_head: str, rows: int, chosen: str
    ) -> None:
        """Note in the ledger that somebody took an export away, with the head that it carries."""
        with self._database.write() as cursor:
            require_now(cursor, by, Action.EXPORT)
            taken = ExportTaken(
                number=exports_taken.next_number(cursor),
                what=what,
                taken_by=by.name,
                taken_at=self._clock(),
                sha256=hashlib.sha256(data).hexdigest(),
                bytes=len(data),
                ledger_head=ledger_head,
                rows=rows,
                chosen=chosen,
            )
            record(cursor, taken)

    def _make(self, what: str, include_open: bool) -> bytes:
        data, _ = MAKERS[what](snapshot(self._database, Choice(include_open)))
        return data
