"""The Queue's list of claims: those that the address asks for, one link to Review a row."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.model.claim_links import (
    FILTER_NAMES,
    read_filter,
    read_page,
    read_waits,
    write_filter,
)
from workbench.model.desk import ClaimState, Priority
from workbench.model.people import Action
from workbench.model.queue import CLAIMS_A_PAGE, Listed, Order, WaitingClaim, Waits, Wanted
from workbench.ui.queue.claim_filters import as_offered, filters_form
from workbench.ui.queue.plan_bar import (
    FOUND,
    choose_all,
    choose_box,
    claims_chosen,
    show_plan_bar,
    tell_page,
)
from workbench.ui.queue.view_row import STORIES, change_views, show_view_row
from workbench.ui.queue.waits import TITLES, causes_told
from workbench.ui.session import Visit, announce
from workbench.ui.shared.browser import style
from workbench.ui.shared.focus import focus_heading, heading, want_focus
from workbench.ui.shared.show import show
from workbench.ui.words import (
    FLAG_MARK,
    PRIORITY_WORDS,
    STATE_MARKS,
    STATE_WORDS,
    counted,
    moment,
    plain,
    shorten,
)

ASKED = "claims_asked"
"""The link whose claims were shown last."""


def show_claims(here: Visit, publishers: list[str], waiting: list[WaitingClaim]) -> bool:
    """The views, the filters, and the claims where the address asks for some; whether it does.

    Args:
        waiting: What waits for the person, which is why a claim may be listed.
    """
    style("claim_list.css")
    views = here.app.views.seen_by(here.user)
    if not st.query_params and views.opening is not None:
        st.query_params.from_dict(dict(views.opening.link))
    came_with = st.query_params.to_dict()
    wanted, order = read_filter(came_with)
    waits, page = read_waits(came_with), read_page(came_with)
    names = {person.name: person.display_name for person in here.app.accounts.users()}
    wanted = as_offered(wanted, names, publishers)
    link = write_filter(wanted, order)
    if {name: came_with[name] for name in FILTER_NAMES if name in came_with} != link:
        waits, page = None, 1
        st.query_params.from_dict(link or STORIES)
    show_view_row(here, views, link or ({"waits": waits.value} if waits else {}))
    filters_form(wanted, order, names, publishers)
    change_views(here, views, link)
    if link or waits:
        _results(here, wanted, order, waits, page, waiting)
    else:
        st.session_state[ASKED] = ""
    focus_heading()
    return bool(link or waits)


def _results(
    here: Visit,
    wanted: Wanted,
    order: Order,
    waits: Waits | None,
    page: int,
    waiting: list[WaitingClaim],
) -> None:
    asked = {**write_filter(wanted, order), **({"waits": waits.value} if waits else {})}
    at = "|".join(f"{name}={value}" for name, value in asked.items())
    only = None if waits is None else [one.claim_id for one in waiting if one.waits is waits]
    read = here.app.page_queries.listed
    claims, count = read(here.user, wanted, order=order, page=page, only=only)
    if not claims and page > 1:  # what was on the last page is no longer like that
        page = 1
        st.query_params.pop("page", None)
        claims, count = read(here.user, wanted, order=order, only=only)
    told = counted(count, "claim") if claims else "No claims"
    if waits is not None:
        told = f"{TITLES[waits]}: {told[0].lower()}{told[1:]}"
    if st.session_state.get(ASKED, at) != at:  # found by this person just now, not by a reload
        announce(f"{told} found" if waits is None else told)
        want_focus(FOUND)
    st.session_state[ASKED] = at
    chosen = claims_chosen(at)
    if not claims:
        show(heading(FOUND, told))
        st.info(
            "No claim is like that. Leave a filter out, or use fewer words."
            if waits is None
            else "Nothing of this kind waits for you any more."
        )
        show_plan_bar(here, claims, chosen)
        return
    first = (page - 1) * CLAIMS_A_PAGE + 1
    small = f"{first} to {first + len(claims) - 1} are shown" if count > CLAIMS_A_PAGE else ""
    show(heading(FOUND, told, small))
    may_plan = here.may(Action.PLAN)
    if may_plan:
        choose_all(claims, chosen)
    why = {one.claim_id: one for one in waiting}
    for each in claims:
        _row(here, each, why.get(each.claim_id), chosen if may_plan else None)
    if count > CLAIMS_A_PAGE:
        key = f"claims_page_{at}_{page}"
        pages = -(-count // CLAIMS_A_PAGE)
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key, chosen))
    show_plan_bar(here, claims, chosen)


def _turn(key: str, chosen: dict[str, str]) -> None:
    """The page stands in the address, so that a reload and a colleague come to the same claims."""
    st.query_params["page"] = str(st.session_state[key])
    tell_page(key, chosen)


def _row(
    here: Visit, each: Listed, waiting: WaitingClaim | None, chosen: dict[str, str] | None
) -> None:
    """One claim; ``waiting`` is why it waits for the person, ``chosen`` none for no planner."""
    with st.container(key=f"story_claim_{each.claim_id}", border=True, gap=None):
        with st.container(horizontal=True, gap="small", wrap=False):
            if chosen is not None:
                choose_box(each, chosen)
            st.page_link(
                "review/review.py",
                label=f"“{plain(shorten(each.text, 160))}”",
                query_params={"article": each.article_id, "claim": each.claim_id},
                width="stretch",
            )
        told = [each.speaker or "nobody named", each.title or "Untitled article"]
        told.append(f"{STATE_MARKS[each.state]} {STATE_WORDS[each.state]}")
        if each.state is ClaimState.TAKEN and each.holder is not None:
            told[-1] = f"{STATE_MARKS[each.state]} taken by {here.name_of(each.holder)}"
        if each.flagged:
            told.append(f"{FLAG_MARK} new evidence")
        if each.priority is not Priority.NORMAL:
            told.append(PRIORITY_WORDS[each.priority])
        if each.due_at is not None:
            told.append(f"due {moment(each.due_at)}")
        if each.assignee is not None:
            told.append(f"assigned to {here.name_of(each.assignee)}")
        why = None
        if waiting is not None:
            why = h.fragment(h.strong[f"Waits for you: {causes_told(here, waiting)}"], h.br())
        show(h.p(".wb-source")[why, " · ".join(told)])
