"""Holds, plans, withdrawals and reopenings of claims: rows are added only, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.model.desk import Hold, Plan, Priority
from workbench.model.verdict import Reopening, Withdrawal
from workbench.storage.engine.moments import loaded, stored

if TYPE_CHECKING:
    from workbench.storage.engine.database import Cursor

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
            _stored(hold.until),
            hold.set_by,
            stored(hold.set_at),
        ],
    )


def holds_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, Hold]:
    """The latest hold of each claim that ever had one, ended or not."""
    rows = cursor.execute(HOLD + "latest_holds " + OF_CLAIMS, [list(claim_ids)]).fetchall()
    return {row[0]: _hold(row) for row in rows}


def every_hold(cursor: Cursor) -> list[Hold]:
    """All holds."""
    return [_hold(row) for row in cursor.execute(HOLD + "holds").fetchall()]


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
            _stored(plan.due_at),
            plan.set_by,
            stored(plan.set_at),
        ],
    )


def plans_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, Plan]:
    """The latest plan of each claim that has one."""
    rows = cursor.execute(PLAN + "latest_plans " + OF_CLAIMS, [list(claim_ids)]).fetchall()
    return {row[0]: _plan(row) for row in rows}


def every_plan(cursor: Cursor) -> list[Plan]:
    """All plans."""
    return [_plan(row) for row in cursor.execute(PLAN + "plans").fetchall()]


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
            stored(withdrawal.withdrawn_at),
            withdrawal.reason,
        ],
    )


def withdrawals_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], Withdrawal]:
    """The withdrawals of some claims by claim and version."""
    rows = cursor.execute(WITHDRAWAL + OF_CLAIMS, [list(claim_ids)]).fetchall()
    return {(row[0], row[1]): _withdrawal(row) for row in rows}


def every_withdrawal(cursor: Cursor) -> list[Withdrawal]:
    """All withdrawals."""
    return [_withdrawal(row) for row in cursor.execute(WITHDRAWAL).fetchall()]


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
            stored(reopening.reopened_at),
            reopening.correction_note,
        ],
    )


def reopenings_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[Reopening]]:
    """The reopenings of some claims, first to last; claims without any are left out."""
    rows = cursor.execute(REOPENING + OF_CLAIMS + "ORDER BY version", [list(claim_ids)]).fetchall()
    found: dict[str, list[Reopening]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(_reopening(row))
    return found


def every_reopening(cursor: Cursor) -> list[Reopening]:
    """All reopenings."""
    return [_reopening(row) for row in cursor.execute(REOPENING).fetchall()]


def contributions(cursor: Cursor, claim_id: str, version: int) -> list[tuple[str, int, str]]:
    """Who had a hand in a version: person, the version it began with, and how.

    ``how`` is "wrote" (a version up to this one), "corrected" (a correction note) or "adopted" (a
    second opinion with the verdict of a later version).
    """
    return cursor.execute(
        """
        SELECT person, version, how FROM contributions WHERE claim_id = ? AND version <= ?
        ORDER BY version, how, person
        """,
        [claim_id, version],
    ).fetchall()


def contributions_of(
    cursor: Cursor, claim_ids: Sequence[str]
) -> dict[str, list[tuple[str, int, str]]]:
    """The same for some claims, all their versions together; claims without any are left out."""
    rows = cursor.execute(CONTRIBUTIONS + OF_CLAIMS + BY_CLAIM, [list(claim_ids)]).fetchall()
    found: dict[str, list[tuple[str, int, str]]] = {}
    for claim_id, *row in rows:
        found.setdefault(claim_id, []).append((row[0], row[1], row[2]))
    return found


def _hold(row: Sequence[Any]) -> Hold:
    return Hold(row[0], row[1], row[2], row[3], _loaded(row[4]), row[5], loaded(row[6]))


def _plan(row: Sequence[Any]) -> Plan:
    return Plan(row[0], row[1], row[2], Priority(row[3]), _loaded(row[4]), row[5], loaded(row[6]))


def _withdrawal(row: Sequence[Any]) -> Withdrawal:
    return Withdrawal(row[0], row[1], row[2], loaded(row[3]), row[4])


def _reopening(row: Sequence[Any]) -> Reopening:
    return Reopening(row[0], row[1], row[2], loaded(row[3]), row[4])


def _stored(moment: datetime | None) -> datetime | None:
    return None if moment is None else stored(moment)


def _loaded(value: datetime | None) -> datetime | None:
    return None if value is None else loaded(value)
