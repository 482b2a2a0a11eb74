"""Candidates for a claim, gathered from several directions.

Similarity alone misses most denials: a denial shares few words with what it denies, is made by
the one accused, days or months apart, in general terms. So statements are also sought among the
actors the claim names or comes from, and among those of the same weeks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from workbench.archive.filters import Filter, day_number
from workbench.archive.search_index import SearchIndex
from workbench.model import Query

WIDE = 60  # from the whole archive, by each of vectors and words
NARROW = 25  # from one actor or one stretch of time
PART = 15  # for each clause of a long claim
DAYS_AROUND = 120


@dataclass(frozen=True, slots=True)
class Sought:
    """A query read once: its vector and the actors it concerns.

    Attributes:
        text: The words to search with, free of a post's trimmings.
        vector: Of the whole text.
        parts: Of its clauses, shape (parts, dimension).
        named: Actors the claim's words name; whoever is accused is among them.
    """

    query: Query
    text: str
    vector: NDArray[np.float32]
    parts: NDArray[np.float32]
    named: frozenset[str]


def candidates(index: SearchIndex, sought: Sought, wanted: Filter) -> list[int]:
    """Row ids worth a closer look, all of which pass ``wanted``."""
    found: dict[int, None] = {}

    def take(row_ids: Iterable[int]) -> None:
        found.update(dict.fromkeys(row_ids))

    whole = sought.vector.reshape(1, -1)
    parts = sought.parts if len(sought.parts) > 1 else sought.parts[:0]
    of_whole, *of_parts = index.nearest(np.vstack([whole, parts]), wanted, WIDE)
    take(of_whole)
    take(index.matching(sought.text, wanted, WIDE))
    for found_for_part in of_parts:
        take(islice(found_for_part, PART))
    if wanted.actor is None:
        own = () if sought.query.actor is None else (sought.query.actor,)
        for actor in sorted(sought.named.union(own)):
            take(*index.nearest(whole, replace(wanted, actor=actor), NARROW))
    around = _around(sought.query, wanted)
    if around is not None:
        take(*index.nearest(whole, around, WIDE))
        take(index.matching(sought.text, around, NARROW))
    return list(found)


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
