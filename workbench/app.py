"""The application: every service of one desk, put together here and nowhere else.

Pages, routes and commands hold an ``App`` and a person. Each service is the one door to what it
does: whatever changes or reveals something asks there who is asking, in its own transaction.

A class and not a function that fills one: so each service is made when it is first used, a command
loads only what it needs, and the types are those of the services.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.clock import SteadyClock
from workbench.lazy import Lazy
from workbench.model.people import Program, Role
from workbench.parts import Parts
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.archive.reads import ArchiveReads
    from workbench.archive.relation.relation import Relator
    from workbench.desk.claims.claim_edits import ClaimEdits
    from workbench.desk.claims.work import Work
    from workbench.desk.figures.insights import Insights
    from workbench.desk.intake.articles import Articles
    from workbench.desk.intake.due_work import DueWork
    from workbench.desk.intake.statement_imports import StatementImports
    from workbench.desk.intake.statements import Statements
    from workbench.desk.jobs.jobs import Jobs
    from workbench.desk.ledger import Ledger
    from workbench.desk.opinions.opinions import Opinions
    from workbench.desk.people.accounts import Accounts
    from workbench.desk.people.first_admin import FirstAdmin
    from workbench.desk.people.guides import Guides
    from workbench.desk.people.sessions import Sessions
    from workbench.desk.queue.saved_views import SavedViews
    from workbench.desk.queue.sign_off_queue import SignOffQueue
    from workbench.desk.queue.statement_pages import StatementPages
    from workbench.desk.queue.waiting import Waiting
    from workbench.desk.upkeep.backups import Backups
    from workbench.desk.upkeep.health import Health
    from workbench.desk.upkeep.model_changes import ModelChanges
    from workbench.desk.verdicts.drafts import Drafts
    from workbench.desk.verdicts.priors import Priors
    from workbench.desk.verdicts.verdicts import Verdicts
    from workbench.extraction.extractor import Extractor
    from workbench.publishing.exports import Exports
    from workbench.publishing.sheet import Sheets
    from workbench.storage.reads.page_queries import PageQueries


class App:
    """One desk. A test may assign a stand-in for a service before it is first used."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] | None = None) -> None:
        """``clock`` is for tests; without it, it is the machine's, which never goes back here."""
        self.settings = settings
        self.clock = SteadyClock() if clock is None else clock
        self._parts = Parts(settings, self.clock, lambda: self.extractor)

    # Documents in, claims out, statements beside them ------------------------------------------

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
    def archive(self) -> ArchiveReads:
        """Statements searched, matched and looked at."""
        return self._parts.archive.reads()

    @Lazy
    def articles(self) -> Articles:
        """Documents read, and articles added with their claims."""
        from workbench.desk.intake.articles import Articles

        return Articles(
            lambda: self._parts.article_store,
            lambda: self._parts.article_imports,
            lambda: self.due_work,
        )

    @Lazy
    def statements(self) -> Statements:
        """Files of statements, imported while somebody waits."""
        from workbench.desk.intake.statements import Statements

        return Statements(self.imports, self.due_work)

    @Lazy
    def imports(self) -> StatementImports:
        """Files of statements, imported in the background."""
        from workbench.desk.intake.statement_imports import StatementImports

        parts = self._parts
        return StatementImports(parts.runner, parts.jobs, parts.statement_job, parts.kept_files)

    @Lazy
    def due_work(self) -> DueWork:
        """What new statements ask for, done by whoever comes next."""
        return self._parts.due_work

    @Lazy
    def jobs(self) -> Jobs:
        """All long work: how far it is, pausing it, going on, ending it."""
        return self._parts.jobs

    @Lazy
    def model_changes(self) -> ModelChanges:
        """Changing the embedding model."""
        from workbench.desk.upkeep.model_changes import ModelChanges

        parts = self._parts
        return ModelChanges(
            parts.runner,
            parts.jobs,
            parts.model_job,
            database=parts.database,
            folder=self.settings.index_directory,
        )

    # People decide ------------------------------------------------------------------------------

    @Lazy
    def priors(self) -> Priors:
        """What stands in the archive beside a claim."""
        from workbench.desk.verdicts.priors import Priors
        from workbench.storage.engine.remembered import Remembered

        parts = self._parts
        revision = Remembered[None, tuple[int, int]](parts.database, most=1)
        models = Remembered[None, dict[str, str]](parts.database, most=1)
        return Priors(
            lambda: self.archive,
            self.page_queries,
            relate=lambda pairs: self.relator.relate(pairs),
            revision=lambda: revision.of(
                None, lambda: (self.archive.count(), parts.article_store.statements_set_aside())
            ),
            models=lambda: models.of(None, parts.model_revisions),
            reader=lambda: parts.larger_reader,
        )

    @Lazy
    def verdicts(self) -> Verdicts:
        """Verdicts and sign-offs."""
        from workbench.desk.verdicts.verdicts import Verdicts

        return Verdicts(
            self._parts.database, self.priors, clock=self.clock, models=self._parts.model_revisions
        )

    @Lazy
    def opinions(self) -> Opinions:
        """Blind second opinions and how far people agree."""
        from workbench.desk.opinions.opinions import Opinions

        return Opinions(self._parts.database, clock=self.clock)

    @Lazy
    def drafts(self) -> Drafts:
        """What people have typed and not sent."""
        from workbench.desk.verdicts.drafts import Drafts

        return Drafts(self._parts.database, clock=self.clock)

    @Lazy
    def claims(self) -> ClaimEdits:
        """Claims added, cut, put together, corrected and dismissed by people."""
        from workbench.desk.claims.claim_edits import ClaimEdits

        return ClaimEdits(
            self._parts.database,
            clock=self.clock,
            reader=lambda: self.extractor,
            changed=lambda: self.due_work.finish_articles(wait=False),
        )

    @Lazy
    def work(self) -> Work:
        """Who works on what: taken claims, assignments, priorities."""
        from workbench.desk.claims.work import Work

        return Work(self._parts.database, clock=self.clock)

    # What waits, and how it goes ----------------------------------------------------------------

    @Lazy
    def page_queries(self) -> PageQueries:
        """Reads for the pages."""
        from workbench.storage.reads.page_queries import PageQueries

        return PageQueries(self._parts.database, clock=self.clock)

    @Lazy
    def statement_pages(self) -> StatementPages:
        """A statement with what stands around it."""
        from workbench.desk.queue.statement_pages import StatementPages

        return StatementPages(self._parts.database)

    @Lazy
    def waiting(self) -> Waiting:
        """What waits for a person, and why."""
        from workbench.desk.queue.waiting import Waiting

        return Waiting(self._parts.database, clock=self.clock)

    @Lazy
    def sign_off_queue(self) -> SignOffQueue:
        """What waits for a signature, riskiest first."""
        from workbench.desk.queue.sign_off_queue import SignOffQueue

        return SignOffQueue(self._parts.database, self.page_queries)

    @Lazy
    def views(self) -> SavedViews:
        """Filters of the claims that people saved under a name."""
        from workbench.desk.queue.saved_views import SavedViews

        return SavedViews(self._parts.database, clock=self.clock)

    @Lazy
    def insights(self) -> Insights:
        """The desk's figures, and one's own."""
        from workbench.desk.figures.insights import Insights

        return Insights(self._parts.database, clock=self.clock)

    # What leaves, and what proves it ------------------------------------------------------------

    @Lazy
    def exports(self) -> Exports:
        """CSV and ClaimReview."""
        from workbench.publishing.exports import Exports

        return Exports(self._parts.database, clock=self.clock)

    @Lazy
    def sheets(self) -> Sheets:
        """Printed sheets of signed verdicts."""
        from workbench.publishing.sheet import Sheets

        return Sheets(self._parts.database)

    @Lazy
    def ledger(self) -> Ledger:
        """The record of what was done, proved."""
        from workbench.desk.ledger import Ledger

        return Ledger(self._parts.database)

    @Lazy
    def health(self) -> Health:
        """Whether people can work, and what to do where they cannot."""
        from workbench.desk.upkeep import health_checks as checks
        from workbench.desk.upkeep.health import Health

        parts, clock = self._parts, self.clock

        def finish_and_search() -> None:
            self.due_work.finish()
            self.archive.search("ready", k=1)

        return Health(
            (
                checks.DatabaseCheck(lambda: parts.database),
                checks.DiskCheck(lambda: parts.database),
                checks.ClockCheck(
                    lambda: clock.behind if isinstance(clock, SteadyClock) else timedelta(0)
                ),
            ),
            (
                checks.PreparedCheck(
                    "models", lambda: parts.archive.load_models(), if_it_fails=checks.MODELS_FAIL
                ),
                checks.PreparedCheck("index", finish_and_search, if_it_fails=checks.INDEX_FAILS),
            ),
        )

    @Lazy
    def backups(self) -> Backups:
        """Copies of the database, made and put back."""
        from workbench.desk.upkeep.backups import Backups

        return Backups(
            lambda: self._parts.database,
            self.settings.database,
            index=self.settings.index_directory,
            clock=self.clock,
        )

    # People -------------------------------------------------------------------------------------

    @Lazy
    def accounts(self) -> Accounts:
        """People and their roles."""
        from workbench.desk.people.accounts import Accounts

        return Accounts(self._parts.database, clock=self.clock, passwords=self._parts.passwords)

    @Lazy
    def sessions(self) -> Sessions:
        """Signing in and out."""
        from workbench.desk.people.sessions import Sessions

        return Sessions(
            self._parts.database,
            clock=self.clock,
            passwords=self._parts.passwords,
            throttle=self._parts.throttle,
        )

    @Lazy
    def first_admin(self) -> FirstAdmin:
        """The first administrator of a desk without accounts."""
        from workbench.desk.people.first_admin import FirstAdmin

        return FirstAdmin(
            self._parts.database,
            passwords=self._parts.passwords,
            clock=self.clock,
            throttle=self._parts.throttle,
        )

    @Lazy
    def guides(self) -> Guides:
        """Who is shown the first steps."""
        from workbench.desk.people.guides import Guides

        return Guides(self._parts.database, clock=self.clock)

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
        self._parts.close()


_shared: dict[Path, App] = {}
_shared_lock = threading.RLock()


def shared_app(settings: Settings) -> App:
    """The one application of this process for a database file."""
    path = settings.database.resolve()
    with _shared_lock:
        if path not in _shared:
            _shared[path] = App(settings)
        return _shared[path]
