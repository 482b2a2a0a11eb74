"""Statements into the record: sorted out, embedded and committed batch by batch.

A batch is one transaction: statements, vectors and the ledger's event are all there or none. What
was committed survives a kill; running the import again goes on where it stopped, since what is
there already counts as a duplicate. One that was halted goes on behind the rows that it noted.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from workbench.archive.embedding.embedding import Embedder, StatementVectors
from workbench.archive.importing.rejects import RejectsFile
from workbench.archive.importing.reprints import Reprints
from workbench.archive.importing.rows import Row, Unreadable, rows_in
from workbench.archive.importing.validation import read_statements
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import note, record
from workbench.model.intake import ImportRecord, ImportState
from workbench.model.ledger import StatementsAdded
from workbench.model.statement import ImportReport, Rejection, Statement
from workbench.storage.statements import imports, vectors
from workbench.storage.statements import statements as statement_rows

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

BATCH = 1_000
REPORTED = 200
"""Rejections named in the report; the rejects file has all of them."""

Item = TypeVar("Item")
ResolveActor = Callable[[str, date | None], str | None]
Halt = Callable[[], ImportState | None]


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

    def import_file(
        self,
        path: Path,
        *,
        by: str,
        progress: Callable[[int], None] | None,
        going_on: ImportRecord | None = None,
        halt: Halt = lambda: None,
        at_once: int = BATCH,
    ) -> ImportReport:
        """Import one file, or the rest of it; see ``Archive.import_statements``.

        Args:
            going_on: The import that the file belongs to: begun by the caller, or halted; its
                rows are told by the name it has there.
            halt: Asked between batches; a state other than none ends this call in it.
            at_once: Rows a batch.
        """
        read = read_statements(path)  # a file that cannot be read leaves no trace
        deque(islice(read, 0 if going_on is None else going_on.done), maxlen=0)
        first = list(islice(read, at_once))
        if going_on is None:
            going_on = self.begin(str(path), by=by, total=rows_in(path))
        record, reported = going_on, list[Rejection]()
        state: ImportState | None = None
        with RejectsFile(path, going_on=record.done > 0) as rejects:
            for batch in _batches(first, read, at_once):
                state = halt()
                if state is not None:
                    break
                good: list[tuple[Row | Unreadable, Statement]] = []
                bad: list[tuple[Rejection, Row | Unreadable]] = []
                for row, read_as in batch:
                    if isinstance(read_as, Rejection):
                        bad.append((replace(read_as, file=record.file), row))
                    else:
                        good.append((row, read_as))
                outcome = self.add(
                    [statement for _, statement in good],
                    by=by,
                    subject=path.name,
                    import_id=record.import_id,
                )
                for position, reason in outcome.clashes:
                    taken = good[position][0]
                    bad.append((Rejection(record.file, taken.number, "id", reason), taken))
                for rejection, row in sorted(bad, key=lambda one: one[1].number):
                    rejects.add(rejection, row.content)
                    if len(reported) < REPORTED:
                        reported.append(rejection)
                record = self._noted(
                    replace(
                        record,
                        accepted=record.accepted + len(outcome.new),
                        duplicates=record.duplicates + outcome.duplicates,
                        rejected=record.rejected + len(bad),
                        done=record.done + len(batch),
                    )
                )
                if progress is not None:
                    progress(record.done)
        self.end(record, ImportState.FINISHED if state is None else state, by=by)
        rejects_file = None if rejects.path is None else str(rejects.path)
        return ImportReport(
            str(path),
            record.accepted,
            record.duplicates,
            tuple(reported),
            rejects_file,
            record.rejected,
        )

    def begin(self, file: str, *, by: str, total: int | None) -> ImportRecord:
        """Note that an import begins.

        Args:
            file: What it is called.
            total: About how many rows it has.
        """
        import_id = uuid.uuid4().hex
        with self._database.write() as cursor:
            imports.start(
                cursor, import_id=import_id, file=file, by=by, at=self._clock(), total=total
            )
            begun = imports.find(cursor, import_id)
        assert begun is not None
        return begun

    def end(self, record: ImportRecord, state: ImportState, *, by: str) -> None:
        """Note that an import rests or is over; what is over has an event if it added anything."""
        at = self._clock()
        over = state is not ImportState.PAUSED
        with self._database.write() as cursor:
            imports.set_state(cursor, record.import_id, state, at if over else None)
            if over and record.accepted:
                told = {
                    "import": record.import_id,
                    "finished": state is ImportState.FINISHED,
                    "accepted": record.accepted,
                    "duplicates": record.duplicates,
                    "rejected": record.rejected,
                }
                file = Path(record.file).name
                note(cursor, EventKind.STATEMENTS_IMPORTED, file, told, by=by, at=at)

    def _noted(self, record: ImportRecord) -> ImportRecord:
        with self._database.write() as cursor:
            imports.note(
                cursor,
                record.import_id,
                done=record.done,
                accepted=record.accepted,
                duplicates=record.duplicates,
                rejected=record.rejected,
            )
        return record

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


def _batches(first: list[Item], rest: Iterable[Item], size: int) -> Iterator[list[Item]]:
    batch = first
    stream = iter(rest)
    while batch:
        yield batch
        batch = list(islice(stream, size))
