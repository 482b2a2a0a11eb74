"""Timeline: who said what on a claim and when; or what one actor said on a topic over the years."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.errors import NotFound
from workbench.model.article import Article
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Prior, Timeline
from workbench.ui.session import Visit, errors_shown, masthead, show_notice, tell, visit
from workbench.ui.shared.browser import style, timeline_view
from workbench.ui.shared.cards import prior_card
from workbench.ui.shared.show import show
from workbench.ui.timeline.timeline_html import legend_html, table_html, timeline_html, turns_html
from workbench.ui.words import POLARITY_WORDS, counted, day, plain

ACTORS_OFFERED = 4


def page() -> None:
    """The whole page."""
    here = visit()
    style("timeline.css")
    masthead("Timeline", here, "Who said what, and when. Each mark is a statement in the archive.")
    show_notice()
    with errors_shown():
        claim_id = st.query_params.get("claim")
        if claim_id:
            of_claim(here, claim_id)
        else:
            of_actor(here)


def of_claim(here: Visit, claim_id: str) -> None:
    """What was said on the topic of a claim, actor by actor."""
    try:
        item = here.app.page_queries.claim(claim_id, reader=here.user)
    except NotFound as error:
        tell("error", f"{error}. The link may be old, or of another desk.")
        st.page_link("queue/queue.py", label="Go to the queue")
        return
    article = here.app.page_queries.article(item.claim.article_id)
    show_topic(item, article)
    with st.spinner("Looking for what was said on this …"):
        found = here.app.priors.timeline(claim_id)
    if not found.marks and not found.undated:
        st.info(
            "The archive holds nothing on this claim yet. When statements on it are imported, "
            "they will stand here by actor and day."
        )
        return
    show_timeline(found, f"claim_{claim_id}")
    actors = [row.actor for row in found.rows if row.actor is not None][:ACTORS_OFFERED]
    words = item.claim.proposition or item.claim.text
    if actors:
        show(h.h2(".wb-group")["One actor alone"])
        with st.container(horizontal=True, gap="medium"):
            for number, actor in enumerate(actors):
                with st.container(key=f"actor_{number}", width="content"):
                    st.page_link(
                        "timeline/timeline.py",
                        label=f"{plain(actor)}: everything on this",
                        query_params={"actor": actor, "q": words},
                    )


def show_topic(item: ClaimOnDesk, article: Article) -> None:
    """The claim in a few lines, and the way back to it. No verdict stands here."""
    claim = item.claim
    who = claim.speaker or claim.source_text or claim.actor or "The article"
    told = POLARITY_WORDS[claim.polarity] if claim.source is not None else "states it as fact"
    title = article.title or "Untitled article"
    show(
        h.section(".wb-card.wb-claim", aria_label="Claim")[
            h.p(".wb-eyebrow")["Claim in ", h.strong[title], f" · {day(article.published_on)}"],
            h.blockquote[claim.text],
            h.p(".wb-who")[h.strong[who], f" {told}"],
        ]
    )
    st.page_link(
        "review/review.py",
        label="Back to the claim on Review",
        query_params={"article": claim.article_id, "claim": claim.claim_id},
    )


def of_actor(here: Visit) -> None:
    """A form for an actor and a topic, and what it finds; the search stands in the address bar."""
    link = st.query_params
    with st.form("actor_timeline", border=False):
        first, second, third = st.columns([2, 4, 1], vertical_alignment="bottom")
        actor = first.text_input(
            "Who", value=link.get("actor", ""), key="timeline_actor", placeholder="Iran"
        )
        words = second.text_input(
            "On what",
            value=link.get("q", ""),
            key="timeline_words",
            placeholder="Iran sends drones to Russia",
            help="A full sentence works best: each statement is read for it or against it.",
        )
        third.form_submit_button("Show", type="primary", key="timeline_send", width="stretch")
    actor, words = actor.strip(), words.strip()
    asked = {name: value for name, value in (("actor", actor), ("q", words)) if value}
    if {name: link.get(name) for name in ("actor", "q") if link.get(name)} != asked:
        link.from_dict(asked)
    if not actor or not words:
        st.info(
            "Write who and on what, and everything they said on it will stand here by day, with "
            "changes of side joined by a line. The timeline of a claim opens from its card on "
            "Review."
        )
        return
    with st.spinner("Searching …"):
        found = here.app.priors.timeline_by(actor, words)
    if not found.marks and not found.undated:
        st.info(
            f"The archive holds nothing that {plain(actor)} said on this. Try another of its "
            "names, or fewer words."
        )
        return
    show_timeline(found, f"actor_{actor}_{words}")


@st.fragment
def show_timeline(found: Timeline, key: str) -> None:
    """The drawing with an open statement beside it, and the same as a table."""
    told = turns_html(found)
    if told:
        show(told)
    known = {mark.prior.statement.statement_id: mark.prior for mark in found.marks}
    with st.container(key="timeline_columns"):
        left, right = st.columns([7, 3], gap="medium")
        opened = st.query_params.get("statement", "")
        with left:
            if found.marks:
                clicked = timeline_view(
                    timeline_html(found), opened if opened in known else "", key=f"line_{key}"
                )
                if clicked is not None and clicked != opened:
                    st.query_params["statement"] = clicked
                    st.rerun(scope="fragment")
                show(legend_html(found))
            else:
                st.info("None of these statements has a day, so there is no line to put them on.")
        with right:
            show_statement(known.get(opened))
    if found.undated:
        show(
            h.p(".wb-source")[
                f"{counted(len(found.undated), 'statement')} without a day cannot stand on the "
                "line; the table has them last."
            ]
        )
    with st.expander("The same as a table", key=f"table_{key}"):
        show(table_html(found))


def show_statement(prior: Prior | None) -> None:
    """The statement that is open, in full."""
    if prior is None:
        show(
            h.p(".wb-source")[
                "Choose a mark to read the statement here: what was said, by whom, and where it "
                "is printed."
            ]
        )
        return
    show(prior_card(prior))


page()
