"""Candidates for a claim, gathered from several directions.

Similarity alone misses most denials: a denial shares few words with what it denies, is made by
the one accused, days or months apart, in general terms. So statements are also sought among the
actors the claim names or comes from, among those of the same weeks, among those that deny anything
in these weeks, and beside the article's headline and its other claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from workbench.archive.index.filters import Filter, day_number
from workbench.archive.index.search_index import Near, SearchIndex, Words
from workbench.model.prior import Query

WIDE = 60  # from the whole archive, by each of vectors and words
NARROW = 25  # from one actor or one stretch of time
PART = 15  # for each clause of a long claim, the headline and each other claim of the article
DAYS_AROUND = 120
DENYING = (
    "denied rejected dismissed refuted baseless false fabricated invented untrue lies nonsense "
    "slander propaganda fiction never nothing nobody none"
)
"""Words of denial: among statements of the same weeks that have few of the claim's own words, those
that deny something are worth a look. They only gather; they play no part in the order."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A query read once: its vector and the actors it concerns.

    Attributes:
        text: The words to search with, free of a post's trimmings.
        vector: Of the whole text.
        parts: Of its clauses, shape (parts, dimension).
        beside: Of the article's headline and some of its other claims, shape (texts, dimension).
        named: Actors the claim's words name; whoever is accused is among them.
    """

    query: Query
    text: str
    vector: NDArray[np.float32]
    parts: NDArray[np.float32]
    beside: NDArray[np.float32]
    named: frozenset[str]


def candidates(index: SearchIndex, asked: Sequence[tuple[Sought, Filter]]) -> list[list[int]]:
    """For each query row ids worth a closer look, all of which pass its filter.

    The claims of one article share their filters, so those searches are made together.
    """
    by_filter: dict[Filter, list[tuple[int, _Direction]]] = {}
    words: list[tuple[int, Words]] = []
    for number, (sought, wanted) in enumerate(asked):
        for passing, direction in _directions(sought, wanted):
            by_filter.setdefault(passing, []).append((number, direction))
        words += [(number, one) for one in _by_words(sought, wanted)]
    near = [
        Near(
            np.stack([direction.vector for _, direction in directions]),
            passing,
            max(direction.most for _, direction in directions),
        )
        for passing, directions in by_filter.items()
    ]
    neighbours, hits = index.gather(near, [one for _, one in words])

    found: list[dict[int, None]] = [{} for _ in asked]
    for directions, of_each in zip(by_filter.values(), neighbours, strict=True):
        for (number, direction), row_ids in zip(directions, of_each, strict=True):
            found[number].update(dict.fromkeys(islice(row_ids, direction.most)))
    for (number, _), row_ids in zip(words, hits, strict=True):
        found[number].update(dict.fromkeys(row_ids))
    return [list(row_ids) for row_ids in found]


@dataclass(frozen=True, slots=True)
class _Direction:
    """Where to look from, and how many to take."""

    vector: NDArray[np.float32]
    most: int


def _directions(sought: Sought, wanted: Filter) -> Iterator[tuple[Filter, _Direction]]:
    yield wanted, _Direction(sought.vector, WIDE)
    if len(sought.parts) > 1:
        for part in sought.parts:
            yield wanted, _Direction(part, PART)
    for other in sought.beside:
        yield wanted, _Direction(other, PART)
    if wanted.actor is None:
        own = () if sought.query.actor is None else (sought.query.actor,)
        for actor in sorted(sought.named.union(own)):
            yield replace(wanted, actor=actor), _Direction(sought.vector, NARROW)
    around = _around(sought.query, wanted)
    if around is not None:
        yield around, _Direction(sought.vector, WIDE)


def _by_words(sought: Sought, wanted: Filter) -> Iterator[Words]:
    yield Words(sought.text, wanted, WIDE)
    around = _around(sought.query, wanted)
    if around is not None:
        yield Words(sought.text, around, NARROW)
        yield Words(f"{sought.text} {DENYING}", around, NARROW)


def _around(query: Query, wanted: Filter) -> Filter | None:
    """The same filter, narrowed to the weeks around the article."""
    if query.article_date is None:
        return None
    day = day_number(query.article_date)
    first = max(
        day - DAYS_AROUND, day - DAYS_AROUND if wanted.from_day is None else wanted.from_day
    )
    last = min(day + DAYS_AROUND, day + DAYS_AROUND if wanted.to_day is None else wanted.to_day)
    return replace(wanted, from_day=first, to_day=last, undated=False)
