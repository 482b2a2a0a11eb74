"""The commands on long files: lines a second, beside the bare models on the same lines.

What a command adds to the bare cross-encoder or to the bare search (reading lines, the symbolic
signs, ranking, relations, writing) is its cost; what it holds must not grow with the file.
"""

from __future__ import annotations

import json
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests import made
from tests.benchmarks.measurement import Measurement
from tests.databases import database_of
from tools.archive_of import rows
from workbench.app import App
from workbench.archive.embedding.embedding import default_embedder, models_folder
from workbench.archive.index.filters import Filter
from workbench.archive.index.search_index import Near, Words
from workbench.archive.relation.cross_encoder import load_cross_encoder
from workbench.cli import main
from workbench.settings import Settings

STATEMENTS = 4_000
PAIRS = 2_000
CLAIMS = 200
NEAREST = 100
SHORT, LONG = 600, 3_000  # lines


class WarmDesk(App):
    """Stays open from one command to the next, so that models load once."""

    def close(self) -> None:
        pass


def run(shared: Path) -> list[Measurement]:
    """Speed of relate, match and search on files, and what relate holds in memory."""
    retrieval = shared / "eval" / "retrieval" / "politifact2021"
    judged = rows(shared / "eval" / "relations" / "emergent_train.jsonl")
    asked = rows(retrieval / "dev" / "claims.jsonl")
    pairs = [
        {"pair_id": str(number), "claim": row["claim"], "statement": row["statement"]}
        for number, row in enumerate(islice(cycle(judged), LONG))
    ]
    claims = [
        {"claim_id": str(number), "query_id": str(number), "text": row["text"]}
        for number, row in enumerate(islice(cycle(asked), CLAIMS))
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = WarmDesk(Settings(database=folder / "bench.duckdb"))
        try:
            some = rows(retrieval / "statements.jsonl")[:STATEMENTS]
            made.import_into(app._parts.archive, _write(folder / "some.jsonl", some), by="bench")
            return [
                _relate(folder, app, pairs[:PAIRS]),
                *_find(folder, app, claims),
                _memory(folder, app, pairs),
            ]
        finally:
            database_of(app).close()


def _relate(folder: Path, app: App, pairs: Sequence[dict[str, Any]]) -> Measurement:
    file = _write(folder / "pairs.jsonl", pairs)
    warm = _write(folder / "warm.jsonl", pairs[:20])
    bare = load_cross_encoder(None, cache=models_folder())
    both = [(row["claim"], row["statement"]) for row in pairs]
    bare.logits(both[:20])
    _command(app, folder, "relate", warm)
    return Measurement(
        f"relate, {len(pairs):,} pairs",
        len(pairs) / _seconds(lambda: _command(app, folder, "relate", file)),
        "a second",
        baseline="bare cross-encoder",
        baseline_value=len(pairs) / _seconds(lambda: bare.logits(both)),
    )


def _find(folder: Path, app: App, claims: Sequence[dict[str, Any]]) -> list[Measurement]:
    file = _write(folder / "claims.jsonl", claims)
    warm = _write(folder / "warm.jsonl", claims[:5])
    texts = [row["text"] for row in claims]
    everything = Filter()

    def bare() -> None:
        vectors = default_embedder().encode(texts)
        app._parts.archive._index.gather(
            [Near(vectors, everything, NEAREST)],
            [Words(text, everything, NEAREST) for text in texts],
        )

    _command(app, folder, "match", warm)
    bare()
    alone = len(texts) / _seconds(bare)
    return [
        Measurement(
            f"{command}, {len(texts):,} claims, {STATEMENTS:,} statements",
            len(texts) / _seconds(lambda arguments=arguments: _command(app, folder, *arguments)),  # type: ignore[misc]
            "a second",
            baseline="bare search: embedding, vectors, words; no ranking, no relation",
            baseline_value=alone,
        )
        for command, arguments in (
            ("match", ("match", file)),
            ("search", ("search", "--file", file)),
        )
    ]


def _memory(folder: Path, app: App, pairs: Sequence[dict[str, Any]]) -> Measurement:
    """Peak of what Python holds while relating a long file, over that for a short one."""
    peaks = []
    for count in (SHORT, LONG):
        file = _write(folder / f"{count}.jsonl", pairs[:count])
        tracemalloc.start()
        _command(app, folder, "relate", file)
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    return Measurement(
        f"relate, peak memory of {LONG:,} lines over {SHORT:,} lines",
        peaks[1] / peaks[0],
        "times",
        higher_is_better=False,
        note=f"{peaks[0]:.1f} MB, {peaks[1]:.1f} MB",
    )


def _command(app: App, folder: Path, *arguments: object) -> None:
    words = [str(one) for one in (*arguments, "--format", "jsonl")]
    with (folder / "out.jsonl").open("w", encoding="utf-8") as out, redirect_stdout(out):
        code = main(words, make_app=lambda settings: app)
    if code != 0:
        raise RuntimeError(f"workbench {' '.join(words)} ended with {code}")


def _seconds(work: Callable[[], None] | Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _write(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path
