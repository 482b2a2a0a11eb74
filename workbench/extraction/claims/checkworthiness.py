"""How much a claim is worth checking: facts, figures and events high; wishes, opinions low.

A logistic regression over ``factual_features``, calibrated so that of the claims scored 0.8 about
eight in ten are worth checking. Weights come from ``tools/train_checkworthiness.py``; see
docs/decisions/004-checkworthiness.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import ModelUnavailable
from workbench.extraction.claims.factual_features import QUESTION, features
from workbench.model.article import Span

if TYPE_CHECKING:
    from workbench.extraction.parse.language import ParsedArticle

QUESTION_SCORE: Final = 0.03
WEIGHTS: Final = Path(__file__).with_name("checkworthiness.json")


@dataclass(frozen=True, slots=True)
class CheckWorthiness:
    """A linear model over named features.

    Attributes:
        weights: What each feature adds to the score; an unknown feature adds nothing.
        bias: The score of no features.
        slope: With ``offset``, turns the score into a probability (Platt 1999).
    """

    weights: Mapping[str, float]
    bias: float
    slope: float = 1.0
    offset: float = 0.0

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> CheckWorthiness:
        """Read the weights that ship with the package, or others.

        Raises:
            ModelUnavailable: The file is missing or holds no weights.
        """
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                weights={str(name): float(weight) for name, weight in held["weights"].items()},
                bias=float(held["bias"]),
                slope=float(held["slope"]),
                offset=float(held["offset"]),
            )
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise ModelUnavailable(
                f"{path}: the check-worthiness weights cannot be read ({error}); reinstall the "
                "package or run 'python -m tools.train_checkworthiness'"
            ) from error

    def save(self, path: Path) -> None:
        """Write the weights so that ``load`` reads them and a person can."""
        held = {
            "bias": self.bias,
            "slope": self.slope,
            "offset": self.offset,
            "weights": dict(sorted(self.weights.items())),
        }
        text = json.dumps(held, ensure_ascii=False, indent=0)
        path.write_text(text + "\n", encoding="utf-8")

    def scores(self, parsed: ParsedArticle, spans: Sequence[Span]) -> list[float]:
        """Score stretches of a parsed article.

        Args:
            parsed: The article.
            spans: Places in its text, such as the content of each claim.

        Returns:
            A probability from 0 to 1 for each span; 0 for a span without a word.
        """
        found = []
        for span in spans:
            tokens = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
            found.append(0.0 if tokens is None else self.probability(features(tokens)))
        return found

    def score(self, shown: AbstractSet[str]) -> float:
        """The raw score of a set of features, before calibration."""
        return self.bias + sum(self.weights.get(name, 0.0) for name in shown)

    def probability(self, shown: AbstractSet[str]) -> float:
        """The calibrated probability that a claim with these features is worth checking.

        A question asserts nothing, whatever figures it holds, so it scores near nothing.
        """
        if QUESTION in shown:
            return QUESTION_SCORE
        raw = self.slope * self.score(shown) + self.offset
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, raw))))
