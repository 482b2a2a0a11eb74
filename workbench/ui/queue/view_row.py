"""Saved views above the filters: a row of links, and a place to save and change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.model.people import Action
from workbench.model.queue import SavedView, Views
from workbench.ui.session import Visit, say, show_refusal
from workbench.ui.shared.focus import WANTED, heading, want_focus
from workbench.ui.shared.show import show
from workbench.ui.words import plain

HEADING = "saved_views"
STORIES = {"stories": "all"}
"""The address of the Queue without its opening view."""


def show_view_row(here: Visit, views: Views, link: Mapping[str, str]) -> None:
    """A link for each view; the one that is open and the one the Queue opens with are marked."""
    if not (views.every or link or st.session_state.get(WANTED) == HEADING):
        return
    with st.container(key="view_row", horizontal=True, vertical_alignment="center", gap="medium"):
        show(heading(HEADING, "Views"), width="content")
        if views.every or link:
            st.page_link(
                "queue/queue.py", label=_mark("All stories", not link), query_params=STORIES
            )
        for view in views.every:
            words = plain(view.name)
            if view.owner != here.user.name:
                words += f" ({plain(here.name_of(view.owner))})"
            st.page_link(
                "queue/queue.py",
                label=_mark(words, dict(view.link) == dict(link)),
                query_params=dict(view.link),
            )


def change_views(here: Visit, views: Views, link: Mapping[str, str]) -> None:
    """Save the filters that are set under a name; rename, share, open with or delete a view."""
    if not (views.every or link):
        return
    number = st.session_state.get("view_form", 0)  # another number is an empty form
    with st.expander("Save or change views", key=f"views_{number}"):
        if link:
            _save_form(here, link, number)
        if views.every:
            _change(here, views, number)


def _mark(words: str, is_open: bool) -> str:
    return f"✓ **{words}**" if is_open else words


def _save_form(here: Visit, link: Mapping[str, str], number: int) -> None:
    with st.form(f"save_view_{number}", border=False):
        name = st.text_input("Name for what is found now", max_chars=60, key=f"view_name_{number}")
        opens = st.checkbox("Open the Queue with it", key=f"view_opens_{number}")
        shared = here.may(Action.SHARE_VIEWS) and st.checkbox(
            "Share it with everybody", key=f"view_shared_{number}"
        )
        pressed = st.form_submit_button("Save this view", key=f"save_view_now_{number}")
    if pressed:
        _do(lambda: _save(here, name, link, opens=opens, shared=shared), "The view is saved.")


def _save(here: Visit, name: str, link: Mapping[str, str], *, opens: bool, shared: bool) -> None:
    views = here.app.views
    view = views.save(name, link, by=here.user)
    if shared:
        views.share(view.view_id, by=here.user)
    if opens:
        views.open_with(view.view_id, by=here.user)


def _change(here: Visit, views: Views, number: int) -> None:
    names = {view.view_id: view for view in views.every}
    chosen = st.selectbox(
        "View to change",
        list(names),
        format_func=lambda view_id: _describe(here, names[view_id], views),
        key=f"view_chosen_{number}",
    )
    view = names.get(chosen)
    if view is None:
        return
    service, by = here.app.views, here.user
    is_mine, may_share = view.owner == by.name, here.app.accounts.may(by, Action.SHARE_VIEWS)
    if is_mine:
        with st.form(f"rename_view_{view.view_id}_{number}", border=False):
            name = st.text_input(
                "Another name", view.name, max_chars=60, key=f"view_new_{view.view_id}_{number}"
            )
            if st.form_submit_button("Rename", key=f"rename_{view.view_id}_{number}"):
                _do(lambda: service.rename(view.view_id, name, by=by), "The view is renamed.")
    with st.container(horizontal=True, gap="small"):
        is_opening = view == views.opening
        if st.button(
            "Open the Queue with all stories" if is_opening else "Open the Queue with this view",
            key=f"open_with_{view.view_id}",
        ):
            wanted = None if is_opening else view.view_id
            told = "all stories" if is_opening else view.name
            _do(lambda: service.open_with(wanted, by=by), f"Your Queue opens with {told}.")
        if view.shared and may_share:
            if st.button("Stop sharing", key=f"stop_sharing_{view.view_id}"):
                _do(
                    lambda: service.stop_sharing(view.view_id, by=by),
                    f"{view.name} is its owner's alone again.",
                )
        elif is_mine and may_share and st.button("Share with all", key=f"share_{view.view_id}"):
            _do(lambda: service.share(view.view_id, by=by), f"Everybody sees {view.name} now.")
        if is_mine and st.button("Delete", key=f"delete_view_{view.view_id}"):
            _do(lambda: service.delete(view.view_id, by=by), f"{view.name} is deleted.")


def _describe(here: Visit, view: SavedView, views: Views) -> str:
    told = [view.name]
    if view.owner != here.user.name:
        told.append(f"shared by {here.name_of(view.owner)}")
    elif view.shared:
        told.append("shared with everybody")
    if view == views.opening:
        told.append("the Queue opens with it")
    return " · ".join(told)


def _do(change: Callable[[], object], done: str) -> None:
    try:
        change()
    except WorkbenchError as error:
        show_refusal(str(error))
        return
    st.session_state["view_form"] = st.session_state.get("view_form", 0) + 1
    say("success", done)
    want_focus(HEADING)
    st.rerun()
