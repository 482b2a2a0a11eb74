"""What a checker has typed comes back: after a lost connection, on another machine, on return."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench import markup as h
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Prior
from workbench.model.verdict import Draft, KeptDraft, Verdict
from workbench.settings import FORM_COOKIE, FORM_HEADER
from workbench.ui.session import Visit
from workbench.ui.shared.browser import draft_keeper
from workbench.ui.shared.show import show
from workbench.ui.words import day


def form_key(claim_id: str) -> str:
    """The key of the fields of a claim's form.

    Keyed by claim and by how often it was begun anew, not by version: keyed by version, a form
    that met a conflict would vanish without a word.
    """
    return f"{claim_id}_{st.session_state.get(f'begun_{claim_id}', 0)}"


def next_form(claim_id: str) -> None:
    """Begin a claim's form anew: its fields are empty, or filled from what is kept."""
    begun = f"begun_{claim_id}"
    st.session_state[begun] = st.session_state.get(begun, 0) + 1


def give_back(here: Visit, claim_id: str, form: str, priors: Sequence[Prior]) -> KeptDraft | None:
    """Fill a form that is drawn for the first time, or again, from the person's kept draft."""
    held = f"given_back_{form}"
    if f"rationale_{form}" in st.session_state:
        shown: KeptDraft | None = st.session_state.get(held)
        return shown
    kept = here.app.drafts.mine(claim_id, here.user)
    st.session_state[held] = kept
    if kept is not None:
        fill(form, kept.draft, priors)
    return kept


def fill(form: str, draft: Draft, priors: Sequence[Prior]) -> None:
    """Put a draft into the fields of a form before they are drawn."""
    fields = st.session_state
    fields[f"choice_{form}"] = draft.verdict
    fields[f"rationale_{form}"] = draft.rationale
    fields[f"outside_{form}"] = draft.outside_evidence or ""
    fields[f"confidence_{form}"] = draft.confidence
    for prior in priors:
        statement_id = prior.statement.statement_id
        fields[f"cite_{form}_{statement_id}"] = statement_id in draft.cited


def show_given_back(here: Visit, kept: KeptDraft, item: ClaimOnDesk) -> None:
    """Say that the form holds an earlier draft, and offer to throw it away. Part of the form."""
    now = here.app.clock()
    when = f"{kept.saved_at:%H:%M} UTC"
    if kept.saved_at.date() != now.date():
        when += f" on {day(kept.saved_at.date())}"
    told = f"Your draft of {when} is back."
    if item.verdict is not None and item.seen_version > kept.seen_version:
        who = here.name_of(item.verdict.author)
        told += f" Since then {who} has submitted version {item.seen_version}; read it first."
    with st.container(key="draft_back", horizontal=True, vertical_alignment="center", gap="small"):
        show(h.p(".wb-source")[told], width="content")
        st.form_submit_button(
            "Throw the draft away",
            type="tertiary",
            key=f"throw_away_{kept.claim_id}_{kept.saved_at:%H%M%S}",
            on_click=throw_away,
            args=(here, kept.claim_id),
        )


def throw_away(here: Visit, claim_id: str) -> None:
    """Forget the draft and begin with an empty form."""
    here.app.drafts.throw_away(claim_id, by=here.user)
    next_form(claim_id)


def keep_watch(here: Visit, claim_id: str, form: str, *, seen_version: int) -> None:
    """Have the browser keep what is typed into the form from now on."""
    held: KeptDraft | None = st.session_state.get(f"given_back_{form}")
    draft = Draft() if held is None else held.draft
    draft_keeper(
        {
            "address": "/drafts",
            "header": FORM_HEADER,
            "token": str(st.context.cookies.get(FORM_COOKIE, "")),
            "person": here.user.name,
            "claim": claim_id,
            "form": form,
            "seen": seen_version,
            "verdicts": [verdict.value for verdict in Verdict],
            "kept": {
                "verdict": None if draft.verdict is None else draft.verdict.value,
                "rationale": draft.rationale,
                "cited": list(draft.cited),
                "outside_evidence": draft.outside_evidence or "",
                "confidence": draft.confidence,
            },
        },
        key="draft_keeper",
        delivered=lambda: next_form(claim_id),
    )
