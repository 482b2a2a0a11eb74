"""Queue: the stories on the desk, how far each has come, and what waits for the person."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.markup import Markup
from workbench.model.desk import ClaimState, Priority
from workbench.model.people import Action
from workbench.model.queue import ArticleProgress, Waits
from workbench.ui.queue.claim_list import show_claims
from workbench.ui.queue.waits import show_waits
from workbench.ui.session import Visit, errors_shown, masthead, show_notice, visit
from workbench.ui.shared.browser import style
from workbench.ui.shared.cards import flag_line
from workbench.ui.shared.guide import offer_guide
from workbench.ui.shared.show import show
from workbench.ui.words import (
    FLAG_MARK,
    PRIORITY_WORDS,
    STATE_MARKS,
    STATE_WORDS,
    counted,
    day,
    moment,
    plain,
    shorten,
)

ARTICLES_A_PAGE = 25
FLAGS_SHOWN = 5


def page() -> None:
    """The whole page."""
    here = visit()
    style("queue.css")
    with errors_shown():
        lines = here.app.page_queries.queue(here.user)
        waiting = sum(line.waiting for line in lines)
        masthead("Queue", here, lead(here, waiting) if lines else "")
        show_notice()
        if not lines:
            empty_app(here)
            return
        waits = here.app.waiting.of(here.user)
        publishers = sorted({each.publisher for each in lines if each.publisher})
        above = st.container(key="above_stories", gap="small")
        is_list = show_claims(here, publishers, waits)
        with above:
            if is_list:  # all else makes way for what was asked for
                show_waits(here, waits, folded=True)
                return
            offer_guide(here)
            if waiting and here.may(Action.SIGN_OFF):
                st.page_link("sign_off/sign_off.py", label="Open what waits for sign-off")
            show_waits(here, waits, folded=False)
            show_flags(here, {one.claim_id for one in waits if Waits.FLAGGED in one.kinds})
        show(h.h2(".wb-group")["Stories"])
        only_mine = False
        if 0 < sum(1 for line in lines if line.waiting) < len(lines):
            only_mine = st.toggle("Only stories in which something waits for me", key="only_mine")
        shown = [line for line in lines if line.waiting or not only_mine]
        start = 0
        if len(shown) > ARTICLES_A_PAGE:
            pages = -(-len(shown) // ARTICLES_A_PAGE)
            start = (st.pagination(pages, key="queue_page") - 1) * ARTICLES_A_PAGE
        for line in shown[start : start + ARTICLES_A_PAGE]:
            show_line(here, line)
        show(
            h.p(".wb-legend")[
                " · ".join(f"{STATE_MARKS[each]} {STATE_WORDS[each]}" for each in ClaimState)
            ]
        )


def lead(here: Visit, waiting: int) -> str:
    """One sentence on what there is to do."""
    if here.may(Action.SIGN_OFF):
        return (
            f"{counted(waiting, 'verdict')} by other people wait for your sign-off."
            if waiting != 1
            else "One verdict by somebody else waits for your sign-off."
        )
    if here.may(Action.DECIDE):
        return (
            f"{counted(waiting, 'claim')} to review. Open a story and begin with its first claim."
        )
    return "How the stories stand."


def empty_app(here: Visit) -> None:
    """A fresh desk: the steps to a first verdict, as far as the person may take them."""
    st.info(
        "The desk is empty. Once the archive holds earlier statements and an article is added, "
        "its claims will stand here, each with what was said before."
    )
    steps = [
        (screen, label)
        for screen, label, action in (
            ("archive/archive.py", "Import statements", Action.IMPORT_STATEMENTS),
            ("add_article/add_article.py", "Add an article", Action.ADD_ARTICLE),
        )
        if here.may(action)
    ]
    for number, (screen, label) in enumerate(steps, start=1):
        st.page_link(screen, label=f"{number}. {label}" if len(steps) > 1 else label)
    if steps:
        show(h.p(".wb-source")["Then come back here to review its claims one by one."])


def show_flags(here: Visit, listed: set[str]) -> None:
    """Evidence that came after a verdict, newest first, without the claims in ``listed``."""
    flagged = [
        item
        for item in here.app.page_queries.flagged(here.user)
        if item.claim.claim_id not in listed
    ]
    if not flagged:
        return
    shown = flagged[:FLAGS_SHOWN]
    ids = [flag.statement_id for item in shown for flag in item.flags]
    known = {each.statement_id: each for each in here.app.archive.statements(ids)}
    label = f"{FLAG_MARK} New evidence since the verdict: {counted(len(flagged), 'claim')}"
    with st.expander(label, expanded=True, key="flags"):
        for item in shown:
            st.page_link(
                "review/review.py",
                label=f"“{plain(shorten(item.claim.text, 110))}”",
                query_params={"article": item.claim.article_id, "claim": item.claim.claim_id},
            )
            lines = [flag_line(flag, known.get(flag.statement_id)) for flag in item.flags]
            show(h.ul(".wb-flag-list")[lines])
        if len(flagged) > FLAGS_SHOWN:
            st.page_link(
                "queue/queue.py",
                label=f"All {len(flagged):,} claims with new evidence",
                query_params={"flagged": "yes"},
            )


def show_line(here: Visit, line: ArticleProgress) -> None:
    """One story: title, progress and what waits."""
    with st.container(key=f"story_{line.article_id}", border=True, gap=None):
        left, right = st.columns([3, 2], vertical_alignment="center", gap="medium")
        with left:
            st.page_link(
                "review/review.py",
                label=f"**{plain(line.title or 'Untitled article')}**",
                query_params={"article": line.article_id},
            )
            told = [line.publisher or "publisher not recorded", day(line.published_on)]
            told.append(counted(line.claims, "claim"))
            told += describe_plan(line)
            show(h.p(".wb-source")[" · ".join(told)])
        with right:
            show(progress(line))


def describe_plan(line: ArticleProgress) -> list[str]:
    """How pressing the story is, when it is due, and who is at it."""
    told = []
    if line.priority is not None and line.priority is not Priority.NORMAL:
        told.append(PRIORITY_WORDS[line.priority])
    if line.due_at is not None:
        told.append(f"due {moment(line.due_at)}")
    if line.taken:
        told.append(f"{line.taken} taken")
    if line.mine:
        told.append(f"{line.mine} yours")
    return told


def progress(line: ArticleProgress) -> Markup:
    """A bar of the states with their numbers in words below it."""
    counts = (
        (ClaimState.APPROVED, line.approved),
        (ClaimState.SUBMITTED, line.submitted),
        (ClaimState.RETURNED, line.returned),
        (ClaimState.WITHDRAWN, line.withdrawn),
        (ClaimState.REOPENED, line.reopened),
        (ClaimState.OPEN, line.open),
    )
    bar = [
        h.span(f".wb-{state}", style=f"flex-grow:{number}")[None]
        for state, number in counts
        if number
    ]
    words = " · ".join(
        f"{STATE_MARKS[state]} {number} {STATE_WORDS[state]}" for state, number in counts if number
    )
    flags = f" · {FLAG_MARK} {line.flagged} with new evidence" if line.flagged else ""
    waiting = (h.strong[f"{line.waiting} for you"], " · ") if line.waiting else None
    return h.fragment(
        h.div(".wb-bar", aria_hidden="true")[bar], h.p(".wb-source")[waiting, words + flags]
    )


page()
