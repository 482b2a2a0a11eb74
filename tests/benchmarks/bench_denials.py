"""Denials that reach the editor: the bank's claims against the bank among 19,250 other statements.

The ranking weights were fitted on other stories (``tools/fit_ranking.py``), so the bank is an
honest test of what is found; ``fit_relation`` tells what the labels were fitted on.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from tests.benchmarks.baselines import Baselines
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.scoring import queries, scorer, write_run
from tools.archive_of import archive_of, rows
from workbench.model.prior import Query


def run(shared: Path) -> list[Measurement]:
    """The four figures of ``score_denials.py``."""
    bank = shared / "bank"
    others = shared / "eval" / "retrieval" / "politifact2021" / "statements.jsonl"
    asked = queries(bank / "claims.jsonl")
    with archive_of(others, bank / "statements.jsonl") as archive:
        found = archive.match(asked)
    score = scorer(shared, "score_denials").score
    with tempfile.TemporaryDirectory() as folder:
        path = write_run(Path(folder) / "run.jsonl", zip(asked, found, strict=True))
        reached = score(bank, path)
        statements = rows(others) + rows(bank / "statements.jsonl")
        plain = {
            other: score(bank, _plain(Path(folder), other, asked, statements))["denial_recall@5"]
            for other in ("BM25", "MiniLM", "mix")
        }
    best = max(plain, key=lambda one: plain[one])
    return [
        Measurement(
            "denial_recall@5",
            reached["denial_recall@5"],
            floor=0.72,
            aim=0.85,
            baseline=best,
            baseline_value=plain[best],
            note=", ".join(f"{other} {value:.3f}" for other, value in plain.items()),
        ),
        Measurement("flagged@10", reached["flagged@10"], floor=0.45, aim=0.80),
        Measurement(
            "false_alarm@10",
            reached["false_alarm@10"],
            floor=0.45,
            aim=0.15,
            higher_is_better=False,
        ),
        Measurement("as_of_leaks", reached["as_of_leaks"], floor=0, aim=0, higher_is_better=False),
    ]


def _plain(folder: Path, other: str, asked: list[Query], statements: list[dict[str, str]]) -> Path:
    baselines = Baselines(statements)
    said = np.array([date.fromisoformat(row["said_on"]).toordinal() for row in statements])
    scores = baselines.scores(other, [query.text for query in asked])
    path = folder / f"{other}.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for row, query in enumerate(asked):
            assert query.article_date is not None
            by_then = np.where(said <= query.article_date.toordinal(), scores[row], -np.inf)
            order = np.argsort(-by_then, kind="stable")[:10]
            priors = [
                {"statement_id": baselines.ids[one], "lane": "prior", "relation": "related"}
                for one in order
            ]
            stream.write(json.dumps({"claim_id": query.claim_id, "priors": priors}) + "\n")
    return path
