"""Every version of a verdict with what a supervisor did with it: nothing is overwritten."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.model.verdict import SignOffDecision
from workbench.ui.session import Visit
from workbench.ui.shared.cards import verdict_card
from workbench.ui.shared.sheet_link import sheet_link
from workbench.ui.shared.show import show
from workbench.ui.words import counted, moment


def show_history(here: Visit, claim_id: str) -> None:
    """The versions, newest first, with the sheets of the signed ones; nothing while there is one
    version that nobody has signed."""
    entries = here.app.page_queries.history(claim_id, reader=here.user)
    if len(entries) < 2 and not any(entry.sign_off for entry in entries):
        return
    with st.expander(f"History: {counted(len(entries), 'version')}", key=f"history_{claim_id}"):
        for entry in reversed(entries):
            note = "No sign-off"
            if entry.sign_off is not None:
                signed = entry.sign_off
                word = "Approved" if signed.decision is SignOffDecision.APPROVED else "Returned"
                note = f"{word} by {here.name_of(signed.signed_by)}, {moment(signed.signed_at)}"
                if signed.note:
                    note += f": {signed.note}"
            if entry.withdrawal is not None:
                gone = entry.withdrawal
                note = f"Withdrawn, {moment(gone.withdrawn_at)}"
                note += f": {gone.reason}" if gone.reason else ""
            if entry.reopening is not None:
                again = entry.reopening
                who = here.name_of(again.reopened_by)
                note += f". Reopened by {who}, {moment(again.reopened_at)}: {again.correction_note}"
            show(verdict_card(entry.verdict, here.name_of(entry.verdict.author), note=note))
            if entry.sign_off is not None:
                version = entry.verdict.version
                link = sheet_link(claim_id, version, f"Printed sheet of version {version}")
                show(h.p(".wb-source")[link])
