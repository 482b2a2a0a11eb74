"""Statements into the record: sorted out, embedded and committed batch by batch.

A batch is one transaction: statements, vectors and the ledger's event are all there or none. What
was committed survives a kill; running the import again goes on where it stopped, since what is
there already counts as a duplicate. A job goes on behind the rows that it has on record.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.archive.embedding.embedding import Embedder, StatementVectors
from workbench.archive.importing.rejects import RejectsFile
from workbench.archive.importing.reprints import Reprints
from workbench.archive.importing.rows import Row, Unreadable
from workbench.archive.importing.validation import read_statements
from workbench.ledger.recording import record
from workbench.model.job import Job, JobStep
from workbench.model.ledger import StatementsAdded
from workbench.model.statement import ImportCounts, ImportReport, Rejection, Statement
from workbench.storage.statements import statements as statement_rows
from workbench.storage.statements import vectors

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

BATCH = 1_000
REPORTED = 200
"""Rejections named in the report; the rejects file has all of them."""

ResolveActor = Callable[[str, date | None], str | None]


@dataclass
class _Sorted:
    """One batch, sorted: what is new, how much was there already, what clashes.

    Attributes:
        held: Content hashes that the archive had before.
    """

    held: set[str]
    new: list[Statement] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    duplicates: int = 0
    clashes: list[tuple[int, str]] = field(default_factory=list)


class StatementImporter:
    """Adds statements to the database; the search index follows by itself."""

    def __init__(
        self,
        database: Database,
        embedder: Callable[[], Embedder],
        actor_of: ResolveActor,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._embedder = embedder
        self._actor_of = actor_of
        self._clock = clock
        self._making: StatementVectors | None = None
        self.reprints = Reprints(database)

    def steps(
        self, path: Path, job: Job, *, by: str, at_once: int = BATCH
    ) -> Generator[JobStep, None, ImportReport]:
        """Import the rows of a file behind those that the job has done, a batch a step.

        Rows are told by the job's subject. Rejected rows are written beside the file.

        Args:
            at_once: Rows a batch, each committed as a whole.

        Raises:
            InputError: the file as a whole cannot be read.
        """
        read = read_statements(path)
        deque(islice(read, job.done), maxlen=0)
        done, counts, reported = job.done, ImportCounts(**job.details), list[Rejection]()
        with RejectsFile(path, going_on=done > 0) as rejects:
            while batch := list(islice(read, at_once)):
                good: list[tuple[Row | Unreadable, Statement]] = []
                bad: list[tuple[Rejection, Row | Unreadable]] = []
                for row, read_as in batch:
                    if isinstance(read_as, Rejection):
                        bad.append((replace(read_as, file=job.subject), row))
                    else:
                        good.append((row, read_as))
                outcome = self.add(
                    [statement for _, statement in good],
                    by=by,
                    subject=path.name,
                    import_id=job.job_id,
                )
                for position, reason in outcome.clashes:
                    taken = good[position][0]
                    bad.append((Rejection(job.subject, taken.number, "id", reason), taken))
                for rejection, row in sorted(bad, key=lambda one: one[1].number):
                    rejects.add(rejection, row.content)
                    if len(reported) < REPORTED:
                        reported.append(rejection)
                counts = ImportCounts(
                    accepted=counts.accepted + len(outcome.new),
                    duplicates=counts.duplicates + outcome.duplicates,
                    rejected=counts.rejected + len(bad),
                )
                done += len(batch)
                yield JobStep(done, details=asdict(counts))
        rejects_file = None if rejects.path is None else str(rejects.path)
        return ImportReport(
            str(path),
            counts.accepted,
            counts.duplicates,
            tuple(reported),
            rejects_file,
            counts.rejected,
        )

    def add(
        self,
        statements: Sequence[Statement],
        *,
        by: str,
        subject: str,
        import_id: str | None = None,
    ) -> _Sorted:
        """Commit one batch: what is new is stored with its vectors and an event."""
        hashes = [statement_rows.content_hash(one) for one in statements]
        with self._database.read() as cursor:
            before = statement_rows.last_row_id(cursor)
            outcome = _sort_out(cursor, statements, hashes)
        if not outcome.new:
            return outcome
        # what clashes may be new by the time of writing, when its rival turns out a duplicate
        wanted = {
            content: one
            for one, content in zip(statements, hashes, strict=True)
            if content not in outcome.held
        }
        embedder = self._embedder()
        encoded = self._vectors_by(embedder).encode(
            [(one.text, one.title) for one in wanted.values()]
        )
        made = dict(zip(wanted, encoded, strict=True))
        # resolving speakers may load the extractor: not while every other writer waits
        actors = {content: self._actor(one) for content, one in wanted.items()}
        at = self._clock()
        with self._database.write() as cursor:
            if statement_rows.last_row_id(cursor) != before:
                # another thread may have added some of them while these were embedded
                outcome = _sort_out(cursor, statements, hashes)
                if not outcome.new:
                    return outcome
            outcome.new = [
                replace(one, actor=actors[content])
                for one, content in zip(outcome.new, outcome.hashes, strict=True)
            ]
            first = statement_rows.last_row_id(cursor) + 1
            added = StatementsAdded(
                statements=tuple(outcome.new),
                hashes=tuple(outcome.hashes),
                rows=range(first, first + len(outcome.new)),
                import_id=import_id,
                subject=subject,
                added_by=by,
                added_at=at,
            )
            record(cursor, added)
            vectors.add(
                cursor,
                list(added.rows),
                np.stack([made[one] for one in outcome.hashes]),
                model=embedder.name,
                revision=embedder.revision,
            )
        self.reprints.group_new()
        return outcome

    def _vectors_by(self, embedder: Embedder) -> StatementVectors:
        if self._making is None or self._making.embedder is not embedder:
            self._making = StatementVectors(embedder)
        return self._making

    def _actor(self, statement: Statement) -> str | None:
        """The actor who stands behind the speaker, where the import names only the speaker."""
        if statement.actor is not None or statement.speaker is None:
            return statement.actor
        return self._actor_of(statement.speaker, statement.dated)


def _sort_out(cursor: Cursor, statements: Sequence[Statement], hashes: Sequence[str]) -> _Sorted:
    held_ids = statement_rows.known_ids(cursor, (one.statement_id for one in statements))
    outcome = _Sorted(held=statement_rows.known_hashes(cursor, hashes))
    seen = set(outcome.held)
    for position, (statement, content) in enumerate(zip(statements, hashes, strict=True)):
        if content in seen:
            outcome.duplicates += 1
        elif statement.statement_id in held_ids:
            outcome.clashes.append(
                (
                    position,
                    f"the id {statement.statement_id!r} already stands for another statement; "
                    "nothing is overwritten, so give this one an id of its own",
                )
            )
        else:
            outcome.new.append(statement)
            outcome.hashes.append(content)
            held_ids.add(statement.statement_id)
            seen.add(content)
    return outcome
