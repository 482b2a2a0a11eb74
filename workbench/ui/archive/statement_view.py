"""The page of one statement: its words, its source, who else carries it, what cites it."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbench.model.on_desk import StatementPage
from workbench.ui.session import Visit
from workbench.ui.shared.article_html import safe_url
from workbench.ui.shared.cards import source, statement_card, verdict_words
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
    st.html(statement_card(page.statement))
    st.html(facts(here, page))
    if page.article is not None:
        st.page_link(
            "review/review.py",
            label=f"Open the article it comes from: {plain(page.article.title or 'no title')}",
            query_params={"article": page.article.article_id},
        )
    st.html(copies(page))
    citations(here, page)


def facts(here: Visit, page: StatementPage) -> str:
    """Who, when, where from, one a line."""
    statement, arrival = page.statement, page.arrival
    url = safe_url(statement.source_url)
    rows = [
        ("Speaker", escape(statement.speaker or "not named")),
        ("Office on that day", escape(statement.speaker_role or "not recorded")),
        ("Stands for", escape(statement.actor or "not recorded")),
        ("Said on", escape(day(statement.said_on, missing="not recorded"))),
        ("Published on", escape(day(statement.published_on, missing="not recorded"))),
        ("Source", source(statement)),
        ("Language", escape(statement.language)),
    ]
    if url is not None:
        shown = escape(url)
        link = f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>'
        rows.append(("Address", link))
    if statement.polarity is not None:
        rows.append(("What they do with it", escape(POLARITY_WORDS[statement.polarity])))
    came = "a claim of an article on the desk"
    if arrival.imported_by is not None and arrival.file is not None:
        came = f"imported from {file_name(arrival.file)} by {here.name_of(arrival.imported_by)}"
    elif page.article is None:
        came = "added by a program"
    rows.append(("How it came", escape(f"{came}, {moment(arrival.added_at)}")))
    rows += [
        (escape(name), escape(str(value)))
        for name, value in sorted(statement.metadata.items())
        if name not in ("claim", "proposition")
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        f'<section class="wb-card" aria-label="About the statement"><dl>{listed}</dl>'
        '<p class="wb-source">Statements are never changed. A correction is another statement.'
        "</p></section>"
    )


def copies(page: StatementPage) -> str:
    """Who else carries the same text: together they are one source."""
    if not page.copies:
        return '<p class="wb-source">No other outlet in the archive carries the same text.</p>'
    rows = "".join(
        f"<tr><td>{escape(one.publisher or 'publisher not recorded')}</td>"
        f"<td>{escape(day(one.dated))}</td><td>{source(one)}</td></tr>"
        for one in page.copies[:COPIES_SHOWN]
    )
    more = len(page.copies) - COPIES_SHOWN
    rest = (
        f'<p class="wb-source">and {counted(more, "copy", "copies")} more</p>' if more > 0 else ""
    )
    return (
        f'<h2 class="wb-group">Carried by {counted(page.outlets, "outlet")}'
        "<small>the same text; it counts as one source</small></h2>"
        '<table class="wb-table"><caption class="wb-hidden">Other places with the same text'
        '</caption><thead><tr><th scope="col">Publisher</th><th scope="col">Day</th>'
        f'<th scope="col">Source</th></tr></thead><tbody>{rows}</tbody></table>{rest}'
    )


def citations(here: Visit, page: StatementPage) -> None:
    """The verdicts that rest on it."""
    if page.some_hidden:
        st.html(
            '<p class="wb-source">Claims on which you owe a second opinion are not listed here, '
            "whether they cite this statement or not.</p>"
        )
    if not page.citations:
        st.html('<p class="wb-source">No verdict cites this statement.</p>')
        return
    number = len(page.citations)
    st.html(f'<h2 class="wb-group">Cited in {counted(number, "verdict")}</h2>')
    for place, one in enumerate(page.citations, start=1):
        words = verdict_words(one.version, here.name_of(one.version.author))
        older = "" if one.is_latest else " · a later version does not cite it"
        st.html(
            f'<section class="wb-card wb-verdict wb-{one.version.verdict}" '
            f'aria-label="Verdict {place}"><p class="wb-eyebrow">{words}{escape(older)}</p>'
            f"<blockquote>{escape(one.claim.text)}</blockquote></section>"
        )
        st.page_link(
            "review/review.py",
            label=f"Open claim {place} in Review",
            query_params={"article": one.claim.article_id, "claim": one.claim.claim_id},
        )
