"""The work of an import of statements: what the runner of long work is given and asks."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from workbench.desk.intake.kept_files import KeptFiles
from workbench.desk.jobs.kind import Act, Kind, Steps
from workbench.errors import NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.job import Job, JobKind, JobState, JobStep
from workbench.model.people import Action, User
from workbench.model.statement import ImportCounts, ImportReport

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

AT_ONCE: Final = 250
"""Rows a step of a page's import: a pause waits for the step in hand."""

AT_ONCE_FOR_COMMANDS: Final = 1_000
"""Rows a step where nobody is going to pause it."""


class TakesFiles(Protocol):
    """What is needed of the archive."""

    def import_steps(
        self, path: Path, job: Job, *, by: str, at_once: int = ...
    ) -> Generator[JobStep, None, ImportReport]: ...


class StatementJob(Kind[ImportReport]):
    """Takes a file of statements: a batch of rows a step, going on behind the rows on record.

    The subject of a job is the file's name, or for a command its path.
    """

    name: ClassVar = JobKind.STATEMENTS
    noun: ClassVar = "import"
    action: ClassVar = Action.IMPORT_STATEMENTS
    commits_place: ClassVar = True

    def __init__(
        self, archive: Callable[[], TakesFiles], files: KeptFiles, *, then: Callable[[], None]
    ) -> None:
        """Name the parts.

        Args:
            then: Done after an import of a page that is over: what new statements mean for the
                desk.
        """
        self._archive = archive
        self._files = files
        self._then = then

    def steps(self, job: Job, *, by: User) -> Steps[ImportReport]:
        """A batch of rows a step."""
        kept = self._files.path(job)
        path, at_once = (
            (kept, AT_ONCE) if kept.exists() else (Path(job.subject), AT_ONCE_FOR_COMMANDS)
        )
        return self._archive().import_steps(path, job, by=by.name, at_once=at_once)

    def check_is_here(self, job: Job) -> None:
        """Only a page's import has its file kept."""
        if not self._files.path(job).exists():
            raise NotFound(
                f"{job.subject} is no longer on this machine; import it again: what is in the "
                "archive already is left as it is"
            )

    def is_shown(self, job: Job) -> bool:
        """A command that was stopped is run again where it was run."""
        return self._files.has_folder(job)

    def record(self, cursor: Cursor, act: Act, job: Job, *, by: User, at: datetime) -> None:
        """An import that is over has an event if it added anything."""
        counts = ImportCounts(**job.details)
        if act is not Act.ENDED or not counts.accepted:
            return
        told = {
            "import": job.job_id,
            "finished": job.state is JobState.FINISHED,
            "accepted": counts.accepted,
            "duplicates": counts.duplicates,
            "rejected": counts.rejected,
        }
        file = Path(job.subject).name
        note(cursor, EventKind.STATEMENTS_IMPORTED, file, told, by=by.name, at=at)

    def follow(self, job: Job) -> None:
        """The file has been taken in; the desk looks at what came."""
        self._files.path(job).unlink(missing_ok=True)
        self._then()
