"""The verdict's form: what was said before with its boxes, the verdict, and sending them together.

The form is sent in a callback, which runs before the page does: one run of the page shows the next
claim, and the desk is told the version and the priors that were on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from workbench import markup as h
from workbench.errors import InputError, WorkbenchError
from workbench.model.claim import Claim
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Prior, WordMarks
from workbench.model.verdict import Draft, Verdict
from workbench.ui.review.state import NumberedPrior, PriorGroup, check, group_priors
from workbench.ui.session import Visit, announce, say, tell
from workbench.ui.shared.cards import prior_card
from workbench.ui.shared.claim_forms import open_claim
from workbench.ui.shared.drafts import form_key, give_back, keep_watch, next_form, show_given_back
from workbench.ui.shared.findings import offer_absence
from workbench.ui.shared.focus import want_field
from workbench.ui.shared.guide import finish
from workbench.ui.shared.show import show
from workbench.ui.words import VERDICT_MARKS, VERDICT_MEANINGS, VERDICT_WORDS, counted, sentence

CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Sending:
    """What is known when a form is drawn and needed when it is sent.

    Attributes:
        claim: As it is on the screen.
        seen_version: The latest version on the screen, 0 for none.
        priors: Those on the screen.
        following: The next claim to review, none if this was the last.
        blind: Whether the person gives a second opinion without sight of the verdict.
    """

    claim: Claim
    number: int
    seen_version: int
    priors: tuple[Prior, ...]
    following: str | None
    blind: bool

    @property
    def claim_id(self) -> str:
        """The claim's id."""
        return self.claim.claim_id

    @property
    def article_id(self) -> str:
        """The article it stands in."""
        return self.claim.article_id

    @property
    def form(self) -> str:
        """The key of the form's fields; another one after each verdict."""
        return form_key(self.claim_id)


def verdict_form(
    here: Visit, item: ClaimOnDesk, sending: Sending, marks: Mapping[str, WordMarks]
) -> None:
    """Evidence with its boxes and the verdict in one form: all is sent together."""
    form = sending.form
    kept = give_back(here, sending.claim_id, form, sending.priors)
    cited_before = frozenset() if item.verdict is None else frozenset(item.verdict.cited)
    with st.form(f"verdict_{form}", border=False, enter_to_submit=False):
        for group in group_priors(sending.priors):
            show_group(group, marks, cited_before, cite_for=form)
        offer_absence(here, item, f"rationale_{form}")
        with st.container(key="verdict_bar", gap="xsmall"):
            problem = st.session_state.get(f"problem_{form}")
            if problem is not None:
                with st.container(key=f"refusal_{form}"):
                    tell("error", problem)
            if kept is not None:
                show_given_back(here, kept, item)
            verdict_fields(here, form, sending, is_new=item.verdict is None)
    keep_watch(here, sending.claim_id, form, seen_version=sending.seen_version)


def show_group(
    group: PriorGroup,
    marks: Mapping[str, WordMarks],
    cited_before: frozenset[str],
    *,
    cite_for: str | None = None,
) -> None:
    """One group of statements; of a long one the first, and the others on demand.

    Args:
        cite_for: The key of the form that cites them, none where nothing is cited.
    """
    show(h.h2(".wb-group")[f"{group.heading} ({len(group.priors)})", h.small[group.explanation]])
    for numbered in group.shown:
        show_prior(numbered, marks, cited_before, cite_for)
    if group.folded:
        label = f"{counted(len(group.folded), 'more statement')}: {group.heading.lower()}"
        with st.expander(label, key=f"more_{group.folded[0].number}_{cite_for}"):
            for numbered in group.folded:
                show_prior(numbered, marks, cited_before, cite_for)


def show_prior(
    numbered: NumberedPrior,
    marks: Mapping[str, WordMarks],
    cited_before: frozenset[str],
    cite_for: str | None,
) -> None:
    """One statement with its number and, in a form, the box that cites it."""
    statement_id = numbered.prior.statement.statement_id
    with st.container(key=f"prior_{numbered.number}", gap=None):
        show(
            prior_card(
                numbered.prior,
                number=numbered.number,
                cited=statement_id in cited_before,
                marks=marks.get(statement_id),
            )
        )
        if cite_for is not None:
            st.checkbox(f"Cite statement {numbered.number}", key=f"cite_{cite_for}_{statement_id}")


def verdict_fields(here: Visit, form: str, sending: Sending, *, is_new: bool) -> None:
    """The fields of the verdict; nothing is chosen beforehand.

    Until one of them is used they are folded to the line of the verdict (``style.css``).
    """
    with st.container(
        key="verdict_line", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.radio(
            "Verdict" if is_new else "New verdict",
            list(Verdict),
            index=None,
            horizontal=True,
            format_func=lambda each: f"{VERDICT_MARKS[each]} {VERDICT_WORDS[each]}",
            help="; ".join(f"{VERDICT_WORDS[each]}: {VERDICT_MEANINGS[each]}" for each in Verdict),
            key=f"choice_{form}",
        )
        show(
            h.p(".wb-keys")[
                h.kbd["1"], "…", h.kbd["0"], " cite · ", h.kbd["V"], " verdict · ", h.kbd["?"]
            ],
            width="content",
        )
    with st.container(key="verdict_more", gap="xsmall"):
        st.text_area(
            "Why",
            height=84,
            key=f"rationale_{form}",
            placeholder="What decides it, in a line or two",
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "Evidence outside the archive",
                key=f"outside_{form}",
                placeholder="Link or note, if nothing is cited",
            )
            st.selectbox(
                "How sure",
                CONFIDENCES,
                index=None,
                format_func=lambda share: f"{round(share * 100)} %",
                placeholder="optional",
                key=f"confidence_{form}",
                width=120,
            )
            st.form_submit_button(
                "Submit verdict",
                type="primary",
                shortcut="ctrl+enter",
                key=f"submit_{form}",
                on_click=send,
                args=(here, form, sending),
            )
        show(h.p(".wb-keys.wb-kept")[None])


def read_form(form: str, priors: Sequence[Prior]) -> Draft:
    """What stands in a form that has been sent."""
    fields = st.session_state
    outside = str(fields.get(f"outside_{form}") or "").strip()
    shown = dict.fromkeys(prior.statement.statement_id for prior in priors)
    return Draft(
        verdict=fields.get(f"choice_{form}"),
        rationale=str(fields.get(f"rationale_{form}") or ""),
        cited=tuple(each for each in shown if fields.get(f"cite_{form}_{each}")),
        outside_evidence=outside or None,
        confidence=fields.get(f"confidence_{form}"),
    )


def send(here: Visit, form: str, sending: Sending) -> None:
    """Hand the form to the desk; on success go on to the next claim to review.

    Refused, the draft stays in the form and the reason stands above it.
    """
    draft = read_form(form, sending.priors)
    st.session_state.pop(f"problem_{form}", None)
    try:
        verdict = check(draft)
        if sending.blind:
            give_opinion(here, sending, verdict, draft)
        else:
            give_verdict(here, sending, verdict, draft)
    except WorkbenchError as error:
        st.session_state[f"problem_{form}"] = problem = sentence(str(error))
        announce(problem)
        want_field(at_fault(error, form, sending.priors))
        return
    next_form(sending.claim_id)


def at_fault(error: WorkbenchError, form: str, priors: Sequence[Prior]) -> str:
    """The key of what a refusal is about: a field of the form, else the refusal itself."""
    field = error.field if isinstance(error, InputError) else None
    match field:
        case "verdict":
            return f"choice_{form}"
        case "rationale" | "confidence":
            return f"{field}_{form}"
        case "cited" if priors:
            first = group_priors(priors)[0].priors[0]
            return f"cite_{form}_{first.prior.statement.statement_id}"
        case "cited":
            return f"outside_{form}"
    return f"refusal_{form}"


def give_opinion(here: Visit, sending: Sending, verdict: Verdict, draft: Draft) -> None:
    """Hand in a second opinion. Evidence outside the archive goes into its reason."""
    outside = "" if draft.outside_evidence is None else f" ({draft.outside_evidence})"
    here.app.opinions.give(
        sending.claim_id,
        verdict=verdict,
        rationale=f"{draft.rationale}{outside}",
        cited=draft.cited,
        by=here.user,
        confidence=draft.confidence,
    )
    say("success", "Your second opinion is given. The verdict is shown to you from now on.")


def give_verdict(here: Visit, sending: Sending, verdict: Verdict, draft: Draft) -> None:
    """Submit the verdict and open the next claim to review."""
    version = here.app.verdicts.submit(
        sending.claim_id,
        verdict=verdict,
        rationale=draft.rationale,
        cited=draft.cited,
        by=here.user,
        seen_version=sending.seen_version,
        confidence=draft.confidence,
        outside_evidence=draft.outside_evidence,
        shown=sending.priors,
        claim_seen=sending.claim,
    )
    finish(here)
    told = (
        f"Claim {sending.number} marked {VERDICT_WORDS[version.verdict].lower()}, version "
        f"{version.version}, citing {counted(len(version.cited), 'statement')}. "
        "It waits for sign-off."
    )
    if sending.following is None:
        say("success", f"{told} Every claim of this article has a verdict.")
        return
    say("success", f"{told} Here is the next claim to review.")
    open_claim(sending.article_id, sending.following)
