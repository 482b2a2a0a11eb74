"""An archive made for one fit or benchmark: its own database, the real model, the real import."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.archive.archive import Archive
from workbench.extraction.extractor import Extractor
from workbench.model.job import Job, JobKind, JobState
from workbench.settings import Settings
from workbench.storage.engine.database import Database


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@contextmanager
def archive_of(*files: Path, extractor: Extractor | None = None) -> Iterator[Archive]:
    """An archive with the statements of the files, gone afterwards.

    Args:
        extractor: Who knows the actors; the one that ships, if not given.
    """
    reader = Extractor.load(Settings().actors) if extractor is None else extractor
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "made.duckdb")
        archive = Archive(
            database,
            index_directory=Path(folder) / "made.index",
            embedding_model=None,
            extractor=lambda: reader,
            clock=now,
        )
        try:
            for file in files:
                job = Job("made", JobKind.STATEMENTS, str(file), JobState.RUNNING, "made", now())
                for _ in archive.import_steps(file, job, by="made"):
                    pass
            yield archive
        finally:
            database.close()


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]
