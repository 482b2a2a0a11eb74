"""The dismissed claims of an article: each with why, and the way back."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.model import Claim
from workbench.ui.components.claim_forms import may_change, open_claim, person
from workbench.ui.session import Visit, say
from workbench.ui.words import DISMISSAL_WORDS, moment, plain, shortened

SHOWN_AT_ONCE = 25
LABEL = 40
"""Characters of a claim in a label."""


def show_dismissed(here: Visit, article_id: str) -> None:
    """The dismissed claims of the article, each with why, and the way back."""
    dismissed = here.desk.claims.dismissed(article_id)
    if not dismissed:
        return
    may = may_change(here)
    with st.expander(f"Dismissed claims ({len(dismissed)})", key=f"dismissed_{article_id}"):
        for each in dismissed[:SHOWN_AT_ONCE]:
            claim, why = each.claim, each.dismissal
            reason = "" if why.reason is None else DISMISSAL_WORDS[why.reason]
            if why.same_as is None:
                told = f"{reason}: {person(here, why.set_by)}, {moment(why.set_at)}"
            else:
                told = f"for the same reason as {source_of(here, why.same_as)}: {reason}"
            note = f". {why.note}" if why.note else ""
            st.html(
                f'<p class="wb-dismissed">{escape(claim.text)}'
                f"<small>{escape(told + note)}</small></p>"
            )
            if may:
                st.button(
                    f"Restore “{plain(shortened(claim.text, LABEL))}”",
                    key=f"restore_{claim.claim_id}",
                    type="tertiary",
                    on_click=send_restore,
                    args=(here, claim),
                )
        if len(dismissed) > SHOWN_AT_ONCE:
            st.html(f'<p class="wb-source">{len(dismissed) - SHOWN_AT_ONCE} more are kept.</p>')


def source_of(here: Visit, claim_id: str) -> str:
    """The claim that a person dismissed, and the article that it stands in."""
    try:
        claim = here.desk.screens.claim(claim_id).claim
        title = here.desk.screens.article(claim.article_id).title
    except WorkbenchError:
        return f"claim {claim_id}"
    return f"“{shortened(claim.text, LABEL)}”" + ("" if title is None else f" in “{title}”")


def send_restore(here: Visit, claim: Claim) -> None:
    """Put a claim back and open it. A callback."""
    try:
        here.desk.claims.restore(claim.claim_id, by=here.user)
    except WorkbenchError as error:
        say("error", str(error))
        return
    open_claim(claim.article_id, claim.claim_id)
    say("success", "Restored. It is on the desk again.")
