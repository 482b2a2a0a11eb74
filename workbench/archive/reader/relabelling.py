"""A label with the larger reader's answer in it, beside what the model that ships had said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from workbench.archive.reader.answer import Reading
from workbench.model.prior import Judge, Relation, RelationLabel
from workbench.words import RELATION_WORDS, percent

NAMED_FROM: Final = 0.5
"""A side is named from this probability: less likely than not, it is none."""


def relabelled(label: RelationLabel, reading: Reading, judge: Judge) -> RelationLabel:
    """The label as the larger reader puts it.

    It gives one probability; the rest is shared between the other two as they were before.
    """
    chances = _chances(label)
    others = sum(share for relation, share in chances.items() if relation is not reading.relation)
    left = 1 - reading.probability
    shares = {
        relation: reading.probability
        if relation is reading.relation
        else left * (share / others if others > 0 else 0.5)
        for relation, share in chances.items()
    }
    named = reading.relation if reading.probability >= NAMED_FROM else Relation.RELATED
    return replace(
        label,
        relation=named,
        contradicts=shares[Relation.CONTRADICTS],
        supports=shares[Relation.SUPPORTS],
        related=shares[Relation.RELATED],
        reasons=tuple(_reasons(label, reading, judge)),
        parts=(),
        judge=judge,
        carried_by=reading.words or None,
    )


def _chances(label: RelationLabel) -> Mapping[Relation, float]:
    return {
        Relation.CONTRADICTS: label.contradicts,
        Relation.SUPPORTS: label.supports,
        Relation.RELATED: label.related,
    }


def _reasons(label: RelationLabel, reading: Reading, judge: Judge) -> list[str]:
    shipped = ", ".join(
        f"{RELATION_WORDS[relation]} {percent(share)}"
        for relation, share in _chances(label).items()
    )
    told = [f"Read by {judge.model} at {judge.host}"]
    if reading.words:
        told.append(f"Carried by “{reading.words}”")
    return [*told, f"The model that ships: {shipped}"]
