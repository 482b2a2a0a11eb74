"""The table of moves: what it permits, what it refuses, and the guide made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import each
from tools.workflow_guide import guide
from workbench.desk.claims.workflow import RULES, Move, Who, action_of, rule
from workbench.errors import Conflict
from workbench.model.desk import ClaimState
from workbench.model.people import ALLOWED, Action, Role

TO_DO = (ClaimState.OPEN, ClaimState.RETURNED, ClaimState.WITHDRAWN, ClaimState.REOPENED)
PERMITTED: dict[tuple[ClaimState, Move], ClaimState | None] = {
    **{(start, Move.TAKE): ClaimState.TAKEN for start in TO_DO},
    **{(start, Move.SUBMIT): ClaimState.SUBMITTED for start in TO_DO},
    (ClaimState.TAKEN, Move.TAKE): ClaimState.TAKEN,
    (ClaimState.TAKEN, Move.HAND_OVER): ClaimState.TAKEN,
    (ClaimState.TAKEN, Move.GIVE_BACK): None,
    (ClaimState.TAKEN, Move.SUBMIT): ClaimState.SUBMITTED,
    (ClaimState.SUBMITTED, Move.SUBMIT): ClaimState.SUBMITTED,
    (ClaimState.SUBMITTED, Move.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.SUBMITTED, Move.APPROVE): ClaimState.APPROVED,
    (ClaimState.SUBMITTED, Move.SEND_BACK): ClaimState.RETURNED,
    (ClaimState.APPROVED, Move.REOPEN): ClaimState.REOPENED,
    **{(start, Move.CHANGE): None for start in TO_DO},
    (ClaimState.TAKEN, Move.CHANGE): ClaimState.TAKEN,
    **{(start, Move.DISMISS): ClaimState.DISMISSED for start in (*TO_DO, ClaimState.TAKEN)},
    (ClaimState.DISMISSED, Move.RESTORE): None,
}
"""Every permitted move, written out by hand so that a change is on purpose."""


@each("start", ClaimState)
@each("move", Move)
def test_a_move_outside_the_table_is_refused(start: ClaimState, move: Move) -> None:
    if (start, move) in PERMITTED:
        assert rule(start, move).end is PERMITTED[start, move]
    else:
        with pytest.raises(Conflict):
            rule(start, move)


def test_no_move_stands_twice_for_one_state_and_each_needs_one_permission() -> None:
    rows = [(start, one.move) for one in RULES for start in one.starts]
    assert len(rows) == len(set(rows)) == len(PERMITTED)
    for one in RULES:
        assert one.action is action_of(one.move)


def test_a_signed_verdict_changes_only_with_a_correction_note() -> None:
    with pytest.raises(Conflict, match="correction note"):
        rule(ClaimState.APPROVED, Move.SUBMIT)


def test_every_sign_off_needs_four_eyes_and_nothing_is_approved_without_being_submitted() -> None:
    for one in RULES:
        assert (one.who is Who.OTHER_EYES) == (one.action is Action.SIGN_OFF)
        if one.end in (ClaimState.APPROVED, ClaimState.RETURNED):
            assert one.starts == (ClaimState.SUBMITTED,)
            assert one.action is Action.SIGN_OFF


def test_every_state_can_be_reached_and_left() -> None:
    assert {one.end for one in RULES} | {ClaimState.OPEN} == {*ClaimState, None}
    assert {start for one in RULES for start in one.starts} == set(ClaimState)


def test_every_move_can_be_made_by_somebody() -> None:
    for one in RULES:
        assert any(one.action in ALLOWED[role] for role in Role)


def test_the_guide_is_what_the_tables_say(root: Path) -> None:
    written = (root / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert written == guide(), "run: python -m tools.workflow_guide > docs/workflow.md"
