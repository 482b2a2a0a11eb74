"""The page of one statement: its words, its source, who else carries it, what cites it."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.markup import Markup
from workbench.model.on_desk import StatementPage
from workbench.ui.session import Visit
from workbench.ui.shared.article_html import safe_url
from workbench.ui.shared.cards import (
    fact_list,
    link_out,
    source,
    statement_card,
    verdict_words,
)
from workbench.ui.shared.show import show
from workbench.ui.words import POLARITY_WORDS, counted, day, file_name, moment, plain

COPIES_SHOWN = 25


def statement_view(here: Visit, statement_id: str) -> None:
    """Everything the desk knows of a statement, as this person may see it."""
    searched = st.session_state.get("searched")
    with st.container(key="found_before"):
        st.page_link(
            "archive/archive.py",
            label="Back to the search",
            query_params={} if searched is None else searched.link,
        )
    page = here.app.statement_pages.page(statement_id, reader=here.user)
    show(statement_card(page.statement))
    show(facts(here, page))
    if page.article is not None:
        st.page_link(
            "review/review.py",
            label=f"Open the article it comes from: {plain(page.article.title or 'no title')}",
            query_params={"article": page.article.article_id},
        )
    show(copies(page))
    citations(here, page)


def facts(here: Visit, page: StatementPage) -> Markup:
    """Who, when, where from, one a line."""
    statement, arrival = page.statement, page.arrival
    url = safe_url(statement.source_url)
    rows: list[tuple[str, str]] = [
        ("Speaker", statement.speaker or "not named"),
        ("Office on that day", statement.speaker_role or "not recorded"),
        ("Stands for", statement.actor or "not recorded"),
        ("Said on", day(statement.said_on, missing="not recorded")),
        ("Published on", day(statement.published_on, missing="not recorded")),
        ("Source", source(statement)),
        ("Language", statement.language),
    ]
    if url is not None:
        rows.append(("Address", link_out(url, url)))
    if statement.polarity is not None:
        rows.append(("What they do with it", POLARITY_WORDS[statement.polarity]))
    came = "a claim of an article on the desk"
    if arrival.imported_by is not None and arrival.file is not None:
        came = f"imported from {file_name(arrival.file)} by {here.name_of(arrival.imported_by)}"
    elif page.article is None:
        came = "added by a program"
    rows.append(("How it came", f"{came}, {moment(arrival.added_at)}"))
    rows += [
        (name, str(value))
        for name, value in sorted(statement.metadata.items())
        if name not in ("claim", "proposition")
    ]
    return h.section(".wb-card", aria_label="About the statement")[
        fact_list(rows),
        h.p(".wb-source")["Statements are never changed. A correction is another statement."],
    ]


def copies(page: StatementPage) -> Markup:
    """Who else carries the same text: together they are one source."""
    if not page.copies:
        return h.p(".wb-source")["No other outlet in the archive carries the same text."]
    rows = [
        h.tr[
            h.td[one.publisher or "publisher not recorded"], h.td[day(one.dated)], h.td[source(one)]
        ]
        for one in page.copies[:COPIES_SHOWN]
    ]
    more = len(page.copies) - COPIES_SHOWN
    rest = h.p(".wb-source")[f"and {counted(more, 'copy', 'copies')} more"] if more > 0 else None
    return h.fragment(
        h.h2(".wb-group")[
            f"Carried by {counted(page.outlets, 'outlet')}",
            h.small["the same text; it counts as one source"],
        ],
        h.table(".wb-table")[
            h.caption(".wb-hidden")["Other places with the same text"],
            h.thead[
                h.tr[
                    h.th(scope="col")["Publisher"],
                    h.th(scope="col")["Day"],
                    h.th(scope="col")["Source"],
                ]
            ],
            h.tbody[rows],
        ],
        rest,
    )


def citations(here: Visit, page: StatementPage) -> None:
    """The verdicts that rest on it."""
    if page.some_hidden:
        show(
            h.p(".wb-source")[
                "Claims on which you owe a second opinion are not listed here, whether they cite "
                "this statement or not."
            ]
        )
    if not page.citations:
        show(h.p(".wb-source")["No verdict cites this statement."])
        return
    number = len(page.citations)
    show(h.h2(".wb-group")[f"Cited in {counted(number, 'verdict')}"])
    for place, one in enumerate(page.citations, start=1):
        words = verdict_words(one.version, here.name_of(one.version.author))
        older = "" if one.is_latest else " · a later version does not cite it"
        show(
            h.section(
                f".wb-card.wb-verdict.wb-{one.version.verdict}", aria_label=f"Verdict {place}"
            )[h.p(".wb-eyebrow")[words, older], h.blockquote[one.claim.text]]
        )
        st.page_link(
            "review/review.py",
            label=f"Open claim {place} in Review",
            query_params={"article": one.claim.article_id, "claim": one.claim.claim_id},
        )
