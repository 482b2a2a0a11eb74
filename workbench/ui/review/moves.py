"""What one may do with a claim besides deciding it: take it, hand it over, withdraw, reopen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.model.desk import ClaimState, Priority
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.people import Action
from workbench.model.verdict import VerdictVersion
from workbench.ui.session import Visit, announce, say, tell
from workbench.ui.shared.day_field import END_OF_DAY, day_field
from workbench.ui.words import PRIORITY_WORDS, moment, plain

NOBODY = "nobody in particular"


def standing_words(here: Visit, item: ClaimOnDesk) -> list[str]:
    """Who has the claim, who should look at it and when."""
    return [*taken_words(here, item), *plan_words(here, item)]


def show_moves(here: Visit, item: ClaimOnDesk) -> None:
    """The moves from here, for who gives verdicts; in a row with whatever else stands in it."""
    if not here.may(Action.DECIDE):
        return
    claim_id = item.claim.claim_id
    hold_buttons(here, item)
    if item.verdict is not None:
        if may_withdraw(here, item, item.verdict):
            withdraw_form(here, item.verdict)
        if item.state is ClaimState.APPROVED:
            reopen_form(here, item.verdict)
        if item.state in (ClaimState.SUBMITTED, ClaimState.APPROVED):
            ask_form(here, claim_id)
    if here.may(Action.PLAN):
        plan_form(here, item)


def taken_words(here: Visit, item: ClaimOnDesk) -> list[str]:
    """Who has taken the claim and until when."""
    hold = item.hold
    if hold is None or hold.holder is None or hold.until is None:
        return []
    who = "you" if hold.holder == here.user.name else here.name_of(hold.holder)
    return [f"Taken by {who} until {hold.until:%H:%M} UTC"]


def plan_words(here: Visit, item: ClaimOnDesk) -> list[str]:
    """Who should look at the claim and how soon."""
    plan = item.plan
    if plan is None:
        return []
    told = [PRIORITY_WORDS[plan.priority]]
    if plan.assignee is not None:
        who = "you" if plan.assignee == here.user.name else here.name_of(plan.assignee)
        told.append(f"assigned to {who}")
    if plan.due_at is not None:
        told.append(f"due {moment(plan.due_at)}")
    return told


def hold_buttons(here: Visit, item: ClaimOnDesk) -> None:
    """Take, keep, hand over and give back."""
    claim_id, work = item.claim.claim_id, here.app.work
    if item.hold is None:
        if item.state in (ClaimState.SUBMITTED, ClaimState.APPROVED):
            return
        if st.button("Take this claim", key=f"take_{claim_id}"):
            act(lambda: work.take(claim_id, by=here.user), "The claim is yours for half an hour.")
        return
    is_mine = item.hold.holder == here.user.name
    if is_mine and st.button("Keep it", key=f"keep_{claim_id}"):
        act(lambda: work.take(claim_id, by=here.user), "Yours for another half hour.")
    if not is_mine and not here.may(Action.PLAN):
        return
    if st.button("Give back", key=f"give_back_{claim_id}"):
        act(lambda: work.give_back(claim_id, by=here.user), "Anybody may take the claim now.")
    with st.popover("Hand over"):
        to = pick_person(here, f"hand_over_to_{claim_id}", "To whom")
        if st.button("Hand over", key=f"hand_over_{claim_id}", disabled=to is None):
            act(
                lambda: work.hand_over(claim_id, to=str(to), by=here.user),
                f"{here.name_of(str(to))} has the claim now.",
            )


def may_withdraw(here: Visit, item: ClaimOnDesk, verdict: VerdictVersion) -> bool:
    """Whether the verdict that waits is the person's own."""
    return item.state is ClaimState.SUBMITTED and verdict.author == here.user.name


def withdraw_form(here: Visit, verdict: VerdictVersion) -> None:
    """Take one's own verdict back."""
    key = f"{verdict.claim_id}_{verdict.version}"
    with st.popover("Withdraw your verdict"):
        reason = st.text_input("Reason, if you like", key=f"withdraw_reason_{key}")
        if st.button("Withdraw", key=f"withdraw_{key}"):
            act(
                lambda: here.app.verdicts.withdraw(
                    verdict.claim_id, verdict.version, by=here.user, reason=reason
                ),
                "Withdrawn. The claim wants a verdict again.",
            )


def reopen_form(here: Visit, verdict: VerdictVersion) -> None:
    """Reopen a signed verdict with a note for readers."""
    key = f"{verdict.claim_id}_{verdict.version}"
    with st.popover("Reopen for a correction"):
        note = st.text_area(
            "Correction note for readers",
            key=f"correction_{key}",
            placeholder="What was wrong in the signed verdict",
        )
        if st.button("Reopen", key=f"reopen_{key}"):
            act(
                lambda: here.app.verdicts.reopen(
                    verdict.claim_id, verdict.version, by=here.user, correction_note=note
                ),
                "Reopened. It leaves the exports until a new verdict is signed.",
            )


def ask_form(here: Visit, claim_id: str) -> None:
    """Ask somebody for a blind second opinion."""
    with st.popover("Ask for a second opinion"):
        reviewer = pick_person(here, f"ask_whom_{claim_id}", "Of whom")
        if st.button("Ask", key=f"ask_{claim_id}", disabled=reviewer is None):
            act(
                lambda: here.app.opinions.ask(claim_id, reviewer=str(reviewer), by=here.user),
                f"{here.name_of(str(reviewer))} sees the claim without a verdict until they give "
                "theirs.",
            )


def plan_form(here: Visit, item: ClaimOnDesk) -> None:
    """Who should look at the claim, how soon, and until when; begins with what is planned."""
    claim_id, plan = item.claim.claim_id, item.plan
    # a new plan, whoever made it, makes new fields: old ones would go on showing the earlier
    at = f"{claim_id}_{0 if plan is None else plan.number}"
    due_at = None if plan is None else plan.due_at
    with st.popover("Plan") as place:
        assignee = pick_person(
            here, f"assignee_{at}", "For whom", None if plan is None else plan.assignee
        )
        priority = st.selectbox(
            "How pressing",
            list(Priority),
            index=list(Priority).index(Priority.NORMAL if plan is None else plan.priority),
            format_func=lambda each: PRIORITY_WORDS[each],
            key=f"priority_{at}",
        )
        day = day_field(
            place, "Due on", None if due_at is None else due_at.date(), key=f"due_day_{at}"
        )
        hour = st.time_input(
            "Due at (UTC)",
            value=END_OF_DAY if due_at is None else due_at.time(),
            key=f"due_hour_{at}",
        )
        if st.button("Set the plan", key=f"plan_{claim_id}"):
            due = None if day is None else datetime.combine(day, hour or END_OF_DAY, tzinfo=UTC)
            act(
                lambda: here.app.work.plan(
                    [claim_id],
                    by=here.user,
                    assignee=assignee,
                    priority=priority or Priority.NORMAL,
                    due_at=due,
                ),
                "The plan is set.",
            )


def pick_person(here: Visit, key: str, label: str, chosen: str | None = None) -> str | None:
    """Somebody who can give verdicts, by name; none while nobody is chosen."""
    people = here.who_decides()
    picked: str | None = st.selectbox(
        label,
        list(people),
        index=list(people).index(chosen) if chosen in people else None,
        format_func=lambda name: people[name],
        placeholder=NOBODY,
        key=key,
    )
    return picked


def act(move: Callable[[], object], done: str) -> None:
    """Make a move and show the page anew, or say why it cannot be made."""
    try:
        move()
    except WorkbenchError as error:
        announce(str(error))
        tell("error", str(error))
        return
    say("success", plain(done))
    st.rerun()
