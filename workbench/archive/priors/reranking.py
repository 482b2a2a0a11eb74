"""The second step of the order: the best of the first are read together with the claim.

Vectors and words tell the topic; whether a statement is on the claim's very point takes a model
that reads both. The cross-encoder's answer is added to the score: how much surer it is that the
statement takes a side on the claim than that it only relates, and how sure that it contradicts.
All this can only lift a statement, so none sinks because it denies. Only a claim with the day of
its article is read so: it is a newsroom's, which looks for denials. A sentence without a day is
looked up; reading brought nothing there, and cost time (docs/decisions/005-search.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from workbench.archive.priors.candidates import Sought
from workbench.archive.priors.ranking import Ranked, load_shipped_weights
from workbench.archive.relation.cross_encoder import LABELS, Logits, PairReader
from workbench.archive.relation.pair_texts import pair_texts
from workbench.model.claim import Polarity
from workbench.model.prior import Query, Relation

LOOKED_AT: Final = 20
"""Statements of a lane that are read with the claim, the best of the first step."""
SUREST: Final = 6.0
"""Log-odds beyond which a reading counts no more, either way."""
FEATURES: Final = ("on_point", "contradicts")
PART: Final = "reading"


class Reranker:
    """Reads the likeliest statements beside each claim and puts them in a better order."""

    def __init__(
        self,
        reader: Callable[[], PairReader],
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Name the reader; it loads on first use.

        Args:
            weights: Of FEATURES; the ones that ship, if not given.
        """
        self._reader = reader
        self._weights = weights

    def rerank(self, lanes: Sequence[tuple[Sought, Sequence[Ranked]]]) -> list[list[Ranked]]:
        """Each lane's statements, best first.

        Those that are not read are lifted by nothing, as if they surely took no side.

        Args:
            lanes: Claims with their statements in the order of the first step.
        """
        weights = load_shipped_weights() if self._weights is None else self._weights
        read = iter(self.features([(sought, ranked[:LOOKED_AT]) for sought, ranked in lanes]))
        reordered = []
        for _, ranked in lanes:
            lifted = []
            for position, one in enumerate(ranked):
                values = next(read) if position < LOOKED_AT else dict.fromkeys(FEATURES, 0.0)
                lift = sum(weights[name] * values[name] for name in FEATURES)
                lifted.append(
                    replace(one, score=one.score + lift, parts=(*one.parts, (PART, lift)))
                )
            reordered.append(sorted(lifted, key=lambda one: (-one.score, one.row_id)))
        return reordered

    def features(self, lanes: Sequence[tuple[Sought, Sequence[Ranked]]]) -> list[dict[str, float]]:
        """What the reader says of each statement, one after the other; each feature from 0.

        Statements beside a claim that is only looked up are not read: their features are 0.
        """
        beside = [(sought.query, one.statement) for sought, ranked in lanes for one in ranked]
        in_news = [(query, one) for query, one in beside if query.article_date is not None]
        if not in_news:
            return [dict.fromkeys(FEATURES, 0.0) for _ in beside]
        logits = self._reader().logits([pair_texts(query, one) for query, one in in_news])
        read = iter(reading_features(logits, [query for query, _ in in_news]))
        return [
            dict.fromkeys(FEATURES, 0.0) if query.article_date is None else next(read)
            for query, _ in beside
        ]


def reading_features(logits: Logits, queries: Sequence[Query]) -> list[dict[str, float]]:
    """Named features of each pair.

    Args:
        logits: Shape (pairs, 3), in the order of LABELS.
        queries: The claim of each pair. Of one that its speaker denies, support contradicts.
    """
    denied = np.array([query.polarity is Polarity.DENIES for query in queries])
    columns = {label: logits[:, number].astype(np.float64) for number, label in enumerate(LABELS)}
    against = np.where(denied, columns[Relation.SUPPORTS], columns[Relation.CONTRADICTS])
    along = np.where(denied, columns[Relation.CONTRADICTS], columns[Relation.SUPPORTS])
    sided = np.logaddexp(against, along)
    on_point = np.clip(sided - columns[Relation.RELATED], -SUREST, SUREST) + SUREST
    contradicts = np.exp(against - np.logaddexp(sided, columns[Relation.RELATED]))
    columns_of = (on_point, contradicts)
    return [
        dict(zip(FEATURES, map(float, values), strict=True))
        for values in zip(*columns_of, strict=True)
    ]
