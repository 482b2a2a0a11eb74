"""Views that people save: a filter of the claims under a name, one's own or shared with all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.claims.claim_state import name_of
from workbench.desk.people.permissions import require_now
from workbench.errors import Conflict, InputError, NotAllowed, NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.claim_links import read_filter, write_filter
from workbench.model.people import Action, User
from workbench.model.queue import SavedView, Views
from workbench.storage.people import saved_views

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

LONGEST_NAME: Final = 60
LONGEST_FILTER: Final = 500
MOST: Final = 20
"""Views of one person; a longer row of links is slower to read than the filters are to set."""


class SavedViews:
    """Everybody's views. Only what is shared concerns others, and only that is in the ledger."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def seen_by(self, user: User) -> Views:
        """The views of a person and those shared with everybody."""
        with self._database.read() as cursor:
            every = tuple(saved_views.seen_by(cursor, user.name))
            opening = saved_views.opening_of(cursor, user.name)
        return Views(every, next((view for view in every if view.view_id == opening), None))

    def save(self, name: str, link: Mapping[str, str], *, by: User) -> SavedView:
        """Save a filter as a view of one's own.

        Args:
            link: The filter as in the address; what it cannot ask for is left out.

        Raises:
            InputError: there is no name, it is too long, nothing is filtered, or there are enough.
            NotAllowed: the person may not read.
            Conflict: the person has a view of that name.
        """
        kept = write_filter(*read_filter(link))
        if not kept:
            raise InputError("choose a filter first; all stories need no view")
        if any(len(value) > LONGEST_FILTER for value in kept.values()):
            raise InputError(f"a filter has at most {LONGEST_FILTER} characters; use fewer words")
        with self._database.write() as cursor:
            require_now(cursor, by, Action.READ)
            view = SavedView(uuid.uuid4().hex, by.name, _check_name(name), kept, shared=False)
            if len(self._own(cursor, by)) >= MOST:
                raise InputError(f"you have {MOST} views; delete one that you do not use")
            self._check_name(cursor, view, by)
            saved_views.store(cursor, view, at=self._clock())
        return view

    def rename(self, view_id: str, name: str, *, by: User) -> SavedView:
        """Call one's own view something else.

        Raises:
            InputError: there is no name, or it is too long.
            NotAllowed: it is somebody else's.
            NotFound: there is no such view.
            Conflict: the person has another view of that name.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.READ)
            view = replace(_of_owner(cursor, view_id, by), name=_check_name(name))
            self._check_name(cursor, view, by)
            saved_views.store(cursor, view, at=self._clock())
            if view.shared:
                self._record(cursor, view, by)
        return view

    def delete(self, view_id: str, *, by: User) -> None:
        """Delete one's own view; it is gone for everybody it was shared with too.

        Raises:
            NotAllowed: it is somebody else's.
            NotFound: there is no such view.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.READ)
            view = _of_owner(cursor, view_id, by)
            saved_views.drop(cursor, view_id)
            if view.shared:
                self._record(cursor, replace(view, shared=False), by)

    def share(self, view_id: str, *, by: User) -> SavedView:
        """Show one's own view to everybody.

        Raises:
            NotAllowed: the role does not permit it, or it is somebody else's.
            NotFound: there is no such view.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.SHARE_VIEWS)
            view = replace(_of_owner(cursor, view_id, by), shared=True)
            saved_views.store(cursor, view, at=self._clock())
            self._record(cursor, view, by)
        return view

    def stop_sharing(self, view_id: str, *, by: User) -> SavedView:
        """Show a view to its owner alone; whoever may share may do so with anybody's.

        Raises:
            NotAllowed: the role does not permit it.
            NotFound: there is no such view, or it is not shared.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.SHARE_VIEWS)
            found = saved_views.find(cursor, view_id)
            if found is None or not found.shared:
                raise NotFound("this view is not shared any more")
            view = replace(found, shared=False)
            saved_views.store(cursor, view, at=self._clock())
            self._record(cursor, view, by)
        return view

    def open_with(self, view_id: str | None, *, by: User) -> None:
        """Have one's Queue open with a view, none for the stories.

        Raises:
            NotAllowed: the person may not read.
            NotFound: there is no such view, or it is not shared with this person.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.READ)
            if view_id is None:
                saved_views.drop_opening(cursor, by.name)
            else:
                _visible(cursor, view_id, by)
                saved_views.put_opening(cursor, by.name, view_id)

    def _own(self, cursor: Cursor, by: User) -> list[SavedView]:
        return [view for view in saved_views.seen_by(cursor, by.name) if view.owner == by.name]

    def _check_name(self, cursor: Cursor, view: SavedView, by: User) -> None:
        same = (
            one
            for one in self._own(cursor, by)
            if one.name.casefold() == view.name.casefold() and one.view_id != view.view_id
        )
        if next(same, None) is not None:
            raise Conflict(f"you have a view called {view.name}; choose another name")

    def _record(self, cursor: Cursor, view: SavedView, by: User) -> None:
        told = {
            "name": view.name,
            "owner": view.owner,
            "link": dict(view.link),
            "shared": view.shared,
        }
        note(cursor, EventKind.VIEW_SHARED, view.view_id, told, by=by.name, at=self._clock())


def _check_name(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise InputError("give the view a name")
    if len(words) > LONGEST_NAME:
        raise InputError(f"a view's name has at most {LONGEST_NAME} characters")
    return words


def _visible(cursor: Cursor, view_id: str, by: User) -> SavedView:
    view = saved_views.find(cursor, view_id)
    if view is None or not (view.shared or view.owner == by.name):
        raise NotFound("there is no such view any more")
    return view


def _of_owner(cursor: Cursor, view_id: str, by: User) -> SavedView:
    view = _visible(cursor, view_id, by)
    if view.owner != by.name:
        raise NotAllowed(f"only {name_of(cursor, view.owner)} can change this view; save your own")
    return view
