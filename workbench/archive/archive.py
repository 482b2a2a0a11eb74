"""The archive: statements in, priors out.

Every public method may be called from several threads. The models load on first use.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.archive.embedding.current_model import CurrentModel
from workbench.archive.embedding.embedding import Embedder, default_embedder
from workbench.archive.importing import statement_importer
from workbench.archive.importing.rows import rows_in
from workbench.archive.index.filters import Filter, filter_of
from workbench.archive.index.query_text import topic_of
from workbench.archive.index.re_embedding import ReEmbedding
from workbench.archive.index.search_index import SearchIndex
from workbench.archive.priors.absence import absence_for, absence_of
from workbench.archive.priors.matching import Matching
from workbench.archive.priors.reranking import CloserLook
from workbench.archive.priors.reversals import reversals
from workbench.archive.priors.timeline import timeline
from workbench.archive.priors.watched_claims import WatchedClaims
from workbench.archive.relation.pair_texts import reader_of
from workbench.archive.relation.relation import Relator
from workbench.archive.status import ArchiveStatus, status
from workbench.errors import NotFound
from workbench.model.prior import Absence, Prior, Query, Reversal, Timeline
from workbench.model.statement import ImportReport, Search, Statement
from workbench.storage.statements import reprints as reprint_rows
from workbench.storage.statements import statements as rows
from workbench.storage.statements.imports import ImportRecord, ImportState

if TYPE_CHECKING:
    from workbench.extraction.extractor import Extractor
    from workbench.storage.engine.database import Database

REMEMBERED = 20_000
"""Texts whose actors are kept in memory: the same candidates come back claim after claim."""


class Archive:
    """Statements of one database, searchable and related to claims."""

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
        self._database = database
        self._folder = index_directory
        self._extractor = extractor
        self._served = CurrentModel(database, embedding_model, embedder)
        self._index = SearchIndex(database, index_directory, self._served.embedder)
        self._intake = statement_importer.StatementImporter(
            database, self._served.embedder, self._actor_of, clock
        )
        # the relation's coefficients belong to the installed model, whichever one search uses
        installed = default_embedder if embedder is None else self._served.embedder
        reader = partial(reader_of, relation_model)
        self._mentioned = lru_cache(maxsize=REMEMBERED)(self._actors_in)
        self._matching = Matching(
            database,
            self._index,
            embedder=self._served.embedder,
            labellers_embedder=installed,
            relator=(
                Relator(extractor, reader=reader, embedder=installed)
                if relator is None
                else relator
            ),
            closer_look=CloserLook(reader),
            mentioned=self._mentioned,
        )
        self._re_embedding = ReEmbedding(
            database, self._served, self._index, self._matching.rounds, index_directory
        )

    # Statements in -----------------------------------------------------------------------------

    def import_statements(
        self, path: Path, *, by: str, progress: Callable[[int], None] | None = None
    ) -> ImportReport:
        """Import a csv, jsonl or parquet file; what cannot be taken is named and left out.

        Rejected rows are written beside the file as ``<file name>.rejects.csv``, numbered where
        that is taken. Running the same import again adds nothing.

        Args:
            by: The account that imports, for the ledger.
            progress: Called with the number of rows done so far.

        Raises:
            InputError: the file as a whole cannot be read.
        """
        report = self._intake.import_file(path, by=by, progress=progress)
        if report.accepted:
            self._index.save()
        return report

    def begin_import(self, file: str, *, by: str, total: int | None) -> ImportRecord:
        """Note that an import begins, which ``go_on_importing`` then does."""
        return self._intake.begin(file, by=by, total=total)

    def go_on_importing(
        self,
        path: Path,
        record: ImportRecord,
        *,
        by: str,
        halt: statement_importer.Halt,
        progress: Callable[[int], None] | None = None,
        at_once: int = statement_importer.BATCH,
    ) -> None:
        """Import a file from the row on where the record stands, until it ends or is halted.

        Args:
            halt: Asked between batches; a state other than none leaves the import in it, with
                nothing half done.
            at_once: Rows a batch, each committed as a whole.

        Raises:
            InputError: the file as a whole cannot be read.
        """
        self._intake.import_file(
            path, by=by, progress=progress, going_on=record, halt=halt, at_once=at_once
        )
        self._index.save()

    def cancel_import(self, record: ImportRecord, *, by: str) -> None:
        """End an import that rests; what it has added stays."""
        self._intake.end(record, ImportState.CANCELLED, by=by)

    def rows_in(self, path: Path) -> int | None:
        """About how many rows an import file has, None where that cannot be told."""
        return rows_in(path)

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

    # Priors out --------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        *,
        as_of: date | None = None,
        actor: str | None = None,
        source: str | None = None,
        language: str | None = None,
        speaker: str | None = None,
        since: date | None = None,
        k: int = 10,
    ) -> list[Prior]:
        """The ``k`` statements nearest to ``text``, with their relation to it.

        Args:
            as_of: Only statements dated on or before this day; undated ones are left out.
            actor: Only statements of this actor, by any of its names: "Tehran" is Iran.
            source: Only what this publisher printed, in whatever case.
            language: Only statements in this language, such as "en"; "en-GB" is "en".
            speaker: Only those of whose speaker's name these are words: "Kanaani" will do.
            since: Only statements dated on or after this day; undated ones are left out.
        """
        search = Search(text, as_of, actor, source, language, speaker, since)
        [found] = self.searches([search], k=k)
        return found

    def searches(self, searches: Sequence[Search], *, k: int = 10) -> list[list[Prior]]:
        """What each of many searches finds, in their order; quicker than one by one."""
        asked = [one if k > 0 and one.text.strip() else None for one in searches]
        found = iter(
            self._matching.looked_up(
                [
                    (Query("", one.text, article_date=one.as_of), self._filter_of(one))
                    for one in asked
                    if one is not None
                ],
                k=k,
            )
        )
        return [[] if one is None else next(found) for one in asked]

    def absence_of(self, search: Search, found: Sequence[Prior]) -> Absence | None:
        """What a search looked at, if nothing it found takes a side on its words."""
        return absence_of(search, found, self._filter_of(search), self._index.count)

    def absence_for(self, query: Query, priors: Sequence[Prior]) -> Absence | None:
        """What was searched for a claim, if nothing said by then is for or against it.

        Args:
            priors: What ``match`` found for the claim.
        """
        return absence_for(query, priors, self._mentioned, self._index.count)

    def reversals(self, priors: Iterable[Prior]) -> list[Reversal]:
        """Who has stood on both sides, in the order of the change."""
        return reversals(priors)

    def timeline(self, query: Query, priors: Sequence[Prior]) -> Timeline:
        """Who said what on a claim and when, from its priors; see ``timeline``."""
        return timeline(
            priors,
            day=query.article_date,
            text=query.text,
            named=self._named_in_order(topic_of(query)),
            actor=query.actor,
            polarity=query.polarity,
            texts=self._texts_of(priors),
        )

    def timeline_by(self, actor: str, text: str, *, k: int) -> Timeline:
        """What one actor, by any of its names, said on a topic over time: the ``k`` nearest."""
        found = self.search(text, actor=actor, k=k)
        return timeline(found, texts=self._texts_of(found))

    def match(self, queries: Sequence[Query], *, k: int = 10) -> list[list[Prior]]:
        """Priors of each query: lane prior, best first, then lane since; up to ``k`` a lane.

        A statement with no day cannot be shown to precede an article, so it stands in lane since
        with no ``days_before``. Without an article date every statement is in lane prior. An
        article's own claims are never its priors.
        """
        return self._matching.priors(queries, k=k)

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

    def weighed(self, queries: Sequence[Query]) -> list[list[tuple[Statement, dict[str, float]]]]:
        """The candidates of lane prior with the features that rank them, for fitting."""
        return self._matching.weighed(queries)

    # Changing the model ------------------------------------------------------------------------

    def re_embed(
        self,
        model: str | None,
        *,
        progress: Callable[[int], None] | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        """Search with another model, as soon as every statement has its vector.

        Until then the old one serves; a killed or stopped run goes on when it is called again.

        Args:
            model: None for the installed default, else a folder or a hub name.
            progress: Called with the number of statements done so far.
            stop: Set by another thread to stop between batches.

        Raises:
            ModelUnavailable: the weights are not on this machine.
        """
        self._re_embedding.run(model, progress=progress, stop=stop)

    def re_embed_if_asked(self, stop: threading.Event) -> None:
        """Do what was asked for, or go on with what a killed process left."""
        self._re_embedding.run_if_asked(stop)

    # The record --------------------------------------------------------------------------------

    def statement(self, statement_id: str) -> Statement:
        """One statement.

        Raises:
            NotFound: there is none with this id.
        """
        found = self.statements([statement_id])
        if not found:
            raise NotFound(f"there is no statement {statement_id} in the archive")
        return found[0]

    def statements(self, statement_ids: Sequence[str]) -> list[Statement]:
        """Those of the statements that are there, in the order asked for."""
        with self._database.read() as cursor:
            held = rows.by_ids(cursor, statement_ids)
        return [held[one] for one in statement_ids if one in held]

    def count(self) -> int:
        """How many statements there are."""
        with self._database.read() as cursor:
            return rows.count(cursor)

    def status(self) -> ArchiveStatus:
        """How it stands, for who looks after it."""
        return status(self._database, self._folder)

    # Inside ------------------------------------------------------------------------------------

    def _filter_of(self, search: Search) -> Filter:
        """A search as a filter; by actor "Tehran" it means Iran, and a name unknown is itself."""
        named = search.actor
        known = None if named is None else self._actor_of(named, None)
        return filter_of(search, named if known is None else known)

    def _named_in_order(self, text: str) -> list[str]:
        mentioned = self._mentioned(text)
        named = [mention.alias.actor for mention in self._extractor().actors.mentions(text)]
        return [actor for actor in dict.fromkeys(named) if actor in mentioned]

    def _texts_of(self, priors: Sequence[Prior]) -> dict[str, int]:
        """The number of each statement's text, the same for reprints."""
        with self._database.read() as cursor:
            return reprint_rows.groups_of(cursor, [one.statement.statement_id for one in priors])

    def _actors_in(self, text: str) -> frozenset[str]:
        found: frozenset[str] = self._extractor().actors.mentioned(text)
        return found

    def _actor_of(self, speaker: str, on: date | None) -> str | None:
        actor: str | None = self._extractor().actors.resolve(speaker, on)
        return actor
