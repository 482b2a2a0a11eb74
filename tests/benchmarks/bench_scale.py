"""A million statements: search, recall, memory, start, matching, and what growth costs.

WORKBENCH_SCALE sets another size, WORKBENCH_BENCH_CACHE another folder for the archives (3 GB for a
million statements, kept for the next run; the user's cache folder otherwise). The first run embeds
30,000 sentences and makes the archives: some minutes. Each archive is searched in a process of its
own, as a desk would; imports are made into copies.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from tests.benchmarks.made_archive import HELD_OUT, Sentences, made_archive, sentences
from tests.benchmarks.measurement import Measurement
from workbench.archive.archive import Archive
from workbench.archive.embedding.embedding import default_embedder
from workbench.archive.importing.reprints import Reprints
from workbench.archive.index.search_index import SearchIndex
from workbench.extraction.extractor import Extractor
from workbench.model.statement import Statement
from workbench.settings import Settings
from workbench.storage.engine.database import Database

MILLION = 1_000_000
ASKED = 36
"""Held-out sentences that are searched for."""
IMPORTED = 5_000
"""Statements imported into each archive to see what that costs."""
GIGABYTE = 1 << 30


def run(shared: Path) -> list[Measurement]:
    """The rows of the issue's table on a million statements."""
    size = int(os.environ.get("WORKBENCH_SCALE", MILLION))
    named = os.environ.get("WORKBENCH_BENCH_CACHE")
    cache = Path(named) if named else user_cache_path("workbench") / "benchmarks" / "scale"
    sizes = sorted({min(one, size) for one in (size // 100, size // 10, size)})
    real = sentences(shared, cache)
    reports, imports = {}, {}
    for one in sizes:
        database = made_archive(real, one, cache)
        _index(database)
        reports[one] = _search(database, real)
        imports[one] = _import_cost(database, real)
    return _figures(size, sizes, reports, imports)


def _figures(
    size: int,
    sizes: Sequence[int],
    reports: dict[int, dict[str, Any]],
    imports: dict[int, float],
) -> list[Measurement]:
    large, small = reports[size], reports[sizes[0]]
    filtered = {name: taken for name, taken in large["search"].items() if name != "no filter"}
    in_words = ", ".join(
        f"{name} {1000 * taken['clock']:.0f}" for name, taken in large["search"].items()
    )
    busy = 1000 * float(np.median([taken["processor"] for taken in filtered.values()]))
    recalls = ", ".join(f"{name} {value:.3f}" for name, value in large["recall"].items())
    growth = {one: _overall(reports[one]) / _overall(small) for one in sizes}
    import_growth = {one: imports[one] / imports[sizes[0]] for one in sizes}
    return [
        Measurement(
            f"{size:,} statements: hybrid filtered search, median of the filters",
            1000 * float(np.median([taken["clock"] for taken in filtered.values()])),
            "ms",
            floor=60,
            aim=25,
            higher_is_better=False,
            note=f"{in_words}; without relation; of the processors {busy:.0f}",
        ),
        Measurement(
            "vector search, recall@10 against exact, least of the filters",
            min(large["recall"].values()),
            floor=0.97,
            aim=0.99,
            note=recalls,
        ),
        Measurement(
            "resident memory after searching and matching",
            large["memory"] / GIGABYTE,
            "GB",
            floor=4,
            aim=2.5,
            higher_is_better=False,
            note=f"when just opened {large['memory_open'] / GIGABYTE:.2f}; "
            f"with {sizes[0]:,} statements {small['memory'] / GIGABYTE:.2f}",
        ),
        Measurement(
            "desk opened and a first search answered",
            large["open"],
            "s",
            floor=20,
            aim=5,
            higher_is_better=False,
            note="from the start of the process; without relation",
        ),
        Measurement(
            "12 claims never seen before matched, two lanes, and related",
            large["match_and_relate"]["clock"],
            "s",
            floor=3,
            aim=1.2,
            higher_is_better=False,
            note=f"the same ones again {large['match_and_relate_again']['clock']:.2f}; without "
            f"relation {large['match']['clock']:.2f}; of the processors "
            f"{large['match_and_relate']['processor']:.2f} and {large['match']['processor']:.2f}",
        ),
        Measurement(
            f"search, times the cost at {sizes[0]:,}",
            growth[size],
            floor=size / sizes[0],
            higher_is_better=False,
            note=_by_size(growth),
        ),
        Measurement(
            f"import of {IMPORTED:,} statements without embedding, times the cost at {sizes[0]:,}",
            import_growth[size],
            floor=2.0,
            aim=1.2,
            higher_is_better=False,
            note=_by_size(import_growth),
        ),
    ]


def _index(database: Path) -> None:
    """Make the index on disk and group reprints, or see that it is done."""
    opened = Database(database)
    try:
        folder = Settings(database=database).index_directory
        SearchIndex(opened, folder, default_embedder).save()
        Reprints(opened).group_new()  # else the import that is measured would do it for all rows
    finally:
        opened.close()


def _search(database: Path, real: Sentences) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        questions = Path(folder) / "questions.json"
        questions.write_text(json.dumps(real.texts[:ASKED]), encoding="utf-8")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.benchmarks.scale_process"),
                *(str(database), str(questions), str(time.time())),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise RuntimeError(f"the searching process failed: {done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _import_cost(database: Path, real: Sentences) -> float:
    """Processor seconds to import and index statements whose vectors are at hand."""
    with tempfile.TemporaryDirectory(dir=database.parent.parent) as folder:
        copy = Path(folder) / "copy.duckdb"
        shutil.copyfile(database, copy)
        shutil.copytree(Settings(database=database).index_directory, copy.with_suffix(".index"))
        extractor = Extractor.load(Settings().actors)
        opened = Database(copy)
        try:
            archive = Archive(
                opened,
                index_directory=copy.with_suffix(".index"),
                embedding_model=None,
                extractor=lambda: extractor,
                clock=lambda: datetime.now(UTC),
                embedder=_AtHand(real),
            )
            archive._index.refresh()  # opened and read
            new = [
                Statement(
                    f"new{number}",
                    f"{real.texts[number % len(real.texts)]} Said for the {number}th time.",
                    actor="Iran",
                    said_on=date(2022, 10, 20),
                )
                for number in range(IMPORTED)
            ]
            started = time.process_time()
            archive.add_statements(new, by="bench")
            archive._index.refresh()
            return time.process_time() - started
        finally:
            opened.close()


class _AtHand:
    """Vectors of the real model for texts that need not be embedded."""

    def __init__(self, real: Sentences) -> None:
        model = default_embedder()
        self.name, self.revision, self.dimension = model.name, model.revision, model.dimension
        self._vectors = real.vectors[HELD_OUT:]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._vectors[np.arange(len(texts)) % len(self._vectors)]


def _overall(report: dict[str, Any]) -> float:
    """Processor time, so that another program's work does not look like growth."""
    return float(np.median([taken["processor"] for taken in report["search"].values()]))


def _by_size(growth: dict[int, float]) -> str:
    return ", ".join(f"{size:,}: {times:.2f}" for size, times in growth.items())
