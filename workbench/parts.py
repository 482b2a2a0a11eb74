"""What the services of a desk are made of, and nobody else may call: here no one is asked who acts.

``app`` holds one ``Parts`` and gives it away to no page, route or command.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.clock import SteadyClock
from workbench.lazy import Lazy
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.archive.archive import Archive
    from workbench.archive.reader.larger_reader import LargerReader
    from workbench.desk.intake.article_imports import ArticleImports
    from workbench.desk.intake.article_store import ArticleStore
    from workbench.desk.intake.due_work import DueWork
    from workbench.desk.intake.kept_files import KeptFiles
    from workbench.desk.intake.new_evidence import NewEvidence
    from workbench.desk.intake.statement_job import StatementJob
    from workbench.desk.jobs.jobs import Jobs
    from workbench.desk.jobs.runner import Runner
    from workbench.desk.people.passwords import Passwords
    from workbench.desk.people.throttle import Throttle
    from workbench.desk.upkeep.model_job import ModelJob
    from workbench.extraction.extractor import Extractor
    from workbench.storage.engine.database import Database


class Parts:
    """The parts of one desk. A test may assign a stand-in for one before it is first used."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        extractor: Callable[[], Extractor],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._extractor = extractor

    @Lazy
    def database(self) -> Database:
        """The open database file."""
        from workbench.storage.engine.database import Database
        from workbench.storage.ledger import events

        database = Database(self._settings.database)
        if isinstance(self._clock, SteadyClock):
            with database.read() as cursor:
                for event in events.latest(cursor, 1):
                    self._clock.not_before(datetime.fromisoformat(event.at))
        return database

    def close(self) -> None:
        """Let long work rest and close the database, where they were ever needed."""
        made = vars(self)
        if "runner" in made:  # work may be under way that nobody has looked at
            self.jobs.stop()
        if (reader := made.get("larger_reader")) is not None:
            reader.stop()
        if "database" in made:
            self.database.close()

    # Documents and statements in ----------------------------------------------------------------

    @Lazy
    def archive(self) -> Archive:
        """Statements in and out."""
        from workbench.archive.archive import Archive

        return Archive(
            self.database,
            index_directory=self._settings.index_directory,
            embedding_model=self._settings.embedding_model,
            relation_model=self._settings.relation_model,
            extractor=self._extractor,
            clock=self._clock,
        )

    @Lazy
    def larger_reader(self) -> LargerReader | None:
        """The model elsewhere that reads again what is shown; none unless one was named."""
        if self._settings.larger_reader is None:
            return None
        from workbench.archive.reader.larger_reader import LargerReader

        return LargerReader(self._settings.larger_reader, self.database, clock=self._clock)

    @Lazy
    def article_store(self) -> ArticleStore:
        """Articles onto the desk."""
        from workbench.desk.intake.article_store import ArticleStore

        return ArticleStore(self.database, clock=self._clock)

    @Lazy
    def due_work(self) -> DueWork:
        """What new statements ask for, done by whoever comes next."""
        from workbench.desk.intake.due_work import DueWork

        return DueWork(self.article_imports, lambda: self.archive, self.new_evidence)

    @Lazy
    def kept_files(self) -> KeptFiles:
        """Uploads whose import is not over."""
        from workbench.desk.intake.kept_files import KeptFiles

        return KeptFiles(self._settings.imports_directory)

    def model_revisions(self) -> dict[str, str]:
        """Each model behind the priors with its revision, for the record."""
        from workbench.archive.revisions import revisions

        return revisions(
            self.database, self._settings.embedding_model, self._settings.relation_model
        )

    # Long work: the runner, and each kind of it -------------------------------------------------

    @Lazy
    def runner(self) -> Runner:
        """Begins long work."""
        from workbench.desk.jobs.runner import Runner

        return Runner(self.database, clock=self._clock)

    @Lazy
    def jobs(self) -> Jobs:
        """Long work that is on its way."""
        from workbench.desk.jobs.jobs import Jobs
        from workbench.model.job import JobKind

        return Jobs(
            self.runner,
            {
                JobKind.STATEMENTS: lambda: self.statement_job,
                JobKind.ARTICLES: lambda: self.article_imports,
                JobKind.MODEL: lambda: self.model_job,
                JobKind.EVIDENCE: lambda: self.new_evidence,
            },
        )

    @Lazy
    def statement_job(self) -> StatementJob:
        """Files of statements into the archive."""
        from workbench.desk.intake.statement_job import StatementJob

        return StatementJob(
            lambda: self.archive, self.kept_files, then=lambda: self.due_work.finish_imported()
        )

    @Lazy
    def article_imports(self) -> ArticleImports:
        """Articles through the stages."""
        from workbench.desk.intake.article_imports import ArticleImports
        from workbench.reading.folders import documents_at

        return ArticleImports(
            self.runner,
            self.article_store,
            self._extractor,
            lambda: self.archive,
            documents_at,
        )

    @Lazy
    def model_job(self) -> ModelJob:
        """The archive read by another model."""
        from workbench.desk.upkeep.model_job import ModelJob

        return ModelJob(lambda: self.archive)

    @Lazy
    def new_evidence(self) -> NewEvidence:
        """New statements against old verdicts."""
        from workbench.desk.intake.new_evidence import NewEvidence
        from workbench.desk.verdicts.evidence_flags import EvidenceFlags

        flags = EvidenceFlags(self.database, clock=self._clock)
        return NewEvidence(
            self.runner, self.database, flags, lambda queries: self.archive.watch(queries)
        )

    # Who comes in -------------------------------------------------------------------------------

    @Lazy
    def throttle(self) -> Throttle:
        """Failed tries to come in; one count for all ways."""
        from workbench.desk.people.throttle import Throttle

        return Throttle(self._clock)

    @Lazy
    def passwords(self) -> Passwords:
        """Hashing; a test may assign a quick one."""
        from workbench.desk.people.passwords import Passwords

        return Passwords()
