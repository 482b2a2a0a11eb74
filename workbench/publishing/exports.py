"""What leaves the desk: verdict CSV, evidence CSV, ClaimReview.

The same state of the desk gives the same bytes: times and the ledger's head are those of the last
change, not of the export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.contents import of_export
from workbench.desk.permissions import Action, require_now
from workbench.errors import InputError
from workbench.model import User
from workbench.publishing.claimreview import claimreview_bytes
from workbench.publishing.csv_files import csv_bytes
from workbench.publishing.records import Snapshot, editorial_head, snapshot
from workbench.publishing.tables import (
    EVIDENCE_COLUMNS,
    VERDICT_COLUMNS,
    evidence_rows,
    verdict_rows,
)
from workbench.storage import events, exports_taken
from workbench.storage.events import EventKind
from workbench.storage.exports_taken import ExportTaken

if TYPE_CHECKING:
    import pandas

    from workbench.storage.database import Database


MAKERS: Final[Mapping[str, Callable[[Snapshot], bytes]]] = {
    "csv": lambda found: csv_bytes(VERDICT_COLUMNS, verdict_rows(found)),
    "evidence": lambda found: csv_bytes(EVIDENCE_COLUMNS, evidence_rows(found)),
    "claimreview": claimreview_bytes,
}
"""What can be exported, and how each file is made."""


class Exports:
    """Exports of approved verdicts or, with ``include_open``, of every claim."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def verdicts_csv(self, include_open: bool = False) -> bytes:
        """One row a claim; read it back with ``csv_files.read_verdicts_csv``."""
        return MAKERS["csv"](snapshot(self._database, include_open=include_open))

    def evidence_csv(self, include_open: bool = False) -> bytes:
        """One row a claim and cited statement, or piece of evidence outside the archive."""
        return MAKERS["evidence"](snapshot(self._database, include_open=include_open))

    def claimreview(self, include_open: bool = False) -> bytes:
        """Verdicts as schema.org ClaimReview in JSON-LD."""
        return MAKERS["claimreview"](snapshot(self._database, include_open=include_open))

    def preview(self, include_open: bool = False) -> pandas.DataFrame:
        """The verdict CSV as a table of text, formulas left as they are."""
        import pandas

        rows = verdict_rows(snapshot(self._database, include_open=include_open))
        return pandas.DataFrame(list(rows), columns=list(VERDICT_COLUMNS), dtype=str)

    def take(self, what: str, *, include_open: bool = False, by: User) -> bytes:
        """Make a file and note in the ledger that somebody takes it away.

        Args:
            what: csv, evidence or claimreview.

        Raises:
            NotAllowed: the role does not permit exports.
            InputError: there is no such export.
        """
        if what not in MAKERS:
            raise InputError(f"there is no export {what!r}; name one of {', '.join(MAKERS)}")
        with self._database.read() as cursor:
            require_now(cursor, by, Action.EXPORT)
        found = snapshot(self._database, include_open=include_open)
        data = MAKERS[what](found)
        self.record(what, data, by=by, ledger_head=found.ledger_head)
        return data

    def record(self, what: str, data: bytes, *, by: User, ledger_head: str | None = None) -> None:
        """Note in the ledger that somebody took an export away.

        Args:
            what: csv, evidence or claimreview.
            data: The bytes they took; their SHA-256 is kept.
            ledger_head: The head that the file carries, none for that of the desk as it is now.

        Raises:
            NotAllowed: the role does not permit exports.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.EXPORT)
            taken = ExportTaken(
                number=exports_taken.next_number(cursor),
                what=what,
                taken_by=by.name,
                taken_at=self._clock(),
                sha256=hashlib.sha256(data).hexdigest(),
                bytes=len(data),
                ledger_head=editorial_head(cursor) if ledger_head is None else ledger_head,
            )
            exports_taken.add(cursor, taken)
            events.append(
                cursor,
                at=taken.taken_at,
                who=by.name,
                what=EventKind.EXPORT_MADE,
                subject=what,
                payload=of_export(taken),
            )
