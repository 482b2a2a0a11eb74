"""A label with the larger reader's answer in it, beside what the model that ships had said."""

from __future__ import annotations

from dataclasses import replace

from workbench.archive.reader.answer import Reading
from workbench.model.prior import NAMED_FROM, Judge, Relation, RelationLabel
from workbench.words import shares_in_words


def relabelled(label: RelationLabel, reading: Reading, judge: Judge) -> RelationLabel:
    """The label as the larger reader puts it.

    It gives one probability; the rest is shared between the other two as they were before.
    """
    chances = label.shares
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


def _reasons(label: RelationLabel, reading: Reading, judge: Judge) -> list[str]:
    told = [f"Read by {judge.model} at {judge.host}"]
    if reading.words:
        told.append(f"Carried by “{reading.words}”")
    return [*told, f"The model that ships: {shares_in_words(label)}"]
