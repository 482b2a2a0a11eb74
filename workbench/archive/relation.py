"""The relation of a statement to a claim: contradicts, supports or related, and why.

Vectors cannot see denial, so they only say how far two texts speak of the same thing; whether
they agree comes from the signs of their clauses (``stance``), who acts on whom, numbers and the
words of concession. Two small logistic models weigh these into probabilities; their coefficients
lie in ``relation.json`` and ``python -m workbench.archive.fit_relation SHARED --write``
makes them (docs/decisions/006-relation.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from workbench.archive.embedding import Embedder, load_embedder
from workbench.archive.pairs import Pair, Side, features, reasons
from workbench.model import Polarity, Query, Relation, RelationLabel, Statement

if TYPE_CHECKING:
    from workbench.extraction.extractor import Extractor

SPEAKS_FROM = 0.38
"""From this probability of being on the point a statement is given its side. Below one half: an
overlooked denial costs an editor more than one that is looked at in vain."""

MODEL_FILE = Path(__file__).with_name("relation.json")


@dataclass(frozen=True, slots=True)
class Logistic:
    """A probability from named features."""

    bias: float
    weights: Mapping[str, float]

    def __call__(self, values: Mapping[str, float]) -> float:
        score = self.bias + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True, slots=True)
class RelationModel:
    """Two questions: is the statement on the claim's point, and if so, is it against it?"""

    on_point: Logistic
    against: Logistic

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> RelationModel:
        """The model as ``relation.json`` stores it."""
        return cls(
            on_point=Logistic(stored["on_point"]["bias"], stored["on_point"]["weights"]),
            against=Logistic(stored["against"]["bias"], stored["against"]["weights"]),
        )

    def label(self, values: Mapping[str, float], why: tuple[str, ...]) -> RelationLabel:
        """The label of a pair with these features, with the probability of each."""
        on, against = self.on_point(values), self.against(values)
        chances = {
            Relation.CONTRADICTS: on * against,
            Relation.SUPPORTS: on * (1 - against),
            Relation.RELATED: 1 - on,
        }
        return RelationLabel(
            relation=(
                Relation.RELATED
                if on < SPEAKS_FROM
                else Relation.CONTRADICTS
                if against >= 0.5
                else Relation.SUPPORTS
            ),
            contradicts=chances[Relation.CONTRADICTS],
            supports=chances[Relation.SUPPORTS],
            related=chances[Relation.RELATED],
            reasons=why,
        )


@lru_cache(maxsize=1)
def shipped_model() -> RelationModel:
    """The model that comes with the project."""
    return RelationModel.of(json.loads(MODEL_FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def default_embedder() -> Embedder:
    """The installed model, for relating without an archive."""
    return load_embedder(None, cache=user_cache_path("workbench") / "models")


class Relator:
    """Labels pairs of claim and statement; needs no database."""

    def __init__(
        self,
        extractor: Callable[[], Extractor],
        *,
        embedder: Callable[[], Embedder] = default_embedder,
        model: RelationModel | None = None,
    ) -> None:
        self._extractor = extractor
        self._embedder = embedder
        self._model = model

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[RelationLabel]:
        """One label a pair of (claim text, statement text)."""
        return self._labels([(Side(claim), Side(statement)) for claim, statement in pairs])

    def relate_read(self, pairs: Sequence[tuple[Query, Statement]]) -> list[RelationLabel]:
        """The same where speakers, actors and the polarity of the claim are known.

        A claim that its speaker denies is related by what the speaker holds: a statement that
        the thing happened contradicts the denial.
        """
        return self._labels(
            [
                (
                    Side(
                        query.text if query.proposition is None else query.proposition,
                        actor=query.actor,
                        denied=query.polarity is Polarity.DENIES,
                    ),
                    Side(statement.text, actor=statement.actor, title=statement.title),
                )
                for query, statement in pairs
            ]
        )

    def features(self, sides: Sequence[tuple[Side, Side]]) -> list[tuple[Pair, dict[str, float]]]:
        """What the model weighs, for fitting."""
        mentioned = self._extractor().actors.mentioned
        return features(sides, self._embedder(), mentioned)

    def _labels(self, sides: Sequence[tuple[Side, Side]]) -> list[RelationLabel]:
        if not sides:
            return []
        model = shipped_model() if self._model is None else self._model
        return [model.label(values, reasons(pair, values)) for pair, values in self.features(sides)]
