"""Priors for a verdict: kept while the archive stands still, and completed by what is cited."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from workbench.archive.priors.lanes import days_before, lane_of
from workbench.archive.priors.word_marks import word_marks
from workbench.desk.claims.claim_query import query_of
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.prior import Prior, Query, RelationLabel, WordMarks
from workbench.model.statement import Statement

Match = Callable[[Sequence[Query], int], list[list[Prior]]]
Relate = Callable[[Sequence[tuple[str, str]]], list[RelationLabel]]
Key = tuple[object, tuple[tuple[str, str], ...], Query, int]
MOST_KEPT: Final = 512


class PriorsKept:
    """The priors of claims looked at lately, matched anew when archive or models have changed."""

    def __init__(
        self,
        match: Match,
        revision: Callable[[], object],
        models: Callable[[], Mapping[str, str]],
    ) -> None:
        """Name the parts.

        Args:
            revision: Cheap, and differs after every change of the archive.
            models: The models that serve, as a verdict records them: priors of others must not
                stand behind it.
        """
        self._match = match
        self._revision = revision
        self._models = models
        self._kept: OrderedDict[Key, tuple[Prior, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, claim: Claim, article: Article, k: int) -> list[Prior]:
        """Up to ``k`` priors a lane."""
        query = query_of(claim, article)  # and not the id alone: people correct claims
        key = (self._revision(), tuple(sorted(self._models().items())), query, k)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return list(self._kept[key])
        priors = self._match([query], k)[0]
        with self._lock:
            self._kept[key] = tuple(priors)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return priors


def priors_of_cited(
    claim: Claim,
    article: Article,
    statements: Sequence[Statement],
    relate: Relate,
) -> list[Prior]:
    """Statements that were found by a search and cited, as priors of rank 0."""
    words = claim.proposition if claim.proposition else claim.text
    labels = relate([(words, statement.text) for statement in statements])
    return [
        Prior(
            statement=statement,
            rank=0,
            score=0.0,
            lane=lane_of(statement, article.published_on),
            label=label,
            days_before=days_before(statement, article.published_on),
        )
        for statement, label in zip(statements, labels, strict=True)
    ]


def judges_behind(priors: Iterable[Prior]) -> dict[str, str]:
    """The larger readers that judged some of the priors, as a verdict records models."""
    judges = {prior.label.judge.revision for prior in priors if prior.label.judge is not None}
    return {"larger reader": "; ".join(sorted(judges))} if judges else {}


def marks_of(claim: Claim, priors: Sequence[Prior]) -> dict[str, WordMarks]:
    """By statement id, where the words of each prior agree or clash with the claim's."""
    return {one.statement.statement_id: word_marks(claim, one.statement) for one in priors}
