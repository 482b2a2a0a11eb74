"""The statement: what somebody said, with its day and source, and how it gets in and is sought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workbench.model.claim import Polarity


@dataclass(frozen=True, slots=True)
class Statement:
    """A dated, attributed statement in the archive.

    ``statement_id`` is the importer's own id. A statement extracted from an article carries the
    ids of that article and claim, so that an article's own claims are never its priors.
    """

    statement_id: str
    text: str
    speaker: str | None = None
    speaker_role: str | None = None
    actor: str | None = None
    said_on: date | None = None
    published_on: date | None = None
    title: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    language: str = "en"
    polarity: Polarity | None = None
    article_id: str | None = None
    claim_id: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)

    @property
    def dated(self) -> date | None:
        """The day it was said or, failing that, published."""
        return self.said_on if self.said_on is not None else self.published_on


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in the archive, and among which statements.

    Attributes:
        as_of: Only what is dated on or before this day.
        actor: Only what this actor said, by any of its names.
        source: Only what this publisher printed.
        language: Only statements in this language, such as "en".
        speaker: Only those of whose speaker's name these are words.
        since: Only what is dated on or after this day.
    """

    text: str
    as_of: date | None = None
    actor: str | None = None
    source: str | None = None
    language: str | None = None
    speaker: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input that could not be taken, with the way to mend it."""

    file: str
    row: int | None
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What became of the rows of an import so far; kept with its job."""

    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a bulk import did. ``rejects_file`` holds the rejected rows with their reasons.

    ``rejections`` may name only the first of very many; ``rejected`` counts them all.
    """

    file: str
    accepted: int
    duplicates: int
    rejections: tuple[Rejection, ...] = ()
    rejects_file: str | None = None
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A statement that the archive no longer shows, since the claim it came from was corrected."""

    row_id: int
    statement_id: str
    set_at: datetime
