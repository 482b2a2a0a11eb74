"""The work of a change of the model: what the runner of long work is given and asks."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from workbench.desk.jobs.kind import Act, Kind, Steps
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note
from workbench.model.job import Job, JobKind, JobState, JobStep
from workbench.model.people import Action, User

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


class Embeds(Protocol):
    """What is needed of the archive."""

    def re_embed(self, model: str | None) -> Generator[JobStep, None, None]: ...


class ModelJob(Kind[None]):
    """Reads the archive by another model: a batch of statements a step, those that lack a vector.

    The subject of a job is the model's name or folder, empty for the installed one.
    """

    name: ClassVar = JobKind.MODEL
    noun: ClassVar = "change of the model"
    action: ClassVar = Action.CHANGE_MODEL
    resumes: ClassVar = True
    last_wins: ClassVar = True
    after_fault: ClassVar = JobState.FAILED

    def __init__(self, archive: Callable[[], Embeds]) -> None:
        self._archive = archive

    def steps(self, job: Job, *, by: User) -> Steps[None]:
        """A batch of statements a step."""
        return self._archive().re_embed(job.subject or None)

    def record(self, cursor: Cursor, act: Act, job: Job, *, by: User, at: datetime) -> None:
        """The ledger tells what people do about it; which model serves is no part of the record."""
        if act is Act.ENDED:
            return
        model = (job.subject or None) if act is Act.ASKED else None
        told = {"what": act.value, "model": model}
        note(cursor, EventKind.MODEL_CHANGE, "archive", told, by=by.name, at=at)
