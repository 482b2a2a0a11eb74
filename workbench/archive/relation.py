"""The relation of a statement to a claim (being built)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.model import Query, Relation, RelationLabel, Statement

if TYPE_CHECKING:
    from workbench.extraction.extractor import Extractor


class Relator:
    """Labels pairs of claim and statement."""

    def __init__(self, extractor: Callable[[], Extractor]) -> None:
        self._extractor = extractor

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[RelationLabel]:
        """One label a pair of (claim text, statement text)."""
        return [RelationLabel(Relation.RELATED, 0.1, 0.1, 0.8) for _ in pairs]

    def relate_read(self, pairs: Sequence[tuple[Query, Statement]]) -> list[RelationLabel]:
        """The same where speakers, actors and days are known."""
        return self.relate([(query.text, statement.text) for query, statement in pairs])
