"""An archive made for one benchmark: its own database, the real model, the real import."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from workbench.archive.archive import Archive
from workbench.extraction.extractor import Extractor
from workbench.model import Prior, Query
from workbench.settings import Settings
from workbench.storage.database import Database


@contextmanager
def archive_of(*files: Path) -> Iterator[Archive]:
    """An archive with the statements of the files, gone afterwards."""
    extractor = Extractor.load(Settings().actors)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "bench.duckdb")
        archive = Archive(
            database,
            index_directory=Path(folder) / "bench.index",
            embedding_model=None,
            extractor=lambda: extractor,
            clock=lambda: datetime.now(UTC),
        )
        try:
            for file in files:
                archive.import_statements(file, by="bench")
            yield archive
        finally:
            database.close()


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def queries(claims: Path) -> list[Query]:
    """The claims of a file as the command line reads them."""
    return [
        Query(
            claim_id=row["claim_id"],
            text=row["text"],
            speaker=row.get("speaker"),
            actor=row.get("actor"),
            article_date=date.fromisoformat(row["article_date"]) if "article_date" in row else None,
        )
        for row in rows(claims)
    ]


def write_run(path: Path, found: Iterable[tuple[Query, list[Prior]]]) -> Path:
    """A run as ``workbench match --format jsonl`` prints it."""
    with path.open("w", encoding="utf-8") as stream:
        for query, priors in found:
            shown = [
                {
                    "statement_id": prior.statement.statement_id,
                    "relation": prior.label.relation.value,
                    "lane": prior.lane.value,
                }
                for prior in priors
            ]
            stream.write(json.dumps({"claim_id": query.claim_id, "priors": shown}) + "\n")
    return path


def scorer(shared: Path, name: str) -> ModuleType:
    """A scorer of ``SHARED/eval``, such as ``score_denials``."""
    spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
