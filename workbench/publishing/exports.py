"""What leaves the desk: verdict CSV, evidence CSV, ClaimReview.

The same state of the desk gives the same bytes: times and the ledger's head are those of the last
change, not of the export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.permissions import Action, require_now
from workbench.model import User
from workbench.publishing.claimreview import claimreview_bytes
from workbench.publishing.csv_files import csv_bytes
from workbench.publishing.records import snapshot
from workbench.publishing.tables import (
    EVIDENCE_COLUMNS,
    VERDICT_COLUMNS,
    evidence_rows,
    verdict_rows,
)
from workbench.storage import events
from workbench.storage.events import EventKind

if TYPE_CHECKING:
    import pandas

    from workbench.storage.database import Database


class Exports:
    """Exports of approved verdicts or, with ``include_open``, of every claim."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def verdicts_csv(self, include_open: bool = False) -> bytes:
        """One row a claim; read it back with ``csv_files.read_verdicts_csv``."""
        found = snapshot(self._database, include_open=include_open)
        return csv_bytes(VERDICT_COLUMNS, verdict_rows(found))

    def evidence_csv(self, include_open: bool = False) -> bytes:
        """One row a claim and cited statement, or piece of evidence outside the archive."""
        found = snapshot(self._database, include_open=include_open)
        return csv_bytes(EVIDENCE_COLUMNS, evidence_rows(found))

    def claimreview(self, include_open: bool = False) -> bytes:
        """Verdicts as schema.org ClaimReview in JSON-LD."""
        return claimreview_bytes(snapshot(self._database, include_open=include_open))

    def preview(self, include_open: bool = False) -> pandas.DataFrame:
        """The verdict CSV as a table of text, formulas left as they are."""
        import pandas

        rows = verdict_rows(snapshot(self._database, include_open=include_open))
        return pandas.DataFrame(list(rows), columns=list(VERDICT_COLUMNS), dtype=str)

    def record(self, what: str, data: bytes, *, by: User) -> None:
        """Note in the ledger that somebody took an export away.

        Args:
            what: csv, evidence or claimreview.
            data: The bytes they took; their SHA-256 is kept.

        Raises:
            NotAllowed: the role does not permit exports.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.EXPORT)
            events.append(
                cursor,
                at=self._clock(),
                who=by.name,
                what=EventKind.EXPORT_MADE,
                subject=what,
                payload={"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)},
            )
