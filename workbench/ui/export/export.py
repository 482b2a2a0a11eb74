"""Export: the verdicts that leave the desk, what stays behind and why, and what left before."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench import markup as h
from workbench.model.desk import ClaimState
from workbench.model.people import Action
from workbench.model.publishing import Choice, ExportPreview, LeftOut
from workbench.model.verdict import Verdict
from workbench.ui.session import Visit, errors_shown, masthead, show_notice, visit
from workbench.ui.shared.day_field import day_field
from workbench.ui.shared.sheet_link import sheet_list
from workbench.ui.shared.show import show
from workbench.ui.words import STATE_MARKS, STATE_WORDS, VERDICT_WORDS, counted, moment

FIRST_ROWS = 25
HISTORY = 25
PREVIEW_COLUMNS = {
    "verdict": "Verdict",
    "claim_text": "Claim",
    "speaker": "Speaker",
    "rationale": "Why",
    "cited_sources": "Cited sources",
    "decided_by": "Decided by",
    "signoff_state": "Sign-off",
    "signed_off_by": "Signed off by",
    "article_title": "Story",
}
WIDE = frozenset({"claim_text", "rationale", "cited_sources", "article_title"})
# where somebody can do something about it, and what of it the address asks for
WAYS_ON = {
    LeftOut.OPEN: ("queue/queue.py", "List what is not reviewed", {"state": "open"}),
    LeftOut.TAKEN: ("queue/queue.py", "List what is taken", {"state": "taken"}),
    LeftOut.SUBMITTED: ("sign_off/sign_off.py", "Open what waits for sign-off", {}),
    LeftOut.RETURNED: ("queue/queue.py", "List what was returned", {"state": "returned"}),
    LeftOut.WITHDRAWN: ("queue/queue.py", "List what was withdrawn", {"state": "withdrawn"}),
    LeftOut.REOPENED: ("queue/queue.py", "List what was reopened", {"state": "reopened"}),
    LeftOut.BLIND: ("queue/queue.py", "List the opinions asked of you", {"waits": "opinion"}),
}
FILES = {
    "csv": "Verdicts (CSV)",
    "evidence": "Evidence (CSV)",
    "claimreview": "ClaimReview (JSON-LD)",
}


def page() -> None:
    """The whole page."""
    here = visit()
    with errors_shown():
        masthead(
            "Export", here, "Only what two people stand behind goes out, unless you ask for all."
        )
        show_notice()
        if not here.may(Action.EXPORT):
            st.info("Exporting is not part of your role.")
            return
        choice = choose_export(here)
        preview = here.app.exports.preview(choice, reader=here.user, rows=FIRST_ROWS)
        show_left_out(preview)
        if preview.claims:
            downloads(here, choice, preview)
            show_first(preview)
            show_sheets(preview)
        elif preview.left_out:
            st.info(
                "Nothing of what you chose can leave yet: a claim needs a verdict and a sign-off "
                "by somebody else. Choose other stories, verdicts or days, or include claims that "
                "are not signed off."
            )
        else:
            st.info(
                "There is nothing to export yet. Add an article, give a verdict on a claim, and "
                "have somebody else sign it."
            )
        history(here)


def choose_export(here: Visit) -> Choice:
    """What the person wants exported."""
    lines = here.app.page_queries.queue(here.user)
    titles = {line.article_id: line.title or "no title" for line in lines}
    publishers = sorted({line.publisher for line in lines if line.publisher is not None})
    include_open = st.toggle(
        "Include claims that are not signed off",
        key="include_open",
        help="For internal use: the column signoff_state tells which they are.",
    )
    with st.expander("Choose stories, verdicts or days", key="export_choice"):
        first, second = st.columns(2)
        articles = first.multiselect(
            "Stories",
            list(titles),
            format_func=lambda one: titles[one],
            placeholder="all stories",
            key="export_articles",
        )
        papers = second.multiselect(
            "Publishers", publishers, placeholder="all publishers", key="export_publishers"
        )
        verdicts = first.multiselect(
            "Verdicts",
            list(Verdict),
            format_func=lambda one: VERDICT_WORDS[one],
            placeholder="all verdicts",
            key="export_verdicts",
        )
        states: list[ClaimState] = []
        if include_open:
            states = second.multiselect(
                "Where a claim stands",
                list(STATE_WORDS),
                format_func=lambda one: f"{STATE_MARKS[one]} {STATE_WORDS[one]}",
                placeholder="wherever it stands",
                key="export_states",
            )
        since = day_field(first, "Decided from", key="export_since")
        until = day_field(second, "Decided up to", key="export_until")
        if since is not None and until is not None and since > until:
            st.warning("The first day is after the last one, so no verdict can lie between them.")
    return Choice(
        include_open=include_open,
        article_ids=frozenset(articles),
        publishers=frozenset(papers),
        verdicts=frozenset(verdicts),
        states=frozenset(states),
        decided_from=since,
        decided_to=until,
    )


def show_left_out(preview: ExportPreview) -> None:
    """How many claims stay behind, why, and where something can be done about it."""
    if not preview.left_out:
        return
    total = counted(sum(preview.left_out.values()), "claim")
    with st.container(key="left_out", border=True, gap=None):
        show(h.h2(".wb-group")[f"Left out: {total}"])
        for why, number in preview.left_out.items():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                show(h.p[f"{counted(number, 'claim')}: {why.value}"], width="content")
                if why in WAYS_ON:
                    screen, label, link = WAYS_ON[why]
                    st.page_link(screen, label=label, query_params=link)


def show_first(preview: ExportPreview) -> None:
    """The first rows, some of their columns."""
    shown = [name for name in PREVIEW_COLUMNS if name in preview.first.columns]
    some = "" if preview.claims <= FIRST_ROWS else f"the first {FIRST_ROWS} of them, "
    show(
        h.h2(".wb-group")[
            counted(preview.claims, "claim"),
            h.small[
                f"{some}some of the {len(preview.first.columns)} columns; the file has them all"
            ],
        ]
    )
    st.dataframe(
        preview.first[shown],
        hide_index=True,
        column_config={
            name: st.column_config.TextColumn(
                PREVIEW_COLUMNS[name], width="medium" if name in WIDE else "small"
            )
            for name in shown
        },
        key="preview",
        alt="The first rows of the verdict CSV, some of their columns",
    )


def show_sheets(preview: ExportPreview) -> None:
    """The printed sheets of the first rows, for the file."""
    listed = sheet_list(preview.first.to_dict("records"))
    if listed:
        with st.expander("Printed sheets of signed verdicts", key="export_sheets"):
            show(listed)


def downloads(here: Visit, choice: Choice, preview: ExportPreview) -> None:
    """The files; each is made, and noted in the ledger, when it is asked for."""
    files = (
        ("csv", "Download verdicts (CSV)", "verdicts.csv", "text/csv"),
        ("evidence", "Download evidence (CSV)", "evidence.csv", "text/csv"),
        (
            "claimreview",
            "Download ClaimReview (JSON-LD)",
            "claimreview.jsonld",
            "application/ld+json",
        ),
    )
    take = here.app.exports.take
    with st.container(horizontal=True):
        for what, label, name, mime in files:
            st.download_button(
                label,
                partial(take, what, choice=choice, by=here.user),
                file_name=name,
                mime=mime,
                type="primary" if what == "csv" else "secondary",
                key=f"download_{what}",
                on_click="ignore",
            )
    show(
        h.p(".wb-source")[
            f"{counted(preview.claims, 'row')} of verdicts, {counted(preview.citations, 'row')} "
            "of evidence. Each download is noted in the ledger."
        ]
    )


def history(here: Visit) -> None:
    """The last files that left the desk."""
    taken = here.app.exports.history(HISTORY)
    if not taken:
        return
    rows = [
        h.tr[
            h.td[moment(one.taken_at)],
            h.td[here.name_of(one.taken_by)],
            h.td[FILES.get(one.what, one.what)],
            h.td[one.chosen or "not recorded"],
            h.td(".wb-figure")["" if one.rows is None else f"{one.rows:,}"],
            h.td(".wb-figure")[f"{one.bytes:,}"],
            h.td[h.code[one.ledger_head[:12]]],
        ]
        for one in taken
    ]
    with st.expander("What was exported before", key="export_history"):
        show(
            h.fragment(
                h.div(".wb-scroll", tabindex="0", role="region", aria_label="Past exports")[
                    h.table(".wb-table")[
                        h.caption(".wb-hidden")["Past exports"],
                        h.thead[
                            h.tr[
                                h.th(scope="col")["When"],
                                h.th(scope="col")["Who"],
                                h.th(scope="col")["What"],
                                h.th(scope="col")["Chosen"],
                                h.th(".wb-figure", scope="col")["Rows"],
                                h.th(".wb-figure", scope="col")["Bytes"],
                                h.th(scope="col")["Ledger head"],
                            ]
                        ],
                        h.tbody[rows],
                    ]
                ],
                h.p(".wb-source")[
                    "The ledger head stands in the file too: with it, a supervisor can prove "
                    "what the desk knew when the file was made."
                ],
            )
        )


page()
