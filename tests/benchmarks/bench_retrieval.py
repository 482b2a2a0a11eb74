"""Previously checked claims found again: PolitiFact 2021 dev and Snopes 2021 test, MAP@5.

Baselines run on the same statements in the same run: BM25 and the bare model over the text, and
0.7 of the cosine with 0.3 of BM25 over its highest.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from tests.benchmarks.baselines import Baselines
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.scoring import queries, scorer
from tools.archive_of import archive_of, rows
from workbench.model.prior import Query

SETS = (
    ("PolitiFact dev", "politifact2021", "dev", 0.48, 0.56),
    ("Snopes test", "snopes2021", "test", 0.91, 0.95),
)


def run(shared: Path) -> list[Measurement]:
    """MAP@5 on both sets, with the better of the baselines beside it."""
    figures = []
    for name, folder, split, floor, aim in SETS:
        data = shared / "eval" / "retrieval" / folder
        asked = queries(data / split / "claims.jsonl")
        with archive_of(data / "statements.jsonl") as archive:
            ranked = {
                query.claim_id: [prior.statement.statement_id for prior in found]
                for query, found in zip(asked, archive.match(asked), strict=True)
            }
        value = _score(shared, data / split / "qrels.tsv", ranked)
        others = Baselines(rows(data / "statements.jsonl"))
        scores = {
            other: _score(shared, data / split / "qrels.tsv", _top(others, other, asked))
            for other in ("BM25", "MiniLM", "mix")
        }
        best = max(scores, key=lambda one: scores[one])
        figures.append(
            Measurement(
                f"{name}, MAP@5",
                value,
                floor=floor,
                aim=aim,
                baseline=best,
                baseline_value=scores[best],
                note=", ".join(f"{other} {score:.3f}" for other, score in scores.items()),
            )
        )
    return figures


def _top(others: Baselines, other: str, asked: list[Query]) -> dict[str, list[str]]:
    scores = others.scores(other, [query.text for query in asked])
    order = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    return {
        query.claim_id: [others.ids[position] for position in order[row]]
        for row, query in enumerate(asked)
    }


def _score(shared: Path, judged: Path, ranked: dict[str, list[str]]) -> float:
    import json

    with tempfile.TemporaryDirectory() as folder:
        run_file = Path(folder) / "run.jsonl"
        run_file.write_text(
            "".join(
                json.dumps({"claim_id": claim, "priors": [{"statement_id": one} for one in found]})
                + "\n"
                for claim, found in ranked.items()
            ),
            encoding="utf-8",
        )
        value: float = scorer(shared, "score_retrieval").score(judged, run_file)["MAP@5"]
    return value
