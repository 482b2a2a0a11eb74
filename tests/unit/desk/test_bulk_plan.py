"""Planning many claims in one go: each by the rules of one, in one transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from tests.fakes import LineExtractor
from tests.people import store_accounts
from workbench.desk.claims.claim_edits import ClaimEdits
from workbench.desk.claims.work import MOST, Work
from workbench.errors import InputError, NotAllowed
from workbench.ledger.verification import verify
from workbench.model.claim import DismissalReason
from workbench.model.desk import Plan, PlanChange, Priority
from workbench.storage.claims import moves
from workbench.storage.people import accounts

STORY = made.article("Iran denied it. Kirby said Iran helps. Kirby said more.")
HELPS = made.claim(STORY, "Iran helps")
MORE = made.claim(STORY, "more", number=2, speaker="Ned Price")
BOTH = [HELPS.claim_id, MORE.claim_id]
NOW = datetime(2022, 10, 20, 12, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=3)


class Room:
    def __init__(self, path: Path) -> None:
        self.database = made.database(path)
        made.store_article(self.database, STORY, [HELPS, MORE])
        store_accounts(self.database, [made.CORA, made.LEE])
        self.work = Work(self.database, clock=lambda: NOW)

    def plans(self) -> dict[str, Plan]:
        with self.database.read() as cursor:
            return moves.plans_of(cursor, BOTH)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "desk.duckdb")


def test_what_is_left_out_stays_on_each_claim(room: Room) -> None:
    room.work.plan([MORE.claim_id], by=made.SAM, priority=Priority.URGENT, due_at=DUE)
    done = room.work.plan_each([*BOTH, *BOTH], PlanChange(assignee="cora"), by=made.SUE)
    assert [plan.claim_id for plan in done.planned] == BOTH
    plans = room.plans()
    assert plans[HELPS.claim_id].priority is Priority.NORMAL
    assert plans[HELPS.claim_id].due_at is None
    more = plans[MORE.claim_id]
    assert (more.number, more.assignee, more.priority, more.due_at, more.set_by) == (
        *(2, "cora", Priority.URGENT, DUE),
        "sue",
    )
    room.work.plan_each(BOTH, PlanChange(for_nobody=True, no_due=True), by=made.SAM)
    assert {(plan.assignee, plan.due_at) for plan in room.plans().values()} == {(None, None)}
    assert room.plans()[MORE.claim_id].priority is Priority.URGENT
    verify(room.database)


def test_a_claim_that_cannot_be_planned_keeps_none_of_the_others_back(room: Room) -> None:
    edits = ClaimEdits(room.database, clock=lambda: NOW, reader=LineExtractor)
    edits.dismiss(MORE.claim_id, DismissalReason.OPINION, by=made.CHRIS)
    asked = [*BOTH, "gone-001"]
    done = room.work.plan_each(asked, PlanChange(priority=Priority.HIGH), by=made.SAM)
    assert [plan.claim_id for plan in done.planned] == [HELPS.claim_id]
    told = {each.claim_id: each.why for each in done.refused}
    assert told.keys() == {MORE.claim_id, "gone-001"}
    assert "dismissed" in told[MORE.claim_id]
    assert "no claim" in told["gone-001"]
    again = room.work.plan_each(asked, PlanChange(priority=Priority.HIGH), by=made.SAM)
    assert again.planned == ()
    assert again.as_before == (HELPS.claim_id,)
    assert room.plans()[HELPS.claim_id].number == 1


@each(
    "claims, change, why",
    [
        ([], PlanChange(no_due=True), "at least one"),
        (BOTH, PlanChange(), "choose a person"),
        (BOTH, PlanChange(assignee="cora", for_nobody=True), "not both"),
        (BOTH, PlanChange(due_at=DUE, no_due=True), "not both"),
        (BOTH, PlanChange(due_at=datetime(2022, 10, 20)), "zone"),
        (BOTH, PlanChange(assignee="lee"), "nobody who can give verdicts"),
        (BOTH, PlanChange(assignee="nobody"), "nobody who can give verdicts"),
        ([f"c{n}" for n in range(MOST + 1)], PlanChange(no_due=True), "at most"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    room: Room, claims: list[str], change: PlanChange, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        room.work.plan_each(claims, change, by=made.SAM)
    assert room.plans() == {}


def test_a_checker_and_a_disabled_assignee_are_refused_at_the_moment_of_the_plan(
    room: Room,
) -> None:
    with pytest.raises(NotAllowed, match="ask supervisor"):
        room.work.plan_each(BOTH, PlanChange(assignee="cora"), by=made.CORA)
    with room.database.write() as cursor:
        accounts.set_disabled(cursor, "cora", disabled=True)
    with pytest.raises(InputError, match="cora"):
        room.work.plan_each(BOTH, PlanChange(assignee="cora"), by=made.SAM)
    assert room.plans() == {}


def test_two_supervisors_at_once_lose_neither_change(room: Room) -> None:
    changes = [(PlanChange(assignee="cora"), made.SAM), (PlanChange(due_at=DUE), made.SUE)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda one: room.work.plan_each(BOTH, one[0], by=one[1]), changes))
    assert [len(each.planned) for each in done] == [2, 2]
    for plan in room.plans().values():
        assert (plan.number, plan.assignee, plan.due_at) == (2, "cora", DUE)
    verify(room.database)
