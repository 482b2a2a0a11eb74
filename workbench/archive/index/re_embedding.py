"""Vectors of another model for the whole archive, while the old one serves.

Whoever has the database open does it, batch by batch; what is committed survives a kill. A note
beside the index says what was asked for and how far it is, so that a command can ask a running
desk for it and tell about it without opening the database.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.archive.embedding.current_model import CurrentModel, loaded
from workbench.archive.embedding.embedding import Embedder, StatementVectors, resolved
from workbench.archive.index.checked_files import read_note, write_note
from workbench.archive.index.vector_index import VectorIndex
from workbench.errors import StorageError, WorkbenchError
from workbench.storage.statements import statements as statement_rows
from workbench.storage.statements import vectors as vector_rows

if TYPE_CHECKING:
    from workbench.archive.embedding.locks import Rounds
    from workbench.archive.index.search_index import SearchIndex
    from workbench.storage.engine.database import Database

log = logging.getLogger(__name__)

EMBEDDED_AT_ONCE: Final = 256
READ_AT_ONCE: Final = 20_000
ASKED, RUNNING, WHOLE, FAILED = "asked", "running", "whole", "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a re-embedding is.

    Attributes:
        state: Asked, running, whole or failed.
        model: The name or folder asked for, none for the installed model.
        words: Why it failed.
    """

    state: str
    model: str | None
    done: int = 0
    of: int = 0
    words: str = ""

    @property
    def is_due(self) -> bool:
        """Whether it has yet to be done, or to be finished after a kill."""
        return self.state in (ASKED, RUNNING)

    @property
    def told(self) -> str:
        """The same in one line for a person."""
        model = "the installed model" if self.model is None else self.model
        return {
            ASKED: f"{model} waits for the desk to begin",
            RUNNING: f"{self.done:,} of {self.of:,} statements have a vector of {model}; searches "
            "use the earlier model until all have",
            WHOLE: f"searches use {model}: all {self.of:,} statements have its vectors",
            FAILED: f"not done, searches use the earlier model: {self.words}",
        }[self.state]


class ProgressNote:
    """The progress in a file beside the index; replaced whole, so that no half is ever read."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "re-embedding.json"
        self._rest = folder / "re-embedding.rests"

    def read(self) -> Progress | None:
        """The last progress noted, none if there never was any or it cannot be read."""
        note = read_note(self._file)
        try:
            return None if note is None else Progress(**note)
        except TypeError:
            return None

    @property
    def is_due(self) -> bool:
        """Whether something was asked for, or begun, and is not finished."""
        progress = self.read()
        return progress is not None and progress.is_due and not self.rests

    @property
    def rests(self) -> bool:
        """Whether it is to rest until somebody goes on."""
        return self._rest.exists()

    def rest(self) -> None:
        """Have whoever does it stop after the batch in hand."""
        self._rest.parent.mkdir(parents=True, exist_ok=True)
        self._rest.touch()

    def go_on(self) -> None:
        """Let it be gone on with."""
        self._rest.unlink(missing_ok=True)

    @property
    def told(self) -> str:
        """How far it is, in one line for a person."""
        progress = self.read()
        if progress is None:
            return "the model was never changed"
        return f"resting: {progress.told}" if progress.is_due and self.rests else progress.told

    def ask(self, model: str | None) -> None:
        """Ask whoever has the database open to do it."""
        self.write(Progress(ASKED, resolved(model)))
        self.go_on()

    def write(self, progress: Progress) -> None:
        """Note the progress."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_note(self._file, asdict(progress))


class ReEmbedding:
    """Changes the model of one archive, one change at a time."""

    def __init__(
        self,
        database: Database,
        served: CurrentModel,
        index: SearchIndex,
        rounds: Rounds,
        folder: Path,
    ) -> None:
        """Name the parts.

        Args:
            rounds: The searches that go on; the model is changed between them.
            folder: Where the index lies, and the note.
        """
        self._database = database
        self._served = served
        self._index = index
        self._rounds = rounds
        self._note = ProgressNote(folder)
        self._running = threading.Lock()

    def run(
        self,
        model: str | None,
        *,
        progress: Callable[[int], None] | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        """Embed everything and change over, unless it is stopped; see ``Archive.re_embed``."""
        stop = threading.Event() if stop is None else stop

        def tell(done: int, of: int) -> None:
            self._note.write(Progress(RUNNING, model, done, of))
            if progress is not None:
                progress(done)

        with self._running:
            location = resolved(model)
            embedder = loaded(location)
            tell(0, self._held())
            index = VectorIndex(embedder.dimension)
            switched = False
            while not switched:
                if not embed_all(
                    self._database, embedder, tell, lambda: stop.is_set() or self._note.rests
                ):
                    return
                add_new(self._database, embedder, index)
                index.catch_up()
                switched = self._switched(location, embedder, index)
            with self._database.write() as cursor:
                vector_rows.drop_others(cursor, model=embedder.name, revision=embedder.revision)
            self._index.save()
            held = self._held()
            self._note.write(Progress(WHOLE, model, held, held))

    def run_if_asked(self, stop: threading.Event) -> None:
        """Do what was asked for, or go on with what a killed process left."""
        asked = self._note.read()
        if asked is None or not self._note.is_due:
            return
        try:
            self.run(asked.model, stop=stop)
        except WorkbenchError as error:
            self._note.write(replace(asked, state=FAILED, words=str(error)))
            log.warning("the archive was not embedded anew: %s", error)

    def _switched(self, location: str | None, embedder: Embedder, index: VectorIndex) -> bool:
        """Change model and vectors at once, unless statements came meanwhile."""
        with self._rounds.change(), self._database.write() as cursor:
            if index.rows != statement_rows.last_row_id(cursor):
                return False
            self._served.change(cursor, location, embedder)
            self._index.switch(index)
        return True

    def _held(self) -> int:
        with self._database.read() as cursor:
            return statement_rows.count(cursor)


def embed_all(
    database: Database,
    embedder: Embedder,
    tell: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> bool:
    """Give every statement a vector of this model, where it has none.

    Args:
        tell: Called with how many statements have one and how many there are.
        stopped: Asked between batches.

    Returns:
        Whether all have one; false when it was stopped.
    """
    making = StatementVectors(embedder)
    model, revision = embedder.name, embedder.revision
    with database.read() as cursor:
        done = vector_rows.count(cursor, model=model, revision=revision)
    after = 0
    while not stopped():
        with database.read() as cursor:
            lacking = vector_rows.missing(
                cursor, model=model, revision=revision, limit=EMBEDDED_AT_ONCE, after=after
            )
            of = statement_rows.last_row_id(cursor)
        if not lacking:
            return True
        made = making.encode([(text, title) for _, text, title in lacking])
        with database.write() as cursor:
            row_ids = [row_id for row_id, _, _ in lacking]
            vector_rows.add(cursor, row_ids, made, model=model, revision=revision)
        after = row_ids[-1]
        done += len(lacking)
        tell(done, of)
    return False


def add_new(database: Database, embedder: Embedder, index: VectorIndex) -> None:
    """Bring an index of this model up to the last statement that has a vector of it.

    Raises:
        StorageError: a vector in between is missing.
    """
    while True:
        with database.read() as cursor:
            rows, vectors = vector_rows.read(
                cursor,
                model=embedder.name,
                revision=embedder.revision,
                dimension=embedder.dimension,
                after=index.rows,
                limit=READ_AT_ONCE,
            )
        if not len(rows):
            return
        if not np.array_equal(rows, np.arange(index.rows + 1, index.rows + 1 + len(rows))):
            raise StorageError("vectors went missing meanwhile; run workbench re-embed again")
        index.add(vectors)
