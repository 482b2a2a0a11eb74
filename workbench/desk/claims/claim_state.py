"""Where a claim stands at this moment, and whether a person may move it on from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.claims.workflow import Move, Rule, Who, action_of, rule
from workbench.desk.people.permissions import may_now, require_now
from workbench.errors import Conflict, NotAllowed, NotFound
from workbench.model.claim import Claim
from workbench.model.desk import ClaimState, Hold
from workbench.model.people import Action, User
from workbench.model.verdict import VerdictVersion
from workbench.storage.claims import articles, moves
from workbench.storage.people import accounts
from workbench.storage.verdicts import verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

HOW: Final[Mapping[str, str]] = {
    "wrote": "wrote version {version}",
    "corrected": "wrote the correction note for version {version}",
    "adopted": "gave the second opinion that version {version} follows",
    "changed": "made or changed the claim itself before version {version}",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with all that decides what may become of it.

    Attributes:
        beneath: Where it stands once nobody has it.
        hold: Who has it, none while nobody does.
    """

    claim: Claim
    latest: VerdictVersion | None
    beneath: ClaimState
    hold: Hold | None

    @property
    def state(self) -> ClaimState:
        """The state in the sense of the table."""
        gone = self.beneath is ClaimState.DISMISSED
        return self.beneath if self.hold is None or gone else ClaimState.TAKEN

    @property
    def version(self) -> int:
        """The latest version, 0 for none."""
        return 0 if self.latest is None else self.latest.version


def read_standing(cursor: Cursor, claim_id: str, *, at: datetime) -> Standing:
    """Where a claim stands.

    Raises:
        NotFound: there is no such claim.
    """
    found = articles.find_standing(cursor, claim_id)
    if found is None:
        raise NotFound(f"there is no claim {claim_id}")
    claim, beneath = found
    latest = verdicts.latest(cursor, claim_id)
    hold = moves.holds_of(cursor, [claim_id]).get(claim_id)
    version = 0 if latest is None else latest.version
    return Standing(
        claim=claim,
        latest=latest,
        beneath=beneath,
        hold=hold if hold is not None and hold.is_live(version, at) else None,
    )


def claim_of(cursor: Cursor, claim_id: str) -> Claim:
    """A claim, dismissed or not.

    Raises:
        NotFound: there is no such claim.
    """
    claim = articles.find_claim(cursor, claim_id)
    if claim is None:
        raise NotFound(f"there is no claim {claim_id}")
    return claim


def check_move(cursor: Cursor, now: Standing, move: Move, by: User) -> Rule:
    """The rule for a person's move, asked in the transaction of the move.

    Raises:
        NotAllowed: the role does not permit it, or this person is not who may.
        Conflict: the table does not permit it, or somebody else has taken the claim.
    """
    require_now(cursor, by, action_of(move))
    found = rule(now.state, move)
    holder = None if now.hold is None else now.hold.holder
    match found.who:
        case Who.HOLDER if holder != by.name:
            raise Conflict(_say_who_took_it(cursor, now.hold))
        case Who.HOLDER_OR_PLANNER if holder != by.name and not may_now(cursor, by, Action.PLAN):
            raise NotAllowed(f"{_say_who_took_it(cursor, now.hold)}, or a supervisor")
        case Who.AUTHOR if now.latest is None or now.latest.author != by.name:
            raise NotAllowed(
                "only its author can withdraw a version; submit a new one, or ask a supervisor "
                "to send it back"
            )
        case Who.OTHER_EYES if now.latest is not None:
            refusal = hand_in_it(cursor, now.latest, by.name)
            if refusal is not None:
                raise NotAllowed(refusal)
    return found


def hand_in_it(cursor: Cursor, version: VerdictVersion, person: str) -> str | None:
    """What bars a person from signing a version, none if nothing does.

    Whoever wrote anything into the verdict on this claim is barred from signing it, at that
    version and at every later one: which words of an earlier version live on in a later one
    cannot be told for certain, so the desk does not try (docs/decisions/014-desk.md).
    """
    hands = moves.contributions(cursor, version.claim_id, version.version)
    return why_barred(hands, version, person)


def why_barred(
    hands: Sequence[tuple[str, int, str]], version: VerdictVersion, person: str
) -> str | None:
    """The same from rows that are read already, see ``storage.claims.moves.contributions``."""
    for name, from_version, how in hands:
        if name == person and from_version <= version.version:
            if how == "wrote" and from_version == version.version:
                did = "wrote this version"
            else:
                did = HOW[how].format(version=from_version)
            return f"you {did}, so somebody else has to sign it: four eyes, whatever the role"
    return None


def name_of(cursor: Cursor, account: str) -> str:
    """The name that colleagues know somebody by; the account's own where there is none."""
    person = accounts.find(cursor, account)
    return account if person is None else person.display_name


def _say_who_took_it(cursor: Cursor, hold: Hold | None) -> str:
    if hold is None or hold.until is None or hold.holder is None:
        return "nobody has taken this claim"
    until = hold.until.strftime("%H:%M UTC")
    who = name_of(cursor, hold.holder)
    return f"{who} has taken this claim until {until}; ask {who} to hand it over"
