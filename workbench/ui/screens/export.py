"""Export: the verdicts that leave the desk, what stays behind and why."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from workbench.desk_app import Action, Choice
from workbench.model import ClaimState
from workbench.ui.session import Visit, masthead, show_notice, told_clearly, visit
from workbench.ui.words import STATE_MARKS, counted

PREVIEW_COLUMNS = {
    "verdict": "Verdict",
    "claim_text": "Claim",
    "speaker": "Speaker",
    "rationale": "Why",
    "cited_sources": "Cited sources",
    "decided_by": "Decided by",
    "signoff_state": "Sign-off",
    "signed_off_by": "Signed off by",
    "article_title": "Story",
}
WIDE = frozenset({"claim_text", "rationale", "cited_sources", "article_title"})
LEFT_OUT = {
    ClaimState.OPEN: "not reviewed yet",
    ClaimState.SUBMITTED: "waiting for a supervisor to sign",
    ClaimState.RETURNED: "returned to the checker by a supervisor",
    ClaimState.WITHDRAWN: "withdrawn by their author",
    ClaimState.REOPENED: "reopened for a correction",
}


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        masthead(
            "Export", here, "Only what two people stand behind goes out, unless you ask for all."
        )
        show_notice()
        if not here.desk.may(here.user, Action.EXPORT):
            st.info("Exporting is not part of your role.")
            return
        include_open = st.toggle(
            "Include claims that are not signed off",
            key="include_open",
            help="For internal use: the column signoff_state tells which they are.",
        )
        preview = here.desk.exports.preview(Choice(include_open), reader=here.user).first
        show_left_out(here, include_open)
        if preview.empty:
            st.info(
                "There is nothing to export yet: a claim needs a verdict and a sign-off by "
                "somebody else. Include claims that are not signed off to see them all."
            )
            return
        downloads(here, include_open)
        st.html(
            f'<h2 class="wb-group">{counted(len(preview), "claim")}<small>some of the '
            f"{len(preview.columns)} columns; the file has them all</small></h2>"
        )
        shown = [name for name in PREVIEW_COLUMNS if name in preview.columns]
        st.dataframe(
            preview[shown],
            hide_index=True,
            column_config={
                name: st.column_config.TextColumn(
                    PREVIEW_COLUMNS[name], width="medium" if name in WIDE else "small"
                )
                for name in shown
            },
            key="preview",
            alt="The rows of the verdict CSV, some of their columns",
        )


def show_left_out(here: Visit, include_open: bool) -> None:
    """How many claims stay behind, and why."""
    lines = here.desk.screens.queue(here.user)
    counts = {
        ClaimState.OPEN: sum(line.open for line in lines),
        ClaimState.SUBMITTED: sum(line.submitted for line in lines),
        ClaimState.RETURNED: sum(line.returned for line in lines),
        ClaimState.WITHDRAWN: sum(line.withdrawn for line in lines),
        ClaimState.REOPENED: sum(line.reopened for line in lines),
    }
    left = {state: number for state, number in counts.items() if number}
    if include_open or not left:
        return
    items = "".join(
        f"<li>{STATE_MARKS[state]} {counted(number, 'claim')}: {escape(LEFT_OUT[state])}</li>"
        for state, number in left.items()
    )
    st.html(
        '<section class="wb-card" aria-label="Left out"><p><strong>Left out</strong></p>'
        f'<ul class="wb-plain">{items}</ul></section>'
    )


def downloads(here: Visit, include_open: bool) -> None:
    """The files; each is made, and noted in the ledger, when it is asked for."""
    files = (
        ("csv", "Download verdicts (CSV)", "verdicts.csv", "text/csv"),
        ("evidence", "Download evidence (CSV)", "evidence.csv", "text/csv"),
        (
            "claimreview",
            "Download ClaimReview (JSON-LD)",
            "claimreview.jsonld",
            "application/ld+json",
        ),
    )
    take = here.desk.exports.take
    with st.container(horizontal=True):
        for what, label, name, mime in files:
            st.download_button(
                label,
                partial(take, what, include_open=include_open, by=here.user),
                file_name=name,
                mime=mime,
                type="primary" if what == "csv" else "secondary",
                key=f"download_{what}",
                on_click="ignore",
            )


page()
