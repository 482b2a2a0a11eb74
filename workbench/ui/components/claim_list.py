"""The Queue's list of claims: filters that stand in the address, and one link to Review a row."""

from __future__ import annotations

from enum import StrEnum
from html import escape
from typing import TypeVar

import streamlit as st

from workbench.desk_app import Due, Listed, Order, Wanted
from workbench.model import ClaimState, Priority
from workbench.ui.session import Visit
from workbench.ui.words import (
    FLAG_MARK,
    ON_DESK,
    PRIORITY_WORDS,
    STATE_MARKS,
    STATE_WORDS,
    counted,
    moment,
    plain,
)

A_PAGE = 25
NAMES = ("state", "assignee", "priority", "due", "flagged", "publisher", "q", "order")
DUE_WORDS = {Due.OVERDUE: "overdue", Due.TODAY: "due today"}
ORDER_WORDS = {
    Order.DUE: "due first",
    Order.PRIORITY: "most pressing first",
    Order.NEWEST: "newest story first",
}
Choice = TypeVar("Choice", bound=StrEnum)


def asked_for(link: dict[str, str]) -> tuple[Wanted, Order]:
    """What a link asks for; what it cannot ask for is left out."""
    wanted = Wanted(
        state=_one(ClaimState, link.get("state")),
        assignee=link.get("assignee") or None,
        priority=_one(Priority, link.get("priority")),
        due=_one(Due, link.get("due")),
        flagged=link.get("flagged") == "yes",
        publisher=link.get("publisher") or None,
        words=link.get("q", "").strip(),
    )
    return wanted, _one(Order, link.get("order")) or Order.DUE


def written(wanted: Wanted, order: Order) -> dict[str, str]:
    """The same as a link; nothing in it where nothing is asked for."""
    said = {
        "state": wanted.state,
        "assignee": wanted.assignee,
        "priority": wanted.priority,
        "due": wanted.due,
        "flagged": "yes" if wanted.flagged else None,
        "publisher": wanted.publisher,
        "q": wanted.words,
        "order": None if order is Order.DUE else order,
    }
    return {name: str(value) for name, value in said.items() if value}


def show_claims(here: Visit, publishers: list[str]) -> bool:
    """The filters, and the claims where the address asks for some; whether it does."""
    wanted, order = asked_for(st.query_params.to_dict())
    is_on = bool(written(wanted, order))
    with st.expander("Find claims in all stories", expanded=is_on, key="claim_filters"):
        wanted, order = _form(here, wanted, order, publishers)
    link = written(wanted, order)
    if {name: st.query_params[name] for name in NAMES if name in st.query_params} != link:
        st.query_params.from_dict(link)
    if not link:
        return False
    st.page_link("screens/queue.py", label="Show all stories again")
    _results(here, wanted, order)
    return True


def _form(here: Visit, wanted: Wanted, order: Order, publishers: list[str]) -> tuple[Wanted, Order]:
    names = {person.name: person.display_name for person in here.desk.accounts.users()}
    # a new address is a new form, so that a link or the way back fills it anew
    told = "|".join(f"{name}={st.query_params.get(name, '')}" for name in NAMES)
    with st.form(f"claims_wanted_{told}", border=False):
        words = st.text_input("Words in the claim, speaker or story", wanted.words, key=f"q_{told}")
        first, second, third = st.columns(3)
        state = first.selectbox(
            "State",
            [None, *ON_DESK],
            _place(ON_DESK, wanted.state),
            format_func=lambda each: "any" if each is None else STATE_WORDS[each],
            key=f"state_{told}",
        )
        assignee = second.selectbox(
            "Assigned to",
            [None, *names],
            _place(list(names), wanted.assignee),
            format_func=lambda each: "anybody" if each is None else names[each],
            key=f"assignee_{told}",
        )
        publisher = third.selectbox(
            "Publisher",
            [None, *publishers],
            _place(publishers, wanted.publisher),
            format_func=lambda each: each or "any",
            key=f"publisher_{told}",
        )
        due = first.selectbox(
            "Due",
            [None, *Due],
            _place(list(Due), wanted.due),
            format_func=lambda each: "any time" if each is None else DUE_WORDS[each],
            key=f"due_{told}",
        )
        priority = second.selectbox(
            "Priority",
            [None, *Priority],
            _place(list(Priority), wanted.priority),
            format_func=lambda each: "any" if each is None else PRIORITY_WORDS[each],
            key=f"priority_{told}",
        )
        chosen = third.selectbox(
            "Order",
            list(Order),
            list(Order).index(order),
            format_func=lambda each: ORDER_WORDS[each],
            key=f"order_{told}",
        )
        flagged = st.checkbox("With new evidence", wanted.flagged, key=f"flagged_{told}")
        st.form_submit_button("Find claims", key=f"find_{told}")
    return Wanted(
        state, assignee, priority, due, flagged, publisher, words.strip()
    ), chosen or order


def _results(here: Visit, wanted: Wanted, order: Order) -> None:
    at = "|".join(f"{name}={value}" for name, value in written(wanted, order).items())
    page = int(st.session_state.get(f"claims_page_{at}", 1))
    claims, count = here.desk.screens.listed(here.user, wanted, order=order, page=page)
    if not claims:
        st.info("No claim is like that. Leave a filter out, or use fewer words.")
        return
    st.html(f'<h2 class="wb-group">{counted(count, "claim")}</h2>')
    for each in claims:
        _row(here, each)
    if count > A_PAGE:
        st.pagination(-(-count // A_PAGE), key=f"claims_page_{at}")


def _row(here: Visit, each: Listed) -> None:
    with st.container(key=f"story_claim_{each.claim_id}", border=True, gap=None):
        words = each.text if len(each.text) < 160 else each.text[:157] + "…"
        st.page_link(
            "screens/review.py",
            label=f"“{plain(words)}”",
            query_params={"article": each.article_id, "claim": each.claim_id},
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
        st.html(f'<p class="wb-source">{escape(" · ".join(told))}</p>')


def _one(kind: type[Choice], word: str | None) -> Choice | None:
    return next((each for each in kind if each.value == word), None)


def _place(offered: list[str] | tuple[str, ...], chosen: str | None) -> int:
    """Where the choice stands in a list that begins with none."""
    return 0 if chosen not in offered else list(offered).index(str(chosen)) + 1
