"""Importing: speed against the bare model, cost and memory as files grow, and kills.

Speed is measured with the installed model on the sentences that PolitiFact checked. Cost, memory
and kills are about everything else, so they run a real but tiny sentence-transformers model, made
here, in a real ``workbench import-statements``: embedding 200,000 rows in earnest would take long.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from tests.killed_imports import (
    check_what_is_left,
    check_whole,
    importing,
    run_and_kill,
    run_to_its_end,
)
from tests.small_model import make_small_model
from tools.archive_of import rows
from workbench.archive.embedding.embedding import default_embedder
from workbench.archive.importing.statement_importer import StatementImporter
from workbench.model.job import Job, JobKind, JobState
from workbench.storage.engine.database import Database

ROUNDS = 3
PER_ROUND = 1_500
SMALL, LARGE = 10_000, 200_000
KILLS = 20
_DONE = re.compile(r": ([\d,]+) of about")


def run(shared: Path) -> list[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return [
            speed(shared, place),
            *growth(place / "growth"),
            kills(place / "kills"),
        ]


def speed(shared: Path, place: Path) -> Measurement:
    """Rows a second of the importer over texts a second of the model, in turns, on the same."""
    every = _sentences(shared, ROUNDS * PER_ROUND)
    embedder = default_embedder()
    embedder.encode(every[:64])
    database = Database(place / "speed.duckdb")
    intake = StatementImporter(
        database, lambda: embedder, lambda speaker, on: None, lambda: datetime.now(UTC)
    )
    bare, imported = [], []
    for turn in range(ROUNDS):
        texts = every[turn * PER_ROUND : (turn + 1) * PER_ROUND]
        file = place / f"speed-{turn}.jsonl"
        file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
        bare.append(_rate(texts, partial(embedder.encode, texts)))
        imported.append(_rate(texts, partial(_import, intake, file)))
    database.close()
    return Measurement(
        "rows imported over texts the bare model embeds",
        max(imported) / max(bare),
        floor=0.85,
        baseline="bare model, texts a second",
        baseline_value=max(bare),
        note=f"{max(imported):.0f} rows a second; best of {ROUNDS} rounds of {PER_ROUND}",
    )


def _import(intake: StatementImporter, file: Path) -> None:
    job = Job(
        file.stem, JobKind.STATEMENTS, str(file), JobState.RUNNING, "bench", datetime.now(UTC)
    )
    for _ in intake.steps(file, job, by="bench"):
        pass


def growth(place: Path) -> list[Measurement]:
    """Peak memory and the time of a row in a small and in a large file."""
    peaks, rates = {}, {}
    for size in (SMALL, LARGE):
        folder = place / str(size)
        folder.mkdir(parents=True)
        peaks[size], rates[size] = _watched(folder, size)
    return [
        Measurement(
            f"peak memory at {LARGE:,} rows over that at {SMALL:,}",
            peaks[LARGE] / peaks[SMALL],
            floor=2.0,
            higher_is_better=False,
            note=f"{peaks[SMALL]:.0f} and {peaks[LARGE]:.0f} MB; a model of 32 dimensions",
        ),
        Measurement(
            f"time of a row in the last tenth of {LARGE:,} over that in {SMALL:,}",
            rates[SMALL] / rates[LARGE],
            floor=2.0,
            higher_is_better=False,
            note=f"{rates[SMALL]:.0f} and {rates[LARGE]:.0f} rows a second, embedding nearly free",
        ),
    ]


def kills(place: Path) -> Measurement:
    """Kill one import at random moments; every check is an assertion."""
    (place / "whole").mkdir(parents=True)
    model, cache = make_small_model(place / "small"), place / "cache"
    lasts, _ = run_to_its_end(importing(place / "whole", model, cache, 16_000))
    one = importing(place, model, cache, 16_000)
    moment = random.Random(20)
    for _ in range(KILLS):
        acknowledged = run_and_kill(one, moment.uniform(0.1, 0.6) * lasts)
        check_what_is_left(one, acknowledged)
    run_to_its_end(one)
    check_whole(one, cache)
    return Measurement("kills of an import after which all it had told was there", KILLS, floor=20)


def _sentences(shared: Path, number: int) -> list[str]:
    """Texts of the retrieval set's statements, none twice."""
    found = rows(shared / "eval" / "retrieval" / "politifact2021" / "statements.jsonl")
    return list(dict.fromkeys(row["text"] for row in found))[:number]


def _rate(texts: Sequence[str], work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return len(texts) / (time.perf_counter() - began)


def _resident(pid: int) -> int:
    """Resident kilobytes of a process, 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return 0 if found is None else int(found[1])


def _watched(folder: Path, size: int) -> tuple[float, float]:
    """Peak resident megabytes, and rows a second over the last tenth of the rows."""
    one = importing(folder, make_small_model(folder / "small"), folder / "cache", size)
    times: list[tuple[float, int]] = []
    with subprocess.Popen(
        one.command(), env=one.environment, stderr=subprocess.PIPE, text=True
    ) as process:

        def listen() -> None:
            assert process.stderr is not None
            for line in process.stderr:
                found = _DONE.search(line)
                if found:
                    times.append((time.monotonic(), int(found[1].replace(",", ""))))

        listener = threading.Thread(target=listen)
        listener.start()
        peak = 0
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(0.2)
        listener.join()
    last = [(at, done) for at, done in times if size <= SMALL or done >= 0.9 * size]
    (start, first), (end, final) = last[0], last[-1]
    return peak / 2**10, (final - first) / (end - start)
