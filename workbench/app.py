"""The application object: built from Settings, shared by the pages, the routes, the commands.

It joins stages where a job crosses them: what comes in (``coming_in``), and what is shown and
decided beside a claim's priors. What one stage can do alone is called on that stage, see
``stages``: ``app.desk.withdraw``, ``app.screens.queue``, ``app.archive.search``,
``app.exports.take``, ``app.sessions.sign_in``.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.coming_in import ComingIn, Flags, StoredArticle
from workbench.desk.claims.bulk_plan import PlanChange, PlannedTogether
from workbench.desk.claims.workflow import TO_DO
from workbench.desk.figures.figures import (
    ENOUGH_JUDGED,
    ENOUGH_TIMED,
    Backlog,
    Bar,
    Figures,
    Period,
    Step,
    Times,
)
from workbench.desk.intake.import_jobs import ImportUnderWay
from workbench.desk.people.permissions import Action, may
from workbench.desk.queue.claim_links import NAMES as FILTER_NAMES
from workbench.desk.queue.claim_links import asked_for, page_of, waits_of, written
from workbench.desk.queue.risk import Risk, RiskKind, speaks_against
from workbench.desk.queue.saved_views import Views
from workbench.desk.queue.sign_off_queue import Waiting
from workbench.desk.queue.statement_pages import StatementPage
from workbench.desk.queue.waiting import Cause, WaitingClaim, Waits
from workbench.desk.verdicts.differences import Difference, Kept, Piece
from workbench.errors import NotFound
from workbench.model.claim import Claim
from workbench.model.people import MACHINE, Program, Role, User
from workbench.model.prior import Absence, Prior, Query, Reversal, Timeline, WordMarks
from workbench.model.verdict import SignOff, Verdict, VerdictVersion
from workbench.publishing.choice import Choice, LeftOut
from workbench.publishing.preview import ExportPreview
from workbench.settings import Settings
from workbench.stages import utc_now
from workbench.storage.people.saved_views import SavedView
from workbench.storage.reads.article_queue import ArticleProgress
from workbench.storage.reads.claim_list import PAGE as CLAIMS_A_PAGE
from workbench.storage.reads.claim_list import Due, Listed, Order, Wanted
from workbench.storage.reads.page_queries import ClaimOnDesk
from workbench.storage.statements.imports import ImportRecord, ImportState

if TYPE_CHECKING:
    from workbench.desk.intake.backups import Restored
    from workbench.ledger.as_known import SignedOff
    from workbench.ledger.verification import VerifiedLedger

__all__ = [
    "CLAIMS_A_PAGE",
    "ENOUGH_JUDGED",
    "ENOUGH_TIMED",
    "FILTER_NAMES",
    "MACHINE",
    "TO_DO",
    "Action",
    "App",
    "ArticleProgress",
    "Backlog",
    "Bar",
    "Cause",
    "Choice",
    "ClaimOnDesk",
    "Difference",
    "Due",
    "ExportPreview",
    "Figures",
    "Flags",
    "ImportRecord",
    "ImportState",
    "ImportUnderWay",
    "Kept",
    "LeftOut",
    "Listed",
    "Order",
    "Period",
    "Piece",
    "PlanChange",
    "PlannedTogether",
    "Risk",
    "RiskKind",
    "SavedView",
    "StatementPage",
    "Step",
    "StoredArticle",
    "Times",
    "Views",
    "Waiting",
    "WaitingClaim",
    "Waits",
    "Wanted",
    "asked_for",
    "page_of",
    "shared_app",
    "speaks_against",
    "utc_now",
    "waits_of",
    "written",
]


class App(ComingIn):
    """Everything the outside may call: each stage by its name, and the jobs that cross stages."""

    def priors(self, claim_id: str, k: int = 10) -> list[Prior]:
        """Up to ``k`` priors a lane; kept until the archive changes.

        Raises:
            NotFound: there is no such claim.
        """
        claim = self.page_queries.bare_claim(claim_id)
        return self._priors_kept.of(claim, self.page_queries.article(claim.article_id), k)

    def reversals(self, claim_id: str) -> list[Reversal]:
        """Actors that are on both sides of a claim, said then and said later, from its priors.

        Raises:
            NotFound: there is no such claim.
        """
        return self.archive.reversals(self.priors(claim_id))

    def timeline(self, claim_id: str, most: int = 30) -> Timeline:
        """Who said what on a claim and when: up to ``most`` statements each side of its day.

        Raises:
            NotFound: there is no such claim.
        """
        return self.archive.timeline(self._query_of(claim_id), self.priors(claim_id, most))

    def timeline_by(self, actor: str, text: str, most: int = 60) -> Timeline:
        """What one actor, by any of its names, said on a topic, and when."""
        return self.archive.timeline_by(actor, text, k=most)

    def absence(self, claim_id: str) -> Absence | None:
        """What was searched for a claim, if nothing said by its article's day is for or against it.

        Raises:
            NotFound: there is no such claim.
        """
        return self.archive.absence_for(self._query_of(claim_id), self.priors(claim_id))

    def word_marks(self, claim: Claim, priors: Sequence[Prior]) -> dict[str, WordMarks]:
        """By statement id, where the words of each prior agree or clash with the claim's."""
        from workbench.desk.verdicts.citations import marks_of

        return marks_of(claim, priors)

    def may(self, user: User, action: Action) -> bool:
        """Whether the person's role permits the action, so that a screen can leave it out."""
        return may(user, action)

    def decide(
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
        """Submit a verdict together with the priors that were on the screen.

        Args:
            cited: Statement ids; any statement of the archive may be cited, shown or not.
            seen_version: The latest version the checker saw, 0 for none.
            confidence: 0 to 1, the checker's own.
            outside_evidence: A URL or note on evidence that is not in the archive.
            shown: What was on the screen, none for what ``priors`` gives now. Evidence that has
                come since flags the verdict.
            correction_note: For readers, where the verdict is signed: what was wrong in it.
            claim_seen: The claim as it was on the screen; one that was corrected since is refused.

        Raises:
            InputError: no rationale, or no evidence where the verdict needs some.
            Conflict: the verdict has moved on since, somebody else has taken the claim, or it is
                signed and there is no correction note; the message says how it stands.
            NotAllowed: the person's role may not decide.
            NotFound: no such claim, or a cited statement is not in the archive.
        """
        seen = self.priors(claim_id) if shown is None else list(shown)
        version = self.verdicts.submit(
            claim_id,
            verdict=verdict,
            rationale=rationale,
            cited=cited,
            priors=[*seen, *self._cited_beside(claim_id, cited, seen)],
            by=by,
            seen_version=seen_version,
            confidence=confidence,
            outside_evidence=outside_evidence,
            correction_note=correction_note,
            claim_seen=claim_seen,
        )
        # asked for anew: what came before this moment no pass over new statements looks at again
        self.verdicts.raise_flags({claim_id: self.priors(claim_id)}, by=MACHINE)
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
            seen: What came after the version and is known to the signer, see
                ``desk.changes_since``.

        Raises:
            NotAllowed: the role does not permit it, or the person had a hand in the version.
            NotFound: there is no such claim or version.
            Conflict: the version, the article or the evidence has changed; the message says how.
        """
        self._intake.require(by, Action.SIGN_OFF)
        self.verdicts.raise_flags({claim_id: self.priors(claim_id)}, by=MACHINE)
        return self.verdicts.approve(claim_id, version, by=by, note=note, seen=seen)

    def as_known(self, claim_id: str, version: int) -> SignedOff:
        """What the signer of a version had before them, rebuilt and proved.

        Raises:
            NotFound: there is no such claim or version, or nobody has signed it.
            LedgerBroken: what can be rebuilt differs from what was signed.
        """
        from workbench.ledger.as_known import as_known

        return as_known(self.database, claim_id, version)

    def verify_ledger(self, *, by: User, containing: str | None = None) -> VerifiedLedger:
        """Prove that no event and no recorded row was changed, left out or put in afterwards.

        Args:
            containing: A ``ledger_head`` from an earlier export, which must be in the chain.

        Raises:
            NotAllowed: the person's role may not verify the ledger.
            LedgerBroken: the message names the first event or row that does not hold.
        """
        from workbench.ledger.verification import verify

        self._intake.require(by, Action.VERIFY_LEDGER)
        return verify(self.database, containing=containing)

    def restore(self, file: Path, *, by: User, force: bool = False) -> Restored:
        """Put a backup in the place of the database, before this application has opened it.

        Raises:
            InputError: the file cannot be read, or is not what its checksum says.
            Conflict: there is a database and ``force`` is not set.
            StorageError: a desk has the database open, or the file is no workbench database.
            LedgerBroken: the backup's ledger does not hold.
        """
        from workbench.desk.intake.backups import restore

        path = self.settings.database
        restored = restore(file, path, by=by, force=force, clock=self.clock)
        shutil.rmtree(self.settings.index_directory, ignore_errors=True)  # it is made again
        return restored

    def _query_of(self, claim_id: str) -> Query:
        from workbench.desk.claims.claim_query import query_of

        claim = self.page_queries.bare_claim(claim_id)
        return query_of(claim, self.page_queries.article(claim.article_id))

    def _cited_beside(
        self, claim_id: str, cited: Sequence[str], seen: Sequence[Prior]
    ) -> list[Prior]:
        """Cited statements that were not among the priors seen."""
        from workbench.desk.verdicts.citations import cited_beside

        there = {prior.statement.statement_id for prior in seen}
        beside = [one for one in dict.fromkeys(cited) if one not in there]
        if not beside:
            return []
        found = {one.statement_id: one for one in self.archive.statements(beside)}
        for statement_id in beside:
            if statement_id not in found:
                raise NotFound(f"there is no statement {statement_id} in the archive to cite")
        claim = self.page_queries.bare_claim(claim_id)
        article = self.page_queries.article(claim.article_id)
        ordered = [found[statement_id] for statement_id in beside]
        return cited_beside(claim, article, ordered, self.relator.relate)

    def operator(self) -> Program:
        """Who acts on the command line: whoever may open the file, under a name of its own.

        Account names cannot contain a colon, so this never is a person of the desk.
        """
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError):  # a container's user may have no entry
            name = "unknown"
        return Program(f"cli:{name}", f"Command line ({name})", Role.ADMIN)

    def close(self) -> None:
        """Close the database so that another process can open it."""
        with _shared_lock:
            for path in [path for path, app in _shared.items() if app is self]:
                del _shared[path]
        if "imports" in self.__dict__:
            self.imports.stop()
        if "_new_evidence" in self.__dict__:
            self._new_evidence.stop()
        if "database" in self.__dict__:
            self.database.close()


_shared: dict[Path, App] = {}
_shared_lock = threading.RLock()


def shared_app(settings: Settings) -> App:
    """The one application object of this process for a database file."""
    path = settings.database.resolve()
    with _shared_lock:
        if path not in _shared:
            _shared[path] = App(settings)
        return _shared[path]
