"""The search index as one thing: vectors, words and filter columns kept in step with DuckDB.

DuckDB is the record; everything here is a copy up to some row. Before every round of searches the
copy takes in what the record has gained, so a new statement is found at once; a copy that is
missing, damaged or of another archive is made again. One lock guards the lot: a search holds it
for milliseconds, so the threads of the pages simply take turns.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.archive.embedding.embedding import Embedder, StatementVectors
from workbench.archive.index.bm25 import WordIndex
from workbench.archive.index.filters import Filter, FilterColumns, Passing
from workbench.archive.index.vector_index import VectorIndex
from workbench.errors import StorageError
from workbench.storage.statements import statements as statement_rows
from workbench.storage.statements import vectors as vector_rows

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

VECTOR_FILE = "vectors.half"
READ_BATCH = 20_000
EMBED_BATCH = 512
SAVE_EVERY = 50_000
"""Rows the index may be ahead of its files: so many a start after a kill reads anew."""
FILTERS_KEPT = 8
"""Filters whose rows are remembered: one claim asks with the same filter several times."""
AT_ONCE = max(os.cpu_count() or 1, 2)
"""Word searches made at the same time."""


@dataclass(frozen=True, slots=True)
class Near:
    """Vectors whose neighbours are wanted, shape (vectors, dimension), and how many of each."""

    vectors: NDArray[np.float32]
    wanted: Filter
    limit: int


@dataclass(frozen=True, slots=True)
class Words:
    """A text whose words are looked for, and how many statements that have them."""

    text: str
    wanted: Filter
    limit: int


class SearchIndex:
    """Nearest and matching statements, as row ids with scores."""

    def __init__(self, database: Database, folder: Path, embedder: Callable[[], Embedder]) -> None:
        self._database = database
        self._folder = folder
        self._embedder = embedder
        self._lock = threading.RLock()
        self._columns = FilterColumns()
        self._held: tuple[VectorIndex, WordIndex] | None = None
        self._passed: dict[Filter, Passing] = {}

    @property
    def rows(self) -> int:
        """How many statements can be found now."""
        return len(self._columns)

    def refresh(self) -> None:
        """Take in what the record has gained; call once before a round of searches."""
        with self._lock:
            self._current()

    def count(self, wanted: Filter) -> int:
        """How many statements a search with this filter looks at."""
        with self._lock:
            self._current()
            passing = self._rows_passing(wanted)
            return self.rows if passing is None else passing.count

    def nearest(self, vector: NDArray[np.float32], wanted: Filter, limit: int) -> dict[int, float]:
        """Row ids with their cosines, nearest first."""
        [[found]], _ = self.gather([Near(vector.reshape(1, -1), wanted, limit)], [])
        return found

    def matching(self, text: str, wanted: Filter, limit: int) -> dict[int, float]:
        """Row ids with their BM25 scores, best first."""
        _, [found] = self.gather([], [Words(text, wanted, limit)])
        return found

    def gather(
        self, near: Sequence[Near], words: Sequence[Words]
    ) -> tuple[list[list[dict[int, float]]], list[dict[int, float]]]:
        """Search by vectors and by words, at the same time where there are processors for it.

        Returns:
            For each of ``near`` and each of its vectors row ids with their cosines, nearest
            first; for each of ``words`` row ids with their BM25 scores, best first.
        """
        with self._lock, ThreadPoolExecutor(AT_ONCE) as pool:
            vectors, word_index = self._open_parts()
            # tantivy and FAISS let other threads run meanwhile
            hits = [
                pool.submit(
                    word_index.search,
                    one.text,
                    one.wanted,
                    self._rows_passing(one.wanted),
                    one.limit,
                )
                for one in words
            ]
            neighbours = [
                vectors.search(one.vectors, self._rows_passing(one.wanted), one.limit)
                for one in near
            ]
            return neighbours, [hit.result() for hit in hits]

    def cosines(self, queries: NDArray[np.float32], row_ids: Sequence[int]) -> NDArray[np.float32]:
        """The cosine of each given row with each query, shape (rows, queries)."""
        with self._lock:
            vectors, _ = self._open_parts()
            found: NDArray[np.float32] = vectors.vectors(row_ids) @ queries.T
            return found

    def word_scores(self, text: str, row_ids: Sequence[int]) -> dict[int, float]:
        """The BM25 score of each given row that shares a word with ``text``."""
        with self._lock:
            _, words = self._open_parts()
            return words.scores(text, row_ids)

    def rarity(self, stems: Sequence[str]) -> dict[str, float]:
        """How rare each stem is among the statements."""
        with self._lock:
            _, words = self._open_parts()
            return words.rarity(stems)

    def save(self) -> None:
        """Write to disk what was added since the last time, so that the next start is quick."""
        with self._lock:
            vectors, _ = self._current()
            vectors.catch_up()
            if vectors.behind:
                self._save(vectors)

    def switch(self, vectors: VectorIndex) -> None:
        """Search these vectors from now on; the caller changes the embedder at the same time."""
        with self._lock:
            _, words = self._open_parts()
            self._held = (vectors, words)

    @property
    def _vector_file(self) -> Path:
        return self._folder / VECTOR_FILE

    def _rows_passing(self, wanted: Filter) -> Passing | None:
        if wanted.open:
            return None
        held = self._passed.get(wanted)
        if held is None or len(held.rows) != len(self._columns):
            if len(self._passed) >= FILTERS_KEPT:
                self._passed.clear()
            held = self._passed[wanted] = self._columns.rows_passing(wanted)
        return held

    def _open_parts(self) -> tuple[VectorIndex, WordIndex]:
        return self._current() if self._held is None else self._held

    def _current(self) -> tuple[VectorIndex, WordIndex]:
        """Both indexes, opened and brought up to the record's last row.

        Raises:
            StorageError: statements are missing from the record.
        """
        if self._held is None:
            self._held = self._open()
        vectors, words = self._held
        with self._database.read() as cursor:
            last = statement_rows.last_row_id(cursor)
            if len(self._columns) < last:
                if statement_rows.count(cursor) != last:
                    raise _gap()
                self._columns.append(statement_rows.filter_columns(cursor, len(self._columns)))
        if words.rows < last:
            self._add_words(words, last)
        if vectors.rows < last:
            self._add_vectors(vectors, last)
        if vectors.behind >= SAVE_EVERY:
            vectors.catch_up()
            self._save(vectors)
        return vectors, words

    def _open(self) -> tuple[VectorIndex, WordIndex]:
        vectors = VectorIndex(self._embedder().dimension)
        with self._database.read() as cursor:
            last = statement_rows.last_row_id(cursor)
            loaded = VectorIndex.load(self._vector_file, vectors.dimension)
            if (
                loaded is not None
                and loaded[0].rows <= last
                and loaded[1] == self._mark(cursor, loaded[0].rows)
            ):
                vectors = loaded[0]
            words = WordIndex(self._folder / "words")
            noted, mark = words.noted
            if words.rows and not (
                0 < noted <= words.rows <= last and mark == statement_rows.content_at(cursor, noted)
            ):
                words.clear()
        return vectors, words

    def _add_words(self, words: WordIndex, last: int) -> None:
        while words.rows < last:
            # not beyond ``last``: rows that arrived since have no filter columns yet
            limit = min(READ_BATCH, last - words.rows)
            with self._database.read() as cursor:
                words.add(statement_rows.words_after(cursor, words.rows, limit))
                words.note(statement_rows.content_at(cursor, words.rows))

    def _add_vectors(self, vectors: VectorIndex, last: int) -> None:
        embedder = self._embedder()
        while vectors.rows < last:
            with self._database.read() as cursor:
                rows, found = vector_rows.read_batch(
                    cursor,
                    model=embedder.name,
                    revision=embedder.revision,
                    dimension=embedder.dimension,
                    after=vectors.rows,
                    limit=min(READ_BATCH, last - vectors.rows),
                )
            wanted = np.arange(vectors.rows + 1, vectors.rows + 1 + len(rows))
            whole = int(np.argmin(rows == wanted)) if not (rows == wanted).all() else len(rows)
            if whole == 0:
                if self._embed_missing(embedder) == 0:
                    raise _gap()
                continue
            vectors.add(found[:whole])
            if vectors.unsaved >= SAVE_EVERY:
                self._save(vectors)

    def _embed_missing(self, embedder: Embedder) -> int:
        """Give vectors of this model to statements stored under another; returns how many."""
        making = StatementVectors(embedder)
        embedded = 0
        while True:
            with self._database.read() as cursor:
                lacking = vector_rows.find_missing(
                    cursor, model=embedder.name, revision=embedder.revision, limit=EMBED_BATCH
                )
            if not lacking:
                return embedded
            embedded += len(lacking)
            made = making.encode([(text, title) for _, text, title in lacking])
            with self._database.write() as cursor:
                vector_rows.add(
                    cursor,
                    [row_id for row_id, _, _ in lacking],
                    made,
                    model=embedder.name,
                    revision=embedder.revision,
                )

    def _save(self, vectors: VectorIndex) -> None:
        with self._database.read() as cursor:
            mark = self._mark(cursor, vectors.rows)
        vectors.save(self._vector_file, mark)

    def _mark(self, cursor: Cursor, rows: int) -> str:
        embedder = self._embedder()
        content = statement_rows.content_at(cursor, rows)
        return f"{embedder.name} {embedder.revision} {rows} {content}"


def _gap() -> StorageError:
    return StorageError(
        "statements or their vectors are missing from the database: the numbers of its rows have "
        "gaps; restore the file from a backup"
    )
