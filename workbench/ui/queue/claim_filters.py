"""The filters of the Queue's list of claims: a form, and in a few words what is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.model.claim_links import FILTER_NAMES, write_filter
from workbench.model.desk import ClaimState
from workbench.model.queue import Due, Order, Wanted
from workbench.ui.links import day_if_possible
from workbench.ui.queue.view_row import STORIES
from workbench.ui.shared.day_field import day_field
from workbench.ui.words import ON_DESK, PRIORITY_WORDS, STATE_WORDS, day, plain

DUE_WORDS = {Due.OVERDUE: "overdue", Due.TODAY: "due today"}
ORDER_WORDS = {
    Order.DUE: "due first",
    Order.PRIORITY: "most pressing first",
    Order.NEWEST: "newest story first",
}
Offered = TypeVar("Offered", bound=str)


def as_offered(wanted: Wanted, names: Mapping[str, str], publishers: list[str]) -> Wanted:
    """What the form can show of what a link asks for; the rest restricts nothing."""
    return replace(
        wanted,
        state=wanted.state if wanted.state in ON_DESK else None,
        assignee=wanted.assignee if wanted.assignee in names else None,
        publisher=wanted.publisher if wanted.publisher in publishers else None,
        first=day_if_possible(wanted.first),
        last=day_if_possible(wanted.last),
    )


def filters_form(
    wanted: Wanted, order: Order, names: Mapping[str, str], publishers: list[str]
) -> None:
    """The form behind one line that tells what is looked for; what is sent is the new address.

    Args:
        names: Display names by account, of whom a claim may be assigned to.
    """
    told = filters_told(wanted, order, names)
    label = "Find claims in all stories" + (f": {plain(told)}" if told else "")
    # a new address is a new form, so that a link or the way back fills it anew
    at = "|".join(f"{name}={st.query_params.get(name, '')}" for name in FILTER_NAMES)
    with (
        st.expander(label, expanded=False, key=f"claim_filters_{at}"),
        st.form(f"claims_wanted_{at}", border=False),
        st.container(gap="small"),
    ):
        first, second = st.columns([3, 1])
        first.text_input("Words in the claim, speaker or story", wanted.words, key=f"q_{at}")
        second.text_input("Who says it, or for whom", wanted.who, key=f"who_{at}")
        first, second, third, fourth = st.columns(4)
        states: dict[ClaimState, str] = {each: STATE_WORDS[each] for each in ON_DESK}
        _one_of(first, "State", states, wanted.state, key=f"state_{at}")
        _one_of(second, "Assigned to", names, wanted.assignee, key=f"assignee_{at}", none="anybody")
        _one_of(third, "Priority", PRIORITY_WORDS, wanted.priority, key=f"priority_{at}")
        _one_of(fourth, "Due", DUE_WORDS, wanted.due, key=f"due_{at}", none="any time")
        first, second, third, fourth = st.columns(4)
        papers = {each: each for each in publishers}
        _one_of(first, "Publisher", papers, wanted.publisher, key=f"publisher_{at}")
        day_field(second, "Stories from", wanted.first, key=f"from_{at}")
        day_field(third, "Stories to", wanted.last, key=f"to_{at}")
        fourth.selectbox(
            "Order",
            list(Order),
            list(Order).index(order),
            format_func=ORDER_WORDS.__getitem__,
            key=f"order_{at}",
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.checkbox("With new evidence", wanted.flagged, key=f"flagged_{at}", width="content")
            st.form_submit_button("Find claims", key=f"find_{at}", on_click=_find, args=(at,))


def filters_told(wanted: Wanted, order: Order, names: Mapping[str, str]) -> str:
    """What is looked for in a few words; empty for all claims in the usual order."""
    told = [f"“{wanted.words}”"] if wanted.words else []
    if wanted.who:
        told.append(f"said by or for {wanted.who}")
    if wanted.state is not None:
        told.append(STATE_WORDS[wanted.state])
    if wanted.assignee is not None:
        told.append(f"assigned to {names[wanted.assignee]}")
    if wanted.priority is not None:
        told.append(PRIORITY_WORDS[wanted.priority])
    if wanted.due is not None:
        told.append(DUE_WORDS[wanted.due])
    if wanted.publisher is not None:
        told.append(f"published by {wanted.publisher}")
    if wanted.first is not None:
        told.append(f"stories from {day(wanted.first)}")
    if wanted.last is not None:
        told.append(f"stories to {day(wanted.last)}")
    if wanted.flagged:
        told.append("with new evidence")
    if order is not Order.DUE:
        told.append(ORDER_WORDS[order])
    return " · ".join(told)


def _find(at: str) -> None:
    """Put what stands in the form into the address, before the page is drawn from it."""
    field = {name: st.session_state[f"{name}_{at}"] for name in FILTER_NAMES}
    asked = Wanted(
        state=field["state"],
        assignee=field["assignee"],
        priority=field["priority"],
        due=field["due"],
        flagged=field["flagged"],
        publisher=field["publisher"],
        words=field["q"].strip(),
        who=field["who"].strip(),
        first=field["from"],
        last=field["to"],
    )
    st.query_params.from_dict(write_filter(asked, field["order"]) or STORIES)


def _one_of(
    column: DeltaGenerator,
    label: str,
    words: Mapping[Offered, str],
    chosen: Offered | None,
    *,
    key: str,
    none: str = "any",
) -> None:
    """A list that begins with not restricting."""
    listed: list[Offered | None] = [None, *words]
    column.selectbox(
        label,
        listed,
        listed.index(chosen),
        format_func=lambda each: none if each is None else words[each],
        key=key,
    )
