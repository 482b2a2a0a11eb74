"""Imports of statements: begin one, watch it, let it rest or end it, take home what it rejected."""

from __future__ import annotations

import streamlit as st

from workbench import markup as h
from workbench.errors import WorkbenchError
from workbench.markup import Markup
from workbench.model.job import Job, JobState, JobUnderWay
from workbench.model.statement import ImportCounts, Rejection
from workbench.ui.session import Visit, say, show_refusal
from workbench.ui.shared.show import show
from workbench.ui.words import counted, file_name, moment, plain

EVERY = 1.0
"""Seconds between two looks at an import that is being worked on."""
PAST = 20
OUTCOMES = {
    JobState.FINISHED: "finished",
    JobState.CANCELLED: "cancelled; what was added stays",
    JobState.FAILED: "failed; what was added stays",
    JobState.PAUSED: "resting",
    JobState.WAITING: "under way, or cut off",
    JobState.RUNNING: "under way, or cut off",
}


def import_panel(here: Visit) -> None:
    """Everything a librarian does with imports."""
    show(
        h.p(".wb-lead")[
            "A table of statements as CSV, JSON Lines or Parquet. Only a column ",
            h.strong["text"],
            " is required; ",
            h.strong[
                "id, speaker, speaker_role, actor, said_on, published_on, title, publisher, "
                "source_url, language"
            ],
            " are understood, anything else is kept with the statement. Days are written "
            "2022-10-20. The import goes on when you leave this page.",
        ]
    )
    begin(here)
    under_way = here.app.imports.under_way()
    if any(one.working for one in under_way):
        st.fragment(run_every=EVERY)(watch)(here)
    else:
        watch(here)
    past(here, {one.job.job_id for one in under_way})


def begin(here: Visit) -> None:
    """The form that takes a file."""
    with st.form("import", clear_on_submit=True):
        file = st.file_uploader(
            "File of statements", type=["csv", "tsv", "jsonl", "parquet"], key="import_file"
        )
        sent = st.form_submit_button("Import", type="primary", key="import_send")
    if sent and file is None:
        show_refusal("Choose a file first")
    elif sent and file is not None:
        try:
            begun = here.app.imports.start(file.name, file.getvalue(), by=here.user)
        except WorkbenchError as error:
            show_refusal(f"Not imported: {error}")
            return
        watched: set[str] = st.session_state.setdefault("imports_watched", set())
        watched.add(begun.job_id)
        say("info", f"The import of {begun.subject} has begun.")
        st.rerun()


def watch(here: Visit) -> None:
    """Each import that is not over: how far it is, and what may be done with it."""
    under_way = here.app.imports.under_way()
    ids = {one.job.job_id for one in under_way}
    watched: set[str] = st.session_state.setdefault("imports_watched", set())
    if watched - ids:
        ended = {one.job_id: one for one in here.app.imports.latest(PAST)}
        told = [ended[each] for each in watched - ids if each in ended]
        watched &= ids
        if told:
            say(
                "warning" if any(counts_of(record).rejected for record in told) else "success",
                "; ".join(f"{record.subject}: {outcome(record)}" for record in told),
            )
        st.rerun()
    watched |= ids
    resting = [one for one in under_way if not one.working]
    seen: frozenset[str] | None = st.session_state.get("imports_resting")
    now = frozenset(one.job.job_id for one in resting)
    st.session_state["imports_resting"] = now
    if seen is not None and seen != now:
        st.rerun()  # the page looks every second only while something is being worked on
    for one in under_way:
        show_import(here, one)


def show_import(here: Visit, one: JobUnderWay) -> None:
    """One import with its moves."""
    record = one.job
    with st.container(border=True, key=f"import_{record.job_id}"):
        show(
            h.h2(".wb-group")[
                record.subject,
                h.small[f"{here.name_of(record.by)}, {moment(record.at)}"],
            ]
        )
        st.progress(one.share, text=plain(how_far(one)))
        show(h.p(".wb-source")[f"{outcome(record)} so far."])
        with st.container(horizontal=True):
            if one.working:
                if st.button(
                    f"Pause {plain(record.subject)}",
                    key=f"pause_{record.job_id}",
                    disabled=one.halting,
                ):
                    move(here, one, "pause")
            elif st.button(
                f"Go on with {plain(record.subject)}",
                key=f"go_on_{record.job_id}",
                type="primary",
            ):
                move(here, one, "go on")
            if st.button(
                f"Cancel {plain(record.subject)}",
                key=f"cancel_{record.job_id}",
                help="Ends the import. What it has added stays in the archive.",
                disabled=one.halting,
            ):
                move(here, one, "cancel")


def move(here: Visit, one: JobUnderWay, what: str) -> None:
    """Pause, go on with or cancel an import, and say so."""
    jobs, record = here.app.jobs, one.job
    try:
        if what == "pause":
            jobs.pause(record.kind, record.job_id, by=here.user)
            say("info", f"{record.subject} rests as soon as the rows in hand are in.")
        elif what == "go on":
            jobs.go_on(record.kind, record.job_id, by=here.user)
            say("info", f"{record.subject} goes on after row {record.done:,}.")
        else:
            jobs.cancel(record.kind, record.job_id, by=here.user)
            say("info", f"{record.subject} is being cancelled.")
    except WorkbenchError as error:
        say("error", str(error))
    st.rerun()


def how_far(one: JobUnderWay) -> str:
    """Rows done, and how long it still takes or why it rests."""
    record = one.job
    done = f"{record.done:,} rows done"
    if record.total is not None:
        done = f"{record.done:,} of about {counted(record.total, 'row')} done"
    if one.halting:
        return f"{done}; stops when the rows in hand are in"
    if not one.working:
        return f"{done}; resting" + (f": {one.why}" if one.why else "")
    if one.seconds_left is None:
        return f"{done}; under way"
    return f"{done}; {time_left(one.seconds_left)} left"


def time_left(seconds: float) -> str:
    """A rough time in words."""
    if seconds < 50:
        return f"about {max(5, round(seconds / 5) * 5)} seconds"
    if seconds < 5400:
        return f"about {counted(max(1, round(seconds / 60)), 'minute')}"
    return f"about {counted(round(seconds / 3600), 'hour')}"


def outcome(record: Job) -> str:
    """What went in, what was there already, what could not be taken."""
    counts = counts_of(record)
    return (
        f"{counted(counts.accepted, 'statement')} added, {counts.duplicates:,} known already, "
        f"{counts.rejected:,} rejected"
    )


def counts_of(record: Job) -> ImportCounts:
    """What became of an import's rows so far."""
    return ImportCounts(**record.details)


def past(here: Visit, under_way: set[str]) -> None:
    """The last imports but those ``under_way``, and the rejected rows of one of them."""
    over = (JobState.FINISHED, JobState.CANCELLED)
    records = [one for one in here.app.imports.latest(PAST) if one.job_id not in under_way]
    if not records:
        show(h.p(".wb-source")["Nothing has been imported yet."])
        return
    rows = [
        h.tr[
            h.td[file_name(one.subject)],
            h.td[here.name_of(one.by)],
            h.td[moment(one.at)],
            h.td(".wb-figure")[f"{counts.accepted:,}"],
            h.td(".wb-figure")[f"{counts.duplicates:,}"],
            h.td(".wb-figure")[f"{counts.rejected:,}"],
            h.td[OUTCOMES[one.state]],
        ]
        for one in records
        for counts in (counts_of(one),)
    ]
    show(
        h.fragment(
            h.h2(".wb-group")["Past imports"],
            h.div(".wb-scroll", tabindex="0", role="region", aria_label="Past imports")[
                h.table(".wb-table")[
                    h.caption(".wb-hidden")["Past imports"],
                    h.thead[
                        h.tr[
                            h.th(scope="col")["File"],
                            h.th(scope="col")["By"],
                            h.th(scope="col")["Begun"],
                            h.th(".wb-figure", scope="col")["Added"],
                            h.th(".wb-figure", scope="col")["Known already"],
                            h.th(".wb-figure", scope="col")["Rejected"],
                            h.th(scope="col")["Outcome"],
                        ]
                    ],
                    h.tbody[rows],
                ]
            ],
        )
    )
    rejecting = {
        one.job_id: one for one in records if counts_of(one).rejected and one.state in over
    }
    if rejecting:
        show_rejects(here, rejecting)


def show_rejects(here: Visit, rejecting: dict[str, Job]) -> None:
    """The first rejected rows of one import with the way to mend them, and all as a file."""
    chosen = st.selectbox(
        "Rejected rows of",
        list(rejecting),
        format_func=lambda one: f"{file_name(rejecting[one].subject)}, {moment(rejecting[one].at)}",
        key="rejects_of",
    )
    if chosen is None:
        return
    record = rejecting[chosen]
    rejects = here.app.imports.rejects(chosen, by=here.user)
    if rejects.file is None:
        st.info("The rejected rows are where the command that imported this wrote them.")
        return
    show(rejects_table(rejects.first))
    more = counts_of(record).rejected - len(rejects.first)
    if more > 0:
        show(h.p(".wb-source")[f"and {counted(more, 'row')} more in the file"])
    st.download_button(
        "Download the rejected rows",
        rejects.file,
        file_name=f"{file_name(record.subject)}.rejects.csv",
        mime="text/csv",
        key="download_rejects",
        on_click="ignore",
    )


def rejects_table(rejections: tuple[Rejection, ...]) -> Markup:
    """Rejected rows with what to mend."""
    rows = [h.tr[h.td[each.row], h.td[each.column or ""], h.td[each.reason]] for each in rejections]
    return h.table(".wb-table")[
        h.caption(".wb-hidden")["Rejected rows"],
        h.thead[
            h.tr[
                h.th(scope="col")["Row"],
                h.th(scope="col")["Column"],
                h.th(scope="col")["What to mend"],
            ]
        ],
        h.tbody[rows],
    ]
