"""Train the weights of workbench/extraction/claims/checkworthiness.json.

    python -m tools.train_checkworthiness

Reads the two lists of sentences beside this file, one sentence a line, ours and free to ship. Needs
scikit-learn (the ``test`` extra); takes a few seconds and always gives the same file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from workbench.extraction.claims.checkworthiness import WEIGHTS, CheckWorthiness
from workbench.extraction.claims.factual_features import QUESTION, features
from workbench.extraction.parse.language import load_pipeline

HERE = Path(__file__).resolve().parent
STRENGTH = 0.1
"""Inverse strength of the penalty (C), chosen on CheckThat! 2024 train by cross-validation."""


def sentences() -> tuple[list[str], list[bool]]:
    """Our own sentences and whether each is worth checking."""
    facts = (HERE / "checkworthiness_facts.txt").read_text(encoding="utf-8").splitlines()
    other = (HERE / "checkworthiness_other.txt").read_text(encoding="utf-8").splitlines()
    return [*facts, *other], [True] * len(facts) + [False] * len(other)


def features_of(texts: Sequence[str]) -> list[set[str]]:
    """Parse sentences and read their features."""
    return [features(doc[:]) for doc in load_pipeline().pipe(texts, batch_size=256) if len(doc)]


def train(
    shown: Sequence[AbstractSet[str]],
    worthy: Sequence[bool],
    *,
    strength: float = STRENGTH,
    fewest: int = 2,
) -> CheckWorthiness:
    """Fit a logistic regression and calibrate it on held-out folds.

    Args:
        shown: The features of each sentence.
        worthy: Whether each is worth checking.
        strength: Inverse strength of the L2 penalty.
        fewest: A feature seen in fewer sentences is left out.
    """
    # A question is settled by rule; left in, its figures would speak against all figures.
    kept = [index for index, names in enumerate(shown) if QUESTION not in names]
    shown, worthy = [shown[index] for index in kept], [worthy[index] for index in kept]
    counts = Counter(name for names in shown for name in names)
    vocabulary = {
        name: column
        for column, name in enumerate(sorted(n for n, count in counts.items() if count >= fewest))
    }
    table = _table(shown, vocabulary)
    labels = np.asarray(worthy, dtype=bool)
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=2000, random_state=0)
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    held_out = cross_val_predict(model, table, labels, cv=folds, method="decision_function")
    # Platt's scaling on scores of sentences the model had not seen.
    platt = LogisticRegression(C=1e6, max_iter=1000).fit(held_out.reshape(-1, 1), labels)
    model.fit(table, labels)
    weights = {
        name: round(float(model.coef_[0, column]), 4)
        for name, column in vocabulary.items()
        if abs(model.coef_[0, column]) >= 0.0005
    }
    return CheckWorthiness(
        weights=weights,
        bias=round(float(model.intercept_[0]), 4),
        slope=round(float(platt.coef_[0, 0]), 4),
        offset=round(float(platt.intercept_[0]), 4),
    )


def _table(shown: Sequence[AbstractSet[str]], vocabulary: dict[str, int]) -> csr_matrix:
    rows, columns = [], []
    for row, names in enumerate(shown):
        known = sorted(vocabulary[name] for name in names if name in vocabulary)
        rows += [row] * len(known)
        columns += known
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(shown), len(vocabulary)))


def main() -> None:
    """Train on our sentences and write the weights."""
    texts, worthy = sentences()
    model = train(features_of(texts), worthy)
    model.save(WEIGHTS)
    print(f"{len(texts)} sentences, {len(model.weights)} weights written to {WEIGHTS}")


if __name__ == "__main__":
    main()
