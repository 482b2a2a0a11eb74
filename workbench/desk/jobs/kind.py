"""What a kind of long work is to the runner: this file is the whole contract."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from workbench.model.job import Job, JobKind, JobState, JobStep

if TYPE_CHECKING:
    from workbench.model.people import Action, User
    from workbench.storage.engine.cursor import Cursor

Result = TypeVar("Result", covariant=True)
Steps = Generator[JobStep, None, Result]


class Act(StrEnum):
    """What happens to a job by somebody's doing, or by its coming to an end."""

    ASKED = "asked for"
    PAUSED = "paused"
    GONE_ON = "gone on with"
    ENDED = "ended"


class Kind(ABC, Generic[Result]):
    """One kind of work. Only ``steps`` and the class's own words must be given.

    Attributes:
        name: What its jobs are recorded as; one class a name.
        noun: What a person calls it, as in "this import is not under way any more".
        action: What a person must be allowed to do to begin, pause, go on or cancel; none where
            only a program, as the desk is, may.
        resumes: Whether a job that was cut off goes on by itself when the desk is back; else it
            rests until somebody goes on with it.
        standing: Whether there is only ever one job, begun again whenever there is something to
            do: asking for it while it is at work makes it look once more.
        last_wins: Whether asking for one cancels those that are not over.
        commits_place: Whether ``done`` and ``details`` are where the work goes on, so that each
            step's must be on record before the next begins. Else they only tell how far it is.
        after_fault: How a job stands that an error ended.
    """

    name: ClassVar[JobKind]
    noun: ClassVar[str]
    action: ClassVar[Action | None] = None
    resumes: ClassVar[bool] = False
    standing: ClassVar[bool] = False
    last_wins: ClassVar[bool] = False
    commits_place: ClassVar[bool] = False
    after_fault: ClassVar[JobState] = JobState.PAUSED

    @abstractmethod
    def steps(self, job: Job, *, by: User) -> Steps[Result]:
        """Do the work from where the job stands.

        Each step commits what it did and yields how far the whole is by then. Between two steps
        the runner may close the generator, and the process may be killed at any moment: called
        again with the job as it is on record, it must go on, and neither lose nor double anything.

        Args:
            by: Who works on it now, for the ledger.

        Returns:
            What whoever waits for the end is told.

        Raises:
            WorkbenchError: the work cannot go on; its words are shown to people.
        """

    def check_is_here(self, job: Job) -> None:
        """Refuse to go on with a job whose files are gone.

        Raises:
            NotFound: they are not on this machine.
        """

    def is_shown(self, job: Job) -> bool:
        """Whether a job that is not over and not at work is one that people may go on with."""
        return True

    def record(self, cursor: Cursor, act: Act, job: Job, *, by: User, at: datetime) -> None:
        """Append what the ledger has to tell of this, in the transaction that does it."""

    def follow(self, job: Job) -> None:
        """Do what comes after a job of the background that is finished or cancelled.

        Raises:
            WorkbenchError: it waits for the next job.
        """
