"""The same actor on both sides of a claim, at different times: denied then, conceded later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from workbench.model import Prior, Relation, Reversal

SURE_FROM: Final = 0.5
"""A relation less likely than not turns nobody round."""


def reversals(priors: Iterable[Prior]) -> list[Reversal]:
    """Who changed sides on the claim of these priors, in the order of the change.

    For each actor and each direction the clearest pair: the two most certain statements, of which
    the one that is later says the opposite. What was said on one day is no change over time.
    """
    sided: dict[str, list[Prior]] = {}
    for prior in priors:
        if (
            prior.statement.actor is not None
            and prior.statement.dated is not None
            and prior.label.relation is not Relation.RELATED
            and prior.label.probability >= SURE_FROM
        ):
            sided.setdefault(prior.statement.actor, []).append(prior)
    clearest: dict[tuple[str, Relation], Reversal] = {}
    for actor, said in sided.items():
        for first in said:
            for then in said:
                if first.label.relation is then.label.relation or _day(first) >= _day(then):
                    continue
                found = Reversal(actor, first, then, _sentence(actor, first, then))
                key = (actor, first.label.relation)
                if key not in clearest or _clarity(found) > _clarity(clearest[key]):
                    clearest[key] = found
    return sorted(clearest.values(), key=lambda one: (_day(one.then), _day(one.first), one.actor))


def _sentence(actor: str, first: Prior, then: Prior) -> str:
    """In one line. It tells sides, not truth: both statements may have been meant so."""
    return (
        f"{actor} has stood on both sides of this: {_side(first)} it on {_told(first)}, "
        f"{_side(then)} it on {_told(then)}."
    )


def _clarity(one: Reversal) -> tuple[float, int]:
    """The less certain side counts; of equals the change that took the least time."""
    certain = min(one.first.label.probability, one.then.label.probability)
    return round(certain, 2), -(_day(one.then) - _day(one.first)).days


def _day(prior: Prior) -> date:
    assert prior.statement.dated is not None
    return prior.statement.dated


def _side(prior: Prior) -> str:
    return "against" if prior.label.relation is Relation.CONTRADICTS else "for"


def _told(prior: Prior) -> str:
    day, speaker = _day(prior), prior.statement.speaker
    when = f"{day.day} {day:%B %Y}"
    return when if speaker is None or speaker == prior.statement.actor else f"{when} ({speaker})"
