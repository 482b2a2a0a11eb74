"""Add an article, by paste or upload: see what was read, then find what is claimed in it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workbench import markup as h
from workbench.errors import InputError, WorkbenchError
from workbench.markup import Markup
from workbench.model.article import Article
from workbench.model.intake import StoredArticle
from workbench.model.people import Action
from workbench.model.statement import Rejection
from workbench.ui.session import (
    Visit,
    announce,
    errors_shown,
    masthead,
    show_notice,
    show_refusal,
    tell,
    visit,
)
from workbench.ui.shared.cards import claim_line
from workbench.ui.shared.day_field import day_field
from workbench.ui.shared.focus import focus_heading, heading, want_focus
from workbench.ui.shared.show import show
from workbench.ui.words import capital, counted, day, plain, shorten

KINDS = ("txt", "md", "html", "htm", "jsonl")
CLAIMS_SHOWN = 8
PARAGRAPHS_SHOWN = 6
PREVIEWED = 5  # articles of one upload that are shown to be read; the others are listed
LISTED = 50
WAS_READ, WAS_FOUND = "was_read", "was_found"
"""The headings that the focus goes to."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, not yet stored; each with the file it came from."""

    articles: tuple[tuple[str, Article], ...]
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: stored, or why not."""

    name: str
    stored: StoredArticle | None
    fault: str = ""


def page() -> None:
    """The whole page."""
    here = visit()
    with errors_shown():
        masthead(
            "Add article",
            here,
            "The text is kept as it is. Each checkable claim in it is marked with who says it, and "
            "becomes a statement of the archive.",
        )
        show_notice()
        if not here.may(Action.ADD_ARTICLE):
            st.info("Adding articles is not part of your role.")
            return
        above = st.container()  # what was read is decided on first; the form has been used
        paste, upload = st.tabs(["Paste text", "Upload files"], key="add_how")
        with paste:
            show_paste_form(here)
        with upload:
            show_upload_form(here)
        with above:
            read: Read | None = st.session_state.get("article_read")
            if read is not None:
                preview(here, read)
            outcomes: list[Outcome] = st.session_state.get("just_added", [])
            show_outcomes(outcomes)
        focus_heading()


def show_paste_form(here: Visit) -> None:
    """The form for a pasted text."""
    with st.form("paste", enter_to_submit=False):
        text = st.text_area(
            "Text of the article",
            height=220,
            key="paste_text",
            placeholder="Headline, then the text",
        )
        first, second = st.columns(2)
        title = first.text_input("Title", key="paste_title")
        publisher = second.text_input("Publisher", key="paste_publisher")
        url = first.text_input("Web address", key="paste_url", placeholder="https://…")
        published = day_field(
            second,
            "Published on",
            key="paste_published",
            told="Decides what counts as said before. Left empty, a date is looked for in the "
            "first lines.",
        )
        sent = st.form_submit_button(
            "Read the text", type="primary", shortcut="ctrl+enter", key="paste_send"
        )
    if not sent:
        return
    forget()
    try:
        article = here.app.articles.read_text(
            text,
            title=title.strip() or None,
            publisher=publisher.strip() or None,
            url=url.strip() or None,
            published_on=published,
        )
    except InputError as error:
        show_refusal(str(error))
        return
    st.session_state["article_read"] = Read((("pasted text", article),))
    want_focus(WAS_READ)
    announce("Read. Look it over, then find the claims.")


def show_upload_form(here: Visit) -> None:
    """The form for files; a document that cannot be read is named and the rest go on."""
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            "Files: text, Markdown, web page or JSON Lines of documents",
            type=KINDS,
            accept_multiple_files=True,
            key="upload_files",
        )
        sent = st.form_submit_button("Read the files", type="primary", key="upload_send")
    if not sent:
        return
    forget()
    if not files:
        show_refusal("Choose a file first")
        return
    articles: list[tuple[str, Article]] = []
    rejected: list[Rejection] = []
    for file in files:
        for found in here.app.articles.read_upload(file.name, file.getvalue()):
            if isinstance(found, Rejection):
                rejected.append(found)
            else:
                articles.append((file.name, found))
    st.session_state["article_read"] = Read(tuple(articles), tuple(rejected))
    want_focus(WAS_READ if articles else None)
    announce(f"{counted(len(articles), 'article')} read, {len(rejected)} could not be read.")


def forget() -> None:
    """Begin anew: what was read or added before is off the page."""
    st.session_state.pop("article_read", None)
    st.session_state.pop("just_added", None)


def preview(here: Visit, read: Read) -> None:
    """What was read, as a reader would see it, before anything is stored."""
    number = len(read.articles)
    if read.rejected:
        lines = [h.li[fault(each)] for each in read.rejected[:LISTED]]
        more = len(read.rejected) - LISTED
        rest = h.li[f"and {counted(more, 'document')} more"] if more > 0 else None
        show(
            h.section(".wb-card.wb-flags", role="alert", aria_label="Could not be read")[
                h.p[h.strong[f"{counted(len(read.rejected), 'document')} could not be read"]],
                h.ul[lines, rest],
            ]
        )
    if not number:
        return
    told = (
        "nothing is stored yet; menus and captions that slipped in can be taken out by pasting the "
        "text"
    )
    show(heading(WAS_READ, "What was read", told))
    for place, (name, article) in enumerate(read.articles[:PREVIEWED], start=1):
        show(card(article, name, place))
    if number > PREVIEWED:
        listed = [
            h.li[f"{article.title or 'no title'}, {name}, {day(article.published_on)}"]
            for name, article in read.articles[PREVIEWED : PREVIEWED + LISTED]
        ]
        more = number - PREVIEWED - LISTED
        rest = h.li[f"and {counted(more, 'article')} more"] if more > 0 else None
        show(h.ul(".wb-found")[listed, rest])
    with st.container(horizontal=True):
        label = "Find the claims" if number == 1 else f"Find the claims of {number:,} articles"
        if st.button(label, type="primary", key="add_send"):
            add(here, read)
        if st.button("Do not add", key="add_drop"):
            forget()
            st.rerun()


def fault(rejection: Rejection) -> str:
    """What could not be read, where, and how to mend it."""
    return str(
        InputError(
            rejection.reason, file=rejection.file, row=rejection.row, column=rejection.column
        )
    )


def card(article: Article, name: str, place: int) -> Markup:
    """One article as it was read: title, date, publisher, its first paragraphs."""
    paragraphs = [one.strip() for one in article.text.split("\n") if one.strip()]
    shown = [h.p[one] for one in paragraphs[:PARAGRAPHS_SHOWN]]
    more = len(paragraphs) - PARAGRAPHS_SHOWN
    rest = h.p(".wb-source")[f"and {counted(more, 'paragraph')} more"] if more > 0 else None
    words = len(article.text.split())
    undated = (
        h.p[
            h.strong["No date of publication was found."],
            " Without one every dated statement counts as said before; give the date if you know "
            "it.",
        ]
        if article.published_on is None
        else None
    )
    byline = " · ".join(
        (
            article.publisher or "publisher not found",
            day(article.published_on, missing="no date found"),
            counted(words, "word"),
            counted(len(paragraphs), "paragraph"),
            name,
        )
    )
    return h.section(".wb-card", aria_label=f"Article {place} as it was read")[
        h.article(".wb-article")[
            h.h2[article.title or "No title found"], h.p(".wb-byline")[byline], shown
        ],
        rest,
        undated,
    ]


def add(here: Visit, read: Read) -> None:
    """Store each article, with the number done and a line for each on the screen."""
    outcomes: list[Outcome] = []
    number = len(read.articles)
    bar = st.progress(0.0, text=f"Finding the claims of {counted(number, 'article')} …")
    for done, (name, article) in enumerate(read.articles, start=1):
        title = article.title or name
        try:
            stored = here.app.articles.add(article, by=here.user, wait=False)
        except WorkbenchError as error:
            outcomes.append(Outcome(title, None, str(error)))
        else:
            outcomes.append(Outcome(title, stored))
        bar.progress(done / number, text=f"{done} of {number} done: {plain(shorten(title, 80))}")
    st.session_state.pop("article_read", None)
    st.session_state["just_added"] = outcomes
    want_focus(WAS_FOUND)
    claims = sum(len(one.stored.claims) for one in outcomes if one.stored is not None)
    announce(f"{counted(claims, 'claim')} found")
    st.rerun()


def show_outcomes(outcomes: list[Outcome]) -> None:
    """What became of each article; a single one with what was found in it."""
    if not outcomes:
        return
    if len(outcomes) == 1:
        [one] = outcomes
        show(heading(WAS_FOUND, "What was found"))
        if one.stored is None:
            tell("error", f"{one.name}: {one.fault}")
        else:
            show_found(one.stored)
        return
    show(heading(WAS_FOUND, counted(len(outcomes), "article"), "a line for each"))
    for place, one in enumerate(outcomes[:LISTED], start=1):
        if one.stored is None:
            tell("error", f"{one.name}: {one.fault}")
            continue
        claims = counted(len(one.stored.claims), "claim")
        known = "" if one.stored.is_new else ", on the desk already"
        undated = ", no date known" if one.stored.article.published_on is None else ""
        with st.container(horizontal=True, key=f"outcome_{place}", vertical_alignment="center"):
            show(h.p(".wb-source")[f"{one.name}: {claims} found{known}{undated}"])
            st.page_link(
                "review/review.py",
                label=f"Review article {place}",
                query_params={"article": one.stored.article.article_id},
            )
    if len(outcomes) > LISTED:
        show(h.p(".wb-source")[f"and {len(outcomes) - LISTED:,} more, in the queue"])


def show_found(stored: StoredArticle) -> None:
    """What was found in one article."""
    article = stored.article
    named = f"“{article.title}”" if article.title else "the text"
    if not stored.is_new:
        tell("info", f"{capital(named)} was on the desk already; nothing was added a second time.")
    elif stored.claims:
        tell("success", f"{counted(len(stored.claims), 'claim')} found in {named}.")
    else:
        tell("warning", f"No checkable claim was found in {named}.")
    if article.published_on is None:
        st.warning(
            "No date of publication is known, so every dated statement counts as said before. "
            "What is stored is never changed: to have the text with its day, add it once more "
            "with the day written above it, such as 21 October 2022."
        )
    else:
        show(h.p(".wb-source")[f"Published {day(article.published_on)}."])
    show(h.ul(".wb-found")[(claim_line(claim) for claim in stored.claims[:CLAIMS_SHOWN])])
    more = len(stored.claims) - CLAIMS_SHOWN
    if more > 0:
        show(h.p(".wb-source")[f"and {counted(more, 'claim')} more"])
    st.page_link(
        "review/review.py",
        label=f"Review {counted(len(stored.claims), 'claim')}",
        query_params={"article": article.article_id},
    )


page()
