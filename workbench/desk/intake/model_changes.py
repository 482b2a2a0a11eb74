"""Changing the model that compares meanings: asked for, paused, gone on with, and how far it is.

Whoever has the database open does the work, see ``archive.index.re_embedding``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from workbench.archive.embedding.embedding import locate, resolve_name
from workbench.desk.intake.noted_change import take_over
from workbench.desk.jobs.kind import Act, Kind, Steps
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.job import Job, JobKind, JobState, JobStep
from workbench.model.people import Action, User

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.desk.jobs.runner import Jobs
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


class Embeds(Protocol):
    """What is needed of the archive."""

    def re_embed(self, model: str | None) -> Generator[JobStep, None, None]: ...


class ModelChanges(Kind[None]):
    """Reads the archive by another model: a batch of statements a step, those that lack a vector.

    The subject of a job is the model's name or folder, empty for the installed one.
    """

    name: ClassVar = JobKind.MODEL
    noun: ClassVar = "change of the model"
    action: ClassVar = Action.CHANGE_MODEL
    resumes: ClassVar = True
    last_wins: ClassVar = True
    after_fault: ClassVar = JobState.FAILED

    def __init__(
        self, jobs: Jobs, archive: Callable[[], Embeds], *, database: Database, folder: Path
    ) -> None:
        """Name the parts.

        Args:
            folder: Where the index lies; an earlier release noted its change of the model there.
        """
        self._jobs = jobs
        self._archive = archive
        take_over(database, folder)

    def ask(self, model: str | None, *, by: User) -> None:
        """Have the whole archive read by another model; the one in use serves meanwhile.

        Args:
            model: None for the installed one, else a folder or a name on this machine.

        Raises:
            NotAllowed: the role does not permit it.
            ModelUnavailable: the weights are not on this machine.
        """
        self._jobs.start(self, self._checked(model, by), by=by)

    def run(
        self, model: str | None, *, by: User, progress: Callable[[int], None] | None = None
    ) -> None:
        """The same here and now.

        Args:
            progress: Called with the number of statements done so far.

        Raises:
            NotAllowed: the role does not permit it.
            ModelUnavailable: the weights are not on this machine.
        """
        self._jobs.run(
            self,
            self._checked(model, by),
            by=by,
            watch=None if progress is None else lambda job: progress(job.done),
        )

    def last(self) -> Job | None:
        """The last change that was asked for, as far as it is now; none if there never was one."""
        for one in self._jobs.under_way(self.name):
            return replace(one.job, state=JobState.PAUSED) if one.halting else one.job
        return next(iter(self._jobs.latest(self.name, 1)), None)

    @property
    def told(self) -> str:
        """How far it is, in one line for a person."""
        return told(self.last())

    # What the runner asks ----------------------------------------------------------------------

    def steps(self, job: Job, *, by: User) -> Steps[None]:
        """A batch of statements a step."""
        self._jobs.check_may(self, by=by)
        return self._archive().re_embed(job.subject or None)

    def record(self, cursor: Cursor, act: Act, job: Job, *, by: User, at: datetime) -> None:
        """The ledger tells what people do about it; which model serves is no part of the record."""
        if act is Act.ENDED:
            return
        model = (job.subject or None) if act is Act.ASKED else None
        told = {"what": act.value, "model": model}
        note(cursor, EventKind.MODEL_CHANGE, "archive", told, by=by.name, at=at)

    def _checked(self, model: str | None, by: User) -> str:
        self._jobs.check_may(self, by=by)
        locate(model)
        return resolve_name(model) or ""


def told(job: Job | None) -> str:
    """How far a change of the model is, in one line for a person."""
    if job is None:
        return "the model was never changed"
    model = job.subject or "the installed model"
    total = job.total or 0
    waits = f"{model} waits for the desk to begin"
    runs = (
        f"{job.done:,} of {total:,} statements have a vector of {model}; searches use the earlier "
        "model until all have"
    )
    match job.state:
        case JobState.WAITING:
            return waits
        case JobState.RUNNING:
            return runs
        case JobState.PAUSED:
            why = f", since {job.message}" if job.message else ""
            return f"resting{why}: {waits if job.total is None else runs}"
        case JobState.FINISHED:
            return f"searches use {model}: all {total:,} statements have its vectors"
        case JobState.CANCELLED:
            return "given up, searches use the earlier model"
        case JobState.FAILED:
            return f"not done, searches use the earlier model: {job.message}"
