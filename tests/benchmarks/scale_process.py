"""One desk in a process of its own, so that its memory and its start can be measured.

Use ``python -m tests.benchmarks.scale_process DATABASE QUESTIONS STARTED``, the last being
``time.time()`` before the process was started; prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from workbench.app import App
from workbench.archive.archive import Archive
from workbench.archive.index.filters import Filter, day_number
from workbench.model.people import Role, User
from workbench.model.prior import Query, Relation, RelationLabel
from workbench.model.statement import Statement
from workbench.settings import Settings

AS_OF = date(2018, 1, 1)
ARTICLE_DAY = date(2018, 6, 1)
FILTERS: dict[str, dict[str, object]] = {
    "no filter": {},
    "as of a day": {"as_of": AS_OF},
    "actor": {"actor": "Iran"},
    "actor and day": {"actor": "Iran", "as_of": AS_OF},
    "rare actor": {"actor": "Ministry 390"},
    "source": {"source": "publisher 3"},
    "language": {"language": "fa"},
}
CLAIMS = 12
ROUNDS = 3


class NoRelation:
    """Stands in for the labeller where only the search is measured."""

    def relate_read(
        self, pairs: Sequence[tuple[Query, Statement]], nearness: object = None
    ) -> list[RelationLabel]:
        return [RelationLabel(Relation.RELATED, 0.0, 0.0, 1.0) for _ in pairs]


def main(database: Path, asked: Sequence[str], started: float) -> dict[str, object]:
    """Open the desk, search, match, and report times in seconds, memory in bytes."""
    app = App(Settings(database=database))
    try:
        app.page_queries.queue(User("bench", "Bench", Role.CHECKER))
        archive = app.archive
        matching = archive._matching
        relator, matching.relator = matching.relator, NoRelation()  # type: ignore[assignment]
        archive.search(asked[0])
        report: dict[str, object] = {
            "open": time.time() - started,
            "memory_open": _memory(),
        }
        for text in asked:  # pages of the files that will be needed are read
            archive.search(text)
        report["search"] = {
            name: _median(lambda text, options=options: archive.search(text, **options), asked)
            for name, options in FILTERS.items()
        }
        report["recall"] = {
            name: _recall(archive, asked, options) for name, options in FILTERS.items()
        }
        claims = [
            Query(str(number), text, actor="United States", article_date=ARTICLE_DAY)
            for number, text in enumerate(asked)
        ]
        rounds = [claims[start * CLAIMS :][:CLAIMS] for start in range(ROUNDS)]
        archive.match(claims[:CLAIMS])  # models are loaded
        report["match"] = _median(archive.match, [_told_anew(one, "again") for one in rounds])
        matching.relator = relator
        archive.match(claims[:CLAIMS])
        anew = [_told_anew(one, "too") for one in rounds]
        report["match_and_relate"] = _median(archive.match, anew)
        report["match_and_relate_again"] = _median(archive.match, anew)
        report["memory"] = _memory()
        return report
    finally:
        app.close()


def _told_anew(claims: Sequence[Query], word: str) -> list[Query]:
    """The claims with a word more, so that nothing that was read of them before is remembered."""
    return [replace(claim, text=f"{claim.text} {word}") for claim in claims]


def _median(does: Callable[..., object], inputs: Sequence[object]) -> dict[str, float]:
    """Seconds by the clock, and of the processors, which others' work disturbs less."""
    clock, processor = [], []
    for one in inputs:
        started, worked = time.perf_counter(), time.process_time()
        does(one)
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - worked)
    return {"clock": float(np.median(clock)), "processor": float(np.median(processor))}


def _recall(archive: Archive, texts: Sequence[str], options: dict[str, object]) -> float:
    """Share of the ten truly nearest among the ten that the index names."""
    index = archive._index
    day, actor = options.get("as_of"), options.get("actor")
    wanted = Filter(
        to_day=day_number(day) if isinstance(day, date) else None,
        actor=actor if isinstance(actor, str) else None,
        publisher=options.get("source"),  # type: ignore[arg-type]
        language=options.get("language"),  # type: ignore[arg-type]
    )
    passing = index._passing(wanted)
    held = index._opened()[0]
    rows = np.arange(held.rows) if passing is None else np.flatnonzero(passing.rows)
    if not len(rows):  # the rarest actor says nothing in a small archive
        return 1.0
    asked = archive._served.embedder().encode(texts)
    cosines = np.concatenate(
        [
            held.vectors((rows[start : start + 50_000] + 1).tolist()) @ asked.T
            for start in range(0, len(rows), 50_000)
        ]
    )
    hits = there = 0
    for number, vector in enumerate(asked):
        best = rows[np.argsort(-cosines[:, number])[:10]] + 1
        hits += len(set(best.tolist()) & set(index.nearest(vector, wanted, 10)))
        there += len(best)
    return hits / there


def _memory() -> int:
    """Resident memory now; pages of mapped files count while they are held."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    questions: list[str] = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print(json.dumps(main(Path(sys.argv[1]), questions, float(sys.argv[3]))))
