"""How the archive stands, for who looks after it: models, index, reprints, what is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.archive.index.checked_files import read_note
from workbench.archive.index.search_index import VECTOR_FILE
from workbench.archive.index.vector_index import EXACT_UP_TO, note_beside
from workbench.storage.statements import reprints, serving_model, statements, vectors
from workbench.storage.statements.serving_model import ServingModel
from workbench.storage.statements.statements import ArchiveOverview
from workbench.storage.statements.vectors import VectorsOfModel

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """The search index as it lies on the disk.

    Attributes:
        rows: Statements in its files; the rest is taken in at the next start.
        grouped: Whether near statements are found through groups rather than one by one.
        saved_at: When it was last written, none if it never was.
    """

    rows: int
    bytes: int
    grouped: bool
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """How the archive stands.

    Attributes:
        serving: The model that searches use, none before the first one was loaded.
        reprint_groups: Texts that several outlets carry.
        reprints: Statements that are copies of an earlier one.
        compared: Statements that have been looked at for reprints.
    """

    overview: ArchiveOverview
    serving: ServingModel | None
    vectors: tuple[VectorsOfModel, ...]
    index: IndexFiles
    reprint_groups: int
    reprints: int
    compared: int


def status(database: Database, folder: Path) -> ArchiveStatus:
    """How the archive stands now; loads no model and opens no index.

    Args:
        folder: Where the index lies.
    """
    with database.read() as cursor:
        overview = statements.overview(cursor, 8)
        groups, copies = reprints.counts(cursor)
        return ArchiveStatus(
            overview=overview,
            serving=serving_model.find(cursor),
            vectors=tuple(vectors.by_model(cursor)),
            index=_files(folder),
            reprint_groups=groups,
            reprints=copies,
            compared=reprints.read_position(cursor),
        )


def _files(folder: Path) -> IndexFiles:
    note_file = note_beside(folder / VECTOR_FILE)
    note = read_note(note_file)
    rows = 0 if note is None else int(note.get("rows", 0))
    size, saved_at = 0, None
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        if note is not None:
            saved_at = datetime.fromtimestamp(note_file.stat().st_mtime, UTC)
    except OSError:  # a file was replaced just now; the next look tells
        pass
    return IndexFiles(rows, size, rows > EXACT_UP_TO, saved_at)
