"""What waits for a person, why, and what nobody learns from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.fakes import NoPriors, raise_flags
from tests.people import store_accounts
from workbench.desk.claims.work import Work
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.queue.waiting import Waiting
from workbench.desk.verdicts.drafts import Drafts
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.model.people import Program
from workbench.model.queue import Waits
from workbench.model.verdict import Draft, Verdict
from workbench.storage.reads.page_queries import PageQueries

STORY = made.article("Iran denied it. Kirby said Iran helps. Kirby said more.")
DENIED = made.claim(STORY, "Iran denied it").claim_id
HELPS = made.claim(STORY, "Iran helps", number=2).claim_id
MORE = made.claim(STORY, "more", number=3).claim_id
LATER = made.prior(made.statement("s-later"))


class Room:
    def __init__(self, path: Path) -> None:
        self.now = made.THEN
        self.database = made.database(path)
        texts = ("Iran denied it", "Iran helps", "more")
        made.store_article(
            self.database,
            STORY,
            [made.claim(STORY, words, number=n + 1) for n, words in enumerate(texts)],
        )
        made.store_statements(self.database, [LATER.statement])
        store_accounts(self.database, made.EVERYBODY)
        self.desk = Verdicts(self.database, NoPriors(), clock=self.clock, models=dict)
        self.work = Work(self.database, clock=self.clock)
        self.opinions = Opinions(self.database, clock=self.clock)
        self.drafts = Drafts(self.database, clock=self.clock)
        self.waiting = Waiting(self.database, clock=self.clock)
        self.screens = PageQueries(self.database, clock=self.clock)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def submit(self, claim_id: str, by: Program = made.CHRIS, seen: int = 0) -> None:
        self.desk.submit(
            claim_id,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=(),
            shown=[],
            by=by,
            seen_version=seen,
        )

    def waits(self, person: Program) -> dict[str, list[Waits]]:
        return {
            one.claim_id: [cause.waits for cause in one.causes] for one in self.waiting.of(person)
        }


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "desk.duckdb")


def test_on_a_desk_where_nothing_was_done_nothing_waits_for_anybody(room: Room) -> None:
    assert all(room.waiting.of(person) == [] for person in made.EVERYBODY)


def test_what_was_sent_back_waits_for_its_author_with_the_reason(room: Room) -> None:
    room.submit(DENIED)
    assert room.waits(made.CHRIS) == {}
    room.desk.send_back(DENIED, 1, by=made.SAM, reason="Name the source.")
    [found] = room.waiting.of(made.CHRIS)
    assert (found.waits, found.causes[0].who) == (Waits.RETURNED, "sam")
    assert found.causes[0].note == "Name the source."
    assert room.waits(made.CORA) == room.waits(made.SAM) == {}
    room.submit(DENIED, seen=1)
    assert room.waits(made.CHRIS) == {}


def test_a_claim_that_is_taken_waits_until_its_time_is_out(room: Room) -> None:
    hold = room.work.take(HELPS, by=made.CORA)
    [found] = room.waiting.of(made.CORA)
    assert (found.waits, found.causes[0].at) == (Waits.TAKEN, hold.until)
    assert room.waits(made.CHRIS) == {}
    room.now += timedelta(hours=2)
    assert room.waits(made.CORA) == {}


def test_what_is_assigned_waits_by_its_time_and_leaves_with_the_verdict(room: Room) -> None:
    soon, past = room.now + timedelta(hours=1), room.now - timedelta(hours=1)
    room.work.plan([DENIED], by=made.SAM, assignee="cora", due_at=past)
    room.work.plan([HELPS], by=made.SAM, assignee="cora", due_at=soon)
    room.work.plan([MORE], by=made.SAM, assignee="cora")
    assert room.waits(made.CORA) == {
        DENIED: [Waits.OVERDUE],
        HELPS: [Waits.TODAY],
        MORE: [Waits.ASSIGNED],
    }
    assert room.waits(made.SAM) == {DENIED: [Waits.LATE]}
    assert room.waits(made.CHRIS) == {}
    room.submit(DENIED, by=made.CORA)
    assert DENIED not in room.waits(made.CORA)
    assert room.waits(made.SAM) == {DENIED: [Waits.SIGN_OFF, Waits.LATE]}


def test_a_draft_waits_for_its_writer_alone(room: Room) -> None:
    room.drafts.keep(MORE, Draft(rationale="So far"), seen_version=0, by=made.CORA)
    assert room.waits(made.CORA) == {MORE: [Waits.DRAFT]}
    assert room.waits(made.CHRIS) == room.waits(made.SAM) == {}


def test_a_verdict_waits_for_whoever_has_no_hand_in_it(room: Room) -> None:
    room.submit(DENIED, by=made.SAM)
    assert room.waits(made.SAM) == room.waits(made.CORA) == {}
    assert room.waits(made.SUE) == room.waits(made.ADA) == {DENIED: [Waits.SIGN_OFF]}
    room.desk.approve(DENIED, 1, by=made.SUE)
    assert room.waits(made.SUE) == {}


def test_new_evidence_waits_for_the_author_until_it_is_signed_with(room: Room) -> None:
    room.submit(DENIED)
    raise_flags(room.desk, {DENIED: [LATER]}, by="test")
    assert room.waits(made.CHRIS) == {DENIED: [Waits.FLAGGED]}
    assert room.waits(made.CORA) == {}
    room.desk.approve(DENIED, 1, by=made.SAM, seen=[LATER.statement.statement_id])
    assert room.waits(made.CHRIS) == {}


def test_a_differing_opinion_waits_for_supervisors_until_it_is_signed_beside(room: Room) -> None:
    room.submit(DENIED)
    room.opinions.ask(DENIED, reviewer="cora", by=made.CHRIS)
    room.opinions.give(
        DENIED,
        verdict=Verdict.CONTESTED,
        rationale="Tehran said otherwise.",
        cited=[LATER.statement.statement_id],
        by=made.CORA,
    )
    assert room.waits(made.SAM) == {DENIED: [Waits.DISAGREEMENT, Waits.SIGN_OFF]}
    assert room.waits(made.CORA) == {}
    room.desk.approve(DENIED, 1, by=made.SAM)
    assert room.waits(made.SAM) == {}


def test_who_owes_a_blind_opinion_learns_no_verdict_from_the_queue(room: Room) -> None:
    for claim_id in (DENIED, HELPS):
        room.submit(claim_id)
        raise_flags(room.desk, {claim_id: [LATER]}, by="test")
    sam = made.person(made.SAM)
    room.opinions.ask(DENIED, reviewer="sam", by=made.CHRIS)
    assert room.waits(sam) == {DENIED: [Waits.OPINION], HELPS: [Waits.SIGN_OFF]}
    assert [one.claim.claim_id for one in room.screens.flagged(sam)] == [HELPS]
    [story] = room.screens.queue(sam)
    assert (story.open, story.submitted, story.waiting, story.flagged) == (2, 1, 1, 1)
    room.desk.approve(DENIED, 1, by=made.SUE, seen=[LATER.statement.statement_id])
    assert room.waits(sam)[DENIED] == [Waits.OPINION]
    assert room.screens.queue(sam) == [story]
    [told] = room.screens.queue(made.person(made.SUE))
    assert (told.open, told.submitted, told.approved) == (1, 1, 1)


def test_the_articles_count_what_waits_by_the_same_rule(room: Room) -> None:
    room.submit(DENIED)
    room.submit(HELPS, by=made.SAM)
    room.work.take(MORE, by=made.CORA)

    def counted(person: Program) -> int:
        [line] = room.screens.queue(made.person(person))
        return line.waiting

    for signer in (made.SAM, made.SUE):
        causes = [cause for found in room.waits(signer).values() for cause in found]
        assert counted(signer) == causes.count(Waits.SIGN_OFF)
    assert (counted(made.SAM), counted(made.SUE)) == (1, 2)
    assert (counted(made.CORA), counted(made.CHRIS)) == (1, 0)
    room.desk.send_back(DENIED, 1, by=made.SUE, reason="Name the source.")
    assert (counted(made.SAM), counted(made.SUE)) == (0, 1)
    assert (counted(made.CORA), counted(made.CHRIS)) == (2, 1)
