"""From claims to their priors: gathered, ordered, read and labelled, many claims at once.

What is only looked up, a sentence without an article, goes the same way but for the reranking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.archive.embedding.embedding import Embedder
from workbench.archive.embedding.locks import Rounds, in_one_round
from workbench.archive.index.filters import Filter, day_number
from workbench.archive.index.search_index import SearchIndex
from workbench.archive.priors import ranking
from workbench.archive.priors.candidates import Sought, candidates
from workbench.archive.priors.priors import LaneFound, one_a_text, priors_of
from workbench.archive.priors.ranking import Ranked
from workbench.archive.priors.reranking import Reranker
from workbench.archive.priors.searches import prepare_searches
from workbench.archive.relation.relation import Relator
from workbench.model.prior import Lane, Prior, Query
from workbench.model.statement import Statement
from workbench.storage.claims import claim_edits
from workbench.storage.statements import statements as rows

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

FAR_TOO = 0.0
"""The relevance from which a lookup shows: who looks something up may see the far ones too."""


class Matching:
    """Finds the priors of claims in one archive. Every public method is one round."""

    def __init__(
        self,
        database: Database,
        index: SearchIndex,
        *,
        embedder: Callable[[], Embedder],
        labellers_embedder: Callable[[], Embedder],
        relator: Relator,
        reranker: Reranker,
        mentioned: Callable[[str], frozenset[str]],
    ) -> None:
        """Name the parts; nothing is loaded yet.

        Args:
            embedder: The model that searches use now.
            labellers_embedder: The model whose cosines the relator weighs.
            mentioned: The actors a text names.
        """
        self._database = database
        self._index = index
        self._embedder = embedder
        self._labellers_embedder = labellers_embedder
        self._reranker = reranker
        self._mentioned = mentioned
        self.relator = relator
        self.rounds = Rounds()

    @in_one_round
    def look_up(self, asked: Sequence[tuple[Query, Filter]], *, k: int) -> list[list[Prior]]:
        """The up to ``k`` nearest of each sentence among the statements that pass its filter."""
        sought = self._prepare([query for query, _ in asked])
        wanted = [passing for _, passing in asked]
        lanes = [
            (one, Lane.PRIOR, best[:k])
            for one, best in self._rank_first(list(zip(sought, wanted, strict=True)))
        ]
        return self._label(lanes, relevant_from=FAR_TOO)

    @in_one_round
    def priors(self, queries: Sequence[Query], *, k: int) -> list[list[Prior]]:
        """Priors of each claim: lane prior, best first, then lane since; up to ``k`` a lane."""
        asked: list[tuple[int, Lane, Sought, Filter]] = []
        for number, sought in enumerate(self._prepare(queries)):
            own, day = sought.query.article_id, sought.query.article_date
            before = Filter(to_day=None if day is None else day_number(day), not_article=own)
            asked.append((number, Lane.PRIOR, sought, before))
            if day is not None:
                after = Filter(from_day=day_number(day) + 1, undated=True, not_article=own)
                asked.append((number, Lane.SINCE, sought, after))
        first = self._rank_first([(sought, wanted) for _, _, sought, wanted in asked])
        first = [  # what was said since is shown by the day; no more of it is read than is shown
            (sought, found if lane is Lane.PRIOR else found[:k])
            for (_, lane, _, _), (sought, found) in zip(asked, first, strict=True)
        ]
        ranked = [best[:k] for best in self._reranker.rerank(first)]
        lanes = [
            (sought, lane, best) for (_, lane, sought, _), best in zip(asked, ranked, strict=True)
        ]
        matched: list[list[Prior]] = [[] for _ in queries]
        for (number, *_), priors in zip(asked, self._label(lanes), strict=True):
            matched[number] += priors
        return matched

    @in_one_round
    def weigh_candidates(
        self, queries: Sequence[Query]
    ) -> list[list[tuple[Statement, dict[str, float]]]]:
        """The candidates of lane prior with the features that rank them, for fitting."""
        asked = []
        for sought in self._prepare(queries):
            day = sought.query.article_date
            asked.append((sought, Filter(to_day=None if day is None else day_number(day))))
        weighed = []
        for (sought, _), found in zip(asked, self._load_statements(asked), strict=True):
            values = ranking.features(self._index, sought, found, self._mentioned)
            weighed.append(list(zip(found.values(), values, strict=True)))
        return weighed

    # Step by step ------------------------------------------------------------------------------

    def _prepare(self, queries: Sequence[Query]) -> list[Sought]:
        if not queries:
            return []
        self._index.refresh()
        return prepare_searches(queries, self._embedder(), self._mentioned)

    def _load_statements(
        self, asked: Sequence[tuple[Sought, Filter]]
    ) -> list[dict[int, Statement]]:
        found = candidates(self._index, asked)
        with self._database.read() as cursor:
            aside = claim_edits.rows_set_aside(cursor)
            held = rows.by_row_ids(cursor, sorted(set().union(*found) - aside))
        return [
            {row_id: held[row_id] for row_id in row_ids if row_id not in aside} for row_ids in found
        ]

    def _rank_first(
        self, asked: Sequence[tuple[Sought, Filter]]
    ) -> list[tuple[Sought, list[Ranked]]]:
        return [
            (
                sought,
                one_a_text(
                    self._database, ranking.rank(self._index, sought, found, self._mentioned)
                ),
            )
            for (sought, _), found in zip(asked, self._load_statements(asked), strict=True)
        ]

    def _label(
        self, lanes: Sequence[LaneFound], relevant_from: float = ranking.RELEVANT_FROM
    ) -> list[list[Prior]]:
        pairs = [(sought.query, one.statement) for sought, _, ranked in lanes for one in ranked]
        labels = self.relator.relate_read(pairs, self._nearness(lanes))
        return priors_of(self._database, lanes, labels, relevant_from)

    def _nearness(self, lanes: Sequence[LaneFound]) -> list[float] | None:
        """The cosines the index has; None where it serves another model than the labeller's."""
        if self._embedder().revision != self._labellers_embedder().revision:
            return None
        return [
            float(cosine)
            for sought, _, ranked in lanes
            for cosine in self._index.cosines(sought.vector[None], [one.row_id for one in ranked])[
                :, 0
            ]
        ]
