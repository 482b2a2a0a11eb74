"""The desk's figures on a made ledger whose answers are known, and who may see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from tests.fakes import NoPriors
from tests.people import store_accounts
from workbench.desk.claims.work import Work
from workbench.desk.figures.figures import bars, times_to_submit
from workbench.desk.figures.insights import Insights
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import NotAllowed
from workbench.model.figures import ENOUGH_TIMED, Backlog, Bar, Period, Step, Times
from workbench.model.people import User
from workbench.model.prior import Lane, Prior, Relation
from workbench.model.verdict import Verdict
from workbench.storage.reads.insights import HoldRow, SubmittedRow

WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
STORY = made.article(". ".join(f"{word} is so" for word in WORDS))
CLAIMS = [made.claim(STORY, f"{word} is so", number=n) for n, word in enumerate(WORDS, start=1)]
ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT = (claim.claim_id for claim in CLAIMS)
FIRST, SECOND = made.statement("s-first"), made.statement("s-second", "It was denied again.")
AGREES, LATER = made.statement("s-agrees", "It is so."), made.statement("s-later", "Not so.")
BOTH_DENY = (made.prior(FIRST), made.prior(SECOND, rank=2))
CONTESTED, CONFIRMED, UNVERIFIED = Verdict.CONTESTED, Verdict.CONFIRMED, Verdict.UNVERIFIED
FRIDAY = datetime(2022, 10, 21, 9, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Newsroom:
    """Three days of work: eight claims, two checkers, one supervisor."""

    def __init__(self, path: Path) -> None:
        self.now = FRIDAY
        self.database = made.database(path)
        made.store_statements(self.database, [FIRST, SECOND, AGREES, LATER])
        made.store_article(self.database, STORY, CLAIMS)
        self.desk = Verdicts(self.database, NoPriors(), clock=self.clock)
        self.work = Work(self.database, clock=self.clock)
        self.opinions = Opinions(self.database, clock=self.clock)
        self.insights = Insights(self.database, clock=self.clock)

    def clock(self) -> datetime:
        return self.now

    def submit(
        self,
        claim_id: str,
        verdict: Verdict,
        *,
        cited: tuple[str, ...] = (),
        priors: tuple[Prior, ...] = (),
        by: User = made.CHRIS,
        seen: int = 0,
    ) -> None:
        self.desk.submit(
            claim_id,
            verdict=verdict,
            rationale="As told.",
            cited=cited,
            shown=priors,
            by=by,
            seen_version=seen,
            outside_evidence=None if cited else "a call",
        )

    def taken_and_submitted(self, claim_id: str, minutes: int, verdict: Verdict, **how) -> None:  # type: ignore[no-untyped-def]
        self.work.take(claim_id, by=made.CHRIS)
        self.now += minutes * MINUTE
        self.submit(claim_id, verdict, **how)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path_factory.mktemp("insights") / "desk.duckdb")
    # Friday: chris takes five claims for 10, 20 ... 50 minutes, and decides a sixth untaken
    room.taken_and_submitted(ONE, 10, CONTESTED, cited=("s-first",), priors=BOTH_DENY)
    room.taken_and_submitted(TWO, 20, CONTESTED, cited=("s-second",), priors=BOTH_DENY)
    room.taken_and_submitted(THREE, 30, CONTESTED, cited=("s-second", "s-first"), priors=BOTH_DENY)
    room.taken_and_submitted(
        FOUR, 40, CONFIRMED, cited=("s-agrees",), priors=(made.prior(AGREES, Relation.SUPPORTS),)
    )
    room.taken_and_submitted(FIVE, 50, UNVERIFIED, priors=(made.prior(LATER, lane=Lane.SINCE),))
    room.submit(SIX, UNVERIFIED)
    # Saturday: sam signs the five 20 to 24 hours after they came, and returns the sixth
    for hours, claim_id, minutes in ((20, ONE, 10), (21, TWO, 30), (22, THREE, 60)):
        room.now = FRIDAY + minutes * MINUTE + timedelta(hours=hours)
        room.desk.approve(claim_id, 1, by=made.SAM)
    for hours, claim_id, minutes in ((23, FOUR, 100), (24, FIVE, 150)):
        room.now = FRIDAY + minutes * MINUTE + timedelta(hours=hours)
        room.desk.approve(claim_id, 1, by=made.SAM)
    room.desk.send_back(SIX, 1, by=made.SAM, reason="Ask the ministry.")
    # Sunday: cora reopens the first and decides the sixth anew
    room.now = FRIDAY + 2 * DAY
    room.desk.reopen(ONE, 1, by=made.CORA, correction_note="It was wrong.")
    room.submit(SIX, CONFIRMED, by=made.CORA, seen=1)
    room.work.plan([SEVEN], by=made.SAM, due_at=FRIDAY + 3 * DAY)
    room.now = FRIDAY + 4 * DAY
    return room


def test_what_was_done_is_counted_on_its_day(worked: Newsroom) -> None:
    found = worked.insights.of_desk(Period.WEEK, by=made.SAM)
    assert found.since == datetime(2022, 10, 19, tzinfo=UTC)
    assert found.step is Step.DAY
    assert [bar.start.day for bar in found.bars] == [19, 20, 21, 22, 23, 24, 25]
    assert found.bars[2:5] == (
        Bar(date(2022, 10, 21), submitted=6),
        Bar(date(2022, 10, 22), signed_off=5, returned=1),
        Bar(date(2022, 10, 23), submitted=1, corrected=1),
    )
    assert found.happened == Bar(date(2022, 10, 19), 7, 5, 1, 1)


def test_times_run_from_taking_to_submitting_and_from_there_to_the_signature(
    worked: Newsroom,
) -> None:
    found = worked.insights.of_desk(Period.ALL, by=made.SAM)
    assert found.to_submit == Times(5, 7, 20 * MINUTE, 30 * MINUTE, 40 * MINUTE)
    hour = 60 * MINUTE
    assert found.to_sign == Times(5, 5, 21 * hour, 22 * hour, 23 * hour)


def test_only_what_stands_counts_as_a_verdict(worked: Newsroom) -> None:
    found = worked.insights.of_desk(Period.ALL, by=made.SAM)
    assert dict(found.verdicts) == {CONTESTED: 2, CONFIRMED: 2, UNVERIFIED: 1}


def test_the_first_contradicting_statement_counts_where_it_was_shown_and_came_before(
    worked: Newsroom,
) -> None:
    found = worked.insights.of_desk(Period.ALL, by=made.SAM)
    assert (found.contradiction_shown, found.contradiction_cited) == (3, 2)


def test_what_waits_is_told_with_its_time(worked: Newsroom) -> None:
    sunday = FRIDAY + 2 * DAY
    assert worked.insights.of_desk(Period.WEEK, by=made.SAM).waiting == (
        Backlog("submitted", 1, sunday),
        Backlog("reopened", 1, sunday),
        Backlog("open", 2, made.THEN),
        Backlog("overdue", 1, FRIDAY + 3 * DAY),
    )


def test_ones_own_figures_are_of_ones_own_versions_alone(worked: Newsroom) -> None:
    chris = worked.insights.own(Period.ALL, by=made.CHRIS)
    assert chris.happened == Bar(date(2022, 10, 21), 6, 5, 1, 1)
    assert dict(chris.verdicts) == {CONTESTED: 2, CONFIRMED: 1, UNVERIFIED: 1}
    assert chris.waiting == (Backlog("reopened", 1, FRIDAY + 2 * DAY),)
    cora = worked.insights.own(Period.ALL, by=made.CORA)
    assert cora.happened == Bar(date(2022, 10, 23), 1, 0, 0, 0)
    assert cora.to_submit == Times(0, 1)


def test_a_period_leaves_out_what_came_before_it(worked: Newsroom) -> None:
    before, worked.now = worked.now, FRIDAY + 9 * DAY
    found = worked.insights.of_desk(Period.WEEK, by=made.SAM)
    worked.now = before
    assert found.happened == Bar(date(2022, 10, 24))
    assert sum(number for _, number in found.verdicts) == 0
    assert found.to_sign == Times(0, 0)
    assert len(found.waiting) == 4


def test_the_whole_desk_is_for_who_runs_it(worked: Newsroom) -> None:
    for person in (made.CHRIS, made.LEE):
        with pytest.raises(NotAllowed, match="figures of the whole desk"):
            worked.insights.of_desk(Period.ALL, by=person)
    with pytest.raises(NotAllowed):
        worked.insights.own(Period.ALL, by=made.LEE)


def test_who_is_to_judge_a_claim_unseen_sees_no_share_with_it(worked: Newsroom) -> None:
    sue = made.person(made.SUE)
    store_accounts(worked.database, [sue])
    worked.opinions.ask(FOUR, reviewer=sue.name, by=sue)
    found = worked.insights.of_desk(Period.ALL, by=sue)
    assert dict(found.verdicts)[CONFIRMED] == 1
    assert found.kept_back == 1
    worked.opinions.give(
        FOUR, verdict=UNVERIFIED, rationale="Unsettled.", cited=["s-agrees"], by=sue
    )
    found = worked.insights.of_desk(Period.ALL, by=sue)
    assert (dict(found.verdicts)[CONFIRMED], found.kept_back) == (2, 0)
    assert [(one.of, one.claims, one.observed) for one in found.by_pair] == [
        ("chris and sue", 1, 0.0)
    ]
    assert worked.insights.own(Period.ALL, by=made.CORA).by_pair == ()
    assert [one.of for one in worked.insights.own(Period.ALL, by=made.CHRIS).by_kind] == [
        "all claims",
        "asserts",
    ]


def hold(minute: int, holder: str | None, version: int = 0) -> HoldRow:
    return HoldRow("c", version, holder, FRIDAY + minute * MINUTE)


def submitted(minute: int, version: int = 1) -> SubmittedRow:
    return SubmittedRow("c", version, "chris", CONTESTED, FRIDAY + minute * MINUTE, True, None)


@each(
    "holds, minutes",
    [
        ([hold(0, "chris"), hold(20, "chris")], 60),
        ([hold(0, "chris"), hold(20, "cora"), hold(30, "chris")], 30),
        ([hold(0, "chris"), hold(20, None), hold(40, "chris")], 20),
        ([hold(0, "chris"), hold(20, "cora")], None),
        ([hold(0, "chris", version=1)], None),
        ([hold(10, "chris"), hold(70, "chris")], 50),
        ([], None),
    ],
)
def test_a_claim_counts_as_taken_since_its_author_had_it_without_somebody_between(
    holds: list[HoldRow], minutes: int | None
) -> None:
    rows = [submitted(60)] * ENOUGH_TIMED
    found = times_to_submit(rows, {"c": holds})
    assert found.median == (None if minutes is None else minutes * MINUTE)
    assert found.timed == (0 if minutes is None else ENOUGH_TIMED)


def test_a_median_of_a_handful_is_not_told() -> None:
    rows = [submitted(60)] * (ENOUGH_TIMED - 1)
    assert times_to_submit(rows, {"c": [hold(0, "chris")]}) == Times(4, 4)


def test_long_periods_are_told_by_week_and_by_month() -> None:
    last = date(2022, 10, 21)
    rows = [submitted(0), submitted(0)]
    step, by_week = bars(rows, [], [], first=last - 200 * DAY, last=last)
    assert step is Step.WEEK
    assert by_week[-1] == Bar(date(2022, 10, 17), submitted=2)
    assert all(bar.start.weekday() == 0 for bar in by_week)
    step, by_month = bars(rows, [], [], first=last - 800 * DAY, last=last)
    assert step is Step.MONTH
    assert by_month[-1] == Bar(date(2022, 10, 1), submitted=2)
    assert len({bar.start for bar in by_month}) == len(by_month) == 27
