"""What waits for a signature, as the desk gives it: from real rows, for one person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import made
from tests.fakes import LineExtractor, NoPriors, raise_flags
from tests.people import store_accounts
from workbench.desk.claims.claim_edits import ClaimEdits
from workbench.desk.claims.claim_state import hand_in_it
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.queue.sign_off_queue import NOT_A_SIGNER, SignOffQueue
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.model.claim import Attributed
from workbench.model.people import Program
from workbench.model.prior import Prior, Relation
from workbench.model.queue import RiskKind
from workbench.model.verdict import Verdict
from workbench.storage.reads.page_queries import PageQueries

STORY = made.article("Iran denied it. Kirby said Iran helps. Nobody asked.")
FIRST = made.claim(STORY, "Iran denied it")
SECOND = made.claim(STORY, "Iran helps", number=2)
THIRD = made.claim(STORY, "Nobody asked", number=3, speaker=None)
CONTESTED, CONFIRMED, UNVERIFIED = Verdict.CONTESTED, Verdict.CONFIRMED, Verdict.UNVERIFIED
AGAINST = made.prior(made.statement("s-against"), Relation.CONTRADICTS)
FOR = made.prior(made.statement("s-for", "Iran did send drones."), Relation.SUPPORTS, rank=2)


class Newsroom:
    def __init__(self, path: Path) -> None:
        self.database = made.database(path)
        made.store_statements(self.database, [AGAINST.statement, FOR.statement])
        made.store_article(self.database, STORY, [FIRST, SECOND, THIRD])
        store_accounts(self.database, [made.CORA, made.SAM])
        self.desk = Verdicts(self.database, NoPriors(), clock=lambda: made.THEN)
        self.opinions = Opinions(self.database, clock=lambda: made.THEN)
        self.queue = SignOffQueue(
            self.database, PageQueries(self.database, clock=lambda: made.THEN)
        )

    def submit(
        self,
        claim_id: str,
        verdict: Verdict,
        *cited: str,
        priors: tuple[Prior, ...] = (AGAINST, FOR),
        by: Program = made.CHRIS,
        seen: int = 0,
        note: str | None = None,
        outside: str | None = None,
    ) -> None:
        self.desk.submit(
            claim_id,
            verdict=verdict,
            rationale=f"As told, {seen}.",
            cited=cited,
            shown=priors,
            by=by,
            seen_version=seen,
            outside_evidence=outside,
            correction_note=note,
        )

    def order(self, reader: Program = made.SAM) -> list[str]:
        return [one.item.claim.claim_id for one in self.queue.waiting(reader)]

    def kinds(self, claim_id: str) -> list[RiskKind]:
        [found] = [
            one for one in self.queue.waiting(made.SAM) if one.item.claim.claim_id == claim_id
        ]
        return [risk.kind for risk in found.risks]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = Newsroom(tmp_path / "desk.duckdb")
    yield newsroom
    newsroom.database.close()


def test_the_riskiest_comes_first_and_the_oldest_where_they_are_alike(room: Newsroom) -> None:
    room.submit(FIRST.claim_id, UNVERIFIED, priors=())
    room.submit(SECOND.claim_id, UNVERIFIED, priors=())
    room.submit(THIRD.claim_id, CONFIRMED, "s-for")
    assert room.order() == [THIRD.claim_id, FIRST.claim_id, SECOND.claim_id]
    assert room.kinds(THIRD.claim_id) == [RiskKind.CONTRADICTED, RiskKind.THIN]


def test_a_new_version_is_judged_by_what_was_shown_with_it(room: Newsroom) -> None:
    room.submit(FIRST.claim_id, CONFIRMED, "s-for")
    assert RiskKind.CONTRADICTED in room.kinds(FIRST.claim_id)
    room.submit(FIRST.claim_id, CONFIRMED, "s-for", priors=(FOR,), seen=1)
    assert room.kinds(FIRST.claim_id) == [RiskKind.THIN]
    change = room.queue.difference(FIRST.claim_id, reader=None)
    assert change is not None
    assert change.changes_rationale


def test_evidence_that_comes_in_moves_a_verdict_up(room: Newsroom) -> None:
    room.submit(FIRST.claim_id, CONTESTED, "s-against", priors=(AGAINST,), outside="a call")
    room.submit(SECOND.claim_id, CONTESTED, "s-against", priors=(AGAINST,), outside="a call")
    assert room.order() == [FIRST.claim_id, SECOND.claim_id]
    raise_flags(room.desk, {SECOND.claim_id: [FOR]}, by="lee")
    assert room.order() == [SECOND.claim_id, FIRST.claim_id]
    assert room.kinds(SECOND.claim_id) == [RiskKind.NEW_EVIDENCE]


def test_a_correction_says_so_until_it_is_signed(room: Newsroom) -> None:
    room.submit(FIRST.claim_id, UNVERIFIED, priors=(), outside="a call")
    room.desk.approve(FIRST.claim_id, 1, by=made.SAM)
    assert room.order() == []
    room.submit(
        FIRST.claim_id, UNVERIFIED, priors=(), seen=1, note="The day was wrong.", outside="a call"
    )
    assert room.kinds(FIRST.claim_id) == [RiskKind.CORRECTION, RiskKind.THIN]


def test_a_speaker_that_a_person_put_in_is_told(room: Newsroom) -> None:
    edits = ClaimEdits(room.database, clock=lambda: made.THEN, reader=LineExtractor)
    edits.correct(FIRST.claim_id, Attributed("Ann Brook", "The town"), by=made.CORA, seen=0)
    room.submit(FIRST.claim_id, UNVERIFIED, priors=())
    room.submit(SECOND.claim_id, UNVERIFIED, priors=())
    assert room.order() == [FIRST.claim_id, SECOND.claim_id]
    assert room.kinds(FIRST.claim_id) == [RiskKind.THIN, RiskKind.REATTRIBUTED]


def test_whoever_owes_a_second_opinion_sees_nothing_of_the_verdict(room: Newsroom) -> None:
    room.submit(FIRST.claim_id, CONTESTED, "s-against")
    room.opinions.ask(FIRST.claim_id, reviewer="sam", by=made.CHRIS)
    assert room.order(made.SAM) == []
    assert room.order(made.person(made.SUE)) == [FIRST.claim_id]
    room.opinions.give(
        FIRST.claim_id, verdict=CONFIRMED, rationale="Read.", cited=["s-for"], by=made.SAM
    )
    assert room.order(made.SAM) == [FIRST.claim_id]
    assert RiskKind.OPINION in room.kinds(FIRST.claim_id)
    room.submit(FIRST.claim_id, CONTESTED, "s-against", seen=1)  # answers it
    assert RiskKind.OPINION not in room.kinds(FIRST.claim_id)


def test_who_may_not_sign_is_told_why(room: Newsroom) -> None:
    room.submit(FIRST.claim_id, CONTESTED, "s-against", by=made.SAM)
    [own] = room.queue.waiting(made.SAM)
    assert own.locked is not None
    assert "you wrote this version" in own.locked
    room.submit(FIRST.claim_id, CONTESTED, "s-against", by=made.CHRIS, seen=1)
    [later] = room.queue.waiting(made.SAM)
    assert later.locked is not None
    assert "version 1" in later.locked
    assert room.queue.waiting(made.SUE)[0].locked is None
    assert room.queue.waiting(made.CORA)[0].locked == NOT_A_SIGNER
    for waiting in (own, later):
        assert waiting.item.verdict is not None
        with room.database.read() as cursor:
            assert hand_in_it(cursor, waiting.item.verdict, made.SAM.name) == waiting.locked
