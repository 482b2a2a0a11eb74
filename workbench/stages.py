"""The stages of one desk, built from Settings: each a service, made when it is first used.

A command pays only for what it needs, and a service that needs another one asks for it here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.clock import SteadyClock, wall_clock
from workbench.lazy import Lazy
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.archive.archive import Archive
    from workbench.archive.index.re_embedding import ProgressNote
    from workbench.archive.relation.relation import Relator
    from workbench.desk.claims.claim_edits import ClaimEdits
    from workbench.desk.claims.work import Work
    from workbench.desk.figures.insights import Insights
    from workbench.desk.intake.article_jobs import ArticleJobs
    from workbench.desk.intake.article_store import ArticleStore
    from workbench.desk.intake.backups import Backups
    from workbench.desk.intake.import_jobs import ImportJobs
    from workbench.desk.intake.model_changes import ModelChanges
    from workbench.desk.opinions.opinions import Opinions
    from workbench.desk.people.accounts import Accounts
    from workbench.desk.people.first_admin import FirstAdmin
    from workbench.desk.people.guides import Guides
    from workbench.desk.people.passwords import Passwords
    from workbench.desk.people.sessions import Sessions
    from workbench.desk.people.throttle import Throttle
    from workbench.desk.queue.saved_views import SavedViews
    from workbench.desk.queue.sign_off_queue import SignOffQueue
    from workbench.desk.queue.statement_pages import StatementPages
    from workbench.desk.queue.waiting import Waiting
    from workbench.desk.verdicts.citations import PriorsKept
    from workbench.desk.verdicts.drafts import Drafts
    from workbench.desk.verdicts.new_evidence import NewEvidence
    from workbench.desk.verdicts.verdicts import Verdicts
    from workbench.extraction.extractor import Extractor
    from workbench.publishing.exports import Exports
    from workbench.publishing.sheet import Sheets
    from workbench.storage.engine.database import Database
    from workbench.storage.reads.page_queries import PageQueries

Clock = Callable[[], datetime]
utc_now: Final = wall_clock


class Stages:
    """One service a stage. Opening the database waits until it is needed."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        """``clock`` is for tests; without it, it is the machine's, which never goes back here."""
        self.settings = settings
        self.clock = SteadyClock() if clock is None else clock

    @Lazy
    def database(self) -> Database:
        """The open database file."""
        from workbench.storage.engine.database import Database
        from workbench.storage.ledger import events

        database = Database(self.settings.database)
        if isinstance(self.clock, SteadyClock):
            with database.read() as cursor:
                for event in events.latest(cursor, 1):
                    self.clock.not_before(datetime.fromisoformat(event.at))
        return database

    @Lazy
    def backups(self) -> Backups:
        """Copies of the open database."""
        from workbench.desk.intake.backups import Backups

        return Backups(self.database, clock=self.clock)

    @Lazy
    def extractor(self) -> Extractor:
        """Articles to claims; needs no database."""
        from workbench.extraction.extractor import Extractor

        return Extractor.load(self.settings.actors)

    @Lazy
    def relator(self) -> Relator:
        """The relation of claim and statement; needs no database."""
        from workbench.archive.relation.pair_texts import reader_of
        from workbench.archive.relation.relation import Relator

        model = self.settings.relation_model
        return Relator(lambda: self.extractor, reader=lambda: reader_of(model))

    @Lazy
    def archive(self) -> Archive:
        """Statements: import, search, match."""
        from workbench.archive.archive import Archive

        return Archive(
            self.database,
            index_directory=self.settings.index_directory,
            embedding_model=self.settings.embedding_model,
            relation_model=self.settings.relation_model,
            extractor=lambda: self.extractor,
            clock=self.clock,
        )

    @Lazy
    def re_embedding(self) -> ProgressNote:
        """How far a change of the embedding model is, and asking for one; needs no database."""
        from workbench.archive.index.re_embedding import ProgressNote

        return ProgressNote(self.settings.index_directory)

    @Lazy
    def model_changes(self) -> ModelChanges:
        """Changing the embedding model from a page."""
        from workbench.desk.intake.model_changes import ModelChanges

        return ModelChanges(self.database, self.re_embedding, clock=self.clock)

    @Lazy
    def _intake(self) -> ArticleStore:
        """Articles onto the desk."""
        from workbench.desk.intake.article_store import ArticleStore

        return ArticleStore(self.database, clock=self.clock)

    @Lazy
    def _articles(self) -> ArticleJobs:
        """Articles through the stages."""
        from workbench.desk.intake.article_jobs import ArticleJobs

        return ArticleJobs(self._intake, lambda: self.extractor, lambda: self.archive)

    @Lazy
    def _priors_kept(self) -> PriorsKept:
        """Priors of claims looked at lately."""
        from workbench.desk.verdicts.citations import PriorsKept

        return PriorsKept(
            lambda queries, k: self.archive.match(queries, k=k),
            lambda: (self.archive.count(), self._intake.statements_set_aside()),
            self.model_revisions,
        )

    @Lazy
    def _new_evidence(self) -> NewEvidence:
        """New statements against old verdicts."""
        from workbench.desk.verdicts.new_evidence import NewEvidence

        return NewEvidence(
            self.database, self.verdicts, lambda queries: self.archive.watch(queries)
        )

    @Lazy
    def imports(self) -> ImportJobs:
        """Imports of statements in the background."""
        from workbench.desk.intake.import_jobs import ImportJobs

        return ImportJobs(
            self.database,
            lambda: self.archive,
            folder=self.settings.imports_directory,
            then=self._after_import,
        )

    def _after_import(self) -> None:
        """What new statements mean for the desk; the look at verdicts goes on by itself."""
        self._articles.finish()
        self.archive.group_reprints()
        self._new_evidence.look_soon()

    @Lazy
    def statement_pages(self) -> StatementPages:
        """A statement with what stands around it."""
        from workbench.desk.queue.statement_pages import StatementPages

        return StatementPages(self.database)

    @Lazy
    def verdicts(self) -> Verdicts:
        """Verdicts and sign-offs."""
        from workbench.desk.verdicts.verdicts import Verdicts

        return Verdicts(self.database, clock=self.clock, models=self.model_revisions)

    @Lazy
    def claims(self) -> ClaimEdits:
        """Claims added, cut, put together, corrected and dismissed by people."""
        from workbench.desk.claims.claim_edits import ClaimEdits

        def statements_follow() -> None:
            self._articles.finish()
            self._new_evidence.look_soon()

        return ClaimEdits(
            self.database,
            clock=self.clock,
            reader=lambda: self.extractor,
            changed=statements_follow,
        )

    @Lazy
    def work(self) -> Work:
        """Who works on what: taken claims, assignments, priorities."""
        from workbench.desk.claims.work import Work

        return Work(self.database, clock=self.clock)

    @Lazy
    def opinions(self) -> Opinions:
        """Blind second opinions and how far people agree."""
        from workbench.desk.opinions.opinions import Opinions

        return Opinions(self.database, clock=self.clock)

    @Lazy
    def drafts(self) -> Drafts:
        """What people have typed and not sent."""
        from workbench.desk.verdicts.drafts import Drafts

        return Drafts(self.database, clock=self.clock)

    @Lazy
    def views(self) -> SavedViews:
        """Filters of the claims that people saved under a name."""
        from workbench.desk.queue.saved_views import SavedViews

        return SavedViews(self.database, clock=self.clock)

    @Lazy
    def guides(self) -> Guides:
        """Who is shown the first steps."""
        from workbench.desk.people.guides import Guides

        return Guides(self.database, clock=self.clock)

    @Lazy
    def insights(self) -> Insights:
        """The desk's figures, and one's own."""
        from workbench.desk.figures.insights import Insights

        return Insights(self.database, clock=self.clock)

    @Lazy
    def sign_off_queue(self) -> SignOffQueue:
        """What waits for a signature, riskiest first."""
        from workbench.desk.queue.sign_off_queue import SignOffQueue

        return SignOffQueue(self.database, self.page_queries)

    @Lazy
    def waiting(self) -> Waiting:
        """What waits for a person, and why."""
        from workbench.desk.queue.waiting import Waiting

        return Waiting(self.database, clock=self.clock)

    def model_revisions(self) -> dict[str, str]:
        """Each model behind the priors with its revision, for the record."""
        from workbench.archive.revisions import revisions

        return revisions(self.database, self.settings.embedding_model, self.settings.relation_model)

    @Lazy
    def _throttle(self) -> Throttle:
        """Failed tries to come in; one count for all ways."""
        from workbench.desk.people.throttle import Throttle

        return Throttle(self.clock)

    @Lazy
    def _passwords(self) -> Passwords:
        """Hashing; a test may assign a quick one."""
        from workbench.desk.people.passwords import Passwords

        return Passwords()

    @Lazy
    def accounts(self) -> Accounts:
        """People and their roles."""
        from workbench.desk.people.accounts import Accounts

        return Accounts(self.database, clock=self.clock, passwords=self._passwords)

    @Lazy
    def sessions(self) -> Sessions:
        """Signing in and out."""
        from workbench.desk.people.sessions import Sessions

        return Sessions(
            self.database,
            clock=self.clock,
            passwords=self._passwords,
            throttle=self._throttle,
        )

    @Lazy
    def first_admin(self) -> FirstAdmin:
        """The first administrator of a desk without accounts."""
        from workbench.desk.people.first_admin import FirstAdmin

        return FirstAdmin(self.database, self.accounts, clock=self.clock, throttle=self._throttle)

    @Lazy
    def exports(self) -> Exports:
        """CSV and ClaimReview."""
        from workbench.publishing.exports import Exports

        return Exports(self.database, clock=self.clock)

    @Lazy
    def sheets(self) -> Sheets:
        """Printed sheets of signed verdicts."""
        from workbench.publishing.sheet import Sheets

        return Sheets(self.database)

    @Lazy
    def page_queries(self) -> PageQueries:
        """Reads for the pages."""
        from workbench.storage.reads.page_queries import PageQueries

        return PageQueries(self.database, clock=self.clock)
