"""Fit the weights that order priors: ``python -m tools.fit_ranking SHARED [--write]``.

Fitted on PolitiFact train, Snopes dev and our own stories (``tools/relation_stories``) mixed into
PolitiFact's statements; never on the prior-statement bank, PolitiFact dev or Snopes test, which
judge the result. The weights maximise the chance that a softmax over a claim's candidates picks a
statement it matches; in a story one said by then that takes a side on the claim, where one that
contradicts counts most. Weights that can only help are kept at or above 0.

The second step is fitted after the first, on those stories only that the cross-encoder was not
trained on, and on a sample of their claims: four numbers are fitted, and each claim costs twenty
readings. ``--second`` fits it alone, as after a change of the cross-encoder, which the first step
does not ask.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from tools.archive_of import archive_of, rows
from tools.dated_stories import stories, write_actors, write_statements
from tools.relation_stories import files
from workbench.archive.archive import Archive
from workbench.archive.priors.ranking import (
    WEIGHTS_FILE,
    feature_names,
    load_shipped_weights,
)
from workbench.archive.priors.reranking import FEATURES, LOOKED_AT, reading_features
from workbench.archive.relation.pair_texts import default_reader, pair_texts
from workbench.extraction.extractor import Extractor
from workbench.model.prior import Query
from workbench.model.statement import Statement

LEAST_FOR_OWN_SIDE = -2.0
STORY_WEIGHT = 0.1  # a story's claim beside one of the two other sets: theirs are fewer
PENALTY = 3.0
SHOWN = 10
CLAIMS_READ, SEED = 200, 20221020
FLOORS = (0.02, 0.05, 0.1, 0.2, 0.3)
"""Of relevance, for the report; ``ranking.RELEVANT_FROM`` is chosen from it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One claim's candidates.

    Attributes:
        features: Shape (candidates, features).
        counts: How much each candidate counts as found, 0 for one that is not on the claim.
        story: The story the claim is of; none for the other sets.
    """

    query: Query
    statements: Sequence[Statement]
    features: Any
    counts: Any
    weight: float
    story: str | None = None


def fit(cases: Sequence[Case], least: Sequence[float]) -> Any:
    """The weight of each feature, by maximum likelihood with a quadratic penalty.

    Args:
        least: The lowest value that each weight may take.
    """
    from scipy.optimize import minimize

    useful = [case for case in cases if case.counts.any()]

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for case in useful:
            scores = case.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = case.counts * chances
            total -= case.weight * float(np.log(right.sum() + 1e-12))
            slope = slope - case.weight * (
                case.features.T @ (right / max(right.sum(), 1e-12) - chances)
            )
        return total, slope

    limits = [(one, None) for one in least]
    return minimize(loss, np.zeros(len(limits)), jac=True, method="L-BFGS-B", bounds=limits).x


def first_step(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of the first step."""
    names = list(feature_names())
    found = fit(cases, [LEAST_FOR_OWN_SIDE if name == "same_actor" else 0.0 for name in names])
    return {name: round(float(weight), 4) for name, weight in zip(names, found, strict=True)}


def second_step(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of the second step, on the scale of the first step's score.

    Args:
        cases: As ``read`` makes them: the first feature is the score of the first step.
    """
    scale, *found = fit(cases, [0.0] * (1 + len(FEATURES)))
    return {
        name: round(float(weight / scale), 4) for name, weight in zip(FEATURES, found, strict=True)
    }


def read(cases: Sequence[Case], weights: Mapping[str, float]) -> list[Case]:
    """The best of each case by the first step, read beside the claim."""
    reader = default_reader()
    first = np.array([weights[name] for name in feature_names()])
    again = []
    for case in cases:
        scores = case.features @ first
        best = np.argsort(-scores, kind="stable")[:LOOKED_AT]
        statements = [case.statements[one] for one in best]
        logits = reader.logits([pair_texts(case.query, one) for one in statements])
        said = reading_features(logits, [case.query] * len(best))
        again.append(
            Case(
                case.query,
                statements,
                np.array(
                    [
                        [scores[one], *(values[name] for name in FEATURES)]
                        for one, values in zip(best, said, strict=True)
                    ]
                ),
                case.counts[best],
                1.0,
                case.story,
            )
        )
    return again


def unread(cases: Sequence[Case], weights: Mapping[str, float]) -> list[Case]:
    """Cases of sentences that are looked up: the score of the first step, and nothing read."""
    first = np.array([weights[name] for name in feature_names()])
    return [
        replace(
            case, features=np.pad((case.features @ first)[:, None], ((0, 0), (0, len(FEATURES))))
        )
        for case in cases
    ]


def relevance_of(cases: Sequence[Case], weights: Mapping[str, float]) -> dict[str, float]:
    """How the final score tells statements of a claim's story from others, among the first ten.

    Args:
        cases: Claims of stories, as ``read`` makes them.
    """
    from sklearn.linear_model import LogisticRegression

    scores, same = [], []
    for case in cases:
        final = _final(case, weights)
        for one in np.argsort(-final, kind="stable")[:SHOWN]:
            scores.append([final[one]])
            same.append(case.statements[one].statement_id.startswith(f"{case.story}/"))
    fitted = LogisticRegression(C=100.0).fit(scores, same)
    return {
        "bias": round(float(fitted.intercept_[0]), 4),
        "slope": round(float(fitted.coef_[0, 0]), 4),
    }


def floor_report(cases: Sequence[Case], weights: Mapping[str, float], fitted: Any) -> str:
    """What floors of relevance would leave out of the first ten."""
    lines = []
    for floor in FLOORS:
        lowest = (math.log(floor / (1 - floor)) - fitted["bias"]) / fitted["slope"]
        kept, gone = [0, 0], [0, 0]
        for case in cases:
            final = _final(case, weights)
            for one in np.argsort(-final, kind="stable")[:SHOWN]:
                tally = kept if final[one] >= lowest else gone
                tally[int(case.counts[one] > 0)] += 1
        lines.append(
            f"  below {floor}: {gone[1]} of {gone[1] + kept[1]} statements on the claim, "
            f"{gone[0]} of {gone[0] + kept[0]} others"
        )
    return "\n".join(lines)


def _final(case: Case, weights: Mapping[str, float]) -> Any:
    return case.features @ np.array([1.0, *(weights[name] for name in FEATURES)])


def cases_of(
    archive: Archive,
    queries: Sequence[Query],
    counts: Mapping[str, Mapping[str, float]],
    weight: float,
    story: Callable[[str], str | None] = lambda _: None,
) -> list[Case]:
    """Candidates as the archive itself finds them.

    Args:
        counts: For each claim the statements to be found, and how much each counts.
    """
    return [
        Case(
            query,
            [one for one, _ in found],
            np.array([[values[name] for name in feature_names()] for _, values in found]),
            np.array([counts[query.claim_id].get(one.statement_id, 0.0) for one, _ in found]),
            weight,
            story(query.claim_id),
        )
        for query, found in zip(queries, archive.weigh_candidates(queries), strict=True)
    ]


def checked(folder: Path, split: str) -> tuple[list[Query], dict[str, dict[str, float]]]:
    """The claims of a set of checked claims, with the statements each matches."""
    queries = [Query(row["claim_id"], row["text"]) for row in rows(folder / split / "claims.jsonl")]
    counts: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / split / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        claim, _, statement, *_ = line.split("\t")
        counts[claim][statement] = 1.0
    return queries, counts


def in_stories(politifact: Path, asked: Collection[str] | None = None) -> list[Case]:
    """The claims of our stories, mixed into PolitiFact's statements.

    Args:
        asked: The stories whose claims are asked about; all, if not given.
    """
    told = stories()
    of_claim = {query.claim_id: story.name for story in told for query in story.queries}
    queries = [
        query for story in told if asked is None or story.name in asked for query in story.queries
    ]
    with tempfile.TemporaryDirectory() as made:
        reader = Extractor.load(write_actors(told, Path(made) / "actors.csv"))
        ours = write_statements(told, Path(made) / "stories.jsonl")
        with archive_of(politifact / "statements.jsonl", ours, extractor=reader) as archive:
            return cases_of(
                archive,
                queries,
                {claim: one for story in told for claim, one in story.counts.items()},
                STORY_WEIGHT,
                of_claim.get,
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print the weights, and write them if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--second", action="store_true", help="the second step alone")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    sets = options.shared / "eval" / "retrieval"
    politifact, snopes = sets / "politifact2021", sets / "snopes2021"
    held_out = {path.stem for path in files(held_out=True)}
    train: list[Case] = []
    if options.second:
        kept = in_stories(politifact, held_out)
        weights = dict(load_shipped_weights())
    else:
        with archive_of(politifact / "statements.jsonl") as archive:
            train = cases_of(archive, *checked(politifact, "train"), 1.0)
        ours = in_stories(politifact)
        with archive_of(snopes / "statements.jsonl") as archive:
            dev = cases_of(archive, *checked(snopes, "dev"), 1.0)
        weights = first_step([*train, *dev, *ours])
        kept = [case for case in ours if case.story in held_out]
    chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    again = read(chosen.sample(kept, min(CLAIMS_READ, len(kept))), weights)
    weights |= second_step(again)
    relevance = relevance_of(again, weights)
    print(json.dumps({"weights": weights, "relevance": relevance}, indent=2))
    for name, cases in (("stories", again), ("PolitiFact train", unread(train, weights))):
        if cases:
            print(f"{name}, first ten:\n" + floor_report(cases, weights, relevance))
    if options.write:
        fitted = {
            "fitted_by": "python -m tools.fit_ranking SHARED --write",
            "weights": weights,
            "relevance": relevance,
        }
        WEIGHTS_FILE.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
