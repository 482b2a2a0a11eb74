"""What people made of an article's claims: rows are added only, never changed.

A claim stands as its latest change says, else as it was lifted; it is off the desk while its
latest dismissal says so. ``set_aside`` lists the statements that corrected claims left behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.model.claim import Claim, ClaimChange, ClaimChangeKind, Dismissal, DismissalReason
from workbench.storage.claims import articles
from workbench.storage.engine.inserting import insert_rows
from workbench.storage.engine.moments import loaded, stored

if TYPE_CHECKING:
    from workbench.storage.engine.database import Cursor

CHANGE: Final = (
    "SELECT"
    + articles.CLAIM_COLUMNS
    + """, claims.number, claims.kind, claims.came_from, claims.version, claims.made_by,
    claims.made_at
    FROM claim_changes AS claims """
)
OF_CLAIMS: Final = "WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[]))) "
DISMISSAL: Final = """
    SELECT claim_id, number, dismissed, reason, note, same_as, replaced_by, set_by, set_at
    FROM dismissals
"""
HANDS: Final = "SELECT claim_id, number, person FROM claim_hands "
CLAIM_CELLS: Final = 15
LATEST_OF_SUGGESTION: Final = """
    SELECT suggestion, max(number) FROM dismissed_suggestions
    WHERE suggestion IN (SELECT unnest(CAST(? AS TEXT[]))) GROUP BY suggestion
"""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A statement that the archive no longer shows, since the claim it came from was corrected."""

    row_id: int
    statement_id: str
    set_at: datetime


def add_change(cursor: Cursor, change: ClaimChange) -> None:
    """Store a change after the ones before it."""
    claim_id, *cells = articles.claim_cells(change.claim)
    cursor.execute(
        """
        INSERT INTO claim_changes (claim_id, number, kind, came_from, version, made_by, made_at,
            article_id, text, start_char, end_char, speaker, actor, source_text, cue_text,
            polarity, quotation, check_worthiness, said_on, proposition, details)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            claim_id,
            change.number,
            change.kind.value,
            _written(change.came_from),
            change.version,
            change.made_by,
            stored(change.made_at),
            *cells,
        ],
    )
    insert_rows(
        cursor,
        "INSERT INTO claim_hands (claim_id, number, person) VALUES",
        [[claim_id, change.number, person] for person in change.hands],
    )


def changes_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[ClaimChange]]:
    """The changes of some claims, first to last; claims without any are left out."""
    rows = cursor.execute(CHANGE + OF_CLAIMS + "ORDER BY number", [list(claim_ids)]).fetchall()
    found: dict[str, list[ClaimChange]] = {}
    for change in _changes(cursor, rows):
        found.setdefault(change.claim.claim_id, []).append(change)
    return found


def every_change(cursor: Cursor) -> list[ClaimChange]:
    """All changes."""
    return _changes(cursor, cursor.execute(CHANGE).fetchall())


def claim_at(cursor: Cursor, claim_id: str, number: int) -> Claim | None:
    """A claim as its change of that number made it; as it was lifted for 0."""
    if number == 0:
        return articles.find_lifted(cursor, claim_id)
    changes = changes_of(cursor, [claim_id]).get(claim_id, [])
    return next((one.claim for one in changes if one.number == number), None)


def times_changed(cursor: Cursor, article_id: str) -> int:
    """How often claims of an article were made or changed by people."""
    rows = cursor.execute(
        "SELECT count(*) FROM claim_changes WHERE article_id = ?", [article_id]
    ).fetchall()
    return int(rows[0][0])


def next_dismissal(cursor: Cursor) -> int:
    """The number of the next dismissal."""
    rows = cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM dismissals").fetchall()
    return int(rows[0][0])


def add_dismissal(cursor: Cursor, dismissal: Dismissal) -> None:
    """Store a dismissal, or that a claim was put back, after the ones before it."""
    cursor.execute(
        """
        INSERT INTO dismissals (number, claim_id, dismissed, reason, note, same_as, replaced_by,
            set_by, set_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            dismissal.number,
            dismissal.claim_id,
            dismissal.dismissed,
            None if dismissal.reason is None else dismissal.reason.value,
            dismissal.note,
            dismissal.same_as,
            _written(dismissal.replaced_by),
            dismissal.set_by,
            stored(dismissal.set_at),
        ],
    )
    insert_rows(
        cursor,
        "INSERT INTO dismissed_suggestions (suggestion, number) VALUES",
        [[suggestion, dismissal.number] for suggestion in dismissal.suggestions],
    )


def dismissals_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[Dismissal]]:
    """The dismissals of some claims, first to last; claims without any are left out."""
    rows = cursor.execute(DISMISSAL + OF_CLAIMS + "ORDER BY number", [list(claim_ids)]).fetchall()
    found: dict[str, list[Dismissal]] = {}
    for dismissal in _dismissals(cursor, rows):
        found.setdefault(dismissal.claim_id, []).append(dismissal)
    return found


def every_dismissal(cursor: Cursor) -> list[Dismissal]:
    """All dismissals."""
    return _dismissals(cursor, cursor.execute(DISMISSAL).fetchall())


def last_said_of(cursor: Cursor, suggestions: Iterable[str]) -> dict[str, Dismissal]:
    """What people said last of each suggestion: dismissed, or put back; unknown ones left out."""
    rows = cursor.execute(LATEST_OF_SUGGESTION, [list(suggestions)]).fetchall()
    if not rows:
        return {}
    said = cursor.execute(
        DISMISSAL + "WHERE number IN (SELECT unnest(CAST(? AS BIGINT[])))",
        [[number for _, number in rows]],
    ).fetchall()
    by_number = {one.number: one for one in _dismissals(cursor, said)}
    return {suggestion: by_number[number] for suggestion, number in rows}


def set_aside(cursor: Cursor, gone: SetAside) -> None:
    """Have the archive show a statement no longer; its row stays."""
    cursor.execute(
        "INSERT INTO set_aside (row_id, statement_id, set_at) VALUES (?, ?, ?)",
        [gone.row_id, gone.statement_id, stored(gone.set_at)],
    )


def every_set_aside(cursor: Cursor) -> list[SetAside]:
    """All statements that are shown no longer."""
    rows = cursor.execute("SELECT row_id, statement_id, set_at FROM set_aside").fetchall()
    return [SetAside(row[0], row[1], loaded(row[2])) for row in rows]


def rows_set_aside(cursor: Cursor) -> frozenset[int]:
    """The rows of the archive that are shown no longer."""
    return frozenset(row[0] for row in cursor.execute("SELECT row_id FROM set_aside").fetchall())


def _changes(cursor: Cursor, rows: Sequence[Sequence[Any]]) -> list[ClaimChange]:
    hands = cursor.execute(
        HANDS + OF_CLAIMS + "ORDER BY person", [[row[0] for row in rows]]
    ).fetchall()
    of_change: dict[tuple[str, int], list[str]] = {}
    for claim_id, number, person in hands:
        of_change.setdefault((claim_id, number), []).append(person)
    found = []
    for row in rows:
        claim = articles.claim_from_row(row[:CLAIM_CELLS])
        number, kind, came_from, version, made_by, made_at = row[CLAIM_CELLS:]
        found.append(
            ClaimChange(
                claim=claim,
                number=number,
                kind=ClaimChangeKind(kind),
                came_from=tuple(json.loads(came_from)),
                version=version,
                hands=tuple(of_change.get((claim.claim_id, number), ())),
                made_by=made_by,
                made_at=loaded(made_at),
            )
        )
    return found


def _dismissals(cursor: Cursor, rows: Sequence[Sequence[Any]]) -> list[Dismissal]:
    suggested = cursor.execute(
        """
        SELECT number, suggestion FROM dismissed_suggestions
        WHERE number IN (SELECT unnest(CAST(? AS BIGINT[]))) ORDER BY suggestion
        """,
        [[row[1] for row in rows]],
    ).fetchall()
    of_number: dict[int, list[str]] = {}
    for number, suggestion in suggested:
        of_number.setdefault(number, []).append(suggestion)
    return [
        Dismissal(
            claim_id=row[0],
            number=row[1],
            dismissed=row[2],
            reason=None if row[3] is None else DismissalReason(row[3]),
            note=row[4],
            same_as=row[5],
            replaced_by=tuple(json.loads(row[6])),
            suggestions=tuple(of_number.get(row[1], ())),
            set_by=row[7],
            set_at=loaded(row[8]),
        )
        for row in rows
    ]


def _written(claim_ids: Sequence[str]) -> str:
    return json.dumps(list(claim_ids), ensure_ascii=False)
