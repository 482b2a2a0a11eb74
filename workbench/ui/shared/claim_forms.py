"""What adding, changing and restoring claims share: who says one, and the way to it."""

from __future__ import annotations

import streamlit as st

from workbench.errors import WorkbenchError
from workbench.model.claim import Attributed, Claim, Polarity
from workbench.model.people import Action
from workbench.ui.session import Visit, announce
from workbench.ui.shared.day_field import day_field
from workbench.ui.words import POLARITY_WORDS


def may_change(here: Visit) -> bool:
    """Whether the person may add, change or dismiss claims."""
    return here.may(Action.CHANGE_CLAIMS)


def open_claim(article_id: str, claim_id: str) -> None:
    """Go to a claim of an article. A callback: the run that follows shows it."""
    st.query_params.from_dict({"article": article_id, "claim": claim_id})


def refuse(key: str, error: WorkbenchError) -> None:
    """Keep why something was refused for the form that follows, and have it told."""
    st.session_state[key] = str(error)
    announce(str(error))


def attribution_fields(claim: Claim, key: str) -> None:
    """Who says a claim and how, filled in as it stands."""
    st.text_input(
        "Who says it",
        value=claim.speaker or "",
        key=f"{key}_speaker",
        placeholder="nobody named: the article states it as fact",
    )
    st.text_input(
        "Speaking for",
        value=claim.actor or "",
        key=f"{key}_actor",
        placeholder="a government, party or company",
    )
    left, right = st.columns(2, gap="small")
    left.selectbox(
        "How",
        list(Polarity),
        index=list(Polarity).index(claim.polarity),
        format_func=lambda each: POLARITY_WORDS[each],
        key=f"{key}_polarity",
    )
    day_field(right, "Said on", claim.said_on, key=f"{key}_said_on")


def attribution_from(key: str) -> Attributed:
    """What stands in these fields."""
    fields = st.session_state
    return Attributed(
        speaker=fields[f"{key}_speaker"],
        actor=fields[f"{key}_actor"],
        polarity=fields[f"{key}_polarity"],
        said_on=fields[f"{key}_said_on"],
    )
