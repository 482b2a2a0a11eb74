"""Random people making random moves: the table holds, four eyes hold, replay equals the state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import made
from workbench.desk.desk import Desk
from workbench.desk.ledger import verify
from workbench.desk.permissions import ALLOWED, Action
from workbench.errors import Conflict, NotAllowed, NotFound, WorkbenchError
from workbench.model import ClaimState, User, Verdict
from workbench.storage.database import Database
from workbench.storage.screens import Screens

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["submit", "approve", "send back"]),
        st.sampled_from(made.EVERYBODY),
        st.integers(-1, 1),  # how far off the version is that the person has seen
    ),
    min_size=3,
    max_size=10,
)
NUMBERS = count()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(tmp_path_factory.mktemp("workflow") / "desk.duckdb")


class Expected:
    """What the desk ought to do, told in the plainest way."""

    def __init__(self) -> None:
        self.state, self.authors = ClaimState.OPEN, [""]

    def refusal(self, move: str, by: User, version: int) -> tuple[type[WorkbenchError], ...]:
        latest = len(self.authors) - 1
        action = Action.DECIDE if move == "submit" else Action.SIGN_OFF
        if action not in ALLOWED[by.role]:
            return (NotAllowed,)
        if move == "submit":
            return () if version == latest else (Conflict,)
        if not 1 <= version <= latest:
            return (NotFound,)
        if version < latest:
            return (Conflict,)
        if self.authors[latest] == by.name:
            return (NotAllowed,)
        return () if self.state is ClaimState.SUBMITTED else (Conflict,)

    def moved(self, move: str, by: User) -> None:
        if move == "submit":
            self.authors.append(by.name)
        self.state = {
            "submit": ClaimState.SUBMITTED,
            "approve": ClaimState.APPROVED,
            "send back": ClaimState.RETURNED,
        }[move]


def make(desk: Desk, claim_id: str, move: str, by: User, version: int) -> None:
    if move == "submit":
        desk.submit(
            claim_id,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=[],
            priors=[],
            by=by,
            seen_version=version,
        )
    elif move == "approve":
        desk.approve(claim_id, version, by=by)
    else:
        desk.send_back(claim_id, version, by=by, reason="Why?")


@settings(max_examples=40, deadline=None)
@given(moves=MOVES)
def test_no_sequence_of_moves_reaches_a_forbidden_state(
    database: Database, moves: Sequence[tuple[str, User, int]]
) -> None:
    story = made.article(f"Kirby said Iran helps {next(NUMBERS)}.")
    claim = made.claim(story, "Iran helps")
    made.store_article(database, story, [claim])
    desk, screens = Desk(database, clock=lambda: made.THEN), Screens(database)
    expected = Expected()
    for move, by, off in moves:
        version = len(expected.authors) - 1 + off
        refusal = expected.refusal(move, by, version)
        if refusal:
            with pytest.raises(refusal):
                make(desk, claim.claim_id, move, by, version)
        else:
            make(desk, claim.claim_id, move, by, version)
            expected.moved(move, by)
        shown = screens.claim(claim.claim_id)
        assert (shown.state, shown.seen_version) == (expected.state, len(expected.authors) - 1)
        if shown.sign_off is not None and shown.verdict is not None:
            assert shown.sign_off.signed_by != shown.verdict.author
    verify(database)
    assert replayed(screens, claim.claim_id) == (expected.state, expected.authors[1:])


def replayed(screens: Screens, claim_id: str) -> tuple[ClaimState, list[str]]:
    """Where the claim stands by the ledger alone."""
    state, authors = ClaimState.OPEN, []
    for event in reversed(screens.events(100_000)):
        if event.subject != claim_id:
            continue
        if event.what == "verdict.submitted":
            state = ClaimState.SUBMITTED
            authors.append(json.loads(event.payload)["author"])
        else:
            state = ClaimState(event.what.partition(".")[2])
    return state, authors
