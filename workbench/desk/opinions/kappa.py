"""How far two people agree beyond chance: Cohen's kappa.

Jacob Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
Measurement 20 (1960), 37-46.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

from workbench.model.figures import Agreement

Label = TypeVar("Label", bound=Hashable)


def agreement(of: str, judged: Sequence[tuple[Label, Label]]) -> Agreement:
    """The agreement over pairs of verdicts, one pair a claim, each person's at the same place.

    Raises:
        ValueError: there is no pair.
    """
    if not judged:
        raise ValueError("agreement needs at least one claim that both have judged")
    claims = len(judged)
    first, second = Counter(one for one, _ in judged), Counter(two for _, two in judged)
    alike = sum(one == two for one, two in judged)
    by_chance = sum(first[label] * second[label] for label in first)
    observed, expected = alike / claims, by_chance / claims**2
    certain = by_chance == claims**2
    kappa = None if certain else (observed - expected) / (1 - expected)
    return Agreement(of, claims, observed, expected, kappa)
