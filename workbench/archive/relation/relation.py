"""The relation of a statement to a claim: contradicts, supports or related, and why.

A cross-encoder reads both together (``cross_encoder``); the signs of clauses (``stance``), who acts
on whom, numbers and the words of concession are read beside it (``pairs``). Two small logistic
models weigh these into probabilities; their coefficients lie in ``relation.json`` and
``python -m tools.fit_relation SHARED --write`` makes them (docs/decisions/006-relation.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.archive.embedding.embedding import Embedder, StatementVectors, default_embedder
from workbench.archive.index.query_text import what_is_asserted
from workbench.archive.relation.cross_encoder import PairReader, with_speaker
from workbench.archive.relation.features import PARTS, Mentioned, Pair, Side, features, reasons
from workbench.archive.relation.pair_texts import default_reader
from workbench.model.claim import Polarity
from workbench.model.prior import NAMED_FROM, Query, Relation, RelationLabel
from workbench.model.statement import Statement

if TYPE_CHECKING:
    from workbench.extraction.extractor import Extractor

SIDES = (Relation.CONTRADICTS, Relation.SUPPORTS)
MODEL_FILE = Path(__file__).with_name("relation.json")


@dataclass(frozen=True, slots=True)
class Logistic:
    """A probability from named features."""

    bias: float
    weights: Mapping[str, float]

    def __call__(self, values: Mapping[str, float]) -> float:
        score = self.bias + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def share(self, values: Mapping[str, float], names: Collection[str]) -> float:
        """What some of the features add to the log-odds."""
        return sum(weight * values[name] for name, weight in self.weights.items() if name in names)


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
        """The label of a pair with these features, with the probability of each.

        A side is named only where it is likelier than not: an editor who is shown wrong sides
        stops reading them. The order of priors finds the denials; their label must be right.
        """
        on, against = self.on_point(values), self.against(values)
        chances = {
            Relation.CONTRADICTS: on * against,
            Relation.SUPPORTS: on * (1 - against),
            Relation.RELATED: 1 - on,
        }
        return RelationLabel(
            relation=next(
                (side for side in SIDES if chances[side] >= NAMED_FROM), Relation.RELATED
            ),
            contradicts=chances[Relation.CONTRADICTS],
            supports=chances[Relation.SUPPORTS],
            related=chances[Relation.RELATED],
            reasons=why,
            same_speaker=True if values.get("same_speaker") else None,
            parts=tuple((part, self.against.share(values, names)) for part, names in PARTS.items()),
        )


@lru_cache(maxsize=1)
def load_shipped_model() -> RelationModel:
    """The model that comes with the project."""
    return RelationModel.of(json.loads(MODEL_FILE.read_text(encoding="utf-8")))


class Relator:
    """Labels pairs of claim and statement; needs no database."""

    def __init__(
        self,
        extractor: Callable[[], Extractor],
        *,
        reader: Callable[[], PairReader] = default_reader,
        embedder: Callable[[], Embedder] = default_embedder,
    ) -> None:
        self._extractor = extractor
        self._reader, self._embedder = reader, embedder

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[RelationLabel]:
        """One label a pair of (claim text, statement text)."""
        return self.relate_sides([(Side(claim), Side(statement)) for claim, statement in pairs])

    def relate_read(
        self,
        pairs: Sequence[tuple[Query, Statement]],
        nearness: Sequence[float] | None = None,
    ) -> list[RelationLabel]:
        """The same where speakers, actors and the polarity of the claim are known.

        A claim that its speaker denies is related by what the speaker holds: a statement that
        the thing happened contradicts the denial.

        Args:
            nearness: The cosines of their vectors, if a search has them.
        """
        return self.relate_sides([sides_of(*pair) for pair in pairs], nearness)

    def relate_sides(
        self, sides: Sequence[tuple[Side, Side]], nearness: Sequence[float] | None = None
    ) -> list[RelationLabel]:
        """One label a pair of sides, known as far as they are."""
        if not sides:
            return []
        model = load_shipped_model()
        return [
            model.label(values, reasons(pair, values))
            for pair, values in self.features(sides, nearness)
        ]

    def features(
        self,
        sides: Sequence[tuple[Side, Side]],
        nearness: Sequence[float] | None = None,
        mentioned: Mentioned | None = None,
    ) -> list[tuple[Pair, dict[str, float]]]:
        """What the model weighs, for fitting.

        Args:
            mentioned: The actors a text names, where they are not those of the actors' file.
        """
        read = self._reader().logits(
            [
                (
                    with_speaker(claim.text, (claim.speaker, claim.actor)),
                    with_speaker(statement.text, (statement.speaker, statement.actor)),
                )
                for claim, statement in sides
            ]
        )
        near = _nearness(sides, self._embedder()) if nearness is None else nearness
        named = self._extractor().actors.mentioned if mentioned is None else mentioned
        return features(sides, read, near, named)


def sides_of(query: Query, statement: Statement) -> tuple[Side, Side]:
    """A claim as it is asked about, and a statement, as the labeller reads them."""
    return (
        Side(
            what_is_asserted(query),
            speaker=query.speaker,
            actor=query.actor,
            denied=query.polarity is Polarity.DENIES,
        ),
        Side(
            statement.text,
            speaker=statement.speaker,
            actor=statement.actor,
            title=statement.title,
        ),
    )


def _nearness(sides: Sequence[tuple[Side, Side]], embedder: Embedder) -> list[float]:
    """The cosine of each claim with its statement as the archive's index holds it."""
    claims = list(dict.fromkeys(claim.text for claim, _ in sides))
    held = list(dict.fromkeys((statement.text, statement.title) for _, statement in sides))
    about = dict(zip(claims, embedder.encode(claims), strict=True))
    said = dict(zip(held, StatementVectors(embedder).encode(held), strict=True))
    return [
        float(about[claim.text] @ said[statement.text, statement.title])
        for claim, statement in sides
    ]
