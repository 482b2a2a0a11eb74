"""The pages, and which of them stand in a person's navigation, in which order.

Leaving a page out is no lock: each page and the service behind it ask what a person may do. It is
out of the way of who has nothing to do there, and its address still opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.model.people import Action, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the desk.

    Attributes:
        path: Its address, and the name of its script.
        title: As it stands in the navigation and at the top of the page.
        needs: What a person must be permitted to do to have it in the navigation, None for all.
    """

    path: str
    title: str
    needs: Action | None = None


PLACES: Final = (
    Place("queue", "Queue"),
    Place("review", "Review"),
    Place("sign_off", "Sign-off", Action.SIGN_OFF),
    Place("timeline", "Timeline"),
    Place("archive", "Archive"),
    Place("add_article", "Add article", Action.ADD_ARTICLE),
    Place("export", "Export", Action.EXPORT),
    Place("insights", "Insights", Action.DECIDE),
    Place("people", "People", Action.MANAGE_ACCOUNTS),
    Place("account", "Account"),
)
"""In the order of the work: what waits, deciding, looking up, in and out, people."""
FIRST: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.SUPERVISOR: ("queue", "sign_off"),
    Role.LIBRARIAN: ("queue", "archive", "add_article"),
    Role.ADMIN: ("queue", "people"),
}
"""What a role does most comes first; the rest follows as above."""


def places_of(role: Role, permitted: frozenset[Action]) -> tuple[list[Place], list[Place]]:
    """The pages in a person's navigation in their order, and those that are left out of it."""
    first = FIRST.get(role, ())
    ordered = sorted(
        PLACES, key=lambda place: first.index(place.path) if place.path in first else len(first)
    )
    shown = [place for place in ordered if place.needs is None or place.needs in permitted]
    return shown, [place for place in ordered if place not in shown]
