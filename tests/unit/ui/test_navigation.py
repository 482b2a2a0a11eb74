"""Who finds which pages in the navigation, and that no page is lost."""

from __future__ import annotations

from tests.cases import each
from tests.conftest import ROOT
from workbench.model.people import ALLOWED, Role
from workbench.ui.navigation import PLACES, places_of

SHOWN = {
    Role.CHECKER: "Queue, Review, Timeline, Archive, Add article, Export, Insights, Account",
    Role.SUPERVISOR: (
        "Queue, Sign-off, Review, Timeline, Archive, Add article, Export, Insights, Account"
    ),
    Role.LIBRARIAN: "Queue, Archive, Add article, Review, Timeline, Export, Account",
    Role.ADMIN: (
        "Queue, People, Review, Sign-off, Timeline, Archive, Add article, Export, Insights, Account"
    ),
}


@each("role", Role)
def test_a_role_finds_what_it_has_to_do_with_its_own_work_first(role: Role) -> None:
    shown, hidden = places_of(role, ALLOWED[role])
    assert ", ".join(place.title for place in shown) == SHOWN[role]
    assert {*shown, *hidden} == set(PLACES)


def test_every_page_has_its_place() -> None:
    rooms = {path.name for path in (ROOT / "workbench/ui").iterdir() if path.is_dir()}
    assert rooms - {"shared", "__pycache__"} == {place.path for place in PLACES}
    for place in PLACES:
        assert (ROOT / f"workbench/ui/{place.path}/{place.path}.py").exists()
