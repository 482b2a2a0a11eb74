"""What waits for the person, at the top of the Queue: a line for each claim, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from workbench import markup as h
from workbench.model.people import Action
from workbench.model.queue import Cause, WaitingClaim, Waits
from workbench.ui.session import Visit
from workbench.ui.shared.show import show
from workbench.ui.words import FLAG_MARK, counted, moment, plain, shorten

SHOWN = 5
WORDS = 120
NOTE = 140
TITLES = {
    Waits.RETURNED: "Returned to you",
    Waits.OPINION: "Second opinions asked of you",
    Waits.TAKEN: "Taken by you",
    Waits.OVERDUE: "Assigned to you and overdue",
    Waits.TODAY: "Assigned to you and due today",
    Waits.FLAGGED: f"{FLAG_MARK} New evidence since your verdict",
    Waits.DRAFT: "Drafts you began",
    Waits.ASSIGNED: "Assigned to you",
    Waits.DISAGREEMENT: "A second opinion differs",
    Waits.SIGN_OFF: "AwaitingSignature for sign-off",
    Waits.LATE: "Overdue, whoever has it",
}


def show_waits(here: Visit, waiting: list[WaitingClaim], *, folded: bool) -> None:
    """The section; nothing for a role for which nothing can wait.

    Args:
        folded: One line that opens, above a list that was asked for.
    """
    decides = here.may(Action.DECIDE)
    if not (decides or here.may(Action.SIGN_OFF)):
        return
    if folded:
        if waiting:
            label = f"Waits for you: {counted(len(waiting), 'claim')}"
            with st.expander(label, expanded=False, key="waits_folded"):
                _kinds(here, waiting)
        return
    with st.container(key="waits", gap=None):
        show(h.h2(".wb-group")["Waits for you"])
        if not waiting:
            show(h.p(".wb-source")[_say_nothing_waits(here)])
        _kinds(here, waiting)


def causes_told(here: Visit, claim: WaitingClaim) -> str:
    """All that a claim waits for, in one line of plain words."""
    now = here.app.clock()
    return " · ".join(_describe(here, cause, now) for cause in claim.causes)


def _say_nothing_waits(here: Visit) -> str:
    told = (
        "Nothing waits for you. What is returned to you or assigned to you, second opinions asked "
        "of you, claims you have taken and drafts you began will stand here, each with its reason."
    )
    if here.may(Action.SIGN_OFF):
        told += " So will verdicts to sign off and whatever is overdue."
    return told + " To begin, open a story below."


def _kinds(here: Visit, waiting: list[WaitingClaim]) -> None:
    for kind in Waits:
        claims = [one for one in waiting if one.waits is kind]
        if claims:
            _kind(here, kind, claims)


def _kind(here: Visit, kind: Waits, claims: list[WaitingClaim]) -> None:
    with st.container(key=f"waits_{kind.value.replace('-', '_')}", gap=None):
        show(h.h3(".wb-waits")[f"{TITLES[kind]} ", h.small[f"{len(claims):,}"]])
        for one in claims[:SHOWN]:
            _line(here, one)
        if len(claims) > SHOWN:
            st.page_link(
                "queue/queue.py",
                label=f"{len(claims) - SHOWN:,} more: {TITLES[kind].lower()}",
                query_params={"waits": kind.value},
            )


def _line(here: Visit, one: WaitingClaim) -> None:
    label = f"**“{plain(shorten(one.text, WORDS))}”** {plain(causes_told(here, one))}"
    signs = one.waits is Waits.SIGN_OFF
    st.page_link(
        "sign_off/sign_off.py" if signs else "review/review.py",
        label=label,
        query_params={"claim": one.claim_id}
        if signs
        else {"article": one.article_id, "claim": one.claim_id},
    )


def _describe(here: Visit, cause: Cause, now: datetime) -> str:
    who = None if cause.who is None else here.name_of(cause.who)
    match cause.waits:
        case Waits.RETURNED:
            reason = f": {shorten(' '.join(cause.note.split()), NOTE)}" if cause.note else ""
            return f"sent back by {who}, {_ago(cause.at, now)}{reason}"
        case Waits.OPINION:
            return f"asked by {who}, {_ago(cause.at, now)}"
        case Waits.TAKEN:
            return f"taken by you, {_long(cause.at - now)} left"
        case Waits.OVERDUE:
            return f"overdue for {_long(now - cause.at)}"
        case Waits.TODAY:
            return f"due in {_long(cause.at - now)}, at {_clock(cause.at)}"
        case Waits.FLAGGED:
            return f"new evidence, {_ago(cause.at, now)}"
        case Waits.DRAFT:
            return f"your draft, kept {_ago(cause.at, now)}"
        case Waits.ASSIGNED:
            return f"assigned to you, {_ago(cause.at, now)}"
        case Waits.DISAGREEMENT:
            return f"{who} judged otherwise, {_ago(cause.at, now)}"
        case Waits.SIGN_OFF:
            return f"verdict by {who}, submitted {_ago(cause.at, now)}"
        case Waits.LATE:
            has_it = "assigned to nobody" if who is None else f"assigned to {who}"
            return f"overdue for {_long(now - cause.at)}, {has_it}"


def _ago(at: datetime, now: datetime) -> str:
    past = now - at
    return f"{_long(past)} ago" if past < timedelta(days=7) else f"on {moment(at)}"


def _long(span: timedelta) -> str:
    """A span in its largest unit: 3 days, 5 hours, 20 minutes."""
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 90:
        return counted(minutes, "minute")
    hours = round(minutes / 60)
    return counted(hours, "hour") if hours < 36 else counted(round(hours / 24), "day")


def _clock(at: datetime) -> str:
    return f"{at.astimezone(UTC):%H:%M} UTC"
