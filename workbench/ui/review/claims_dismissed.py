"""Claims that are off the desk: those of an article, and one that a link names; the way back."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.markup import Markup
from workbench.model.claim import Claim, Dismissal
from workbench.ui.review.state import OffDesk
from workbench.ui.session import Visit, say
from workbench.ui.shared.article_html import claim_link
from workbench.ui.shared.claim_forms import may_change, open_claim
from workbench.ui.shared.show import show
from workbench.ui.words import DISMISSAL_WORDS, capital, moment, plain, shorten

WITH_BUTTON = 25
"""Dismissed claims that have a button to restore them; the others are links to themselves."""
LABEL = 40
"""Characters of a claim in a label."""


def show_dismissed(here: Visit, article_id: str) -> None:
    """The dismissed claims of the article, each with why, and the way back."""
    dismissed = here.app.claims.dismissed(article_id)
    if not dismissed:
        return
    may = may_change(here)
    with st.expander(f"Dismissed claims ({len(dismissed)})", key=f"dismissed_{article_id}"):
        for each in dismissed[:WITH_BUTTON]:
            show(dismissed_line(each.claim.text, why_dismissed(here, each.dismissal)))
            if may:
                st.button(
                    f"Restore “{plain(shorten(each.claim.text, LABEL))}”",
                    key=f"restore_{each.claim.claim_id}",
                    type="tertiary",
                    on_click=send_restore,
                    args=(here, each.claim),
                )
        rest = [
            dismissed_line(link_to(each.claim), why_dismissed(here, each.dismissal))
            for each in dismissed[WITH_BUTTON:]
        ]
        if rest:
            show(h.fragment(rest))


def show_off_desk(here: Visit, gone: OffDesk) -> None:
    """A claim that a link names and that is not on the desk: what became of it, and the way on."""
    claim, dismissal = gone.claim, gone.dismissal
    taking = dismissal.replaced_by
    who = f"{here.name_of(dismissal.set_by)}, {moment(dismissal.set_at)}"
    if not taking:
        told = f"This claim was dismissed {why_dismissed(here, dismissal, alone=True)}"
    elif len(taking) == 1:
        told = f"This claim was put together with its neighbour by {who}"
    else:
        told = f"This claim was cut in two by {who}"
    show(
        h.section(".wb-card.wb-claim", aria_label="Claim off the desk", data_claim=claim.claim_id)[
            h.h2(".wb-eyebrow.wb-heading", tabindex="-1")[h.strong["Not on the desk"]],
            h.blockquote[claim.text],
            h.p(".wb-source")[told],
        ]
    )
    for number, claim_id in enumerate(taking, start=1):
        st.button(
            "Open the whole claim" if len(taking) == 1 else f"Open part {number}",
            key=f"taking_{claim_id}",
            on_click=open_claim,
            args=(claim.article_id, claim_id),
        )
    if not taking and may_change(here):
        st.button(
            "Restore this claim", key="restore_this", on_click=send_restore, args=(here, claim)
        )


def dismissed_line(words: str, why: str) -> Markup:
    """A dismissed claim in a list."""
    return h.p(".wb-dismissed")[words, h.small[capital(why)]]


def link_to(claim: Claim) -> Markup:
    """The words of a claim as a link to it."""
    link = claim_link(claim.article_id, claim.claim_id)
    return h.a(href=link, target="_self")[claim.text]


def why_dismissed(here: Visit, dismissal: Dismissal, *, alone: bool = False) -> str:
    """The reason for which a claim was dismissed, by whom and when, and the note.

    Args:
        alone: Whether it is told of one claim, rather than in a list of many where the reason
            comes first.
    """
    reason = "" if dismissal.reason is None else DISMISSAL_WORDS[dismissal.reason]
    who = f"{here.name_of(dismissal.set_by)}, {moment(dismissal.set_at)}"
    if dismissal.same_as is not None:
        told = f"for the same reason as {source_of(here, dismissal.same_as)}: {reason}"
    else:
        told = f"by {who}: {reason}" if alone else f"{reason}: {who}"
    return f"{told}. {dismissal.note}" if dismissal.note else told


def source_of(here: Visit, claim_id: str) -> str:
    """The claim that a person dismissed, and the article that it stands in."""
    try:
        claim = here.app.page_queries.bare_claim(claim_id)
        title = here.app.page_queries.article(claim.article_id).title
    except WorkbenchError:
        return f"claim {claim_id}"
    return f"“{shorten(claim.text, LABEL)}”" + ("" if title is None else f" in “{title}”")


def send_restore(here: Visit, claim: Claim) -> None:
    """Put a claim back and open it. A callback."""
    try:
        here.app.claims.restore(claim.claim_id, by=here.user)
    except WorkbenchError as error:
        say("error", str(error))
        return
    open_claim(claim.article_id, claim.claim_id)
    say("success", "Restored. It is on the desk again.")
