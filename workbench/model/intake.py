"""What comes in: an article that was added, and when its statements are held against verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.statement import Rejection


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What adding an article did. ``is_new`` is false when the same text was already there."""

    article: Article
    claims: tuple[Claim, ...]
    is_new: bool


class Flags(StrEnum):
    """When new statements are held against decided claims, which takes a while after a big import.

    Whatever is put off, or cut off, the next pass makes up for.
    """

    NOW = "now"
    LATER = "later"
    """When whoever imports next, or the server at its start, finishes what is due."""


class ImportState(StrEnum):
    """Where an import stands. One that is running in no process was cut off."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One bulk import.

    Attributes:
        file: Its name, or its path where the command line read it.
        total: About how many rows the file has, none if that cannot be told.
        done: Rows that are accepted, known already or rejected so far.
    """

    import_id: str
    file: str
    imported_by: str
    started_at: datetime
    finished_at: datetime | None
    accepted: int
    duplicates: int
    rejected: int
    state: ImportState
    total: int | None
    done: int


@dataclass(frozen=True, slots=True)
class ImportUnderWay:
    """An import that is not over.

    Attributes:
        working: Whether it is being worked on; one that is not rests until somebody goes on.
        halting: Whether it will rest, or end, after the batch in hand.
        seconds_left: About how long it still takes, none while that cannot be told.
        why: Why it rests, where nobody paused it.
    """

    record: ImportRecord
    working: bool
    halting: bool = False
    seconds_left: float | None = None
    why: str = ""

    @property
    def share(self) -> float:
        """How much is done, 0 to 1; 0 where the file's rows cannot be told."""
        return min(1.0, self.record.done / self.record.total) if self.record.total else 0.0


@dataclass(frozen=True, slots=True)
class Rejects:
    """The rows that an import could not take: the first of them, and all as a CSV."""

    first: tuple[Rejection, ...] = ()
    file: bytes | None = None
