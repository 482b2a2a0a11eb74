"""Fit the relation labeller: ``python -m workbench.archive.fit_relation SHARED [--write]``.

``SHARED/bank`` gives pairs of claim and statement with their relation. Of each claim's pairs the
nearest are used, since those are what a search shows and a person sees; plain denials and
confirmations made from templates are added. Two logistic models are
fitted: whether a statement is on the claim's point; and whether it then contradicts. Folds by
story tell how they do on stories they have not seen; ``--write`` fits on all and stores the
coefficients in ``relation.json``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from workbench.archive.pairs import Side
from workbench.archive.relation import MODEL_FILE, Relator
from workbench.archive.templates import written_pairs
from workbench.extraction.actors import Actors
from workbench.model import Relation
from workbench.settings import Settings

ON_POINT = (
    "headed",
    "nearest",
    "covered",
    "actors_missing",
    "unreal",
    "unsaid",
    "unsaid_topic",
    "against",
    "accused_against",
)
AGAINST = (
    "against",
    "against_topic",
    "denying",
    "accused",
    "accused_denying",
    "numbers_clash",
    "rival",
    "unsaid",
)
WRITTEN = 0.3  # weight of a pair from a template, beside 1 for one of the bank
PENALTY = 0.1  # inverse strength of the penalty on standardised coefficients
ACROSS = 0.1  # share of the pairs across stories that is read
SHOWN = 15
SEED = 20221020


class _OnlyActors:
    """What the labeller needs of an extractor, without a parser."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors


def pairs_of(bank: Path) -> tuple[list[tuple[Side, Side]], list[str], list[str]]:
    """Pairs, their relations and the claim's story."""
    statements, claims = _rows(bank / "statements.jsonl"), _rows(bank / "claims.jsonl")
    labels = {
        (row["claim_id"], row["statement_id"]): row["relation"]
        for row in _rows(bank / "relations.jsonl")
    }
    chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    pairs, relations, stories = [], [], []
    for claim in claims:
        for statement in statements:
            if claim["story"] == statement["story"] or chosen.random() < ACROSS:
                pairs.append(
                    (
                        Side(claim["text"], actor=claim["actor"]),
                        Side(
                            statement["text"],
                            actor=statement["actor"],
                            title=statement["source_title"],
                        ),
                    )
                )
                relations.append(labels.get((claim["claim_id"], statement["id"]), "related"))
                stories.append(claim["story"])
    return pairs, relations, stories


def shown(table: Sequence[dict[str, float]], claims: Sequence[str]) -> list[int]:
    """The positions of each claim's nearest pairs."""
    kept: list[int] = []
    for claim in dict.fromkeys(claims):
        mine = [position for position, one in enumerate(claims) if one == claim]
        kept += sorted(mine, key=lambda position: -table[position]["nearest"])[:SHOWN]
    return sorted(kept)


def fit(table: Any, relations: Sequence[str], weights: Sequence[float]) -> dict[str, Any]:
    """Both models on rows of named features, as ``relation.json`` stores them."""
    relation, weight = np.asarray(relations), np.asarray(weights)
    on = relation != Relation.RELATED.value
    return {
        "on_point": _logistic(table, ON_POINT, on, weight),
        "against": _logistic(
            [row for row, wanted in zip(table, on, strict=True) if wanted],
            AGAINST,
            relation[on] == Relation.CONTRADICTS.value,
            weight[on],
        ),
    }


def _logistic(table: Any, names: Sequence[str], wanted: Any, weight: Any) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression

    rows = np.array([[row[name] for name in names] for row in table])
    spread = rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=PENALTY, max_iter=5_000).fit(rows / spread, wanted, weight)
    weights = model.coef_[0] / spread
    return {
        "bias": round(float(model.intercept_[0]), 5),
        "weights": {
            name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)
        },
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, report the folds, and write if asked."""
    from workbench.archive.relation import RelationModel

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    extractor: Any = _OnlyActors(Actors.load(Settings().actors))
    relator = Relator(lambda: extractor)
    pairs, relations, stories = pairs_of(options.shared / "bank")
    everything = [values for _, values in relator.features(pairs)]
    kept = shown(everything, [claim.text for claim, _ in pairs])
    table = [everything[position] for position in kept]
    relations = [relations[position] for position in kept]
    stories = [stories[position] for position in kept]
    shared = [1.0] * len(table)
    written = [
        (claim["story"], pair)
        for claim in _rows(options.shared / "bank" / "claims.jsonl")
        for pair in written_pairs(claim["text"])
    ]
    table += [
        values
        for _, values in relator.features(
            [(Side(claim), Side(statement)) for _, (claim, statement, _) in written]
        )
    ]
    relations += [relation.value for _, (_, _, relation) in written]
    stories += [story for story, _ in written]
    shared += [WRITTEN] * len(written)
    said = np.empty(len(table), dtype=object)
    for story in sorted(set(stories)):
        inside = [position for position, one in enumerate(stories) if one == story]
        outside = [position for position, one in enumerate(stories) if one != story]
        model = RelationModel.of(
            fit(
                [table[i] for i in outside],
                [relations[i] for i in outside],
                [shared[i] for i in outside],
            )
        )
        for i in inside:
            said[i] = model.label(table[i], ()).relation.value
    gold, bank = np.asarray(relations), np.asarray(shared) == 1.0
    for name, among in (("bank", bank), ("templates", ~bank)):
        for relation in (Relation.CONTRADICTS.value, Relation.SUPPORTS.value):
            hit, is_gold = (said == relation) & among, (gold == relation) & among
            right = int(np.sum(hit & is_gold))
            print(
                f"{name}, {relation}: precision {right / max(1, np.sum(hit)):.3f}, "
                f"recall {right / np.sum(is_gold):.3f} (folds by story)"
            )
    if options.write:
        fitted = fit(table, relations, shared)
        fitted["fitted_by"] = "python -m workbench.archive.fit_relation SHARED --write"
        MODEL_FILE.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
