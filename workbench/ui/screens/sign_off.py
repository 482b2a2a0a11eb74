"""Sign-off: what was decided, by whom, on which evidence; approve it or send it back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from workbench.desk_app import Action, ClaimOnDesk
from workbench.errors import Conflict, WorkbenchError
from workbench.model import Article, Relation, VerdictVersion
from workbench.ui.components.cards import (
    claim_card,
    prior_card,
    statement_card,
    verdict_card,
)
from workbench.ui.components.flags import show_flags
from workbench.ui.components.history import show_history
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
from workbench.ui.sign_off_state import Evidence, SignOffState, cautions
from workbench.ui.words import VERDICT_MARKS, VERDICT_WORDS, counted, day


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        blind = here.desk.opinions.blind(here.user)  # the verdict is kept from a second checker
        waiting = [
            each
            for each in here.desk.screens.awaiting_sign_off()
            if each.claim.claim_id not in blind
        ]
        state = SignOffState.of(waiting, here.user, st.query_params.get("claim"))
        masthead("Sign-off", here, "What a checker decided goes out only when somebody else signs.")
        show_notice()
        item = state.current
        if item is None or item.verdict is None:
            nothing_waits()
            return
        if st.query_params.get("claim") != item.claim.claim_id:
            st.query_params["claim"] = item.claim.claim_id
        move_buttons(state)
        article = here.desk.screens.article(item.claim.article_id)
        left, right = st.columns(2, gap="medium")
        with left:
            show_decision(here, item, article)
        with right:
            evidence = Evidence.of(
                item.verdict,
                here.desk.screens.priors_seen(item.claim.claim_id, item.verdict.version),
            )
            show_evidence(here, item.verdict, evidence)
        with left:
            show_history(here, item.claim.claim_id)
            sign(here, state, item.verdict, evidence)


def nothing_waits() -> None:
    """An empty stack, and where to go from it."""
    st.query_params.clear()
    st.info("Nothing waits for sign-off. Verdicts appear here as soon as a checker submits them.")
    st.page_link("screens/queue.py", label="See how the stories stand in the queue")


def open_claim(claim_id: str | None) -> None:
    """Go to another verdict of the stack, or to whatever comes first."""
    if claim_id is None:
        st.query_params.clear()
    else:
        st.query_params["claim"] = claim_id
    st.rerun()


def move_buttons(state: SignOffState) -> None:
    """Through the stack by key."""
    before, after = state.beside(-1), state.beside(1)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Previous verdict", key="previous", shortcut="k", disabled=before is None):
            open_claim(before)
        if st.button("Next verdict", key="next", shortcut="j", disabled=after is None):
            open_claim(after)
        place = 0 if state.position is None else state.position + 1
        st.html(f'<p class="wb-keys">{place} of {len(state.waiting)} that wait</p>')


def show_decision(here: Visit, item: ClaimOnDesk, article: Article) -> None:
    """The claim in its sentence, and what the person decided."""
    claim, verdict = item.claim, item.verdict
    if verdict is None:
        return
    title = article.title or "Untitled article"
    published = day(article.published_on)
    st.html(
        f'<h2 class="wb-group">{escape(title)}<small>{escape(article.publisher or "")} '
        f"{escape(published)}</small></h2>"
    )
    claims = here.desk.screens.claims_of(article.article_id)
    ids = [each.claim.claim_id for each in claims]
    number = ids.index(claim.claim_id) + 1
    st.html(claim_card(item, article, number=number, of=len(ids)))
    sentence = article.text[claim.sentence.start : claim.sentence.end]
    if sentence.strip() != claim.text.strip():
        st.html(f'<p class="wb-source">In the article: “{escape(sentence.strip())}”</p>')
    st.page_link(
        "screens/review.py",
        label="See it in the article",
        query_params={"article": article.article_id, "claim": claim.claim_id},
    )
    show_flags(here, item)
    st.html('<h2 class="wb-group">What was decided</h2>')
    st.html(verdict_card(verdict, here.name_of(verdict.author)))


def show_evidence(here: Visit, verdict: VerdictVersion, evidence: Evidence) -> None:
    """The cited statements in full; apart from them, what the machine had suggested."""
    st.html(f'<h2 class="wb-group">Cited evidence ({len(verdict.cited)})</h2>')
    shown = {prior.statement.statement_id for prior in evidence.cited}
    for prior in evidence.cited:
        st.html(prior_card(prior))
    unseen = [each for each in verdict.cited if each not in shown]
    for statement in here.desk.archive.statements(unseen):
        st.html(statement_card(statement, eyebrow="cited from the archive"))
    if not verdict.cited:
        st.html('<p class="wb-source">No statement of the archive is cited.</p>')
    counts = (
        f"{evidence.count(Relation.CONTRADICTS)} against the claim, "
        f"{evidence.count(Relation.SUPPORTS)} for it, "
        f"{evidence.count(Relation.RELATED)} neither"
    )
    st.html(
        '<h2 class="wb-group">What the machine suggested<small>the person decided without a '
        f'preselected verdict</small></h2><p class="wb-source">Of the earlier statements it '
        f"showed: {counts}.</p>"
    )
    if evidence.passed_over:
        label = f"Shown and not cited: {counted(len(evidence.passed_over), 'statement')}"
        with st.expander(label, key="passed_over"):
            for prior in evidence.passed_over:
                st.html(prior_card(prior))


def sign(here: Visit, state: SignOffState, verdict: VerdictVersion, evidence: Evidence) -> None:
    """Approve or return, or say why this person cannot."""
    if not here.desk.may(here.user, Action.SIGN_OFF):
        locked("Signing off is for supervisors. You can read what waits.")
        return
    reason = here.desk.desk.why_not_sign_off(verdict, here.user)
    if reason is not None:
        locked(sentence(reason))
        return
    key = verdict.claim_id
    changes = here.desk.desk.changes_since(verdict.claim_id, verdict.version)
    known = tuple(change.id for change in changes)
    seen, seen_changes = on_screen(f"sign_off_{key}", (verdict, known))
    with st.container(key="sign_bar", gap="xsmall"):
        told = [*cautions(verdict, evidence), *(sentence(change.words) for change in changes)]
        told += [
            f"{here.name_of(one.reviewer)}, who saw no verdict, finds it {one.verdict.value}: "
            f"{one.rationale}"
            for one in here.desk.opinions.of_claim(verdict.claim_id)
        ]
        if told:
            lines = "".join(f"<li>{escape(caution)}</li>" for caution in told)
            st.html(
                '<section class="wb-card wb-flags" aria-label="Look twice"><p><strong>Look twice'
                f"</strong></p><ul>{lines}</ul></section>"
            )
        with st.form(f"sign_{key}", border=False, enter_to_submit=False):
            note = st.text_area(
                "Note, or the reason for returning it",
                key=f"note_{key}",
                height=70,
                placeholder="Needed to return; optional to approve",
            )
            with st.container(horizontal=True):
                approved = st.form_submit_button(
                    "Approve", type="primary", shortcut="ctrl+enter", key=f"approve_{key}"
                )
                returned = st.form_submit_button(
                    "Return to the checker", shortcut="ctrl+shift+enter", key=f"return_{key}"
                )
    if approved or returned:
        settle(here, state, seen, seen_changes, approve=approved, note=note.strip())


def sentence(words: str) -> str:
    """``words`` as a sentence of its own."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def locked(reason: str) -> None:
    """A sign-off that is not this person's to give."""
    st.html(
        '<section class="wb-card wb-locked" aria-label="Locked"><p><strong>Locked for you.'
        f"</strong> {escape(reason)}</p></section>"
    )


def settle(
    here: Visit,
    state: SignOffState,
    verdict: VerdictVersion,
    changes: Sequence[str],
    *,
    approve: bool,
    note: str,
) -> None:
    """Hand the sign-off to the desk, for the version and the changes that were on the screen."""
    following = state.beside(1) or state.beside(-1)
    try:
        if approve:
            here.desk.approve(
                verdict.claim_id, verdict.version, by=here.user, note=note or None, seen=changes
            )
        else:
            here.desk.desk.send_back(verdict.claim_id, verdict.version, by=here.user, reason=note)
    except Conflict as error:
        say("error", f"Not signed: it changed while you were reading. {error}")
        st.rerun()
    except WorkbenchError as error:
        st.session_state["announce"] = str(error)
        tell("error", str(error))
        return
    mark = f"{VERDICT_MARKS[verdict.verdict]} {VERDICT_WORDS[verdict.verdict]}"
    author = here.name_of(verdict.author)
    done = "Approved" if approve else f"Returned to {author}"
    say("success", f"{done}: {mark}, version {verdict.version} by {author}.")
    open_claim(following)


page()
