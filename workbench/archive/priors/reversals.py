"""The same actor on both sides of a claim, at different times: denied then, conceded later.

To say of somebody that they have said both is a charge, and it rests on two readings of which each
may be wrong. So both must be clear, or one statement must concede in so many words what the other
denies (docs/decisions/006-relation.md tells how often relations are right).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from workbench.archive.relation.clauses import stances
from workbench.model.prior import Prior, Relation, Reversal

CLEAR: Final = 0.8
"""Probability from which two relations are enough by themselves."""

CONCEDED: Final = 0.38
"""The same where one statement concedes and the other denies."""


def reversals(priors: Iterable[Prior]) -> list[Reversal]:
    """Who changed sides on the claim of these priors, in the order of the change.

    For each actor and each direction the clearest pair of statements, of which the one that is
    later says the opposite. What was said on one day is no change over time.
    """
    sided: dict[str, list[Prior]] = {}
    for prior in priors:
        if (
            prior.statement.actor is not None
            and prior.statement.dated is not None
            and prior.label.named is not Relation.RELATED
        ):
            sided.setdefault(prior.statement.actor, []).append(prior)
    clearest: dict[tuple[str, Relation], Reversal] = {}
    for actor, said in sided.items():
        for first, then in _turns(said):
            key = (actor, first.label.named)
            known = clearest.get(key)
            if known is None or _clarity(first, then) > _clarity(known.first, known.then):
                clearest[key] = Reversal(actor, first, then, _sentence(actor, first, then))
    return sorted(clearest.values(), key=lambda one: (_day(one.then), _day(one.first), one.actor))


def _turns(said: Sequence[Prior]) -> list[tuple[Prior, Prior]]:
    """An earlier and a later statement on different sides, each pair clear enough to be told."""
    pairs = [
        (first, then)
        for first in said
        for then in said
        if first.label.named is not then.label.named and _day(first) < _day(then)
    ]
    if not pairs:
        return []
    texts = [prior.statement.text for prior in said]
    read = dict(zip(texts, stances(texts), strict=True))
    clear = []
    for first, then in pairs:
        one, other = read[first.statement.text], read[then.statement.text]
        conceded = (one.admitting and (other.denying or other.negating)) or (
            other.admitting and (one.denying or one.negating)
        )
        if _certain(first, then) >= (CONCEDED if conceded else CLEAR):
            clear.append((first, then))
    return clear


def _certain(first: Prior, then: Prior) -> float:
    """Of two readings the less certain one counts."""
    return min(first.label.probability, then.label.probability)


def _clarity(first: Prior, then: Prior) -> tuple[float, int]:
    """Of equally certain pairs the one that took the least time."""
    return round(_certain(first, then), 2), -(_day(then) - _day(first)).days


def _sentence(actor: str, first: Prior, then: Prior) -> str:
    """In one line. It tells sides, not truth: both statements may have been meant so."""
    return (
        f"{actor} has stood on both sides of this: {_side(first)} it on {_describe(first)}, "
        f"{_side(then)} it on {_describe(then)}."
    )


def _day(prior: Prior) -> date:
    assert prior.statement.dated is not None
    return prior.statement.dated


def _side(prior: Prior) -> str:
    return "against" if prior.label.named is Relation.CONTRADICTS else "for"


def _describe(prior: Prior) -> str:
    day, speaker = _day(prior), prior.statement.speaker
    when = f"{day.day} {day:%B %Y}"
    return when if speaker is None or speaker == prior.statement.actor else f"{when} ({speaker})"
