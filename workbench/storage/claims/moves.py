"""Holds, plans, withdrawals and reopenings of claims: rows are added only, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.model.desk import Hold, Plan, Priority
from workbench.model.verdict import Reopening, Withdrawal
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

HOLD: Final = "SELECT claim_id, number, version, holder, until, set_by, set_at FROM "
PLAN: Final = "SELECT claim_id, number, assignee, priority, due_at, set_by, set_at FROM "
WITHDRAWAL: Final = "SELECT claim_id, version, withdrawn_by, withdrawn_at, reason FROM withdrawals "
REOPENING: Final = (
    "SELECT claim_id, version, reopened_by, reopened_at, correction_note FROM reopenings "
)
CONTRIBUTIONS: Final = "SELECT claim_id, person, version, how FROM contributions "
BY_CLAIM: Final = "ORDER BY claim_id, version, how, person"
OF_CLAIMS: Final = "WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[]))) "


def add_hold(cursor: Cursor, hold: Hold) -> None:
    """Store a hold after the ones before it."""
    cursor.execute(
        """
        INSERT INTO holds (claim_id, number, version, holder, until, set_by, set_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            hold.claim_id,
            hold.number,
            hold.version,
            hold.holder,
            _store_moment(hold.until),
            hold.set_by,
            to_stored(hold.set_at),
        ],
    )


def holds_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, Hold]:
    """The latest hold of each claim that ever had one, ended or not."""
    rows = cursor.rows(HOLD + "latest_holds " + OF_CLAIMS, [list(claim_ids)])
    return {row.claim_id: _hold(row) for row in rows}


def every_hold(cursor: Cursor) -> list[Hold]:
    """All holds."""
    return [_hold(row) for row in cursor.rows(HOLD + "holds")]


def add_plan(cursor: Cursor, plan: Plan) -> None:
    """Store a plan after the ones before it."""
    cursor.execute(
        """
        INSERT INTO plans (claim_id, number, assignee, priority, due_at, set_by, set_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            plan.claim_id,
            plan.number,
            plan.assignee,
            plan.priority.value,
            _store_moment(plan.due_at),
            plan.set_by,
            to_stored(plan.set_at),
        ],
    )


def plans_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, Plan]:
    """The latest plan of each claim that has one."""
    rows = cursor.rows(PLAN + "latest_plans " + OF_CLAIMS, [list(claim_ids)])
    return {row.claim_id: _plan(row) for row in rows}


def every_plan(cursor: Cursor) -> list[Plan]:
    """All plans."""
    return [_plan(row) for row in cursor.rows(PLAN + "plans")]


def add_withdrawal(cursor: Cursor, withdrawal: Withdrawal) -> None:
    """Store the one withdrawal of a version."""
    cursor.execute(
        """
        INSERT INTO withdrawals (claim_id, version, withdrawn_by, withdrawn_at, reason)
        VALUES (?, ?, ?, ?, ?)
        """,
        [
            withdrawal.claim_id,
            withdrawal.version,
            withdrawal.withdrawn_by,
            to_stored(withdrawal.withdrawn_at),
            withdrawal.reason,
        ],
    )


def withdrawals_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], Withdrawal]:
    """The withdrawals of some claims by claim and version."""
    rows = cursor.rows(WITHDRAWAL + OF_CLAIMS, [list(claim_ids)])
    return {(row.claim_id, row.version): _withdrawal(row) for row in rows}


def every_withdrawal(cursor: Cursor) -> list[Withdrawal]:
    """All withdrawals."""
    return [_withdrawal(row) for row in cursor.rows(WITHDRAWAL)]


def add_reopening(cursor: Cursor, reopening: Reopening) -> None:
    """Store the one reopening of a version."""
    cursor.execute(
        """
        INSERT INTO reopenings (claim_id, version, reopened_by, reopened_at, correction_note)
        VALUES (?, ?, ?, ?, ?)
        """,
        [
            reopening.claim_id,
            reopening.version,
            reopening.reopened_by,
            to_stored(reopening.reopened_at),
            reopening.correction_note,
        ],
    )


def reopenings_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[Reopening]]:
    """The reopenings of some claims, first to last; claims without any are left out."""
    rows = cursor.rows(REOPENING + OF_CLAIMS + "ORDER BY version", [list(claim_ids)])
    found: dict[str, list[Reopening]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(_load_reopening(row))
    return found


def every_reopening(cursor: Cursor) -> list[Reopening]:
    """All reopenings."""
    return [_load_reopening(row) for row in cursor.rows(REOPENING)]


def contributions(cursor: Cursor, claim_id: str, version: int) -> list[tuple[str, int, str]]:
    """Who had a hand in a version: person, the version it began with, and how.

    ``how`` is "wrote" (a version up to this one), "corrected" (a correction note) or "adopted" (a
    second opinion with the verdict of a later version).
    """
    return cursor.tuples(
        """
        SELECT person, version, how FROM contributions WHERE claim_id = ? AND version <= ?
        ORDER BY version, how, person
        """,
        [claim_id, version],
    )


def contributions_of(
    cursor: Cursor, claim_ids: Sequence[str]
) -> dict[str, list[tuple[str, int, str]]]:
    """The same for some claims, all their versions together; claims without any are left out."""
    rows = cursor.rows(CONTRIBUTIONS + OF_CLAIMS + BY_CLAIM, [list(claim_ids)])
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append((row.person, row.version, row.how))
    return found


def _hold(row: Row) -> Hold:
    return Hold(
        claim_id=row.claim_id,
        number=row.number,
        version=row.version,
        holder=row.holder,
        until=_load_moment(row.until),
        set_by=row.set_by,
        set_at=from_stored(row.set_at),
    )


def _plan(row: Row) -> Plan:
    return Plan(
        claim_id=row.claim_id,
        number=row.number,
        assignee=row.assignee,
        priority=Priority(row.priority),
        due_at=_load_moment(row.due_at),
        set_by=row.set_by,
        set_at=from_stored(row.set_at),
    )


def _withdrawal(row: Row) -> Withdrawal:
    return Withdrawal(
        claim_id=row.claim_id,
        version=row.version,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=from_stored(row.withdrawn_at),
        reason=row.reason,
    )


def _load_reopening(row: Row) -> Reopening:
    return Reopening(
        claim_id=row.claim_id,
        version=row.version,
        reopened_by=row.reopened_by,
        reopened_at=from_stored(row.reopened_at),
        correction_note=row.correction_note,
    )


def _store_moment(moment: datetime | None) -> datetime | None:
    return None if moment is None else to_stored(moment)


def _load_moment(value: datetime | None) -> datetime | None:
    return None if value is None else from_stored(value)
