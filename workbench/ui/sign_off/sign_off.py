"""Sign-off: what was decided, by whom, on which evidence; approve it or send it back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from workbench import markup as h
from workbench.errors import NotFound
from workbench.model.prior import Relation
from workbench.model.queue import AwaitingSignature, RiskKind
from workbench.model.verdict import VerdictVersion
from workbench.ui.session import (
    Visit,
    errors_shown,
    masthead,
    show_notice,
    tell,
    visit,
)
from workbench.ui.shared.browser import style
from workbench.ui.shared.cards import prior_card, statement_card, verdict_card
from workbench.ui.shared.flags import show_flags
from workbench.ui.shared.focus import focus_heading, heading
from workbench.ui.shared.history import show_history
from workbench.ui.shared.show import show
from workbench.ui.sign_off.cards import change_card, claim_in_sentence, opinion_card, risk_card
from workbench.ui.sign_off.signing import open_claim, show_sheet, sign
from workbench.ui.sign_off.state import ALL, MINE, RISK_WORDS, Evidence, SignOffState
from workbench.ui.words import (
    STATE_WORDS,
    VERDICT_WORDS,
    counted,
    day,
    plain,
    sentence,
)

IN_FULL = 2  # statements against the verdict; the others unfold. A string here would be shown


def page() -> None:
    """The whole page."""
    here = visit()
    style("sign_off.css")
    with errors_shown():
        state = SignOffState.of(
            here.app.sign_off_queue.waiting(here.user),
            st.query_params.get("show"),
            st.query_params.get("claim"),
        )
        masthead("Sign-off", here)
        show_notice()
        show_sheet()
        if state.gone is not None:
            show_gone(here, state.gone, others=bool(state.waiting))
        if not state.waiting:
            show_nothing_waits()
            return
        controls(state)
        found = state.current
        if found is None or found.item.verdict is None:
            show_nothing_found(here, state)
            return
        write_link(state, found)
        left, right = st.columns([10, 11], gap="medium")
        with left:
            show_decision(here, state, found)
        seen = here.app.page_queries.priors_seen(
            found.item.claim.claim_id, found.item.verdict.version, reader=here.user
        )
        evidence = Evidence.of(found.item.verdict, seen)
        since = here.app.verdicts.changes_since(
            found.item.claim.claim_id, found.item.verdict.version, reader=here.user
        )
        changes = {change.id: change.words for change in since}
        with right:
            show_evidence(here, found, found.item.verdict, evidence, changes)
        with left:
            show_history(here, found.item.claim.claim_id)
        sign(here, state, found, found.item.verdict, tuple(changes))
        focus_heading()


def show_gone(here: Visit, claim_id: str, *, others: bool) -> None:
    """A link names a verdict that does not wait: say how the claim stands, and the way to it.

    Args:
        others: Whether other verdicts wait.
    """
    try:
        item = here.app.page_queries.claim(claim_id, reader=here.user)
    except NotFound as error:
        tell("info", f"The link may be old, or of another desk: {error}.")
        return
    if item.is_blind:
        told = "The link names a claim on which you owe a second opinion first."
    else:
        told = f"The verdict that the link names does not wait: {STATE_WORDS[item.state]}."
    if others:
        told += " The riskiest of those that wait is below."
    tell("info", told)
    st.page_link(
        "review/review.py",
        label="See that claim on Review",
        query_params={"article": item.claim.article_id, "claim": claim_id},
    )


def show_nothing_waits() -> None:
    """An empty stack, and where to go from it."""
    st.query_params.clear()
    st.info(
        "Nothing waits for sign-off. Verdicts appear here as soon as a checker submits them, the "
        "riskiest first."
    )
    st.page_link("queue/queue.py", label="See how the stories stand in the queue")


def show_nothing_found(here: Visit, state: SignOffState) -> None:
    """Something waits, and nothing of what was asked for."""
    others = counted(len(state.waiting), "verdict")
    if state.show == MINE:
        st.info(
            f"Nothing waits for you. {others} can only be signed by somebody else; choose “all "
            "that wait” to see why."
        )
    else:
        st.info(f"Nothing waits for that reason any more. {others} still in the stack.")
    st.page_link("sign_off/sign_off.py", label="Show all that wait", query_params={"show": ALL})


def write_link(state: SignOffState, found: AwaitingSignature) -> None:
    """Keep the address bar on what is shown, so that it can be sent to a colleague."""
    link = {"show": state.show, "claim": found.item.claim.claim_id}
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)


def choose() -> None:
    """Somebody asked for other verdicts: begin at the riskiest of them."""
    st.query_params.from_dict({"show": str(st.session_state["show"])})


def controls(state: SignOffState) -> None:
    """Through the stack by key, what is in it, and the whole of it as a list."""
    before, after = state.beside(-1), state.beside(1)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Previous verdict", key="previous", shortcut="k", disabled=before is None):
            open_claim(before)
        if st.button("Next verdict", key="next", shortcut="j", disabled=after is None):
            open_claim(after)
        choices = state.choices
        st.session_state["show"] = state.show
        st.selectbox(
            "Verdicts to show",
            list(choices),
            format_func=lambda each: f"{show_words(each)} ({choices[each]})",
            key="show",
            on_change=choose,
            label_visibility="collapsed",
            width=330,
        )
        with st.popover(f"The stack: {len(state.shown)}, riskiest first"):
            show_stack(state)


def show_words(which: str) -> str:
    """What a choice shows."""
    if which == MINE:
        return "For me to sign"
    return "All that wait" if which == ALL else RISK_WORDS[RiskKind(which)].capitalize()


def show_stack(state: SignOffState) -> None:
    """The stack as a list of links with the reasons."""
    if len(state.page) < len(state.shown):
        show(
            h.p(".wb-source")[f"{state.page.start + 1} to {state.page.stop} of {len(state.shown)}"]
        )
    for place in state.page:
        each = state.shown[place]
        if each.item.verdict is None:
            continue
        verdict = each.item.verdict.verdict
        with st.container(key=f"stack_line_{place}", gap=None):
            st.page_link(
                "sign_off/sign_off.py",
                label=plain(f"{place + 1}. {VERDICT_WORDS[verdict]}: {each.item.claim.text}"),
                query_params={"show": state.show, "claim": each.item.claim.claim_id},
            )
            is_here = place == state.position
            now = (h.strong["On the screen now"], " · ") if is_here else None
            show(h.p(".wb-stack-line")[now, stack_words(each)])


def stack_words(waiting: AwaitingSignature) -> str:
    """Why a verdict stands where it stands, in a line."""
    told = [RISK_WORDS[risk.kind] for risk in waiting.risks] or ["nothing stands out"]
    if waiting.locked is not None:
        told.append("locked for you")
    return "; ".join(told)


def show_decision(here: Visit, state: SignOffState, found: AwaitingSignature) -> None:
    """The claim in its sentence, and what the person decided or changed."""
    item, verdict = found.item, found.item.verdict
    if verdict is None or state.position is None:
        return
    article = here.app.page_queries.article(item.claim.article_id)
    on_desk = here.app.page_queries.claims_of(article.article_id, reader=here.user)
    ids = [each.claim.claim_id for each in on_desk]
    number = ids.index(item.claim.claim_id) + 1
    where = " · ".join(
        part
        for part in (
            article.title or "Untitled article",
            article.publisher or "",
            day(article.published_on),
        )
        if part
    )
    show(
        heading(
            item.claim.claim_id,
            f"Verdict {state.position + 1} of {len(state.shown)}: {verdict.verdict.value}",
            where,
        )
    )
    show(claim_in_sentence(item, article, number=number, of=len(ids)))
    change = here.app.sign_off_queue.difference(item.claim.claim_id, reader=here.user)
    author = here.name_of(verdict.author)
    if change is None:
        show(verdict_card(verdict, author))
    else:
        named = [*change.cited_anew, *change.no_longer_cited]
        known = {each.statement_id: each for each in here.app.archive.statements(named)}
        show(change_card(change, author, here.name_of, known))
    st.page_link(
        "review/review.py",
        label="See it in the article",
        query_params={"article": article.article_id, "claim": item.claim.claim_id},
    )


def show_evidence(
    here: Visit,
    found: AwaitingSignature,
    verdict: VerdictVersion,
    evidence: Evidence,
    changes: Mapping[str, str],
) -> None:
    """Why to look twice, what is cited, and apart from it what the machine had suggested.

    Args:
        changes: What came after the verdict, in words by its id.
    """
    flagged = {flag.statement_id for flag in found.item.flags}
    show(
        risk_card(
            found.risks,
            [sentence(words) for each, words in changes.items() if each not in flagged],
        )
    )
    show_flags(here, found.item)
    opinions = here.app.opinions.of_claim(verdict.claim_id, reader=here.user)
    if opinions:
        show(h.h2(".wb-group")[f"Second opinions ({len(opinions)})"])
        for one in opinions:
            show(opinion_card(one, here.name_of(one.reviewer), verdict))
    show(h.h2(".wb-group")[f"Cited evidence ({len(verdict.cited)})"])
    shown = {prior.statement.statement_id for prior in evidence.cited}
    for prior in evidence.cited:
        show(prior_card(prior))
    unseen = [each for each in verdict.cited if each not in shown]
    for statement in here.app.archive.statements(unseen):
        show(statement_card(statement, eyebrow="cited from the archive"))
    if not verdict.cited:
        show(h.p(".wb-source")["No statement of the archive is cited."])
    counts = (
        f"{evidence.count(Relation.CONTRADICTS)} against the claim, "
        f"{evidence.count(Relation.SUPPORTS)} for it, "
        f"{evidence.count(Relation.RELATED)} neither"
    )
    show(
        h.fragment(
            h.h2(".wb-group")[
                "What the machine suggested",
                h.small["the person decided without a preselected verdict"],
            ],
            h.p(".wb-source")[f"Of the earlier statements it showed: {counts}."],
        )
    )
    if evidence.against:
        show(
            h.p(".wb-source")[
                h.strong[f"Shown, not cited, and against this verdict ({len(evidence.against)})"]
            ]
        )
    for prior in evidence.against[:IN_FULL]:
        show(prior_card(prior))
    rest = (*evidence.against[IN_FULL:], *evidence.passed_over)
    if rest:
        label = f"Shown and not cited: {counted(len(rest), 'other statement')}"
        with st.expander(label, key="passed_over"):
            for prior in rest:
                show(prior_card(prior))


page()
