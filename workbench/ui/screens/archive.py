"""Archive: search what was said before, and import more of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import streamlit as st

from workbench.desk_app import Action, Flags
from workbench.errors import WorkbenchError
from workbench.model import ImportReport
from workbench.ui.components.cards import statement_card
from workbench.ui.links import EARLIEST, LATEST, parsed_day
from workbench.ui.session import Visit, masthead, say, show_notice, tell, told_clearly, visit
from workbench.ui.words import counted

RESULTS = 20
REJECTIONS_SHOWN = 50


def page() -> None:
    """The whole page."""
    here = visit()
    with told_clearly():
        count = here.desk.archive.count()
        masthead(
            "Archive",
            here,
            f"{counted(count, 'statement')} to hold claims against. Claims of articles on the desk "
            "join them by themselves.",
        )
        show_notice()
        show_flagging(here)
        looking, importing = st.tabs(["Search", "Import"], key="archive_tab")
        with looking:
            if count:
                search(here)
            else:
                st.info(
                    "The archive is empty. Import a file of statements, or add an article: its "
                    "claims become statements."
                )
        with importing:
            if here.desk.may(here.user, Action.IMPORT_STATEMENTS):
                import_file(here)
            else:
                st.info("Importing statements is for librarians and supervisors.")


def search(here: Visit) -> None:
    """The search form and what it found; the search stands in the address bar."""
    link = st.query_params
    with st.form("search", border=False):
        words = st.text_input(
            "What was said",
            value=link.get("q", ""),
            key="search_words",
            placeholder="Iran sends drones to Russia",
        )
        first, second, third = st.columns([2, 2, 1], vertical_alignment="bottom")
        actor = first.text_input(
            "By whom",
            value=link.get("actor", ""),
            key="search_actor",
            placeholder="any actor: Iran, United States …",
        )
        as_of = second.date_input(
            "Known on",
            value=parsed_day(link.get("as_of")),
            key="search_as_of",
            min_value=EARLIEST,
            max_value=LATEST,
            help="Only what had been said or published by that day.",
        )
        third.form_submit_button("Search", type="primary", key="search_send", width="stretch")
    asked = {
        "q": words.strip(),
        "actor": actor.strip(),
        "as_of": as_of.isoformat() if as_of else "",
    }
    asked = {name: value for name, value in asked.items() if value}
    if link.to_dict() != asked:
        link.from_dict(asked)
    if not words.strip():
        st.html('<p class="wb-source">Write a sentence or a few words; meaning counts too.</p>')
        return
    with st.spinner("Searching …"):
        found = here.desk.archive.search(words, as_of=as_of, actor=actor.strip() or None, k=RESULTS)
    if not found:
        st.info(
            "Nothing found. Use fewer or other words, leave out the actor, or take a later day."
        )
        return
    st.html(f'<h2 class="wb-group">{counted(len(found), "statement")}, closest first</h2>')
    for place, prior in enumerate(found, start=1):
        st.html(
            statement_card(
                prior.statement, eyebrow=f"{place} of {len(found)}", shared_words=prior.shared_words
            )
        )


def show_flagging(here: Visit) -> None:
    """Say that verdicts are still being held against what was imported, and how far that is."""
    under_way = here.desk.flagging
    if under_way is not None:
        st.info(
            f"Holding new statements against the verdicts on the desk: {under_way.done:,} of "
            f"{under_way.total:,} done. Nobody has to wait; what they touch is flagged."
        )


def import_file(here: Visit) -> None:
    """Upload a file, watch it go in, take home what was rejected."""
    st.html(
        '<p class="wb-lead">A table of statements as CSV, JSON Lines or Parquet. Only a column '
        "<strong>text</strong> is required; <strong>id, speaker, speaker_role, actor, said_on, "
        "published_on, title, publisher, source_url, language</strong> are understood, anything "
        "else is kept with the statement. Days are written 2022-10-20.</p>"
    )
    with st.form("import", clear_on_submit=True):
        file = st.file_uploader(
            "File of statements", type=["csv", "jsonl", "parquet"], key="import_file"
        )
        sent = st.form_submit_button("Import", type="primary", key="import_send")
    if sent and file is None:
        st.error("Choose a file first.")
    elif sent and file is not None:
        st.session_state.pop("import_report", None)
        with st.status(f"Importing {file.name} …", expanded=True) as status:
            line = st.empty()

            def progress(done: int) -> None:
                line.write(f"{counted(done, 'row')} done")

            try:
                st.session_state["import_report"] = imported(
                    here, file.name, file.getvalue(), progress
                )
            except WorkbenchError as error:
                status.update(label="Not imported", state="error", expanded=True)
                tell("error", str(error))
            else:
                say("success", f"{file.name} is imported.")
                st.rerun()  # the count at the top is from before the import
    if "import_report" in st.session_state:
        show_report(*st.session_state["import_report"])


def imported(
    here: Visit, name: str, data: bytes, progress: Callable[[int], None]
) -> tuple[ImportReport, bytes | None]:
    """Import uploaded bytes under their own name.

    Returns:
        The report, and the rejected rows as a file to take home, if there are any.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        report = here.desk.import_statements(
            path, by=here.user, progress=progress, flags=Flags.SOON
        )
        rejects = None if report.rejects_file is None else Path(report.rejects_file).read_bytes()
    return report, rejects


def show_report(report: ImportReport, rejects: bytes | None) -> None:
    """What went in, what was there already, what could not be taken and how to mend it."""
    rejected = max(report.rejected, len(report.rejections))
    told = (
        f"{counted(report.accepted, 'statement')} added, {report.duplicates:,} known already, "
        f"{rejected:,} rejected."
    )
    (st.warning if rejected else st.success)(told)
    if not rejected:
        return
    rows = "".join(
        f"<tr><td>{'' if each.row is None else each.row}</td><td>{escape(each.column or '')}</td>"
        f"<td>{escape(each.reason)}</td></tr>"
        for each in report.rejections[:REJECTIONS_SHOWN]
    )
    st.html(
        '<table class="wb-table"><caption class="wb-hidden">Rejected rows</caption><thead><tr>'
        '<th scope="col">Row</th><th scope="col">Column</th><th scope="col">What to mend</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    if rejects is not None:
        st.download_button(
            "Download the rejected rows",
            rejects,
            file_name=f"{Path(report.file).name}.rejects.csv",
            mime="text/csv",
            key="download_rejects",
            on_click="ignore",
        )


page()
