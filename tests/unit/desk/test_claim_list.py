"""The list of claims over all stories: filtered, ordered and cut by the database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.fakes import NoPriors
from tests.people import store_accounts
from workbench.desk.claims.work import Work
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.model.desk import ClaimState, Priority
from workbench.model.queue import CLAIMS_A_PAGE, Due, Order, Wanted
from workbench.model.verdict import Verdict
from workbench.storage.reads.page_queries import PageQueries

STORY = made.article("Iran denied it. Kirby said Iran helps. Kirby said more.")
HELPS = made.claim(STORY, "Iran helps")
MORE = made.claim(STORY, "more", number=2, speaker="Ned Price")
NOW = datetime(2022, 10, 20, 12, 0, tzinfo=UTC)


class Room:
    def __init__(self, path: Path) -> None:
        self.database = made.database(path)
        made.store_article(self.database, STORY, [HELPS, MORE])
        store_accounts(self.database, [made.CORA])
        self.work = Work(self.database, clock=lambda: NOW)
        self.screens = PageQueries(self.database, clock=lambda: NOW)

    def ids(self, wanted: Wanted, order: Order = Order.DUE) -> list[str]:
        return [one.claim_id for one in self.screens.listed(made.CORA, wanted, order=order)[0]]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "desk.duckdb")


def test_each_filter_keeps_only_what_it_names(room: Room) -> None:
    room.work.plan(
        [MORE.claim_id],
        by=made.SAM,
        assignee="cora",
        priority=Priority.HIGH,
        due_at=NOW - timedelta(hours=1),
    )
    room.work.take(HELPS.claim_id, by=made.CHRIS)
    only_more = [MORE.claim_id]
    assert room.ids(Wanted(assignee="cora")) == only_more
    assert room.ids(Wanted(priority=Priority.HIGH)) == only_more
    assert room.ids(Wanted(due=Due.OVERDUE)) == only_more
    assert room.ids(Wanted(due=Due.TODAY)) == only_more
    assert room.ids(Wanted(words="PRICE more")) == only_more
    assert room.ids(Wanted(state=ClaimState.TAKEN)) == [HELPS.claim_id]
    assert room.ids(Wanted(publisher="The Paper")) == [MORE.claim_id, HELPS.claim_id]
    assert room.ids(Wanted(publisher="Another")) == []
    assert room.ids(Wanted(flagged=True)) == []
    assert room.ids(Wanted(who="price")) == only_more
    assert room.ids(Wanted(who="united STATES")) == [MORE.claim_id, HELPS.claim_id]
    the_day = date(2022, 10, 20)
    assert len(room.ids(Wanted(first=the_day, last=the_day))) == 2
    assert room.ids(Wanted(first=the_day + timedelta(days=1))) == []
    assert room.ids(Wanted(last=the_day - timedelta(days=1))) == []


def test_only_the_claims_that_are_named_are_listed(room: Room) -> None:
    listed = room.screens.listed
    assert [one.claim_id for one in listed(made.CORA, Wanted(), only=[MORE.claim_id])[0]] == [
        MORE.claim_id
    ]
    assert listed(made.CORA, Wanted(), only=[]) == ([], 0)


def test_what_is_due_or_pressing_comes_first(room: Room) -> None:
    both = [MORE.claim_id, HELPS.claim_id]
    room.work.plan([MORE.claim_id], by=made.SAM, due_at=NOW)
    assert room.ids(Wanted(), Order.DUE) == both
    assert room.ids(Wanted(), Order.NEWEST) == both[::-1]
    room.work.plan([HELPS.claim_id], by=made.SAM, priority=Priority.URGENT)
    assert room.ids(Wanted(), Order.PRIORITY) == both[::-1]


def test_who_owes_a_blind_opinion_cannot_filter_the_verdict_out(room: Room) -> None:
    desk = Verdicts(room.database, NoPriors(), clock=lambda: NOW, models=dict)
    desk.submit(
        HELPS.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=(),
        shown=[],
        by=made.CHRIS,
        seen_version=0,
    )
    submitted = Wanted(state=ClaimState.SUBMITTED)
    assert room.ids(submitted) == [HELPS.claim_id]
    Opinions(room.database, clock=lambda: NOW).ask(HELPS.claim_id, reviewer="cora", by=made.CHRIS)
    assert room.ids(submitted) == []
    assert HELPS.claim_id in room.ids(Wanted(state=ClaimState.OPEN))


def test_a_page_has_25_claims_and_the_count_is_of_all(room: Room) -> None:
    text = " ".join(f"word{number}." for number in range(CLAIMS_A_PAGE + 3))
    story = made.article(text)
    claims = [made.claim(story, f"word{n}.", number=n + 1) for n in range(CLAIMS_A_PAGE + 3)]
    made.store_article(room.database, story, claims)
    first, count = room.screens.listed(made.CORA, Wanted())
    second, _ = room.screens.listed(made.CORA, Wanted(), page=2)
    assert (len(first), len(second), count) == (CLAIMS_A_PAGE, 5, CLAIMS_A_PAGE + 5)
    assert not {one.claim_id for one in first} & {one.claim_id for one in second}
