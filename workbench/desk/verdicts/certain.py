"""From when on the desk acts on what the machine says of a statement, as by a flag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.model.prior import Relation, RelationLabel

CERTAIN_ENOUGH: Final[Mapping[Relation, float]] = {
    Relation.CONTRADICTS: 0.3,
    Relation.SUPPORTS: 0.5,
}
"""The least probability. A denial that nobody is told of costs more than one that is looked at in
vain (docs/decisions/011-new-evidence.md)."""


def is_certain(label: RelationLabel) -> bool:
    """Whether a relation is likely enough to act on; being only related never is."""
    least = CERTAIN_ENOUGH.get(label.relation)
    return least is not None and label.probability >= least
