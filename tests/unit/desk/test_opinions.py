"""Blind second opinions: who may be asked, what they do to a sign-off, and how people agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import made
from tests.fakes import NoPriors
from tests.people import store_accounts
from workbench.desk.opinions.kappa import agreement
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.ledger.verification import verify
from workbench.model.people import User
from workbench.model.verdict import Verdict
from workbench.storage.verdicts.visibility import kept_from

STORY = made.article("Iran denied it. Kirby said Iran helps. Nobody asked.")
HELPS = made.claim(STORY, "Iran helps")
BARE = made.claim(STORY, "Nobody asked", number=2, speaker=None)
CONTESTED, CONFIRMED, UNVERIFIED = Verdict.CONTESTED, Verdict.CONFIRMED, Verdict.UNVERIFIED


class Newsroom:
    def __init__(self, path: Path) -> None:
        self.database = made.database(path)
        made.store_statements(self.database, [made.statement("s-denial")])
        made.store_article(self.database, STORY, [HELPS, BARE])
        store_accounts(self.database, [made.CORA, made.SAM])
        self.desk = Verdicts(self.database, NoPriors(), clock=lambda: made.THEN)
        self.opinions = Opinions(self.database, clock=lambda: made.THEN)

    def submit(self, verdict: Verdict, *, claim_id: str = HELPS.claim_id, seen: int = 0) -> None:
        self.desk.submit(
            claim_id,
            verdict=verdict,
            rationale="As told.",
            cited=[],
            shown=[],
            by=made.CHRIS,
            seen_version=seen,
            outside_evidence="a call",
        )

    def kept_from(self, one: User) -> frozenset[str]:
        with self.database.read() as cursor:
            return kept_from(cursor, made.person(one))

    def second(self, by: User, verdict: Verdict, *, claim_id: str = HELPS.claim_id) -> None:
        self.opinions.ask(claim_id, reviewer=by.name, by=made.CHRIS)
        self.opinions.give(
            claim_id, verdict=verdict, rationale="Read anew.", cited=["s-denial"], by=by
        )


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "desk.duckdb")


def test_who_is_asked_is_kept_blind_until_the_opinion_is_given(room: Newsroom) -> None:
    with pytest.raises(Conflict, match="this claim is open"):
        room.opinions.ask(HELPS.claim_id, reviewer="cora", by=made.CHRIS)
    room.submit(CONTESTED)
    room.opinions.ask(HELPS.claim_id, reviewer="cora", by=made.CHRIS)
    assert room.kept_from(made.CORA) == {HELPS.claim_id}
    with pytest.raises(Conflict, match="has been asked"):
        room.opinions.ask(HELPS.claim_id, reviewer="cora", by=made.SAM)
    with pytest.raises(InputError, match="no statement made-up"):
        room.opinions.give(
            HELPS.claim_id, verdict=CONFIRMED, rationale="x", cited=["made-up"], by=made.CORA
        )
    given = room.opinions.give(
        HELPS.claim_id, verdict=UNVERIFIED, rationale="Unsettled.", cited=[], by=made.CORA
    )
    assert room.kept_from(made.CORA) == frozenset()
    assert room.opinions.of_claim(HELPS.claim_id, reader=None) == [given]
    [found] = room.opinions.disagreements(reader=None)
    assert (found.version.verdict, found.opinion) == (CONTESTED, given)
    verify(room.database)


def test_an_author_is_no_second_checker_and_nobody_gives_an_opinion_unasked(room: Newsroom) -> None:
    room.submit(CONTESTED)
    with pytest.raises(NotAllowed, match="had a hand in this verdict"):
        room.opinions.ask(HELPS.claim_id, reviewer="chris", by=made.CHRIS)
    with pytest.raises(InputError, match="nobody who can give verdicts"):
        room.opinions.ask(HELPS.claim_id, reviewer="lee", by=made.CHRIS)
    with pytest.raises(NotAllowed, match="nobody has asked you"):
        room.opinions.give(
            HELPS.claim_id, verdict=UNVERIFIED, rationale="x", cited=[], by=made.CORA
        )


def test_whose_second_opinion_was_adopted_cannot_sign_and_the_disagreement_is_settled(
    room: Newsroom,
) -> None:
    room.submit(CONTESTED)
    room.second(made.SAM, CONFIRMED)
    room.submit(CONFIRMED, seen=1)
    assert room.opinions.disagreements(reader=None) == []
    with pytest.raises(NotAllowed, match="second opinion that version 2 follows"):
        room.desk.approve(HELPS.claim_id, 2, by=made.SAM)
    room.desk.approve(HELPS.claim_id, 2, by=made.SUE)


def test_a_second_opinion_that_was_not_adopted_does_not_keep_its_author_from_signing(
    room: Newsroom,
) -> None:
    room.submit(CONTESTED)
    room.second(made.SAM, CONFIRMED)
    room.desk.approve(HELPS.claim_id, 1, by=made.SAM)


def test_agreement_is_told_by_pair_and_by_kind_of_claim(room: Newsroom) -> None:
    room.submit(CONTESTED)
    room.submit(CONFIRMED, claim_id=BARE.claim_id)
    room.second(made.CORA, CONTESTED)
    room.second(made.CORA, CONFIRMED, claim_id=BARE.claim_id)
    room.second(made.SAM, CONFIRMED)
    pairs = {one.of: one for one in room.opinions.agreement_by_pair(reader=None)}
    assert (pairs["chris and cora"].claims, pairs["chris and cora"].kappa) == (2, 1.0)
    assert (pairs["chris and sam"].observed, pairs["chris and sam"].kappa) == (0.0, 0.0)
    kinds = {one.of: one.claims for one in room.opinions.agreement_by_kind(reader=None)}
    assert kinds == {"all claims": 3, "asserts": 2, "stated as fact": 1}


def test_kappa_is_that_of_cohens_paper_and_of_a_worked_example() -> None:
    # 50 proposals, two readers: both yes 20, both no 15, only the first yes 5, only the second 10
    judged = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    found = agreement("readers", judged)
    assert found.observed == pytest.approx(0.7)
    assert found.expected == pytest.approx(0.5)
    assert found.kappa == pytest.approx(0.4)
    # Cohen 1960, table 1: two psychologists, three diagnoses, 200 cases, kappa .492
    table = {("a", "a"): 88, ("a", "b"): 14, ("a", "c"): 18}
    table |= {("b", "a"): 10, ("b", "b"): 40, ("b", "c"): 10}
    table |= {("c", "a"): 2, ("c", "b"): 6, ("c", "c"): 12}
    cases = [pair for pair, number in table.items() for _ in range(number)]
    assert agreement("diagnoses", cases).kappa == pytest.approx(0.492, abs=0.0005)


def test_where_everybody_always_says_the_same_kappa_tells_nothing() -> None:
    assert agreement("x", [("y", "y")] * 5).kappa is None
    with pytest.raises(ValueError, match="at least one"):
        agreement("x", [])
