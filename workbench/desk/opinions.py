"""Second opinions by people who have not seen the verdict, and how far people agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk import contents
from workbench.desk.agreement import Agreement, agreement
from workbench.desk.desk import check_evidence
from workbench.desk.permissions import Action, may, require_now
from workbench.desk.standing import name_of, standing
from workbench.desk.wording import worded
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import (
    Claim,
    ClaimState,
    Opinion,
    OpinionRequest,
    User,
    Verdict,
    VerdictVersion,
)
from workbench.storage import (
    accounts,
    articles,
    drafts,
    events,
    moves,
    opinions,
    statements,
    verdicts,
)
from workbench.storage.events import EventKind

if TYPE_CHECKING:
    from workbench.storage.database import Database

HAS_VERDICT = (ClaimState.SUBMITTED, ClaimState.APPROVED)
BARE_FACT = "stated as fact"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A second opinion that differs from the verdict it was given beside."""

    claim: Claim
    version: VerdictVersion
    opinion: Opinion


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
            now = standing(cursor, claim_id, at=at)
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
            if claim_id in opinions.owed(cursor, reviewer):
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
            opinions.add_request(cursor, request)
            events.append(
                cursor,
                at=at,
                who=by.name,
                what=EventKind.OPINION_ASKED,
                subject=claim_id,
                payload=contents.of_request(request),
            )
        return request

    def asked(self, reviewer: User) -> list[OpinionRequest]:
        """What a person was asked for and has not given, oldest first."""
        with self._database.read() as cursor:
            return opinions.asked(cursor, reviewer.name)

    def blind(self, reviewer: User) -> frozenset[str]:
        """The claims of which a person must be shown no verdict."""
        with self._database.read() as cursor:
            return opinions.owed(cursor, reviewer.name)

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
        why = worded(rationale, "the rationale")
        cited = tuple(dict.fromkeys(cited))
        if why is None:
            raise InputError(f"write a rationale: why is the claim {verdict.value}?")
        check_evidence(verdict, cited, None, confidence)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.DECIDE)
            at = self._clock()
            now = standing(cursor, claim_id, at=at)
            if claim_id not in opinions.owed(cursor, by.name):
                raise NotAllowed(
                    "nobody has asked you for a second opinion on this claim; one counts only "
                    "when it is given without sight of the verdict"
                )
            unknown = set(cited) - statements.by_ids(cursor, cited).keys()
            if unknown:
                raise InputError(f"there is no statement {min(unknown)} in the archive to cite")
            opinion = Opinion(claim_id, now.version, by.name, verdict, why, at, confidence, cited)
            opinions.add(cursor, opinion)
            drafts.drop(cursor, by.name, claim_id)
            events.append(
                cursor,
                at=at,
                who=by.name,
                what=EventKind.OPINION_GIVEN,
                subject=claim_id,
                payload=contents.of_opinion(opinion),
            )
        return opinion

    def of_claim(self, claim_id: str) -> list[Opinion]:
        """The opinions given on a claim, by version and time."""
        with self._database.read() as cursor:
            return opinions.of_claim(cursor, claim_id)

    def disagreements(self) -> list[Disagreement]:
        """Opinions that differ from the latest verdict on their claim, oldest first.

        A new version answers those on the version before it.
        """
        return [
            Disagreement(claim, version, opinion)
            for claim, version, opinion, is_latest in self._judged_twice()
            if is_latest and version.verdict is not opinion.verdict
        ]

    def agreement_by_pair(
        self,
        *,
        since: datetime | None = None,
        person: str | None = None,
        without: Collection[str] = (),
    ) -> list[Agreement]:
        """How far each two people agree, over the versions that one wrote and the other judged.

        The two stand in the order of the alphabet, whoever was the author.

        Args:
            since: Only opinions given from then on.
            person: Only where this account is one of the two.
            without: Claims that are left out.
        """
        found: dict[str, list[tuple[Verdict, Verdict]]] = {}
        for _, version, opinion, _ in self._judged_twice(since, person, without):
            both = sorted([(version.author, version.verdict), (opinion.reviewer, opinion.verdict)])
            names = " and ".join(name for name, _ in both)
            found.setdefault(names, []).append((both[0][1], both[1][1]))
        return [agreement(names, judged) for names, judged in sorted(found.items())]

    def agreement_by_kind(
        self,
        *,
        since: datetime | None = None,
        person: str | None = None,
        without: Collection[str] = (),
    ) -> list[Agreement]:
        """How far authors and second checkers agree, by kind of claim; first over all of them.

        The kind is what the speaker does with the words (asserts, denies, questions), or that the
        article states them as fact. What counts is chosen as in ``agreement_by_pair``.
        """
        found: dict[str, list[tuple[Verdict, Verdict]]] = {}
        judged = self._judged_twice(since, person, without)
        for claim, version, opinion, _ in judged:
            kind = BARE_FACT if claim.source is None else claim.polarity.value
            found.setdefault(kind, []).append((version.verdict, opinion.verdict))
        every = [(version.verdict, opinion.verdict) for _, version, opinion, _ in judged]
        overall = [agreement("all claims", every)] if every else []
        return overall + [agreement(kind, pairs) for kind, pairs in sorted(found.items())]

    def _judged_twice(
        self,
        since: datetime | None = None,
        person: str | None = None,
        without: Collection[str] = (),
    ) -> list[tuple[Claim, VerdictVersion, Opinion, bool]]:
        """Each opinion with its claim, the version beside it, and whether that is the latest."""
        with self._database.read() as cursor:
            given = opinions.every(cursor)
            ids = sorted({opinion.claim_id for opinion in given})
            claims = articles.claims_by_id(cursor, ids)
            history = verdicts.versions_of(cursor, ids)
        return [
            (
                claims[opinion.claim_id],
                history[opinion.claim_id][opinion.version - 1],
                opinion,
                opinion.version == len(history[opinion.claim_id]),
            )
            for opinion in given
            if opinion.claim_id not in without
            and (since is None or opinion.given_at >= since)
            and (
                person is None
                or person
                in (opinion.reviewer, history[opinion.claim_id][opinion.version - 1].author)
            )
        ]
