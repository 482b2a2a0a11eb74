"""That nothing was found, with what was searched: a finding too, if it says how it was come by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from workbench.archive.relation import SPEAKS_FROM
from workbench.model import Absence


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
            f"{SPEAKS_FROM:.2f}"
        )
    else:
        end = f"none above a relevance of {above:.2f}"
    return Absence(searched, above, read, f"Searched {what}; {end}.")
