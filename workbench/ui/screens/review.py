"""Review: the article, one of its claims, what was said before, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.desk_app import Action, ClaimOnDesk
from workbench.errors import NotFound, WorkbenchError
from workbench.model import ClaimState, Prior, Verdict
from workbench.ui.ahead import AHEAD
from workbench.ui.components.article_html import article_html
from workbench.ui.components.browser import article_view
from workbench.ui.components.cards import claim_card, prior_card, verdict_card
from workbench.ui.components.findings import offer_absence, show_reversals
from workbench.ui.components.flags import show_flags
from workbench.ui.components.history import show_history
from workbench.ui.components.moves import act, show_moves
from workbench.ui.review_state import PriorGroup, ReviewState, VerdictDraft, grouped
from workbench.ui.session import (
    Visit,
    masthead,
    on_screen,
    say,
    show_notice,
    tell,
    told_clearly,
    visit,
)
from workbench.ui.words import (
    FLAG_MARK,
    STATE_MARKS,
    STATE_WORDS,
    VERDICT_MARKS,
    VERDICT_MEANINGS,
    VERDICT_WORDS,
    counted,
)

CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        try:
            state = ReviewState.load(
                here.desk, here.user, st.query_params.get("article"), st.query_params.get("claim")
            )
        except NotFound as error:
            stale_link(here, error)
            return
        if state is None:
            empty_desk(here)
            return
        write_link(state)
        masthead("Review", here)
        show_notice()
        left, right = st.columns([5, 6], gap="medium")
        with left, st.container(key="article_pane"):
            show_article(here, state)
        with right:
            show_claim(here, state)


def empty_desk(here: Visit) -> None:
    """No article yet: say what to do next."""
    masthead("Review", here)
    show_notice()
    st.info("There is no article to review yet. Add one and its claims will appear here.")
    st.page_link("screens/add_article.py", label="Add an article")


def stale_link(here: Visit, error: NotFound) -> None:
    """The link names what this desk does not hold: say so and show the way on."""
    masthead("Review", here)
    tell("error", f"{error}. The link may be old, or of another desk.")
    st.page_link("screens/queue.py", label="Go to the queue")


def write_link(state: ReviewState) -> None:
    """Keep the address bar on the claim that is shown, so that it can be sent to a colleague."""
    link = {"article": state.article.article_id}
    if state.current is not None:
        link["claim"] = state.current.claim.claim_id
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)


def open_claim(state: ReviewState, claim_id: str) -> None:
    """Go to a claim of the same article."""
    st.query_params.from_dict({"article": state.article.article_id, "claim": claim_id})
    st.rerun()


def veiled(here: Visit, claims: Sequence[ClaimOnDesk]) -> list[ClaimOnDesk]:
    """The claims, without what was decided where this person must not know it."""
    blind = here.desk.opinions.blind(here.user)
    return [without_verdict(each) if each.claim.claim_id in blind else each for each in claims]


def show_article(here: Visit, state: ReviewState) -> None:
    """The article with its claims; a click on one opens it."""
    current_id = None if state.current is None else state.current.claim.claim_id
    clicked = article_view(
        article_html(state.article, veiled(here, state.claims), current_id, state.page()),
        current_id,
        key=f"article_{state.article.article_id}",
    )
    marks = " · ".join(f"{STATE_MARKS[each]} {STATE_WORDS[each]}" for each in ClaimState)
    st.html(f'<p class="wb-legend">{marks} · {FLAG_MARK} new evidence</p>')
    if clicked is not None and clicked != current_id:
        open_claim(state, clicked)


def show_claim(here: Visit, state: ReviewState) -> None:
    """The current claim's card, its evidence and the form."""
    item = state.current
    if item is None:
        st.info(
            "No checkable claim was found in this article. If one is there, tell whoever looks "
            "after the desk; otherwise go back to the queue."
        )
        st.page_link("screens/queue.py", label="Back to the queue")
        return
    move_buttons(state)
    blind = item.claim.claim_id in here.desk.opinions.blind(here.user)
    if blind:
        item = without_verdict(item)
    st.html(claim_card(item, state.article, number=state.number, of=len(state.claims)))
    show_flags(here, item)
    show_standing(here, item)
    if not blind:
        show_moves(here, item)
    with st.spinner("Looking for what was said before …"):
        priors = here.desk.priors(item.claim.claim_id)
    show_reversals(here, item)
    if blind:
        st.info(
            "You were asked for a second opinion. The verdict is kept from you until you have "
            "given yours."
        )
    decide(here, state, item, priors, blind=blind)
    if not blind:
        show_history(here, item.claim.claim_id)
    AHEAD.look(here.desk, (state.next_id, state.next_to_review_id))


def without_verdict(item: ClaimOnDesk) -> ClaimOnDesk:
    """The claim as somebody sees it who must not know what was decided."""
    return ClaimOnDesk(item.claim, ClaimState.OPEN)


def give_opinion(here: Visit, claim_id: str, draft: VerdictDraft) -> None:
    """Hand a second opinion to the desk. Evidence outside the archive goes into its reason."""
    if draft.missing is not None or draft.verdict is None:
        st.session_state["announce"] = draft.missing
        st.error(draft.missing)
        return
    outside = "" if draft.outside_evidence is None else f" ({draft.outside_evidence})"
    verdict = draft.verdict
    act(
        lambda: here.desk.opinions.give(
            claim_id,
            verdict=verdict,
            rationale=f"{draft.rationale}{outside}",
            cited=draft.cited,
            by=here.user,
            confidence=draft.confidence,
        ),
        "Your second opinion is given. The verdict is shown to you from now on.",
    )


def move_buttons(state: ReviewState) -> None:
    """Previous, next, next to review, each with its key."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(
            "Previous claim", key="previous", shortcut="k", disabled=state.previous_id is None
        ):
            open_claim(state, str(state.previous_id))
        if st.button("Next claim", key="next", shortcut="j", disabled=state.next_id is None):
            open_claim(state, str(state.next_id))
        if st.button(
            "Next to review",
            key="next_to_review",
            shortcut="n",
            disabled=state.next_to_review_id is None,
        ):
            open_claim(state, str(state.next_to_review_id))
        st.html(f'<p class="wb-keys">{state.decided} of {len(state.claims)} decided</p>')


def show_standing(here: Visit, item: ClaimOnDesk) -> None:
    """The verdict as it stands and what a supervisor did with it."""
    if item.verdict is None:
        return
    note = f"{STATE_MARKS[item.state]} {STATE_WORDS[item.state]}"
    if item.sign_off is not None:
        note += f" by {here.name_of(item.sign_off.signed_by)}"
        if item.sign_off.note:
            note += f": {item.sign_off.note}"
    st.html(verdict_card(item.verdict, here.name_of(item.verdict.author), note=note))


def decide(
    here: Visit, state: ReviewState, item: ClaimOnDesk, priors: Sequence[Prior], *, blind: bool
) -> None:
    """Evidence with its boxes and the verdict in one form: all is sent together."""
    claim_id = item.claim.claim_id
    groups = grouped(priors)
    if state.article.published_on is None:
        st.html(
            '<p class="wb-source">This article has no date, so what was said before it and what '
            "was said after cannot be kept apart.</p>"
        )
    if not groups:
        st.info(
            "The archive holds nothing on this claim. Import statements, or name evidence outside "
            "the archive below."
        )
    may_decide = here.desk.may(here.user, Action.DECIDE)
    if not may_decide:
        for group in groups:
            show_group(
                group, frozenset() if item.verdict is None else frozenset(item.verdict.cited)
            )
        st.info(f"You can read this. Verdicts are for checkers; you are {here.user.role}.")
        return
    shown = on_screen(f"review_{claim_id}", (item.seen_version, tuple(priors)))
    cited_before = frozenset() if item.verdict is None else frozenset(item.verdict.cited)
    draft_key = f"{claim_id}_{st.session_state.get(f'sent_{claim_id}', 0)}"
    with st.form(f"verdict_{draft_key}", border=False, enter_to_submit=False):
        cited = [
            statement_id
            for group in groups
            for statement_id in show_group(group, cited_before, cite_for=draft_key)
        ]
        offer_absence(here, item, f"rationale_{draft_key}")
        draft, sent = verdict_bar(draft_key, cited, is_new=item.verdict is None)
    if sent and blind:
        give_opinion(here, claim_id, draft)
    elif sent:
        send(here, state, claim_id, draft, *shown)


def show_group(
    group: PriorGroup, cited_before: frozenset[str], *, cite_for: str | None = None
) -> list[str]:
    """One group of statements; returns the ids of those whose box is ticked."""
    st.html(
        f'<h2 class="wb-group">{escape(group.heading)} ({len(group.priors)})'
        f"<small>{escape(group.explanation)}</small></h2>"
    )
    cited = []
    for numbered in group.priors:
        statement_id = numbered.prior.statement.statement_id
        with st.container(key=f"prior_{numbered.number}", gap=None):
            st.html(
                prior_card(
                    numbered.prior, number=numbered.number, cited=statement_id in cited_before
                )
            )
            if cite_for is not None and st.checkbox(
                f"Cite statement {numbered.number}", key=f"cite_{cite_for}_{statement_id}"
            ):
                cited.append(statement_id)
    return cited


def verdict_bar(version: str, cited: Sequence[str], *, is_new: bool) -> tuple[VerdictDraft, bool]:
    """The fields of the verdict; nothing is chosen beforehand."""
    with st.container(key="verdict_bar", gap="xsmall"):
        left, right = st.columns([1, 3], gap="small")
        verdict: Verdict | None = left.radio(
            "Verdict" if is_new else "New verdict",
            list(Verdict),
            index=None,
            format_func=lambda each: f"{VERDICT_MARKS[each]} {VERDICT_WORDS[each]}",
            help="; ".join(f"{VERDICT_WORDS[each]}: {VERDICT_MEANINGS[each]}" for each in Verdict),
            key=f"choice_{version}",
        )
        rationale = right.text_area(
            "Why",
            height=84,
            key=f"rationale_{version}",
            placeholder="What decides it, in a line or two",
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            outside = st.text_input(
                "Evidence outside the archive",
                key=f"outside_{version}",
                placeholder="Link or note, if nothing is cited",
            )
            confidence: float | None = st.selectbox(
                "How sure",
                CONFIDENCES,
                index=None,
                format_func=lambda share: f"{round(share * 100)} %",
                placeholder="optional",
                key=f"confidence_{version}",
                width=120,
            )
            sent = st.form_submit_button(
                "Submit verdict", type="primary", shortcut="ctrl+enter", key=f"submit_{version}"
            )
        st.html(
            '<p class="wb-keys"><kbd>1</kbd>…<kbd>0</kbd> cite · <kbd>V</kbd> verdict · '
            "<kbd>Tab</kbd> why · <kbd>Ctrl</kbd>+<kbd>Enter</kbd> submit · <kbd>J</kbd> "
            "<kbd>K</kbd> next, previous · <kbd>N</kbd> next to review</p>"
        )
    outside = outside.strip()
    return VerdictDraft(verdict, rationale, tuple(cited), outside or None, confidence), sent


def send(
    here: Visit,
    state: ReviewState,
    claim_id: str,
    draft: VerdictDraft,
    seen_version: int,
    shown: Sequence[Prior],
) -> None:
    """Hand the verdict to the desk; on success go on to the next claim to review.

    ``seen_version`` and ``shown`` are what was on the screen while the person decided, not what
    came since. Refused, the draft stays in the form.
    """
    if draft.missing is not None or draft.verdict is None:
        st.session_state["announce"] = draft.missing
        st.error(draft.missing)
        return
    try:
        version = here.desk.decide(
            claim_id,
            verdict=draft.verdict,
            rationale=draft.rationale,
            cited=draft.cited,
            by=here.user,
            seen_version=seen_version,
            confidence=draft.confidence,
            outside_evidence=draft.outside_evidence,
            shown=shown,
        )
    except WorkbenchError as error:
        st.session_state["announce"] = str(error)
        tell("error", str(error))
        return
    st.session_state[f"sent_{claim_id}"] = st.session_state.get(f"sent_{claim_id}", 0) + 1
    told = (
        f"Claim {state.number} marked {VERDICT_WORDS[version.verdict].lower()}, version "
        f"{version.version}, citing {counted(len(version.cited), 'statement')}. "
        "It waits for sign-off."
    )
    following = state.next_to_review_id
    if following is None:
        say("success", f"{told} Every claim of this article has a verdict.")
        st.rerun()
    say("success", f"{told} Here is the next claim to review.")
    open_claim(state, following)


page()
