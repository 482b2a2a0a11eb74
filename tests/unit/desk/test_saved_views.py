"""Views that people save: whose they are, what may be done with them, and what the ledger tells."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import made
from workbench.desk.queue.saved_views import LONGEST_NAME, MOST, SavedViews
from workbench.errors import Conflict, InputError, NotAllowed, NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.verification import verify
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events
from workbench.storage.reads.page_queries import PageQueries

LATE = {"due": "overdue", "state": "open"}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return made.database(tmp_path / "desk.duckdb")


@pytest.fixture
def views(database: Database) -> SavedViews:
    return SavedViews(database, clock=lambda: made.THEN)


def test_a_view_is_its_owners_alone_until_a_supervisor_shares_it(views: SavedViews) -> None:
    mine = views.save("  Late \n ones ", LATE, by=made.SAM)
    views.save("Another", {"q": "Iran"}, by=made.CORA)
    assert (mine.name, mine.link) == ("Late ones", LATE)
    assert [view.name for view in views.seen_by(made.CORA).every] == ["Another"]
    with pytest.raises(NotFound):
        views.open_with(mine.view_id, by=made.CORA)
    views.share(mine.view_id, by=made.SAM)
    assert [view.name for view in views.seen_by(made.CORA).every] == ["Another", "Late ones"]
    views.open_with(mine.view_id, by=made.CORA)
    opening = views.seen_by(made.CORA).opening
    assert opening is not None
    assert opening.link == LATE
    views.stop_sharing(mine.view_id, by=made.SUE)  # the owner may be away
    assert views.seen_by(made.CORA).opening is None
    assert [view.shared for view in views.seen_by(made.SAM).every] == [False]


def test_only_its_owner_changes_a_view_and_only_some_roles_share(views: SavedViews) -> None:
    shared = views.share(views.save("Late", LATE, by=made.SAM).view_id, by=made.SAM)
    own = views.save("Mine", LATE, by=made.CORA)
    for refused in (
        lambda: views.rename(shared.view_id, "Mine", by=made.SUE),
        lambda: views.delete(shared.view_id, by=made.CORA),
        lambda: views.share(own.view_id, by=made.CORA),
        lambda: views.stop_sharing(shared.view_id, by=made.CORA),
    ):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(NotFound):
        views.delete(own.view_id, by=made.SAM)  # nobody learns of what is not shared
    with pytest.raises(NotFound):
        views.stop_sharing(own.view_id, by=made.SAM)


def test_names_are_ones_own_and_filters_are_cleaned(views: SavedViews) -> None:
    first = views.save("Late", {**LATE, "state": "nonsense", "page": "7"}, by=made.CORA)
    assert first.link == {"due": "overdue"}
    second = views.save("Iran", {"q": "Iran"}, by=made.CORA)
    views.save("late", LATE, by=made.CHRIS)
    for name in ("LATE", " late "):
        with pytest.raises(Conflict, match="another name"):
            views.save(name, LATE, by=made.CORA)
        with pytest.raises(Conflict):
            views.rename(second.view_id, name, by=made.CORA)
    assert views.rename(first.view_id, "LATE", by=made.CORA).name == "LATE"
    for name, link in (
        (" ", LATE),
        ("x" * (LONGEST_NAME + 1), LATE),
        ("All", {}),
        ("W", {"q": "x" * 501}),
    ):
        with pytest.raises(InputError):
            views.save(name, link, by=made.CORA)


def test_the_queue_opens_with_what_was_chosen_last_until_it_is_deleted(views: SavedViews) -> None:
    first, second = (views.save(name, LATE, by=made.LEE) for name in ("One", "Two"))
    views.open_with(first.view_id, by=made.LEE)
    views.open_with(second.view_id, by=made.LEE)
    assert views.seen_by(made.LEE).opening == second
    views.delete(second.view_id, by=made.LEE)
    assert views.seen_by(made.LEE).opening is None
    views.open_with(first.view_id, by=made.LEE)
    views.open_with(None, by=made.LEE)
    assert views.seen_by(made.LEE).opening is None


def test_the_ledger_tells_of_sharing_alone(database: Database, views: SavedViews) -> None:
    view = views.save("Late", LATE, by=made.SAM)
    views.rename(view.view_id, "Later", by=made.SAM)
    views.open_with(view.view_id, by=made.SAM)
    assert PageQueries(database).events(10, reader=None) == []
    views.share(view.view_id, by=made.SAM)
    views.rename(view.view_id, "Latest", by=made.SAM)
    views.delete(view.view_id, by=made.SAM)
    with database.read() as cursor:
        happened = [one for one in events.all(cursor) if one.what == EventKind.VIEW_SHARED]
    payloads = [json.loads(one.payload) for one in happened]
    told = [(one["name"], one["shared"]) for one in payloads]
    assert told == [("Later", True), ("Latest", True), ("Latest", False)]
    assert not EventKind.VIEW_SHARED.editorial
    verify(database)


def test_two_tabs_cannot_pass_the_limit_or_share_a_name(views: SavedViews) -> None:
    def save(name: str) -> bool:
        try:
            views.save(name, LATE, by=made.CORA)
        except (Conflict, InputError):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(save, ["Same"] * 4)).count(True) == 1
        assert list(pool.map(save, [f"n{n}" for n in range(MOST + 2)])).count(True) == MOST - 1
