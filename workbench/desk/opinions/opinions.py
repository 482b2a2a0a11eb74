"""Second opinions by people who have not seen the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.claims.claim_state import name_of, read_standing
from workbench.desk.opinions.judged_twice import (
    JudgedTwice,
    agreement_by_kind,
    agreement_by_pair,
    pair_judgements,
)
from workbench.desk.people.permissions import may, require_now
from workbench.desk.validation import check_finding
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.ledger.recording import record
from workbench.model.desk import ClaimState
from workbench.model.figures import Agreement
from workbench.model.people import Action, User
from workbench.model.verdict import Opinion, OpinionRequest, Verdict
from workbench.storage.claims import moves
from workbench.storage.people import accounts
from workbench.storage.statements import statements
from workbench.storage.verdicts import drafts, opinions
from workbench.storage.verdicts.visibility import is_kept_from

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

HAS_VERDICT = (ClaimState.SUBMITTED, ClaimState.APPROVED)


class Opinions:
    """Second opinions. Every method is safe to call from many threads."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def ask(self, claim_id: str, *, reviewer: str, by: User) -> OpinionRequest:
        """Ask somebody to judge a claim afresh; until they have, they are shown no verdict.

        Raises:
            InputError: the reviewer is nobody who can give verdicts.
            NotAllowed: the role does not permit it, or the reviewer had a hand in the verdict.
            NotFound: there is no such claim.
            Conflict: the claim has no verdict that stands, or this person was asked already.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.DECIDE)
            at = self._clock()
            now = read_standing(cursor, claim_id, at=at)
            if now.state not in HAS_VERDICT:
                raise Conflict(
                    f"a second opinion goes with a verdict, and this claim is {now.state.value}"
                )
            person = by if reviewer == by.name else accounts.find(cursor, reviewer)
            if person is None or not may(person, Action.DECIDE):
                raise InputError(
                    f"{reviewer} is nobody who can give verdicts; name a checker's account"
                )
            hands = moves.contributions(cursor, claim_id, now.version)
            if reviewer in {name for name, _, _ in hands}:
                raise NotAllowed(
                    f"{name_of(cursor, reviewer)} had a hand in this verdict, so a second opinion "
                    "needs somebody else"
                )
            if opinions.is_owed(cursor, claim_id, reviewer):
                raise Conflict(
                    f"{name_of(cursor, reviewer)} has been asked for an opinion on this claim "
                    "already"
                )
            given = {(one.reviewer, one.version) for one in opinions.of_claim(cursor, claim_id)}
            if (reviewer, now.version) in given:
                raise Conflict(
                    f"{name_of(cursor, reviewer)} has given an opinion on this version already"
                )
            request = OpinionRequest(claim_id, now.version, reviewer, by.name, at)
            record(cursor, request)
        return request

    def give(
        self,
        claim_id: str,
        *,
        verdict: Verdict,
        rationale: str,
        cited: Sequence[str],
        by: User,
        confidence: float | None = None,
    ) -> Opinion:
        """Give the opinion that one was asked for.

        Args:
            cited: Ids of statements in the archive.

        Raises:
            InputError: no rationale; no evidence for contested or confirmed; an unknown citation.
            NotAllowed: the role does not permit it, or nobody has asked this person.
            NotFound: there is no such claim.
        """
        found = check_finding(verdict, rationale, cited, confidence=confidence)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.DECIDE)
            at = self._clock()
            now = read_standing(cursor, claim_id, at=at)
            if not opinions.is_owed(cursor, claim_id, by.name):
                raise NotAllowed(
                    "nobody has asked you for a second opinion on this claim; one counts only "
                    "when it is given without sight of the verdict"
                )
            unknown = set(found.cited) - statements.by_ids(cursor, found.cited).keys()
            if unknown:
                raise InputError(f"there is no statement {min(unknown)} in the archive to cite")
            opinion = Opinion(
                claim_id=claim_id,
                version=now.version,
                reviewer=by.name,
                verdict=verdict,
                rationale=found.rationale,
                given_at=at,
                confidence=confidence,
                cited=found.cited,
            )
            record(cursor, opinion)
            drafts.drop(cursor, by.name, claim_id)
        return opinion

    def of_claim(self, claim_id: str, *, reader: User | None) -> list[Opinion]:
        """The opinions given on a claim, by version and time; none to who owes one themselves."""
        with self._database.read() as cursor:
            if is_kept_from(cursor, claim_id, reader):
                return []
            return opinions.of_claim(cursor, claim_id)

    def disagreements(self, *, reader: User | None) -> list[JudgedTwice]:
        """Opinions that differ from the latest verdict on their claim, oldest first.

        A new version answers those on the version before it.
        """
        return [
            one
            for one in self._pair_judgements(reader)
            if one.is_latest and one.version.verdict is not one.opinion.verdict
        ]

    def agreement_by_pair(self, *, reader: User | None) -> list[Agreement]:
        """How far each two people agree, see ``desk.pair_judgements``."""
        return agreement_by_pair(self._pair_judgements(reader))

    def agreement_by_kind(self, *, reader: User | None) -> list[Agreement]:
        """How far authors and second checkers agree by kind of claim, first over all of them."""
        return agreement_by_kind(self._pair_judgements(reader))

    def _pair_judgements(self, reader: User | None) -> list[JudgedTwice]:
        with self._database.read() as cursor:
            return pair_judgements(cursor, reader=reader)
