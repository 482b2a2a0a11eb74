"""Vectors of another model for the whole archive, while the old one serves.

Whoever has the database open does it, batch by batch; what is committed survives a kill, and which
statements still lack a vector is where it goes on.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.archive.embedding.current_model import CurrentModel, load_model
from workbench.archive.embedding.embedding import Embedder, StatementVectors, resolve_name
from workbench.archive.index.vector_index import VectorIndex
from workbench.errors import StorageError
from workbench.model.job import JobStep
from workbench.storage.statements import statements as statement_rows
from workbench.storage.statements import vectors as vector_rows

if TYPE_CHECKING:
    from workbench.archive.embedding.locks import Rounds
    from workbench.archive.index.search_index import SearchIndex
    from workbench.storage.engine.database import Database

EMBEDDED_AT_ONCE: Final = 256
READ_AT_ONCE: Final = 20_000


class ReEmbedding:
    """Changes the model of one archive, one change at a time."""

    def __init__(
        self, database: Database, served: CurrentModel, index: SearchIndex, rounds: Rounds
    ) -> None:
        """Name the parts.

        Args:
            rounds: The searches that go on; the model is changed between them.
        """
        self._database = database
        self._served = served
        self._index = index
        self._rounds = rounds

    def steps(self, model: str | None) -> Generator[JobStep, None, None]:
        """Embed everything and change over, unless it is halted; see ``Archive.re_embed``."""
        location = resolve_name(model)
        embedder = load_model(location)
        yield JobStep(0, self._count_vectors())
        index = VectorIndex(embedder.dimension)
        switched = False
        while not switched:
            yield from embed_all(self._database, embedder)
            add_new(self._database, embedder, index)
            index.catch_up()
            switched = self._try_to_switch(location, embedder, index)
        with self._database.write() as cursor:
            vector_rows.drop_others(cursor, model=embedder.name, revision=embedder.revision)
        self._index.save()

    def _try_to_switch(self, location: str | None, embedder: Embedder, index: VectorIndex) -> bool:
        """Change model and vectors at once, unless statements came meanwhile."""
        with self._rounds.change(), self._database.write() as cursor:
            if index.rows != statement_rows.last_row_id(cursor):
                return False
            self._served.change(cursor, location, embedder)
            self._index.switch(index)
        return True

    def _count_vectors(self) -> int:
        with self._database.read() as cursor:
            return statement_rows.count(cursor)


def embed_all(database: Database, embedder: Embedder) -> Iterator[JobStep]:
    """Give every statement a vector of this model, where it has none.

    Yields:
        After each batch how many statements have one and how many there are.
    """
    making = StatementVectors(embedder)
    model, revision = embedder.name, embedder.revision
    with database.read() as cursor:
        done = vector_rows.count(cursor, model=model, revision=revision)
    after = 0
    while True:
        with database.read() as cursor:
            lacking = vector_rows.find_missing(
                cursor, model=model, revision=revision, limit=EMBEDDED_AT_ONCE, after=after
            )
            of = statement_rows.last_row_id(cursor)
        if not lacking:
            return
        made = making.encode([(text, title) for _, text, title in lacking])
        with database.write() as cursor:
            row_ids = [row_id for row_id, _, _ in lacking]
            vector_rows.add(cursor, row_ids, made, model=model, revision=revision)
        after = row_ids[-1]
        done += len(lacking)
        yield JobStep(done, of)


def add_new(database: Database, embedder: Embedder, index: VectorIndex) -> None:
    """Bring an index of this model up to the last statement that has a vector of it.

    Raises:
        StorageError: a vector in between is missing.
    """
    while True:
        with database.read() as cursor:
            rows, vectors = vector_rows.read_batch(
                cursor,
                model=embedder.name,
                revision=embedder.revision,
                dimension=embedder.dimension,
                after=index.rows,
                limit=READ_AT_ONCE,
            )
        if not len(rows):
            return
        if not np.array_equal(rows, np.arange(index.rows + 1, index.rows + 1 + len(rows))):
            raise StorageError("vectors went missing meanwhile; run workbench re-embed again")
        index.add(vectors)
