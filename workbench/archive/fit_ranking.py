"""Fit the ranking weights: ``python -m workbench.archive.fit_ranking SHARED [--write]``.

Development sets only: PolitiFact train, Snopes dev and the bank mixed into PolitiFact's statements.
The weights maximise the chance that a softmax over a claim's candidates picks a statement it
matches; in the bank, one said by then that contradicts the claim. Weights that can only help are
kept at or above 0. That the claim's own side speaks counts against a statement, but not below
``LEAST_FOR_OWN_SIDE``: a side repeats itself more often than it contradicts itself, and both must
be found.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from workbench.archive.archive import Archive
from workbench.archive.ranking import WEIGHTS_FILE, feature_names
from workbench.extraction.extractor import Extractor
from workbench.model import Query
from workbench.settings import Settings
from workbench.storage.database import Database

LEAST_FOR_OWN_SIDE = -2.0
BANK_WEIGHT = 3.0  # a bank claim beside one of the two larger sets
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """One claim's candidates: their features, shape (candidates, features), and which match."""

    features: Any
    matches: Any
    weight: float


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weight of each feature, by maximum likelihood with a quadratic penalty."""
    from scipy.optimize import minimize

    names = list(feature_names())
    useful = [case for case in cases if case.matches.any()]

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for case in useful:
            scores = case.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = np.where(case.matches, chances, 0.0)
            total -= case.weight * float(np.log(right.sum() + 1e-12))
            slope = slope - case.weight * (case.features.T @ (right / right.sum() - chances))
        return total, slope

    limits = [(LEAST_FOR_OWN_SIDE if name == "same_actor" else 0.0, None) for name in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=limits)
    return {name: round(float(weight), 4) for name, weight in zip(names, found.x, strict=True)}


def cases_of(
    files: Sequence[Path], claims: Path, matches: dict[str, set[str]], weight: float
) -> list[Case]:
    """Candidates as the archive itself finds them among the statements of the files."""
    extractor = Extractor.load(Settings().actors)
    queries = [
        Query(
            row["claim_id"],
            row["text"],
            actor=row.get("actor"),
            article_date=date.fromisoformat(row["article_date"]) if "article_date" in row else None,
        )
        for row in _rows(claims)
    ]
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "fit.duckdb")
        archive = Archive(
            database,
            index_directory=Path(folder) / "fit.index",
            embedding_model=None,
            extractor=lambda: extractor,
            clock=lambda: datetime.now(UTC),
        )
        for file in files:
            archive.import_statements(file, by="fit")
        weighed = archive.weighed(queries)
        database.close()
    return [
        Case(
            features=np.array([[values[name] for name in feature_names()] for _, values in found]),
            matches=np.array([one.statement_id in matches[query.claim_id] for one, _ in found]),
            weight=weight,
        )
        for query, found in zip(queries, weighed, strict=True)
    ]


def _judged(file: Path) -> dict[str, set[str]]:
    matches: dict[str, set[str]] = defaultdict(set)
    for line in file.read_text(encoding="utf-8").splitlines():
        claim, _, statement, *_ = line.split("\t")
        matches[claim].add(statement)
    return matches


def _contradicting(bank: Path) -> dict[str, set[str]]:
    said = {row["id"]: row["said_on"] for row in _rows(bank / "statements.jsonl")}
    until = {row["claim_id"]: row["article_date"] for row in _rows(bank / "claims.jsonl")}
    matches: dict[str, set[str]] = defaultdict(set)
    for row in _rows(bank / "relations.jsonl"):
        if row["relation"] == "contradicts" and said[row["statement_id"]] <= until[row["claim_id"]]:
            matches[row["claim_id"]].add(row["statement_id"])
    return matches


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print the weights, and write them if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    sets, bank = options.shared / "eval" / "retrieval", options.shared / "bank"
    politifact, snopes = sets / "politifact2021", sets / "snopes2021"
    cases = cases_of(
        [politifact / "statements.jsonl"],
        politifact / "train" / "claims.jsonl",
        _judged(politifact / "train" / "qrels.tsv"),
        1.0,
    )
    cases += cases_of(
        [snopes / "statements.jsonl"],
        snopes / "dev" / "claims.jsonl",
        _judged(snopes / "dev" / "qrels.tsv"),
        1.0,
    )
    cases += cases_of(
        [politifact / "statements.jsonl", bank / "statements.jsonl"],
        bank / "claims.jsonl",
        _contradicting(bank),
        BANK_WEIGHT,
    )
    weights = fit(cases)
    print(json.dumps(weights, indent=2))
    if options.write:
        fitted = {
            "fitted_by": "python -m workbench.archive.fit_ranking SHARED --write",
            "weights": weights,
        }
        WEIGHTS_FILE.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
