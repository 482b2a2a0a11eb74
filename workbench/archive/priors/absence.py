"""That nothing was found, with what was searched: a finding too, if it says how it was come by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from workbench.archive.index.filters import Filter, day_number
from workbench.archive.index.query_text import topic_of
from workbench.archive.priors.ranking import RELEVANT_FROM
from workbench.model.prior import NAMED_FROM, Absence, Lane, Prior, Query, Relation
from workbench.model.statement import Search

Count = Callable[[Filter], int]
"""How many statements pass a filter."""


def absence_of(
    search: Search, found: Sequence[Prior], wanted: Filter, count: Count
) -> Absence | None:
    """What a search looked at, if nothing it found takes a side on its words.

    Args:
        wanted: The search as a filter, in which its actor has the archive's name.
    """
    if _takes_a_side(found):
        return None
    within = [] if search.source is None else [f"published by {search.source.strip()}"]
    within += [] if search.language is None else [f"in language {search.language.strip()}"]
    within += [] if search.speaker is None else [f"said by {search.speaker.strip()}"]
    within += [] if search.since is None else [f"from {search.since.day} {search.since:%B %Y}"]
    return absence(
        count(wanted),
        above=RELEVANT_FROM,
        read=len(found),
        by=wanted.actor,
        until=search.as_of,
        within=within,
    )


def absence_for(
    query: Query,
    priors: Sequence[Prior],
    mentioned: Callable[[str], frozenset[str]],
    count: Count,
) -> Absence | None:
    """What was searched for a claim, if nothing said by then is for or against it.

    Args:
        priors: What was found for the claim, of both lanes.
        mentioned: The actors a text names.
    """
    by_then = [prior for prior in priors if prior.lane is Lane.PRIOR]
    if _takes_a_side(by_then):
        return None
    day = None if query.article_date is None else day_number(query.article_date)
    wanted = Filter(to_day=day, not_article=query.article_id)
    return absence(
        count(wanted),
        above=RELEVANT_FROM,
        read=len(by_then),
        until=query.article_date,
        named=[(one, count(replace(wanted, actor=one))) for one in mentioned(topic_of(query))],
    )


def absence(
    searched: int,
    *,
    above: float,
    read: int,
    by: str | None = None,
    until: date | None = None,
    within: Sequence[str] = (),
    named: Iterable[tuple[str, int]] = (),
) -> Absence:
    """The finding and its sentence.

    Args:
        searched: How many statements could have been found.
        above: The relevance below which a statement is not shown, 0 to 1.
        read: The nearest of them, whose relation to the claim was read; none takes a side.
        by: The one actor whose statements were searched, none for everybody's.
        until: The last day searched, none for all.
        within: Other limits in words, such as "published by ANSA".
        named: Actors with how many of the statements are theirs, such as whom a claim accuses.
    """
    what = f"{searched:,} statement{'' if searched == 1 else 's'}"
    if by is not None:
        what += f" by {by}"
    what = " ".join([what, *within])
    if until is not None:
        what += f" up to {until.day} {until:%B %Y}"
    of_them = sorted(named, key=lambda one: (-one[1], one[0]))
    if of_them:
        what += f" ({', '.join(f'{number:,} by {actor}' for actor, number in of_them)})"
    if read:
        nearest = "the nearest" if read == 1 else f"the {read:,} nearest"
        end = (
            f"of {nearest}, none contradicts or supports this with a probability above "
            f"{NAMED_FROM:.2f}"
        )
    else:
        end = f"none above a relevance of {above:.2f}"
    return Absence(searched, above, read, f"Searched {what}; {end}.")


def _takes_a_side(priors: Sequence[Prior]) -> bool:
    return any(prior.label.named is not Relation.RELATED for prior in priors)
