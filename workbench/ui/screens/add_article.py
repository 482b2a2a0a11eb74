"""Add an article, by paste or upload, and show what was found in it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from workbench.desk_app import Action, StoredArticle
from workbench.errors import InputError, WorkbenchError
from workbench.model import Article, Rejection
from workbench.ui.components.cards import claim_line
from workbench.ui.session import Visit, masthead, show_notice, tell, told_clearly, visit
from workbench.ui.words import counted, day

KINDS = ("txt", "md", "html", "htm", "jsonl")
CLAIMS_SHOWN = 8
REJECTIONS_SHOWN = 20


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        masthead(
            "Add article",
            here,
            "The text is kept as it is. Each checkable claim in it is marked with who says it, and "
            "becomes a statement of the archive.",
        )
        show_notice()
        if not here.desk.may(here.user, Action.ADD_ARTICLE):
            st.info("Adding articles is not part of your role.")
            return
        paste, upload = st.tabs(["Paste text", "Upload files"], key="add_how")
        with paste:
            articles = pasted(here)
        with upload:
            articles = [*articles, *uploaded(here)]
        if articles:
            add(here, articles)
        for stored in st.session_state.get("just_added", []):
            show_found(stored)


def pasted(here: Visit) -> list[Article]:
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
        published: date | None = second.date_input(
            "Published on",
            value=None,
            key="paste_published",
            help="Decides what counts as said before. Left empty, a date is looked for in the "
            "first lines.",
        )
        sent = st.form_submit_button(
            "Find the claims", type="primary", shortcut="ctrl+enter", key="paste_send"
        )
    if not sent:
        return []
    try:
        return [
            here.desk.article_from_text(
                text,
                title=title.strip() or None,
                publisher=publisher.strip() or None,
                url=url.strip() or None,
                published_on=published,
            )
        ]
    except InputError as error:
        tell("error", str(error))
        return []


def uploaded(here: Visit) -> list[Article]:
    """The form for files; a document that cannot be read is named and the rest go on."""
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            "Files: text, Markdown, web page or JSON Lines of documents",
            type=KINDS,
            accept_multiple_files=True,
            key="upload_files",
        )
        sent = st.form_submit_button("Read and find the claims", type="primary", key="upload_send")
    if not sent:
        return []
    if not files:
        st.error("Choose a file first.")
        return []
    articles: list[Article] = []
    rejected: list[Rejection] = []
    for file in files:
        for found in here.desk.uploaded_documents(file.name, file.getvalue()):
            if isinstance(found, Rejection):
                rejected.append(found)
            else:
                articles.append(found)
    for each in rejected[:REJECTIONS_SHOWN]:
        tell(
            "error",
            str(InputError(each.reason, file=each.file, row=each.row, column=each.column)),
        )
    if len(rejected) > REJECTIONS_SHOWN:
        st.error(f"and {counted(len(rejected) - REJECTIONS_SHOWN, 'document')} more")
    return articles


def add(here: Visit, articles: list[Article]) -> None:
    """Store each article, with the number done on the screen."""
    stored: list[StoredArticle] = []
    bar = st.progress(0.0, text=f"Reading {counted(len(articles), 'article')} …")
    for done, article in enumerate(articles, start=1):
        try:
            stored.append(here.desk.add_article(article, by=here.user, wait=False))
        except WorkbenchError as error:
            tell("error", f"{article.title or article.article_id}: {error}")
        bar.progress(done / len(articles), text=f"{done} of {len(articles)} read")
    bar.empty()
    st.session_state["just_added"] = stored
    claims = sum(len(each.claims) for each in stored)
    st.session_state["announce"] = f"{counted(claims, 'claim')} found"


def show_found(stored: StoredArticle) -> None:
    """What was found in one article."""
    article = stored.article
    title = article.title or "The article"
    if not stored.is_new:
        tell("info", f"“{title}” was on the desk already; nothing was added a second time.")
    elif stored.claims:
        tell("success", f"{counted(len(stored.claims), 'claim')} found in “{title}”.")
    else:
        tell("warning", f"No checkable claim was found in “{title}”.")
    if article.published_on is None:
        st.warning(
            "No date of publication is known, so every dated statement counts as said before. "
            "Add the article again with its date if you know it."
        )
    else:
        st.html(f'<p class="wb-source">Published {day(article.published_on)}.</p>')
    st.html(
        "<ul class='wb-found'>"
        + "".join(claim_line(claim) for claim in stored.claims[:CLAIMS_SHOWN])
        + "</ul>"
    )
    more = len(stored.claims) - CLAIMS_SHOWN
    if more > 0:
        st.html(f'<p class="wb-source">and {counted(more, "claim")} more</p>')
    st.page_link(
        "screens/review.py",
        label=f"Review {counted(len(stored.claims), 'claim')}",
        query_params={"article": article.article_id},
    )


page()
