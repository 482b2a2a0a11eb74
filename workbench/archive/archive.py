"""The archive: statements in, priors out.

Every public method may be called from several threads. The models load on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.archive.embedding.current_model import CurrentModel
from workbench.archive.embedding.embedding import Embedder, default_embedder
from workbench.archive.importing import statement_importer
from workbench.archive.index.re_embedding import ReEmbedding
from workbench.archive.index.search_index import SearchIndex
from workbench.archive.priors.matching import Matching
from workbench.archive.priors.reranking import Reranker
from workbench.archive.priors.watched_claims import WatchedClaims
from workbench.archive.reads import ArchiveReads
from workbench.archive.relation.pair_texts import reader_of
from workbench.archive.relation.relation import Relator
from workbench.model.job import Job, JobStep
from workbench.model.prior import Query
from workbench.model.statement import ImportReport, Statement

if TYPE_CHECKING:
    from workbench.extraction.extractor import Extractor
    from workbench.storage.engine.database import Database

REMEMBERED = 20_000
"""Texts whose actors are kept in memory: the same candidates come back claim after claim."""


class Archive(ArchiveReads):
    """All of it: what asks, and what changes. The application gives out ``reads`` alone."""

    def __init__(
        self,
        database: Database,
        *,
        index_directory: Path,
        embedding_model: str | None,
        extractor: Callable[[], Extractor],
        clock: Callable[[], datetime],
        embedder: Embedder | None = None,
        relation_model: str | None = None,
        relator: Relator | None = None,
    ) -> None:
        """Name the parts; nothing is loaded yet.

        Args:
            embedding_model: None for the installed default, else a folder or a hub name.
            embedder: A ready embedder instead, for tests and benchmarks.
            relation_model: None for the cross-encoder that ships, else the folder of another.
            relator: A ready labeller instead, for tests.
        """
        self._served = CurrentModel(database, embedding_model, embedder)
        index = SearchIndex(database, index_directory, self._served.embedder)
        # the relation's coefficients belong to the installed model, whichever one search uses
        installed = default_embedder if embedder is None else self._served.embedder
        reader = partial(reader_of, relation_model)

        @lru_cache(maxsize=REMEMBERED)
        def mentioned(text: str) -> frozenset[str]:
            found: frozenset[str] = extractor().actors.mentioned(text)
            return found

        matching = Matching(
            database,
            index,
            embedder=self._served.embedder,
            labellers_embedder=installed,
            relator=(
                Relator(extractor, reader=reader, embedder=installed)
                if relator is None
                else relator
            ),
            reranker=Reranker(reader),
            mentioned=mentioned,
        )
        super().__init__(
            database, index_directory, index, matching, extractor=extractor, mentioned=mentioned
        )
        self._intake = statement_importer.StatementImporter(
            database, self._served.embedder, self._actor_of, clock
        )
        self._re_embedding = ReEmbedding(database, self._served, self._index, self._matching.rounds)

    def reads(self) -> ArchiveReads:
        """The same archive for whoever may only ask."""
        return ArchiveReads(
            self._database,
            self._folder,
            self._index,
            self._matching,
            extractor=self._extractor,
            mentioned=self._mentioned,
        )

    def load_models(self) -> None:
        """Load what reads: the embedding, the parser and the relation.

        Raises:
            ModelUnavailable: one of them is not installed.
        """
        self._served.embedder()
        self._matching.relator.relate([("The desk is ready.", "The desk is ready.")])

    # Statements in -----------------------------------------------------------------------------

    def import_steps(
        self, path: Path, job: Job, *, by: str, at_once: int = statement_importer.BATCH
    ) -> Generator[JobStep, None, ImportReport]:
        """Import a csv, jsonl or parquet file from where its job stands, a batch a step.

        What cannot be taken is named and left out; rejected rows are written beside the file as
        ``<file name>.rejects.csv``, numbered where that is taken. Running the same import again
        adds nothing.

        Args:
            by: The account that imports, for the ledger.
            at_once: Rows a batch, each committed as a whole.

        Raises:
            InputError: the file as a whole cannot be read.
        """
        try:
            report = yield from self._intake.steps(path, job, by=by, at_once=at_once)
        except GeneratorExit:  # it rests: what it added is kept in the index's files too
            self._index.save()
            raise
        if report.accepted:
            self._index.save()
        return report

    def group_reprints(self) -> None:
        """Find the reprints among statements that came since the last time.

        Part of every import; what a killed process or an earlier release left is done by the next.
        """
        self._intake.reprints.group_new()

    def add_statements(self, statements: Iterable[Statement], *, by: str) -> tuple[str, ...]:
        """Add statements, such as the claims of a stored article; returns the ids newly added.

        Content that is there already, or an id that is taken, is left out.
        """
        added: list[str] = []
        stream = iter(statements)
        while batch := list(islice(stream, statement_importer.BATCH)):
            outcome = self._intake.add(batch, by=by, subject="statements")
            added += [one.statement_id for one in outcome.new]
        return tuple(added)

    # For the desk itself -----------------------------------------------------------------------

    def watch(self, queries: Sequence[Query]) -> WatchedClaims:
        """Claims ready to be held against statements as these come in."""
        return WatchedClaims(
            self._database,
            self._index,
            self._matching.rounds,
            self._served.embedder,
            self._matching.relator.relate_read,
            self._mentioned,
            queries,
        )

    def weigh_candidates(
        self, queries: Sequence[Query]
    ) -> list[list[tuple[Statement, dict[str, float]]]]:
        """The candidates of lane prior with the features that rank them, for fitting."""
        return self._matching.weigh_candidates(queries)

    # Changing the model ------------------------------------------------------------------------

    def re_embed(self, model: str | None) -> Generator[JobStep, None, None]:
        """Search with another model, as soon as every statement has its vector; a batch a step.

        Until then the old one serves; a killed or halted run goes on when it is called again.

        Args:
            model: None for the installed default, else a folder or a hub name.

        Raises:
            ModelUnavailable: the weights are not on this machine.
        """
        return self._re_embedding.steps(model)
