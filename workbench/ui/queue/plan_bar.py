"""Claims chosen in the list, and one form that plans all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.model.desk import PlanChange, PlannedTogether, Priority
from workbench.model.people import Action
from workbench.model.queue import Listed
from workbench.ui.session import Visit, announce, say, show_refusal
from workbench.ui.shared.day_field import END_OF_DAY, day_field
from workbench.ui.shared.focus import want_focus
from workbench.ui.shared.show import show
from workbench.ui.words import PRIORITY_WORDS, counted, moment, plain, shorten

FOUND: Final = "claims_found"
"""The heading of the list, where the focus goes once the claims are planned."""
SAME, NOBODY = "", "nobody"
REFUSALS_TOLD: Final = 3
KEPT: Final = "claims_chosen"


def claims_chosen(at: str) -> dict[str, str]:
    """The claims chosen in the list ``at``, id to words; another list begins with none."""
    kept: tuple[str, dict[str, str]] = st.session_state.get(KEPT, ("", {}))
    if kept[0] != at:
        kept = (at, {})
        st.session_state[KEPT] = kept
    return kept[1]


def choose_box(each: Listed, chosen: dict[str, str]) -> None:
    """A box that chooses the claim; the choice outlives the box, which another page takes away."""
    key = f"choose_{each.claim_id}"
    st.session_state[key] = each.claim_id in chosen

    def changed() -> None:
        if st.session_state[key]:
            chosen[each.claim_id] = each.text
        else:
            chosen.pop(each.claim_id, None)

    st.checkbox(
        f"Choose “{plain(shorten(each.text, 90))}”",
        key=key,
        on_change=changed,
        label_visibility="collapsed",
        width="content",
    )


def choose_all(shown: list[Listed], chosen: dict[str, str]) -> None:
    """Choose all claims of the page, or none of any page."""

    def take() -> None:
        chosen.update({each.claim_id: each.text for each in shown})
        announce(f"{counted(len(chosen), 'claim')} chosen")

    def leave() -> None:
        chosen.clear()
        announce("No claim is chosen")

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="choose_all"):
        label = f"Choose all {len(shown)} shown" if len(shown) > 1 else "Choose the one shown"
        st.button(label, key="choose_all_shown", on_click=take)
        if chosen:
            st.button("Choose none", key="choose_none", on_click=leave)


def tell_page(key: str, chosen: dict[str, str]) -> None:
    """Tell a screen reader which page is shown now, and that the choice is kept."""
    kept = f"; {counted(len(chosen), 'claim')} stay chosen" if len(chosen) > 1 else ""
    kept = "; one claim stays chosen" if len(chosen) == 1 else kept
    announce(f"Page {st.session_state[key]}{kept}")
    want_focus(FOUND)


def show_plan_bar(here: Visit, shown: list[Listed], chosen: dict[str, str]) -> None:
    """The form, while claims are chosen."""
    if not chosen or not here.may(Action.PLAN):
        return
    away = len(chosen.keys() - {each.claim_id for each in shown})
    told = f"{counted(len(chosen), 'claim')} chosen"
    if away:
        told += f", {away} of them not on this page"
    people = here.who_decides()
    number = st.session_state.get("plan_form", 0)
    with (
        st.container(key="plan_bar"),
        st.form(f"plan_chosen_{number}", border=False),
    ):
        show(h.p(".wb-plan-told")[h.strong[f"{told}."], " Plan them together:"])
        first, second, third, fourth, fifth, last = st.columns(
            [4, 3, 3.6, 2.2, 2.4, 2.6], vertical_alignment="bottom", gap="small"
        )
        assignee = first.selectbox(
            "Assign to",
            [SAME, *people, None],
            format_func=lambda name: people.get(
                name, "as it is" if name == SAME else "nobody in particular"
            ),
            key=f"plan_assignee_{number}",
        )
        priority = second.selectbox(
            "Set priority",
            [None, *Priority],
            format_func=lambda each: "as it is" if each is None else PRIORITY_WORDS[each],
            key=f"plan_priority_{number}",
        )
        day = day_field(third, "Due on", key=f"plan_day_{number}")
        hour = fourth.time_input("At (UTC)", value=END_OF_DAY, key=f"plan_hour_{number}")
        no_due = fifth.checkbox("No due time", key=f"plan_no_due_{number}")
        if last.form_submit_button(f"Plan {counted(len(chosen), 'claim')}", key=f"plan_{number}"):
            due = None if day is None else datetime.combine(day, hour or END_OF_DAY, tzinfo=UTC)
            change = PlanChange(
                assignee=assignee or None,
                for_nobody=assignee is None,
                priority=priority,
                due_at=due,
                no_due=no_due,
            )
            _plan(here, chosen, change)


def _plan(here: Visit, chosen: dict[str, str], change: PlanChange) -> None:
    try:
        done = here.app.work.plan_each(list(chosen), change, by=here.user)
    except WorkbenchError as error:
        show_refusal(str(error))
        return
    say("warning" if done.refused else "success", _describe(here, change, done, chosen))
    chosen.clear()
    st.session_state["plan_form"] = st.session_state.get("plan_form", 0) + 1
    want_focus(FOUND)
    st.rerun()


def _change_told(here: Visit, change: PlanChange) -> str:
    """What was set, for whom and until when."""
    told = []
    if change.assignee is not None:
        told.append(f"assigned to {here.name_of(change.assignee)}")
    elif change.for_nobody:
        told.append("assigned to nobody")
    if change.priority is not None:
        told.append(PRIORITY_WORDS[change.priority])
    if change.due_at is not None:
        told.append(f"due {moment(change.due_at)}")
    elif change.no_due:
        told.append("no due time")
    return ", ".join(told)


def _describe(here: Visit, change: PlanChange, done: PlannedTogether, words: dict[str, str]) -> str:
    planned = counted(len(done.planned), "claim")
    told = [
        f"{planned} planned: {_change_told(here, change)}." if done.planned else "Nothing changed."
    ]
    if done.as_before:
        told.append(f"{counted(len(done.as_before), 'claim')} stood so already.")
    if done.refused:
        told.append(f"{counted(len(done.refused), 'claim')} could not be planned:")
        told += [
            f"“{shorten(words[each.claim_id], 60)}”: {each.why}."
            for each in done.refused[:REFUSALS_TOLD]
        ]
        if len(done.refused) > REFUSALS_TOLD:
            told.append(f"And {len(done.refused) - REFUSALS_TOLD} more.")
    return " ".join(told)
