"""The guided first review: five short steps beside the real thing, for who has never decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from workbench import markup as h
from workbench.demo import FIRST_STORY
from workbench.ui.session import Visit
from workbench.ui.shared.show import show


@dataclass(frozen=True)
class Step:
    """One step; ``style.css`` outlines what it is about by its number."""

    title: str
    words: str


STEPS: Final = (
    Step(
        "Read the claim",
        "The card below has its exact words, who says them, and for whom they speak. In the "
        "article the same words are outlined.",
    ),
    Step(
        "Read what was said before",
        "Further down stand earlier statements on the same point: first those against the claim, "
        "then those for it. Each has its day and its source. Press the number of the one that "
        "decides it, and it is cited; press it again to take it back.",
    ),
    Step(
        "Choose a verdict",
        "Press V, then the arrow keys. Contested: somebody with standing has said otherwise. "
        "Confirmed: the evidence bears it out. Unverified: you looked, and it is not settled.",
    ),
    Step(
        "Say why, and submit",
        "Tab takes you to the reason: a line or two that a supervisor can check. Ctrl+Enter "
        "submits. Until then your draft is kept, and nobody else sees it.",
    ),
    Step(
        "That was your first verdict",
        "It waits for a supervisor, who is never the person who wrote it. N takes you to the next "
        "claim to review, and ? lists every key.",
    ),
)
LAST: Final = len(STEPS) - 1


def show_guide(here: Visit, article_title: str | None) -> None:
    """The step that the person is at; nothing for who has ended the guide or needs none."""
    step: int | None = st.session_state.get("guide_step")
    if step is None:
        if not here.app.guides.is_wanted(here.user):
            st.session_state["guide_step"] = -1
            return
        step = st.session_state["guide_step"] = 0
    if step < 0:
        return
    now = STEPS[step]
    with st.container(key="guide", gap="xsmall"):
        show(
            h.section(f".wb-guide.wb-guide-{step + 1}", aria_label="Guide to a first review")[
                h.p(".wb-eyebrow")[f"Your first review · step {step + 1} of {len(STEPS)}"],
                h.h2[now.title],
                h.p[now.words],
            ]
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if step not in (0, LAST):
                st.button("Step back", key="guide_back", on_click=go_to, args=(step - 1,))
            if step < LAST - 1:
                st.button("Next step", key="guide_next", on_click=go_to, args=(step + 1,))
            st.button(
                "Close the guide" if step == LAST else "Leave out the guide",
                key="guide_end",
                type="tertiary",
                on_click=end,
                args=(here,),
            )
            if step == 0 and here.app.settings.demo and article_title != FIRST_STORY:
                offer_first_story(here)


def offer_guide(here: Visit) -> None:
    """A way into the guide, for who has never decided; nothing for anybody else."""
    if st.session_state.get("guide_step", 0) == 0 and here.app.guides.is_wanted(here.user):
        offer_first_story(here, "First time here? A guided first review takes two minutes")


def offer_first_story(here: Visit, label: str = "Begin with the story from Crimea") -> None:
    """A link to the demonstration's story that suits a first review, else to any claim."""
    stories = here.app.page_queries.queue(here.user) if here.app.settings.demo else []
    first = next((line for line in stories if line.title == FIRST_STORY), None)
    link = None if first is None else {"article": first.article_id}
    st.page_link("review/review.py", label=label, query_params=link)


def go_to(step: int) -> None:
    """Show another step."""
    st.session_state["guide_step"] = step


def end(here: Visit) -> None:
    """Show the guide no more, on any machine."""
    here.app.guides.end(by=here.user)
    st.session_state["guide_step"] = -1


def begin_again(here: Visit) -> None:
    """Show the guide once more."""
    here.app.guides.begin_again(by=here.user)
    st.session_state["guide_step"] = 0


def finish(here: Visit) -> None:
    """The first verdict is given: show the last step, and the guide no more after it."""
    if st.session_state.get("guide_step", -1) >= 0:
        here.app.guides.end(by=here.user)
        st.session_state["guide_step"] = LAST
