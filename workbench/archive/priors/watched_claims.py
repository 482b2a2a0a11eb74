"""Claims held against new statements: which of these may bear on which claim, and how.

The work grows with what is new, not with the archive: claims are embedded once and kept, new
statements have their vectors already, one matrix product compares them, and only the near pairs
are related. A denial may share little with what it denies, so a statement by somebody whom the
claim names or comes from need not be so near (docs/decisions/011-new-evidence.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from workbench.archive.embedding.embedding import Embedder
from workbench.archive.embedding.locks import Rounds, in_one_round
from workbench.archive.index.query_text import topic_of
from workbench.archive.index.search_index import SearchIndex
from workbench.archive.priors.lanes import days_before, lane_of
from workbench.model.prior import Prior, Query, RelationLabel
from workbench.model.statement import Statement
from workbench.storage.claims import claim_edits, claim_vectors
from workbench.storage.statements import reprints
from workbench.storage.statements import statements as statement_rows

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

NEAR: Final = 0.30
"""Cosine from which a pair is related: all but few of the bank's later statements that contradict
or support a claim reach it, and 4 in 1,000 of other stories' (``make bench ONLY=flags``)."""

CLOSER_BY: Final = 0.15
"""What is added where the statement's actor is one the claim names or comes from."""

MOST: Final = 100
"""Statements related to one claim for each round of new ones, the nearest."""

SURE_OF_OTHERS: Final = 0.7
"""Probability of a side from which it is told of somebody whom the claim neither names nor comes
from: whose word bears on a claim less must be read the more surely."""

RELATED_AT_ONCE: Final = 512
"""Pairs."""

Relate = Callable[[Sequence[tuple[Query, Statement]]], list[RelationLabel]]
Mentioned = Callable[[str], frozenset[str]]


class WatchedClaims:
    """Some claims, ready to be compared with statements as these come in."""

    def __init__(
        self,
        database: Database,
        index: SearchIndex,
        rounds: Rounds,
        embedder: Callable[[], Embedder],
        relate: Relate,
        mentioned: Mentioned,
        queries: Sequence[Query],
    ) -> None:
        """Embed the claims that have no vector yet.

        Args:
            rounds: The searches that go on; the model is changed between them.
            embedder: The model that searches use now.
            mentioned: The actors a text names.
        """
        self._database = database
        self._index = index
        self.rounds = rounds
        self._embedder = embedder
        self._relate = relate
        self._queries = list(queries)
        self._embed()
        self._concerned: dict[str, list[int]] = {}
        for number, query in enumerate(self._queries):
            own = () if query.actor is None else (query.actor,)
            for actor in mentioned(topic_of(query)).union(own):
                self._concerned.setdefault(actor, []).append(number)

    def touched(self, after: int, up_to: int) -> dict[str, list[Prior]]:
        """By claim, statements of rows ``after + 1`` to ``up_to`` that may bear on it, related.

        A claim's own article is left out, and so is a reprint of what was there before.
        """
        found: dict[str, list[Prior]] = {}
        near = self._near(after, up_to)
        while some := list(islice(near, RELATED_AT_ONCE)):
            labels = self._relate([(query, statement) for query, statement, _, _ in some])
            for (query, statement, cosine, closer), label in zip(some, labels, strict=True):
                if not closer and label.probability < SURE_OF_OTHERS:
                    continue
                priors = found.setdefault(query.claim_id, [])
                priors.append(
                    Prior(
                        statement=statement,
                        rank=len(priors) + 1,
                        score=cosine + closer,
                        lane=lane_of(statement, query.article_date),
                        label=label,
                        parts=(("meaning", cosine), ("actors", closer)),
                        days_before=days_before(statement, query.article_date),
                    )
                )
        return found

    def _near(self, after: int, up_to: int) -> Iterator[tuple[Query, Statement, float, float]]:
        """Pairs worth relating with their cosine and what was added to it, the nearest first."""
        if not self._queries or up_to <= after:
            return
        row_ids = range(after + 1, up_to + 1)
        cosines = self._cosines(row_ids)
        with self._database.read() as cursor:
            held = statement_rows.by_row_ids(cursor, row_ids)
            copies = reprints.first_rows(cursor, row_ids)
            aside = claim_edits.rows_set_aside(cursor)
        closer = self._closer([held[row_id].actor for row_id in row_ids])
        nearness = cosines + closer
        gone = [row_id for row_id in row_ids if row_id in copies or row_id in aside]
        nearness[:, [row_id - after - 1 for row_id in gone]] = -np.inf
        for number, query in enumerate(self._queries):
            columns = np.flatnonzero(nearness[number] >= NEAR)
            order = np.argsort(-nearness[number, columns], kind="stable")[:MOST]
            for column in columns[order]:
                statement = held[after + 1 + int(column)]
                if query.article_id is None or statement.article_id != query.article_id:
                    yield (
                        query,
                        statement,
                        float(cosines[number, column]),
                        float(closer[number, column]),
                    )

    @in_one_round
    def _cosines(self, row_ids: Sequence[int]) -> NDArray[np.float32]:
        """Of each claim with each statement, shape (claims, statements), by one model."""
        if self._embedded_by is not self._embedder():  # it was changed since
            self._embed()
        self._index.refresh()
        return self._index.cosines(self._vectors, row_ids).T

    def _embed(self) -> None:
        self._embedded_by = self._embedder()
        self._vectors = _vectors_of(self._database, self._embedded_by, self._queries)

    def _closer(self, actors: Sequence[str | None]) -> NDArray[np.float32]:
        """What is added to each cosine, shape (claims, statements)."""
        added = np.zeros((len(self._queries), len(actors)), dtype=np.float32)
        for column, actor in enumerate(actors):
            if actor is not None and actor in self._concerned:
                added[self._concerned[actor], column] = CLOSER_BY
        return added


def _vectors_of(
    database: Database, embedder: Embedder, queries: Sequence[Query]
) -> NDArray[np.float32]:
    """One row a claim, shape (claims, dimension); those made now are kept."""
    model, revision = embedder.name, embedder.revision
    with database.read() as cursor:
        held = claim_vectors.read_all(
            cursor, model=model, revision=revision, dimension=embedder.dimension
        )
    new = [query for query in queries if query.claim_id not in held]
    if new:
        made = embedder.encode([topic_of(query) for query in new])
        ids = [query.claim_id for query in new]
        held.update(zip(ids, made, strict=True))
        with database.write() as cursor:
            claim_vectors.add(cursor, ids, made, model=model, revision=revision)
    if not queries:
        return np.zeros((0, embedder.dimension), dtype=np.float32)
    return np.stack([held[query.claim_id] for query in queries])
