"""A change of the model that an earlier release noted in a file beside the index.

It is taken into the database once, so that an archive half read goes on where it was.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.archive.index.checked_files import read_note
from workbench.model.job import Job, JobKind, JobState
from workbench.model.people import MACHINE
from workbench.storage import jobs

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

STATES: Final = {
    "asked": JobState.WAITING,
    "running": JobState.RUNNING,
    "whole": JobState.FINISHED,
    "failed": JobState.FAILED,
}


def take_over(database: Database, folder: Path) -> None:
    """Make a job of the note, unless a change has been asked for since, and remove it."""
    file, rest = folder / "re-embedding.json", folder / "re-embedding.rests"
    if not file.exists():
        return
    note = read_note(file)
    if note is not None and note.get("state") in STATES:
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        with database.write() as cursor:
            if not jobs.latest(cursor, JobKind.MODEL, 1):
                jobs.add(cursor, _job(note, changed, rests=rest.exists()))
    file.unlink(missing_ok=True)
    rest.unlink(missing_ok=True)


def _job(note: dict[str, Any], changed: datetime, *, rests: bool) -> Job:
    state = STATES[note["state"]]
    begun = state is not JobState.WAITING
    return Job(
        job_id="noted",
        kind=JobKind.MODEL,
        subject=note.get("model") or "",
        state=JobState.PAUSED if rests and not state.is_over else state,
        by=MACHINE,
        at=changed,
        done=int(note.get("done", 0)),
        total=int(note.get("of", 0)) if begun else None,
        message=str(note.get("words", "")),
        ended_at=changed if state.is_over else None,
    )
