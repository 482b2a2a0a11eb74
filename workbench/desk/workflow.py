"""The way of a claim over the desk: one table of moves, and nothing moves outside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.desk.permissions import Action
from workbench.errors import Conflict
from workbench.model import ClaimState


class Move(StrEnum):
    """What a person does with a claim."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send back"


@dataclass(frozen=True, slots=True)
class Rule:
    """One permitted move.

    Attributes:
        action: What the person's role must permit.
        four_eyes: Whether the author of the version is barred.
        effect: What becomes of it, for the guide.
    """

    start: ClaimState
    move: Move
    end: ClaimState
    action: Action
    four_eyes: bool
    effect: str


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        ClaimState.OPEN,
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        False,
        "The first version of the verdict waits for a supervisor.",
    ),
    Rule(
        ClaimState.SUBMITTED,
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        False,
        "A new version takes the place of the one that waits.",
    ),
    Rule(
        ClaimState.SUBMITTED,
        Move.APPROVE,
        ClaimState.APPROVED,
        Action.SIGN_OFF,
        True,
        "The version is signed and goes into the exports.",
    ),
    Rule(
        ClaimState.SUBMITTED,
        Move.SEND_BACK,
        ClaimState.RETURNED,
        Action.SIGN_OFF,
        True,
        "The version goes back to the checkers with a reason.",
    ),
    Rule(
        ClaimState.RETURNED,
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        False,
        "A new version answers the reason and waits for a supervisor.",
    ),
    Rule(
        ClaimState.APPROVED,
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        False,
        "A new version reopens the claim; it leaves the exports until approved again.",
    ),
)


def rule(start: ClaimState, move: Move) -> Rule:
    """The rule for a move from a state.

    Raises:
        Conflict: the table does not permit it; the message says where the claim stands.
    """
    for candidate in RULES:
        if candidate.start is start and candidate.move is move:
            return candidate
    raise Conflict(
        f"this verdict cannot be {_PAST[move]}: the claim is {start.value}; "
        "reload it to see what happened"
    )


_PAST: Final = {
    Move.SUBMIT: "submitted",
    Move.APPROVE: "approved",
    Move.SEND_BACK: "sent back",
}
