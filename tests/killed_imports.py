"""Kill a real ``workbench import-statements`` at random moments and look at what it left."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.archive.embedding.embedding import load_embedder
from workbench.archive.index.filters import Filter
from workbench.archive.index.search_index import SearchIndex
from workbench.ledger.verification import verify
from workbench.settings import Settings
from workbench.storage.engine.database import Database
from workbench.storage.statements import statements as rows

EVERY_BAD = 997
"""One row in this many has no text."""
_DONE = re.compile(r": ([\d,]+) of about")


@dataclass(frozen=True)
class Importing:
    """One import file, the database it goes into and the environment of the command."""

    file: Path
    database: Path
    size: int
    environment: Mapping[str, str]

    def command(self) -> list[str]:
        program = "import sys; from workbench.cli import main; sys.exit(main())"
        return [
            *(sys.executable, "-c", program, "--database", str(self.database)),
            *("import-statements", str(self.file)),
        ]


def importing(folder: Path, model: Path, cache: Path, size: int) -> Importing:
    """A file of ``size`` rows and the command on it, with ``model`` exported beforehand."""
    load_embedder(str(model), cache=cache / "workbench" / "models")
    file = folder / "statements.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for number in range(size):
            text = "" if is_bad(number) else f"Ship number{number} left port {number % 7} today."
            stream.write(json.dumps({"id": f"s{number}", "text": text}) + "\n")
    environment = dict(os.environ, WORKBENCH_EMBEDDING_MODEL=str(model), XDG_CACHE_HOME=str(cache))
    return Importing(file, folder / "desk.duckdb", size, environment)


def is_bad(number: int) -> bool:
    """Whether the row is one that must be rejected."""
    return number % EVERY_BAD == 5


def run_to_its_end(one: Importing) -> tuple[float, str]:
    """Seconds that the import took, and what it said."""
    began = time.monotonic()
    done = subprocess.run(
        one.command(), env=one.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == (2 if one.size > EVERY_BAD else 0), done.stderr
    return time.monotonic() - began, done.stderr


def run_and_kill(one: Importing, after: float) -> int:
    """Kill the import after so many seconds; returns how many rows it said were done."""
    with subprocess.Popen(
        one.command(), env=one.environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
        assert process.stderr is not None
        said = [_DONE.search(line) for line in process.stderr if line.endswith("\n")]
    return max([int(found[1].replace(",", "")) for found in said if found], default=0)


def check_what_is_left(one: Importing, acknowledged: int) -> int:
    """Nothing acknowledged is lost, every statement has its vector, the ledger verifies.

    Returns:
        How many statements are there.
    """
    if not one.database.exists():
        assert acknowledged == 0
        return 0
    database = Database(one.database)
    try:
        verify(database)
        with database.read() as cursor:
            held = rows.count(cursor)
            wanted = [f"s{number}" for number in range(acknowledged) if not is_bad(number)]
            assert len(rows.known_ids(cursor, wanted)) == len(wanted)
            assert (
                cursor.tuples(
                    "SELECT list(row_id ORDER BY row_id) = range(1, ? + 1) FROM vectors", [held]
                )
                == [(True,)]
                or held == 0
            )
    finally:
        database.close()
    return held


def check_whole(one: Importing, cache: Path) -> None:
    """All of the file is there once, and the index on disk agrees with the database."""
    good = [number for number in range(one.size) if not is_bad(number)]
    assert check_what_is_left(one, one.size) == len(good)
    embedder = load_embedder(
        one.environment["WORKBENCH_EMBEDDING_MODEL"], cache=cache / "workbench" / "models"
    )
    database = Database(one.database)
    try:
        folder = Settings(database=one.database).index_directory
        index = SearchIndex(database, folder, lambda: embedder)
        index.refresh()
        assert index.rows == len(good)
        sample = random.Random(1).sample(range(1, len(good) + 1), 20)
        with database.read() as cursor:
            held = rows.by_row_ids(cursor, sample)
        vectors = embedder.encode([held[row].text for row in sample])
        cosines = index.cosines(vectors, sample)
        # 8-bit matrix products differ a little by who else is in the batch
        assert (np.diagonal(cosines) > 0.97).all()
        for row in sample:
            word = held[row].text.split()[1]
            assert list(index.matching(word, Filter(), 3)) == [row]
    finally:
        database.close()
