"""What is kept around one statement: how it came, who else carries it, which verdicts cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.model.on_desk import Arrival
from workbench.storage.engine.moments import from_stored
from workbench.storage.statements import reprints, statements

if TYPE_CHECKING:
    from workbench.model.statement import Statement
    from workbench.storage.engine.cursor import Cursor

CITING: Final = """
    SELECT verdict_priors.claim_id, max(verdict_priors.version) AS version
    FROM verdict_priors
    WHERE verdict_priors.statement_id = ? AND verdict_priors.citation IS NOT NULL
    GROUP BY verdict_priors.claim_id
    ORDER BY verdict_priors.claim_id
"""


def arrival(cursor: Cursor, statement_id: str) -> Arrival | None:
    """How a statement came, none if there is no such statement."""
    row = cursor.row(
        """
        SELECT statements.added_at, jobs.subject AS file, jobs.asked_by AS imported_by
        FROM statements LEFT JOIN jobs ON jobs.job_id = statements.import_id
        WHERE statement_id = ?
        """,
        [statement_id],
    )
    return None if row is None else Arrival(from_stored(row.added_at), row.file, row.imported_by)


def carried_by(cursor: Cursor, statement_id: str) -> list[Statement]:
    """Every statement with the same text, by arrival, this one among them; empty if alone."""
    first = reprints.groups_of(cursor, [statement_id]).get(statement_id)
    if first is None:
        return []
    copies = reprints.copies_of(cursor, [first]).get(first, [])
    rows = [copy.row_id for copy in copies]
    held = statements.by_row_ids(cursor, rows)
    return [held[row] for row in rows]


def cited_in(cursor: Cursor, statement_id: str) -> list[tuple[str, int]]:
    """The claims with a verdict that cites a statement, each with the last version that does."""
    rows = cursor.rows(CITING, [statement_id])
    return [(row.claim_id, row.version) for row in rows]
