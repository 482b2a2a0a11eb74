"""That nothing was found, with what was searched: a finding too, if it says how it was come by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from workbench.model import Absence


def absence(
    searched: int,
    *,
    above: float,
    by: str | None = None,
    until: date | None = None,
    within: Sequence[str] = (),
    named: Iterable[tuple[str, int]] = (),
    shown: int = 0,
) -> Absence:
    """The finding and its sentence.

    Args:
        searched: How many statements could have been found.
        above: The relevance from which a statement is shown, 0 to 1.
        by: The one actor whose statements were searched, none for everybody's.
        until: The last day searched, none for all.
        within: Other limits in words, such as "published by ANSA".
        named: Actors with how many of the statements are theirs, such as whom a claim accuses.
        shown: Statements above the relevance, none of which is for or against the claim.
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
    if not shown:
        end = f"none above a relevance of {above:.2f}"
    elif shown == 1:
        end = f"the one above a relevance of {above:.2f} neither contradicts nor supports the claim"
    else:
        end = (
            f"of the {shown:,} nearest, all above a relevance of {above:.2f}, none contradicts or "
            "supports the claim"
        )
    return Absence(searched, above, shown, f"Searched {what}; {end}.")
