"""Review: the article, one of its claims, what was said before, and the verdict."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench import markup as h
from workbench.errors import NotFound
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.people import Action
from workbench.ui.review.ahead import AHEAD
from workbench.ui.review.claim_adding import add_claim, words_chosen
from workbench.ui.review.claim_editing import change_claim, history_words
from workbench.ui.review.claims_dismissed import show_dismissed, show_off_desk
from workbench.ui.review.moves import show_moves, standing_words
from workbench.ui.review.reading_again import show_reading
from workbench.ui.review.state import ReviewState, group_priors
from workbench.ui.review.verdict_form import Sending, show_group, verdict_form
from workbench.ui.session import Visit, errors_shown, masthead, show_notice, tell, visit
from workbench.ui.shared.article_html import article_html
from workbench.ui.shared.browser import article_view, style
from workbench.ui.shared.cards import claim_card, verdict_card
from workbench.ui.shared.claim_forms import may_change, open_claim
from workbench.ui.shared.findings import show_reversals
from workbench.ui.shared.flags import show_flags
from workbench.ui.shared.focus import focus_heading
from workbench.ui.shared.guide import show_guide
from workbench.ui.shared.history import show_history
from workbench.ui.shared.show import show
from workbench.ui.words import FLAG_MARK, ON_DESK, STATE_MARKS, STATE_WORDS, capital


def page() -> None:
    """The whole page."""
    here = visit()
    style("review.css")
    with errors_shown():
        try:
            state = ReviewState.load(
                here.app, here.user, st.query_params.get("article"), st.query_params.get("claim")
            )
        except NotFound as error:
            stale_link(here, error)
            return
        if state is None:
            empty_app(here)
            return
        write_link(state)
        masthead("Review", here)
        left, right = st.columns([5, 6], gap="medium")
        with left, st.container(key="article_pane"):
            show_article(here, state)
        with right:
            show_claim(here, state)
        focus_heading()


def empty_app(here: Visit) -> None:
    """No article yet: say what to do next."""
    masthead("Review", here)
    show_notice()
    st.info(
        "There is no article to review yet. Add one: its claims are found and marked, and beside "
        "each stands what the archive holds on the same point. A claim then takes a verdict, a "
        "reason and what you cite for it."
    )
    st.page_link("add_article/add_article.py", label="Add an article")


def stale_link(here: Visit, error: NotFound) -> None:
    """The link names what this desk does not hold: say so and show the way on."""
    masthead("Review", here)
    tell("error", f"{error}. The link may be old, or of another desk.")
    st.page_link("queue/queue.py", label="Go to the queue")


def write_link(state: ReviewState) -> None:
    """Keep the address bar on the claim that is shown, so that it can be sent to a colleague."""
    link = {"article": state.article.article_id}
    if state.claim_id is not None:
        link["claim"] = state.claim_id
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)


def show_article(here: Visit, state: ReviewState) -> None:
    """The article with its claims; a click on one opens it, and selected words make another."""
    article_id = state.article.article_id
    current_id = None if state.current is None else state.current.claim.claim_id
    article_view(
        article_html(state.article, state.claims, current_id, state.page()),
        current_id,
        key=f"article_{article_id}",
        on_open=lambda claim_id: open_claim(article_id, claim_id),
        on_words=partial(words_chosen, article_id) if may_change(here) else None,
    )
    marks = " · ".join(f"{STATE_MARKS[each]} {STATE_WORDS[each]}" for each in ON_DESK)
    show(h.p(".wb-legend")[f"{marks} · {FLAG_MARK} new evidence"])
    add_claim(here, article_id)
    show_dismissed(here, article_id)


def show_claim(here: Visit, state: ReviewState) -> None:
    """The current claim's card, its evidence and the form."""
    item = state.current
    if state.off_desk is not None:
        move_buttons(state)
        show_notice()
        st.session_state["claim_shown"] = state.claim_id
        show_off_desk(here, state.off_desk)
        return
    if item is None:
        show_notice()
        st.info(
            "No checkable claim was found in this article. If one is there, mark its words "
            "yourself; otherwise go back to the queue."
        )
        st.page_link("queue/queue.py", label="Back to the queue")
        return
    claim = item.claim
    move_buttons(state)
    show_notice()
    show_guide(here, state.article.title)
    st.session_state["claim_shown"] = claim.claim_id
    show(claim_card(item, state.article, number=state.number, of=len(state.claims)))
    show_flags(here, item)
    show_standing(here, item)
    show_ways(here, state, item)
    with st.spinner("Looking for what was said before …"):
        priors = here.app.priors.of(claim.claim_id)
    show_reading(here, claim.claim_id, priors)
    show_reversals(here, priors)
    if item.is_blind:
        st.info(
            "You were asked for a second opinion. The verdict is kept from you until you have "
            "given yours."
        )
    if state.article.published_on is None:
        show(
            h.p(".wb-source")[
                "This article has no date, so what was said before it and what was said after "
                "cannot be kept apart."
            ]
        )
    if not priors:
        st.info(
            "The archive holds nothing on this claim. Search it in other words, import "
            "statements, or name evidence outside the archive below."
        )
    marks = here.app.priors.word_marks(claim, priors)
    if here.may(Action.DECIDE):
        sending = Sending(
            claim=claim,
            number=state.number,
            seen_version=item.seen_version,
            priors=tuple(priors),
            following=state.next_to_review_id,
            blind=item.is_blind,
        )
        verdict_form(here, item, sending, marks)
    else:
        cited = frozenset() if item.verdict is None else frozenset(item.verdict.cited)
        for group in group_priors(priors):
            show_group(group, marks, cited)
        st.info(f"You can read this. Verdicts are for checkers; you are {here.user.role}.")
    if item.verdict is not None:
        show_history(here, claim.claim_id)
    AHEAD.look(here.app, (state.next_id, state.next_to_review_id))


def show_ways(here: Visit, state: ReviewState, item: ClaimOnDesk) -> None:
    """Who did what with the claim so far, and what can be done with it besides deciding it.

    Who gives a second opinion without sight of the verdict is shown neither: what can be done with
    the claim would tell how it stands.
    """
    claim_id = item.claim.claim_id
    history = here.app.claims.history(claim_id)
    told = history_words(here, history.changes, history.dismissals)
    if not item.is_blind:
        told += standing_words(here, item)
    if told:
        show(h.p(".wb-source")[capital(" · ".join(told))])
    with st.container(key="claim_ways", horizontal=True, vertical_alignment="center", gap="xsmall"):
        if not item.is_blind:
            if may_change(here):
                change_claim(here, state, item, history.number)
            show_moves(here, item)
        st.page_link(
            "timeline/timeline.py",
            label="Claim timeline",
            query_params={"claim": claim_id},
            width="content",
        )


def move_buttons(state: ReviewState) -> None:
    """Previous, next, next to review, each with its key."""
    moves = (
        ("Previous claim", "previous", "k", state.previous_id),
        ("Next claim", "next", "j", state.next_id),
        ("Next to review", "next_to_review", "n", state.next_to_review_id),
    )
    with st.container(
        key="claim_moves", horizontal=True, vertical_alignment="center", gap="xsmall"
    ):
        for label, key, shortcut, claim_id in moves:
            st.button(
                label,
                key=key,
                shortcut=shortcut,
                disabled=claim_id is None,
                on_click=open_claim,
                args=(state.article.article_id, claim_id),
            )
        show(h.p(".wb-keys")[f"{state.decided} of {len(state.claims)} decided"])


def show_standing(here: Visit, item: ClaimOnDesk) -> None:
    """The verdict as it stands and what a supervisor did with it."""
    if item.verdict is None:
        return
    note = f"{STATE_MARKS[item.state]} {STATE_WORDS[item.state]}"
    if item.sign_off is not None:
        note += f" by {here.name_of(item.sign_off.signed_by)}"
        if item.sign_off.note:
            note += f": {item.sign_off.note}"
    show(verdict_card(item.verdict, here.name_of(item.verdict.author), note=note))


page()
