"""How the archive stands: what is in it, what searches use, what is under way."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.model.job import JobState
from workbench.model.people import Action
from workbench.ui.session import Visit, say, show_refusal
from workbench.ui.shared.cards import fact_list
from workbench.ui.shared.show import show
from workbench.ui.words import counted, day, moment

MEGABYTE = 1_000_000
CONDITION_WORDS = {"index": "Search index"}


def archive_status(here: Visit) -> None:
    """The whole panel."""
    now = here.app.archive.status()
    overview, index = now.overview, now.index
    rows = [
        ("Statements", f"{overview.statements:,}"),
        ("Days covered", f"{day(overview.earliest)} to {day(overview.latest)}"),
        (
            "Without a day",
            f"{overview.undated:,}; they can never be shown as said before an article",
        ),
        (
            "Same text in several outlets",
            f"{counted(now.reprint_groups, 'text')} with {counted(now.reprints, 'copy', 'copies')};"
            f" {now.compared:,} of {overview.statements:,} statements compared",
        ),
        (
            "Searches use",
            "no model yet; the first search loads one"
            if now.serving is None
            else f"{now.serving.name}, revision {now.serving.revision}",
        ),
        *(
            (
                f"Read by {one.model}",
                f"{one.statements:,} of {overview.statements:,} statements, "
                f"revision {one.revision}",
            )
            for one in now.vectors
        ),
        (
            "Search index",
            f"{index.rows:,} statements in {index.bytes / MEGABYTE:,.1f} MB, "
            + ("near ones found in groups" if index.grouped else "every statement compared"),
        ),
        (
            "Index last written",
            "never; it is made at the first search"
            if index.saved_at is None
            else f"{moment(index.saved_at)}; what came since is found too",
        ),
    ]
    under_way = here.app.due_work.flagging
    rows.append(
        (
            "New statements against verdicts",
            "all looked at"
            if under_way is None
            else f"{under_way.done:,} of {under_way.total:,} looked at",
        )
    )
    rows.append(("Larger reader", _larger_reader(here)))
    show(h.section(".wb-card", aria_label="The archive now")[fact_list(rows)])
    change(here)
    health(here)


def health(here: Visit) -> None:
    """Whether people can work, and what to do where they cannot."""
    found = here.app.health.look()
    rows = [
        (
            CONDITION_WORDS.get(one.name, one.name.capitalize()),
            "well" if one.is_ok else f"{one.state}. {one.remedy}".strip(),
        )
        for one in found
    ]
    show(h.h2(".wb-group")["Whether people can work"])
    show(h.section(".wb-card", aria_label="Whether people can work")[fact_list(rows)])


def _larger_reader(here: Visit) -> str:
    """Which one reads again what is shown on Review, and what leaves the desk with that."""
    reader = here.app.settings.larger_reader
    if reader is None:
        return "none; nothing leaves this machine to be read elsewhere"
    return (
        f"{reader.name}. {reader.where_words_go} Today it was asked of "
        f"{here.app.priors.asked_today():,} of at most {reader.a_day:,} statements"
    )


def change(here: Visit) -> None:
    """A change of the model: how far it is and, for who may, the moves."""
    changes = here.app.model_changes
    job = changes.last()
    words = changes.told
    show(h.h2(".wb-group")["The model that compares meanings"])
    show(h.p(".wb-source")[f"{words[:1].upper() + words[1:]}."])
    if job is not None and job.state.is_over:
        job = None
    if job is not None:
        total = job.total or 0
        share = job.done / total if total else 0.0
        st.progress(min(1.0, share), text=f"{job.done:,} of {total:,} statements read")
    if not here.may(Action.CHANGE_MODEL):
        show(h.p(".wb-source")["An administrator can change the model."])
        return
    try:
        if job is not None and job.state is JobState.PAUSED:
            if st.button("Go on with the change of model", key="model_go_on", type="primary"):
                here.app.jobs.go_on(job.kind, job.job_id, by=here.user)
                say("success", "The change of the model goes on.")
                st.rerun()
        elif job is not None:
            if st.button("Pause the change of model", key="model_rest"):
                here.app.jobs.pause(job.kind, job.job_id, by=here.user)
                say("info", "The change of the model rests after the statements in hand.")
                st.rerun()
        else:
            with st.form("model", border=False):
                model = st.text_input(
                    "Another model",
                    key="model_name",
                    placeholder="left empty: the installed one",
                    help="A folder on the server, or the name of a model that lies there.",
                )
                if st.form_submit_button("Read the archive with it", key="model_ask"):
                    changes.ask(model.strip() or None, by=here.user)
                    say(
                        "success",
                        "The archive is being read by the model. Searches use the earlier one "
                        "until it is done.",
                    )
                    st.rerun()
    except WorkbenchError as error:
        show_refusal(str(error))
