"""What belongs on a timeline: one mark a text, a row an actor, and who changed sides between.

A text has a place on the line on the day it was first said or, failing that, printed; reprints
add to its count and take no place of their own. What has no day is told beside the line. Whom the
claim is about stands first, in the order the claim names them; a denial is about who denies, and
who says "we" or "his country" speaks of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from workbench.archive.priors.reversals import reversals
from workbench.archive.relation.clauses import stances
from workbench.model.claim import Polarity
from workbench.model.prior import (
    Prior,
    Relation,
    Reversal,
    Timeline,
    TimelineMark,
    TimelinePart,
    TimelineRow,
)

_OF_ITSELF: Final = re.compile(
    r"\b(?:we|our|ours|ourselves|my|I|(?:his|her|its|their) (?:own )?"
    r"(?:country|nation|government|party|company|forces|army|military|troops))\b"
    r"|^(?:that )?(?:it|he|she|they|It|He|She|They|We|Our|My)\b"
)


def timeline(
    priors: Iterable[Prior],
    *,
    day: date | None = None,
    text: str = "",
    named: Sequence[str] = (),
    actor: str | None = None,
    polarity: Polarity | None = None,
    texts: Mapping[str, int] | None = None,
) -> Timeline:
    """Put priors of one claim, or what a search found, in order of actor and day.

    Args:
        day: The article's.
        text: The claim's own words.
        named: The actors that the claim names, in its order.
        actor: Who makes the claim.
        polarity: What they do with it.
        texts: The number of the text of each statement by its id, the same for reprints; what is
            not there is a text of its own.
    """
    marks = _marks(priors, {} if texts is None else texts)
    dated = [mark for mark in marks if mark.prior.statement.dated is not None]
    said: dict[str | None, list[TimelineMark]] = {}
    for mark in sorted(dated, key=_order):
        said.setdefault(_who(mark), []).append(mark)
    about = _spoken_of(text, named, actor, polarity)
    parts = dict.fromkeys(about, TimelinePart.SPOKEN_OF)
    if actor is not None:
        parts[actor] = TimelinePart.OF_ITSELF if actor in about else TimelinePart.MAKES_IT
    order = [*about, *([] if actor is None else [actor])]

    def place(who: str | None) -> tuple[int, bool, int, str]:
        known = order.index(who) if who in order else len(order)
        return known, who is None, -len(said[who]), who or ""

    rows = tuple(
        TimelineRow(who, parts.get(who, TimelinePart.BESIDE) if who else TimelinePart.BESIDE, own)
        for who, own in ((who, tuple(said[who])) for who in sorted(said, key=place))
    )
    turns = reversals(mark.prior for mark in dated)
    return Timeline(
        day=day,
        rows=rows,
        turns=tuple(_describe_turns(turns)),
        undated=tuple(mark for mark in marks if mark.prior.statement.dated is None),
    )


def _marks(priors: Iterable[Prior], texts: Mapping[str, int]) -> list[TimelineMark]:
    copies: dict[object, list[Prior]] = {}
    for prior in priors:
        statement_id = prior.statement.statement_id
        copies.setdefault(texts.get(statement_id, statement_id), []).append(prior)
    return [
        TimelineMark(
            min(same, key=lambda prior: (_day(prior), prior.rank)),
            sum(1 + len(prior.reprinted) for prior in same),
        )
        for same in copies.values()
    ]


def _spoken_of(
    text: str, named: Sequence[str], actor: str | None, polarity: Polarity | None
) -> list[str]:
    """Whom a claim is about: who makes it, if of itself, and the others that it names."""
    others = [one for one in dict.fromkeys(named) if one != actor]
    if actor is not None and (
        polarity is Polarity.DENIES or _OF_ITSELF.search(text) or actor in named[:1]
    ):
        return [actor, *others]
    return others


def _describe_turns(turns: Sequence[Reversal]) -> list[Reversal]:
    """Each turn in words: denied on one day, conceded on another."""
    texts = [prior.statement.text for turn in turns for prior in (turn.first, turn.then)]
    read = dict(zip(texts, stances(texts), strict=True)) if texts else {}

    def did(prior: Prior) -> str:
        stance, said_on = read[prior.statement.text], _day(prior)
        if stance.admitting:
            verb = "conceded"
        elif prior.label.named is Relation.SUPPORTS:
            verb = "spoke for it"
        elif stance.denying or stance.negating:
            verb = "denied"
        else:
            verb = "spoke against it"
        return f"{verb} on {said_on.day} {said_on:%B %Y}"

    return [
        replace(turn, sentence=f"{turn.actor}: {did(turn.first)}, {did(turn.then)}")
        for turn in turns
    ]


def _who(mark: TimelineMark) -> str | None:
    statement = mark.prior.statement
    return statement.actor if statement.actor is not None else statement.speaker


def _day(prior: Prior) -> date:
    dated = prior.statement.dated
    return date.max if dated is None else dated


def _order(mark: TimelineMark) -> tuple[date, int, int, str]:
    """By day; of one day first what contradicts, then what supports."""
    prior = mark.prior
    side = list(Relation).index(prior.label.named)
    return _day(prior), side, prior.rank, prior.statement.statement_id
