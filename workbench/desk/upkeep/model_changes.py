"""Changing the model that compares meanings: asked for, and how far it is.

Whoever has the database open does the work, see ``archive.index.re_embedding``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.archive.embedding.embedding import locate, resolve_name
from workbench.desk.upkeep.model_job import ModelJob
from workbench.desk.upkeep.noted_change import take_over
from workbench.model.job import Job, JobState
from workbench.model.people import User

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.desk.jobs.jobs import Jobs
    from workbench.desk.jobs.runner import Runner
    from workbench.storage.engine.database import Database


class ModelChanges:
    """Begins changes of the model, and tells how the last one goes."""

    def __init__(
        self, runner: Runner, jobs: Jobs, kind: ModelJob, *, database: Database, folder: Path
    ) -> None:
        """Name the parts.

        Args:
            folder: Where the index lies; an earlier release noted its change of the model there.
        """
        self._runner = runner
        self._jobs = jobs
        self._kind = kind
        take_over(database, folder)

    def ask(self, model: str | None, *, by: User) -> None:
        """Have the whole archive read by another model; the one in use serves meanwhile.

        Args:
            model: None for the installed one, else a folder or a name on this machine.

        Raises:
            NotAllowed: the role does not permit it.
            ModelUnavailable: the weights are not on this machine.
        """
        self._runner.start(self._kind, self._check(model, by), by=by)

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
        self._runner.run(
            self._kind,
            self._check(model, by),
            by=by,
            watch=None if progress is None else lambda job: progress(job.done),
        )

    def last(self) -> Job | None:
        """The last change that was asked for, as far as it is now; none if there never was one."""
        for one in self._jobs.under_way(self._kind.name):
            return replace(one.job, state=JobState.PAUSED) if one.halting else one.job
        return next(iter(self._jobs.latest(self._kind.name, 1)), None)

    @property
    def told(self) -> str:
        """How far it is, in one line for a person."""
        return describe(self.last())

    def _check(self, model: str | None, by: User) -> str:
        self._runner.check_may(self._kind, by=by)
        locate(model)
        return resolve_name(model) or ""


def describe(job: Job | None) -> str:
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
