"""What people made of an article's claims: rows are added only, never changed.

A claim stands as its latest change says, else as it was lifted; it is off the desk while its
latest dismissal says so. ``set_aside`` lists the statements that corrected claims left behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from workbench.model.claim import Claim, ClaimChange, ClaimChangeKind, Dismissal, DismissalReason
from workbench.model.statement import SetAside
from workbench.storage.claims import articles
from workbench.storage.engine.inserting import insert_rows
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

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
LATEST_OF_SUGGESTION: Final = """
    SELECT suggestion, max(number) AS number FROM dismissed_suggestions
    WHERE suggestion IN (SELECT unnest(CAST(? AS TEXT[]))) GROUP BY suggestion
"""


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
            _write_list(change.came_from),
            change.version,
            change.made_by,
            to_stored(change.made_at),
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
    rows = cursor.rows(CHANGE + OF_CLAIMS + "ORDER BY number", [list(claim_ids)])
    found: dict[str, list[ClaimChange]] = {}
    for change in _changes(cursor, rows):
        found.setdefault(change.claim.claim_id, []).append(change)
    return found


def every_change(cursor: Cursor) -> list[ClaimChange]:
    """All changes."""
    return _changes(cursor, cursor.rows(CHANGE))


def claim_at(cursor: Cursor, claim_id: str, number: int) -> Claim | None:
    """A claim as its change of that number made it; as it was lifted for 0."""
    if number == 0:
        return articles.find_lifted(cursor, claim_id)
    changes = changes_of(cursor, [claim_id]).get(claim_id, [])
    return next((one.claim for one in changes if one.number == number), None)


def times_changed(cursor: Cursor, article_id: str) -> int:
    """How often claims of an article were made or changed by people."""
    return int(cursor.cell("SELECT count(*) FROM claim_changes WHERE article_id = ?", [article_id]))


def next_dismissal(cursor: Cursor) -> int:
    """The number of the next dismissal."""
    return int(cursor.cell("SELECT coalesce(max(number), 0) + 1 FROM dismissals"))


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
            _write_list(dismissal.replaced_by),
            dismissal.set_by,
            to_stored(dismissal.set_at),
        ],
    )
    insert_rows(
        cursor,
        "INSERT INTO dismissed_suggestions (suggestion, number) VALUES",
        [[suggestion, dismissal.number] for suggestion in dismissal.suggestions],
    )


def dismissals_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[Dismissal]]:
    """The dismissals of some claims, first to last; claims without any are left out."""
    if not claim_ids:
        return {}
    rows = cursor.rows(DISMISSAL + OF_CLAIMS + "ORDER BY number", [list(claim_ids)])
    found: dict[str, list[Dismissal]] = {}
    for dismissal in _dismissals(cursor, rows):
        found.setdefault(dismissal.claim_id, []).append(dismissal)
    return found


def every_dismissal(cursor: Cursor) -> list[Dismissal]:
    """All dismissals."""
    return _dismissals(cursor, cursor.rows(DISMISSAL))


def last_said_of(cursor: Cursor, suggestions: Iterable[str]) -> dict[str, Dismissal]:
    """What people said last of each suggestion: dismissed, or put back; unknown ones left out."""
    rows = cursor.rows(LATEST_OF_SUGGESTION, [list(suggestions)])
    if not rows:
        return {}
    said = cursor.rows(
        DISMISSAL + "WHERE number IN (SELECT unnest(CAST(? AS BIGINT[])))",
        [[row.number for row in rows]],
    )
    by_number = {one.number: one for one in _dismissals(cursor, said)}
    return {row.suggestion: by_number[row.number] for row in rows}


def set_aside(cursor: Cursor, gone: SetAside) -> None:
    """Have the archive show a statement no longer; its row stays."""
    cursor.execute(
        "INSERT INTO set_aside (row_id, statement_id, set_at) VALUES (?, ?, ?)",
        [gone.row_id, gone.statement_id, to_stored(gone.set_at)],
    )


def every_set_aside(cursor: Cursor) -> list[SetAside]:
    """All statements that are shown no longer."""
    rows = cursor.rows("SELECT row_id, statement_id, set_at FROM set_aside")
    return [SetAside(row.row_id, row.statement_id, from_stored(row.set_at)) for row in rows]


def rows_set_aside(cursor: Cursor) -> frozenset[int]:
    """The rows of the archive that are shown no longer."""
    return frozenset(cursor.column("SELECT row_id FROM set_aside"))


def _changes(cursor: Cursor, rows: Sequence[Row]) -> list[ClaimChange]:
    if not rows:
        return []
    hands = cursor.rows(HANDS + OF_CLAIMS + "ORDER BY person", [[row.claim_id for row in rows]])
    of_change: dict[tuple[str, int], list[str]] = {}
    for hand in hands:
        of_change.setdefault((hand.claim_id, hand.number), []).append(hand.person)
    found = []
    for row in rows:
        claim = articles.claim_from_row(row)
        found.append(
            ClaimChange(
                claim=claim,
                number=row.number,
                kind=ClaimChangeKind(row.kind),
                came_from=tuple(json.loads(row.came_from)),
                version=row.version,
                hands=tuple(of_change.get((claim.claim_id, row.number), ())),
                made_by=row.made_by,
                made_at=from_stored(row.made_at),
            )
        )
    return found


def _dismissals(cursor: Cursor, rows: Sequence[Row]) -> list[Dismissal]:
    if not rows:
        return []
    suggested = cursor.rows(
        """
        SELECT number, suggestion FROM dismissed_suggestions
        WHERE number IN (SELECT unnest(CAST(? AS BIGINT[]))) ORDER BY suggestion
        """,
        [[row.number for row in rows]],
    )
    of_number: dict[int, list[str]] = {}
    for one in suggested:
        of_number.setdefault(one.number, []).append(one.suggestion)
    return [
        Dismissal(
            claim_id=row.claim_id,
            number=row.number,
            dismissed=row.dismissed,
            reason=None if row.reason is None else DismissalReason(row.reason),
            note=row.note,
            same_as=row.same_as,
            replaced_by=tuple(json.loads(row.replaced_by)),
            suggestions=tuple(of_number.get(row.number, ())),
            set_by=row.set_by,
            set_at=from_stored(row.set_at),
        )
        for row in rows
    ]


def _write_list(claim_ids: Sequence[str]) -> str:
    return json.dumps(list(claim_ids), ensure_ascii=False)
