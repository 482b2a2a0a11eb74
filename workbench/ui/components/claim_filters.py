"""The filters of the Queue's list of claims: a form, and in a few words what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.desk_app import FILTER_NAMES, Due, Order, Wanted
from workbench.model import Priority
from workbench.ui.links import EARLIEST, LATEST, offered
from workbench.ui.session import Visit
from workbench.ui.words import ON_DESK, PRIORITY_WORDS, STATE_WORDS

DUE_WORDS = {Due.OVERDUE: "overdue", Due.TODAY: "due today"}
ORDER_WORDS = {
    Order.DUE: "due first",
    Order.PRIORITY: "most pressing first",
    Order.NEWEST: "newest story first",
}
Offered = TypeVar("Offered", bound=str)


def filters_form(
    here: Visit, wanted: Wanted, order: Order, publishers: list[str]
) -> tuple[Wanted, Order]:
    """The form, filled with what the address asks for; gives what is asked for now."""
    names = {person.name: person.display_name for person in here.desk.accounts.users()}
    # a new address is a new form, so that a link or the way back fills it anew
    at = "|".join(f"{name}={st.query_params.get(name, '')}" for name in FILTER_NAMES)
    with st.form(f"claims_wanted_{at}", border=False):
        words = st.text_input("Words in the claim, speaker or story", wanted.words, key=f"q_{at}")
        first, second, third = st.columns(3)
        state = _one_of(
            first, "State", ON_DESK, wanted.state, STATE_WORDS.__getitem__, key=f"state_{at}"
        )
        assignee = _one_of(
            second,
            "Assigned to",
            names,
            wanted.assignee,
            names.__getitem__,
            none="anybody",
            key=f"assignee_{at}",
        )
        publisher = _one_of(
            third, "Publisher", publishers, wanted.publisher, str, key=f"publisher_{at}"
        )
        due = _one_of(
            first, "Due", Due, wanted.due, DUE_WORDS.__getitem__, none="any time", key=f"due_{at}"
        )
        priority = _one_of(
            second,
            "Priority",
            Priority,
            wanted.priority,
            PRIORITY_WORDS.__getitem__,
            key=f"priority_{at}",
        )
        chosen = third.selectbox(
            "Order",
            list(Order),
            list(Order).index(order),
            format_func=lambda each: ORDER_WORDS[each],
            key=f"order_{at}",
        )
        who = first.text_input("Who says it, or for whom", wanted.who, key=f"who_{at}")
        since, until = (
            column.date_input(
                label,
                offered(value),
                min_value=EARLIEST,
                max_value=LATEST,
                format="YYYY-MM-DD",
                key=f"{name}_{at}",
            )
            for column, label, value, name in (
                (second, "Stories from", wanted.first, "from"),
                (third, "Stories to", wanted.last, "to"),
            )
        )
        flagged = st.checkbox("With new evidence", wanted.flagged, key=f"flagged_{at}")
        st.form_submit_button("Find claims", key=f"find_{at}")
    asked = Wanted(
        state=state,
        assignee=assignee,
        priority=priority,
        due=due,
        flagged=flagged,
        publisher=publisher,
        words=words.strip(),
        who=who.strip(),
        first=since,
        last=until,
    )
    return asked, chosen or order


def _one_of(
    column: DeltaGenerator,
    label: str,
    choices: Iterable[Offered],
    chosen: Offered | None,
    words: Callable[[Offered], str],
    *,
    key: str,
    none: str = "any",
) -> Offered | None:
    """A list that begins with not restricting; what it does not offer is not chosen."""
    listed: list[Offered | None] = [None, *choices]
    return column.selectbox(
        label,
        listed,
        listed.index(chosen) if chosen in listed else 0,
        format_func=lambda each: none if each is None else words(each),
        key=key,
    )
