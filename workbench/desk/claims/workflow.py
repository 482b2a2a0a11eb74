"""The way of a claim over the desk: one table of moves, and nothing moves outside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.errors import Conflict
from workbench.model.desk import TO_DO, ClaimState
from workbench.model.people import Action


class Move(StrEnum):
    """What a person does with a claim."""

    TAKE = "take"
    HAND_OVER = "hand over"
    GIVE_BACK = "give back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    SEND_BACK = "send back"
    REOPEN = "reopen"
    CHANGE = "change"
    DISMISS = "dismiss"
    RESTORE = "restore"


class Who(StrEnum):
    """Which of the people whose role permits a move may make it. The words stand in the guide."""

    ANYBODY = "anybody"
    HOLDER = "only who has it"
    HOLDER_OR_PLANNER = "who has it, or who may plan"
    AUTHOR = "only the version's author"
    OTHER_EYES = "nobody who had a hand in the version"


@dataclass(frozen=True, slots=True)
class Rule:
    """One permitted move.

    Attributes:
        starts: The states it is permitted from.
        end: Where it leads; none for where the claim stands, or stood before it was taken or
            dismissed.
        action: What the person's role must permit.
        who: Which of those people may.
        effect: What becomes of it, for the guide.
    """

    starts: tuple[ClaimState, ...]
    move: Move
    end: ClaimState | None
    action: Action
    who: Who
    effect: str


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        TO_DO,
        Move.TAKE,
        ClaimState.TAKEN,
        Action.DECIDE,
        Who.ANYBODY,
        "The others see who has it and until when, and cannot submit. It lapses by itself.",
    ),
    Rule(
        (ClaimState.TAKEN,),
        Move.TAKE,
        ClaimState.TAKEN,
        Action.DECIDE,
        Who.HOLDER,
        "Taken again, it is kept for the full time from now.",
    ),
    Rule(
        (ClaimState.TAKEN,),
        Move.HAND_OVER,
        ClaimState.TAKEN,
        Action.DECIDE,
        Who.HOLDER_OR_PLANNER,
        "Another checker has it from now on, for the full time.",
    ),
    Rule(
        (ClaimState.TAKEN,),
        Move.GIVE_BACK,
        None,
        Action.DECIDE,
        Who.HOLDER_OR_PLANNER,
        "It stands where it stood before it was taken, as when its time has run out.",
    ),
    Rule(
        TO_DO,
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        Who.ANYBODY,
        "A version of the verdict waits for a supervisor.",
    ),
    Rule(
        (ClaimState.TAKEN,),
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        Who.HOLDER,
        "The same; the claim is no longer taken.",
    ),
    Rule(
        (ClaimState.SUBMITTED,),
        Move.SUBMIT,
        ClaimState.SUBMITTED,
        Action.DECIDE,
        Who.ANYBODY,
        "A new version takes the place of the one that waits.",
    ),
    Rule(
        (ClaimState.SUBMITTED,),
        Move.WITHDRAW,
        ClaimState.WITHDRAWN,
        Action.DECIDE,
        Who.AUTHOR,
        "The author takes the version back; it waits no longer.",
    ),
    Rule(
        (ClaimState.SUBMITTED,),
        Move.APPROVE,
        ClaimState.APPROVED,
        Action.SIGN_OFF,
        Who.OTHER_EYES,
        "The version is signed and goes into the exports.",
    ),
    Rule(
        (ClaimState.SUBMITTED,),
        Move.SEND_BACK,
        ClaimState.RETURNED,
        Action.SIGN_OFF,
        Who.OTHER_EYES,
        "The version goes back to the checkers with a reason.",
    ),
    Rule(
        (ClaimState.APPROVED,),
        Move.REOPEN,
        ClaimState.REOPENED,
        Action.DECIDE,
        Who.ANYBODY,
        "With a public correction note; it leaves the exports until a new version is approved.",
    ),
    Rule(
        TO_DO,
        Move.CHANGE,
        None,
        Action.CHANGE_CLAIMS,
        Who.ANYBODY,
        "It is cut in two, put together with its neighbour, or its attribution is corrected.",
    ),
    Rule(
        (ClaimState.TAKEN,),
        Move.CHANGE,
        ClaimState.TAKEN,
        Action.CHANGE_CLAIMS,
        Who.HOLDER,
        "The same.",
    ),
    Rule(
        TO_DO,
        Move.DISMISS,
        ClaimState.DISMISSED,
        Action.CHANGE_CLAIMS,
        Who.ANYBODY,
        "With a reason; it leaves queue, article and exports, and the same is not suggested again.",
    ),
    Rule(
        (ClaimState.TAKEN,),
        Move.DISMISS,
        ClaimState.DISMISSED,
        Action.CHANGE_CLAIMS,
        Who.HOLDER,
        "The same.",
    ),
    Rule(
        (ClaimState.DISMISSED,),
        Move.RESTORE,
        None,
        Action.CHANGE_CLAIMS,
        Who.ANYBODY,
        "It is on the desk again, and so may be what is suggested like it.",
    ),
)


def rule(start: ClaimState, move: Move) -> Rule:
    """The rule for a move from a state.

    Raises:
        Conflict: the table does not permit it; the message says where the claim stands.
    """
    for candidate in RULES:
        if candidate.move is move and start in candidate.starts:
            return candidate
    if start is ClaimState.APPROVED and move is Move.SUBMIT:
        raise Conflict(
            "this verdict is signed off; it changes only with a public correction note: reopen "
            "the claim and say what was wrong, then submit the new version"
        )
    if move in (Move.CHANGE, Move.DISMISS) and start in _FIRST:
        raise Conflict(f"this claim cannot be {_PAST[move]} now: {_FIRST[start]}")
    raise Conflict(
        f"this claim cannot be {_PAST[move]}: it is {start.value}; reload it to see what happened"
    )


def action_of(move: Move) -> Action:
    """What a role must permit for a move, the same from every state."""
    return next(one.action for one in RULES if one.move is move)


_PAST: Final = {
    Move.TAKE: "taken",
    Move.HAND_OVER: "handed over",
    Move.GIVE_BACK: "given back",
    Move.SUBMIT: "decided",
    Move.WITHDRAW: "withdrawn",
    Move.APPROVE: "approved",
    Move.SEND_BACK: "sent back",
    Move.REOPEN: "reopened",
    Move.CHANGE: "changed",
    Move.DISMISS: "dismissed",
    Move.RESTORE: "restored",
}
_FIRST: Final = {
    ClaimState.SUBMITTED: (
        "a verdict on it waits for sign-off; have its author withdraw it, or a supervisor send it "
        "back, first"
    ),
    ClaimState.APPROVED: (
        "its verdict is signed off; reopen it with a correction note for readers first"
    ),
    ClaimState.DISMISSED: "it is dismissed; restore it first",
}
"""What has to be done before a claim itself is changed."""
