"""The desk: verdicts, sign-offs and flags, each with its event in one transaction.

The rules live here and not in the screens: who may, four eyes, what evidence a verdict needs, and
that an approval is for the version that was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from workbench.desk.claims.claim_state import Standing, check_move, claim_of, name_of, read_standing
from workbench.desk.claims.workflow import Move, action_of
from workbench.desk.people.permissions import require_now
from workbench.desk.validation import check_finding, check_words
from workbench.desk.verdicts.changes import changes_since, check_nothing_unseen
from workbench.desk.verdicts.citations import judges_behind
from workbench.desk.verdicts.evidence_flags import EvidenceFlags
from workbench.errors import Conflict, InputError, NotFound
from workbench.ledger.as_known import known_now
from workbench.ledger.recording import record
from workbench.model.claim import Claim
from workbench.model.ledger import VerdictSubmitted
from workbench.model.on_desk import Change
from workbench.model.people import MACHINE, User
from workbench.model.prior import Prior
from workbench.model.verdict import (
    Reopening,
    SignOff,
    SignOffDecision,
    Verdict,
    VerdictVersion,
    Withdrawal,
)
from workbench.storage.ledger import events
from workbench.storage.verdicts import drafts, verdicts
from workbench.storage.verdicts.visibility import check_may_see

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


class Evidence(Protocol):
    """What is needed of the archive: what stands beside a claim, see ``Priors``."""

    def of(self, claim_id: str) -> list[Prior]: ...
    def of_claim(self, claim: Claim) -> list[Prior]: ...
    def beside(self, claim_id: str, cited: Sequence[str], seen: Sequence[Prior]) -> list[Prior]: ...


class Verdicts:
    """Where people decide. Every method is safe to call from many threads."""

    def __init__(
        self,
        database: Database,
        priors: Evidence,
        *,
        clock: Callable[[], datetime],
        models: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """``models`` names the models behind the priors shown, each with its revision."""
        self._database = database
        self._priors = priors
        self._clock = clock
        self._models = models
        self._flags = EvidenceFlags(database, clock=clock)

    def submit(
        self,
        claim_id: str,
        *,
        verdict: Verdict,
        rationale: str,
        cited: Sequence[str],
        by: User,
        seen_version: int,
        confidence: float | None = None,
        outside_evidence: str | None = None,
        shown: Sequence[Prior] | None = None,
        correction_note: str | None = None,
        claim_seen: Claim | None = None,
    ) -> VerdictVersion:
        """Add a version of the verdict on a claim and keep the priors that were seen with it.

        Evidence that has come since ``shown`` was looked up flags the new version.

        Args:
            cited: Statement ids; any statement of the archive may be cited, shown or not.
            seen_version: The latest version the checker saw, 0 for none.
            confidence: 0 to 1, the checker's own.
            outside_evidence: A URL or note on evidence that is not in the archive.
            shown: The priors that were on the screen, none for what stands there now.
            correction_note: Reopens a signed verdict on the way, see ``reopen``.
            claim_seen: The claim as it was on the screen, none not to compare it.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim, or a cited statement is not in the archive.
            InputError: no rationale; no evidence for contested or confirmed.
            Conflict: another version was submitted since, or somebody else has taken the claim;
                the message says who. A signed verdict changes only with a correction note. Or
                somebody has corrected the claim since.
        """
        found = check_finding(
            verdict, rationale, cited, confidence=confidence, outside_evidence=outside_evidence
        )
        on_screen = self._priors.of(claim_id) if shown is None else shown
        beside = self._priors.beside(claim_id, found.cited, on_screen)
        seen = {prior.statement.statement_id: prior for prior in (*on_screen, *beside)}
        models = tuple(sorted({**self._models(), **judges_behind(seen.values())}.items()))
        with self._database.write() as cursor:
            require_now(cursor, by, action_of(Move.SUBMIT))
            at = self._clock()
            now = read_standing(cursor, claim_id, at=at)
            for prior in seen.values():
                if prior.statement.article_id == now.claim.article_id:
                    raise InputError(
                        f"statement {prior.statement.statement_id} is from the claim's own "
                        "article, which cannot bear out or contest itself; cite another source"
                    )
            if now.version != seen_version:
                raise Conflict(_say_how_it_moved(cursor, now.latest, seen_version))
            if claim_seen is not None and claim_seen != now.claim:
                raise Conflict(
                    "somebody has corrected the claim itself since you opened it; read its card "
                    "again, then decide"
                )
            if correction_note is not None:
                self._reopen(cursor, now, correction_note, by=by, at=at)
                now = read_standing(cursor, claim_id, at=at)
            check_move(cursor, now, Move.SUBMIT, by)
            version = VerdictVersion(
                claim_id=claim_id,
                version=now.version + 1,
                verdict=verdict,
                rationale=found.rationale,
                author=by.name,
                decided_at=at,
                confidence=confidence,
                cited=found.cited,
                outside_evidence=found.outside_evidence,
                models=models,
            )
            record(cursor, VerdictSubmitted(version, tuple(seen.values())))
            drafts.drop(cursor, by.name, claim_id)
        # asked for anew: what came before this moment no pass over new statements looks at again
        self._look(now.claim, but=seen)
        return version

    def approve(
        self,
        claim_id: str,
        version: int,
        *,
        by: User,
        note: str | None = None,
        seen: Collection[str] = (),
    ) -> SignOff:
        """Sign one version of a verdict, after a look for evidence that has just come in.

        Args:
            seen: What came after the version and is known to the signer: ids of contradicting
                statements and of later texts of the article, see ``changes_since``.

        Raises:
            NotAllowed: the role does not permit it, or the person had a hand in the version.
            NotFound: there is no such claim or version.
            Conflict: a later version exists, this one is signed already, or something came since
                that is not among ``seen``; the message says what changed.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, action_of(Move.APPROVE))
            claim = claim_of(cursor, claim_id)
        self._look(claim)
        return self._sign(claim_id, version, SignOffDecision.APPROVED, by=by, note=note, seen=seen)

    def send_back(self, claim_id: str, version: int, *, by: User, reason: str) -> SignOff:
        """Return one version of a verdict to the checkers.

        Raises:
            InputError: no reason is given.
            NotAllowed: the role does not permit it, or the person had a hand in the version.
            NotFound: there is no such claim or version.
            Conflict: a later version exists, or this one is signed already.
        """
        if check_words(reason, "the reason") is None:
            raise InputError("say why the verdict is sent back; the checker needs the reason")
        return self._sign(claim_id, version, SignOffDecision.RETURNED, by=by, note=reason)

    def changes_since(self, claim_id: str, version: int, *, reader: User | None) -> list[Change]:
        """What came after a version that its signer has to see: contradictions, later texts.

        Raises:
            NotAllowed: the verdict is kept from the reader.
            NotFound: there is no such claim or version.
        """
        with self._database.read() as cursor:
            check_may_see(cursor, claim_id, reader)
            history = verdicts.versions(cursor, claim_id)
            if not 1 <= version <= len(history):
                raise NotFound(f"claim {claim_id} has no version {version} of a verdict")
            return changes_since(cursor, claim_of(cursor, claim_id), history[version - 1])

    def withdraw(
        self, claim_id: str, version: int, *, by: User, reason: str | None = None
    ) -> Withdrawal:
        """Take one's own version back before anybody signs it.

        Raises:
            NotAllowed: the person did not write the version.
            NotFound: there is no such claim or version.
            Conflict: a later version exists, or this one is signed already.
        """
        words = check_words(reason, "the reason")
        with self._database.write() as cursor:
            require_now(cursor, by, action_of(Move.WITHDRAW))
            at = self._clock()
            now = _at_version(cursor, claim_id, version, at)
            check_move(cursor, now, Move.WITHDRAW, by)
            withdrawal = Withdrawal(claim_id, version, by.name, at, words)
            record(cursor, withdrawal)
        return withdrawal

    def reopen(self, claim_id: str, version: int, *, by: User, correction_note: str) -> Reopening:
        """Reopen a signed verdict; a new version has to be submitted and signed.

        Args:
            correction_note: What was wrong, for readers; it goes out with the new version.

        Raises:
            InputError: there is no correction note.
            NotAllowed: the role does not permit it.
            NotFound: there is no such claim or version.
            Conflict: a later version exists, or this one is not signed.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, action_of(Move.REOPEN))
            at = self._clock()
            now = _at_version(cursor, claim_id, version, at)
            return self._reopen(cursor, now, correction_note, by=by, at=at)

    def _look(self, claim: Claim, *, but: Collection[str] = ()) -> None:
        """Flag the claim's verdict with evidence that has come since.

        Args:
            but: Statements that were seen with it, as far as they are known here.
        """
        found = self._priors.of_claim(claim)
        if new := [prior for prior in found if prior.statement.statement_id not in but]:
            self._flags.raise_flags({claim.claim_id: new}, by=MACHINE)

    def _reopen(
        self, cursor: Cursor, now: Standing, correction_note: str, *, by: User, at: datetime
    ) -> Reopening:
        words = check_words(correction_note, "the correction note")
        if words is None:
            raise InputError(
                "write a correction note for readers: what was wrong in the signed verdict?"
            )
        check_move(cursor, now, Move.REOPEN, by)
        reopening = Reopening(now.claim.claim_id, now.version, by.name, at, words)
        record(cursor, reopening)
        return reopening

    def _sign(
        self,
        claim_id: str,
        version: int,
        decision: SignOffDecision,
        *,
        by: User,
        note: str | None,
        seen: Collection[str] = (),
    ) -> SignOff:
        words = check_words(note, "the note")
        approves = decision is SignOffDecision.APPROVED
        move = Move.APPROVE if approves else Move.SEND_BACK
        with self._database.write() as cursor:
            require_now(cursor, by, action_of(move))
            at = self._clock()
            now = _at_version(cursor, claim_id, version, at)
            check_move(cursor, now, move, by)
            if approves and now.latest is not None:
                check_nothing_unseen(cursor, now.claim, now.latest, seen)
            sign_off = SignOff(
                claim_id=claim_id,
                version=version,
                decision=decision,
                signed_by=by.name,
                signed_at=at,
                note=words,
                seen=tuple(dict.fromkeys(seen)),
                known_sha256=known_now(cursor, claim_id, version).sha256,
                ledger_head=events.end(cursor)[1],
            )
            record(cursor, sign_off)
        return sign_off


def _at_version(cursor: Cursor, claim_id: str, version: int, at: datetime) -> Standing:
    """Where a claim stands, provided that ``version`` is the latest.

    Raises:
        NotFound: there is no such claim or version.
        Conflict: there is a later version.
    """
    now = read_standing(cursor, claim_id, at=at)
    if not 1 <= version <= now.version:
        raise NotFound(f"claim {claim_id} has no version {version} of a verdict")
    if now.version != version:
        raise Conflict(_say_how_it_moved(cursor, now.latest, version))
    return now


def _say_how_it_moved(cursor: Cursor, latest: VerdictVersion | None, seen: int) -> str:
    if latest is None:
        return f"version {seen} is not on the desk; reload the claim"
    who = name_of(cursor, latest.author)
    what = f"{who} submitted version {latest.version} ({latest.verdict.value})"
    at = latest.decided_at.strftime("%Y-%m-%d %H:%M UTC")
    before = "before any was seen here" if seen == 0 else f"after the version {seen} seen here"
    return f"{what} at {at}, {before}; read it and decide again"
