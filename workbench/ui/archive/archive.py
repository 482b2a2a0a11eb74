"""Archive: search what was said before, look at one statement, import more, see how it stands."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.model.people import Action
from workbench.ui.archive.import_panel import import_panel
from workbench.ui.archive.search import search
from workbench.ui.archive.statement_view import statement_view
from workbench.ui.archive.status import archive_status
from workbench.ui.session import Visit, errors_shown, masthead, show_notice, visit
from workbench.ui.shared.show import show
from workbench.ui.words import counted

VIEWS = ("Search", "Import", "State of the archive")


def page() -> None:
    """The whole page."""
    here = visit()
    with errors_shown():
        count = here.app.archive.count()
        masthead(
            "Archive",
            here,
            f"{counted(count, 'statement')} to hold claims against. Claims of articles on the desk "
            "join them by themselves.",
        )
        show_notice()
        wanted = st.query_params.get("statement")
        if wanted is not None:
            statement_view(here, wanted)
            return
        show_flagging(here)
        views(here, count)


def views(here: Visit, count: int) -> None:
    """The tabs; only the one that is open is made, to begin with the one there is use for."""
    imports = here.may(Action.IMPORT_STATEMENTS)
    if not count:
        st.info(
            "The archive is empty. Import a file of statements, or add an article: its claims "
            "become statements."
        )
        st.session_state.setdefault("archive_tab", VIEWS[1] if imports else VIEWS[0])
    looking, importing, standing = st.tabs(VIEWS, key="archive_tab", on_change="rerun")
    with looking:
        if not looking.open:
            pass
        elif count:
            search(here)
        else:
            show(h.p(".wb-source")["There is nothing to search yet."])
    with importing:
        if importing.open:
            if imports:
                import_panel(here)
            else:
                st.info("Importing statements is for librarians and supervisors.")
    with standing:
        if standing.open:
            archive_status(here)


def show_flagging(here: Visit) -> None:
    """Say that verdicts are still being held against what was imported, and how far that is."""
    under_way = here.app.due_work.flagging
    if under_way is not None:
        st.info(
            f"Holding new statements against the verdicts on the desk: {under_way.done:,} of "
            f"{under_way.total:,} done. Nobody has to wait; what they touch is flagged."
        )


page()
