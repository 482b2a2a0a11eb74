"""The archive's search: a form that stands in the address bar, and pages of what it found."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench import markup as h
from workbench.model.prior import Prior
from workbench.ui.archive.state import PAGE, PAGES, Asked
from workbench.ui.session import Visit, announce
from workbench.ui.shared.cards import statement_card
from workbench.ui.shared.day_field import day_field
from workbench.ui.shared.show import show
from workbench.ui.words import counted, day, plain

FIELDS = ("words", "actor", "speaker", "source", "language", "since", "as_of")


def search(here: Visit) -> None:
    """The search form and what it found."""
    asked = form(here)
    if asked.fault is not None:
        st.warning(asked.fault)
        return
    if not asked.words:
        show(
            h.p(".wb-source")[
                "Write a sentence or a few words; meaning counts too, not only the words. "
                "Filters narrow what is looked through, and the search can be sent to a "
                "colleague by the page's address."
            ]
        )
        return
    with st.spinner("Searching …"):
        found = search_for(here, asked)
    shown = found[PAGE * (asked.page - 1) : PAGE * asked.page]
    if not shown:
        show_nothing_found(here, asked)
        return
    first = PAGE * (asked.page - 1) + 1
    more = len(found) > PAGE * asked.page and asked.page < PAGES
    which = (
        counted(len(shown), "statement")
        if asked.page == 1 and not more
        else f"Statements {first} to {first + len(shown) - 1}"
    )
    show(h.h2(".wb-group")[f"{which}, closest first"])
    tell_absence(here, asked, found)
    for place, prior in enumerate(shown, start=first):
        result(prior, place)
    pages(asked, more)


def form(here: Visit) -> Asked:
    """The form; what is sent goes into the address bar, what a link brings goes into the form."""
    link = st.query_params
    linked = Asked.from_link(link.to_dict())
    if st.session_state.get("searched") != linked or "search_words" not in st.session_state:
        for name in FIELDS:
            st.session_state[f"search_{name}"] = getattr(linked, name)
    with st.form("search", border=False):
        words = st.text_input(
            "What was said", key="search_words", placeholder="Iran sends drones to Russia"
        )
        first, second, third, fourth = st.columns([3, 3, 2, 2], vertical_alignment="bottom")
        actor = first.text_input(
            "By whom",
            key="search_actor",
            placeholder="Iran, United States …",
            help="The government, party, company or person that stands behind it, by any of its "
            "names: Tehran finds Iran.",
        )
        speaker = second.text_input(
            "Speaker",
            key="search_speaker",
            placeholder="Kanaani",
            help="Words of the speaker's name.",
        )
        since = day_field(third, "Said from", key="search_since")
        as_of = day_field(
            fourth,
            "Said before or on",
            key="search_as_of",
            told="Only what had been said, or failing that published, by that day. Left empty, "
            "all days.",
        )
        fifth, sixth, last = st.columns([3, 3, 4], vertical_alignment="bottom")
        source = fifth.text_input(
            "Publisher",
            key="search_source",
            placeholder="ANSA",
            help="Who printed it, spelled as in the archive; capitals do not matter.",
        )
        language = sixth.text_input(
            "Language", key="search_language", placeholder="en", help="Its short code: en, fa."
        )
        sent = last.form_submit_button("Search", type="primary", key="search_send", width="stretch")
    asked = Asked(
        words=words.strip(),
        actor=actor.strip(),
        speaker=speaker.strip(),
        source=source.strip(),
        language=language.strip(),
        since=since,
        as_of=as_of,
        page=1 if sent else linked.page,
    )
    if link.to_dict() != asked.link:
        link.from_dict(asked.link)
    st.session_state["searched"] = asked
    return asked


def search_for(here: Visit, asked: Asked) -> list[Prior]:
    """What the search finds, up to one more than the page shows; kept while the archive is the
    same.
    """
    key = (replace(asked, page=1), here.app.archive.count())
    kept: tuple[object, int, list[Prior]] | None = st.session_state.get("found")
    if kept is not None and kept[0] == key and kept[1] >= asked.wanted:
        return kept[2][: asked.wanted]
    found = here.app.archive.searches([asked.search], k=asked.wanted)[0]
    st.session_state["found"] = (key, asked.wanted, found)
    announce(f"{counted(min(len(found), asked.wanted - 1), 'statement')} found")
    return found


def show_nothing_found(here: Visit, asked: Asked) -> None:
    """Say that nothing was found, and what was looked through: that is a finding too."""
    if asked.page > 1:
        st.info("There is no such page of this search. Go back to the first one.")
        if st.button("First page", key="page_first"):
            to_page(asked, 1)
        return
    absence = here.app.archive.absence_of(asked.search, [])
    searched = "" if absence is None else f" {plain(absence.sentence)}"
    advice = (
        "Leave out a filter, or take a longer time."
        if asked.filters
        else "Use fewer or other words."
    )
    st.info(f"Nothing found.{searched} {advice}")


def tell_absence(here: Visit, asked: Asked, found: list[Prior]) -> None:
    """Where nothing found takes a side, say so with what was looked through."""
    absence = here.app.archive.absence_of(asked.search, found[: PAGE * asked.page])
    if absence is not None and asked.page == 1:
        show(h.p(".wb-source")[absence.sentence])


def result(prior: Prior, place: int) -> None:
    """One statement with the words it shares with the search marked, and the way to its page."""
    statement = prior.statement
    also = f" · carried by {1 + len(set(prior.reprinted))} outlets" if prior.reprinted else ""
    with st.container(key=f"found_{place}", gap=None):
        show(statement_card(statement, eyebrow=f"{place}{also}", shared_words=prior.shared_words))
        who = statement.speaker or statement.actor or "speaker not named"
        st.page_link(
            "archive/archive.py",
            label=f"Open statement {place}: {plain(who)}, {day(statement.dated)}",
            query_params={"statement": statement.statement_id},
        )


def pages(asked: Asked, more: bool) -> None:
    """The way to the next statements and back."""
    if asked.page == 1 and not more:
        return
    with st.container(horizontal=True):
        if st.button("Previous statements", key="page_back", disabled=asked.page == 1):
            to_page(asked, asked.page - 1)
        if st.button("Next statements", key="page_on", disabled=not more):
            to_page(asked, asked.page + 1)


def to_page(asked: Asked, page: int) -> None:
    """Show another page of the same search."""
    turned = replace(asked, page=page)
    st.query_params.from_dict(turned.link)
    st.session_state["searched"] = turned
    st.rerun()
