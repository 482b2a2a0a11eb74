"""Check-worthiness on CheckThat! 2024 dev, against TF-IDF with logistic regression.

Weights trained on CheckThat! train are made here, measured and thrown away; what ships was trained
on our own sentences and is measured on the same dev set.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold

from tests.benchmarks.measurement import Measurement
from tools.train_checkworthiness import features_of, sentences, train
from workbench.extraction.claims.checkworthiness import CheckWorthiness
from workbench.extraction.parse.language import load_pipeline

MARGIN = 0.05


def run(shared: Path) -> list[Measurement]:
    folder = shared / "eval" / "checkworthy"
    train_texts, train_labels = _read(folder / "ct24_train.jsonl")
    dev_texts, dev_labels = _read(folder / "ct24_dev.jsonl")
    plain = _tfidf(train_texts, train_labels, dev_texts, dev_labels, tuned=False)
    tuned = _tfidf(train_texts, train_labels, dev_texts, dev_labels, tuned=True)
    dev_features = features_of(dev_texts)
    ours = train(features_of(train_texts), train_labels)
    measured = np.array([ours.probability(shown) for shown in dev_features])
    shipped = CheckWorthiness.load()
    applied = np.array([shipped.probability(shown) for shown in dev_features])
    return [
        Measurement(
            "CheckThat! 2024 dev, F1 of the positive class, trained on its train set",
            _f1(dev_labels, measured),
            floor=plain + MARGIN,
            baseline="TF-IDF + logistic regression, scikit-learn's defaults",
            baseline_value=plain,
        ),
        Measurement(
            "the same against a tuned TF-IDF",
            _f1(dev_labels, measured),
            baseline="TF-IDF of one and two words, balanced classes",
            baseline_value=tuned,
        ),
        Measurement(
            "the same, expected calibration error",
            _calibration_error(dev_labels, measured),
            higher_is_better=False,
        ),
        Measurement(
            "shipped weights on CheckThat! 2024 dev, F1",
            _f1(dev_labels, applied),
            baseline="TF-IDF + logistic regression trained on CheckThat!",
            baseline_value=plain,
            note="trained on our own sentences only",
        ),
        Measurement(
            "shipped weights on CheckThat! 2024 dev, area under the ROC curve",
            float(roc_auc_score(dev_labels, applied)),
        ),
        Measurement(
            "shipped weights on CheckThat! 2024 dev, expected calibration error",
            _calibration_error(dev_labels, applied),
            higher_is_better=False,
        ),
        *_own_sentences(),
        _time_of(dev_texts, shipped),
    ]


def _own_sentences() -> list[Measurement]:
    texts, worthy = sentences()
    shown = features_of(texts)
    labels = np.array(worthy)
    held_out = np.zeros(len(texts))
    for rest, fold in StratifiedKFold(5, shuffle=True, random_state=1).split(texts, labels):
        model = train([shown[index] for index in rest], labels[rest].tolist())
        held_out[fold] = [model.probability(shown[index]) for index in fold]
    return [
        Measurement("our own sentences, five folds, F1", _f1(worthy, held_out)),
        Measurement(
            "our own sentences, five folds, expected calibration error",
            _calibration_error(worthy, held_out),
            higher_is_better=False,
        ),
    ]


def _time_of(texts: Sequence[str], model: CheckWorthiness) -> Measurement:
    nlp = load_pipeline()
    began = time.process_time()
    docs = [doc for doc in nlp.pipe(texts, batch_size=256) if len(doc)]
    parsed = time.process_time() - began
    from workbench.extraction.claims.factual_features import features

    began = time.process_time()
    for doc in docs:
        model.probability(features(doc[:]))
    scored = time.process_time() - began
    return Measurement(
        "time of scoring against the parse of the same sentences",
        scored / parsed,
        unit="x",
        floor=0.15,
        higher_is_better=False,
    )


def _read(path: Path) -> tuple[list[str], list[bool]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_unquoted(row["text"]) for row in rows], [row["check_worthy"] for row in rows]


def _unquoted(text: str) -> str:
    """The set was exported as CSV: some sentences keep its quoting."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def _tfidf(
    texts: Sequence[str],
    labels: Sequence[bool],
    dev_texts: Sequence[str],
    dev_labels: Sequence[bool],
    *,
    tuned: bool,
) -> float:
    options = {"ngram_range": (1, 2), "sublinear_tf": True, "min_df": 2} if tuned else {}
    vectorizer = TfidfVectorizer(**options)
    model = LogisticRegression(max_iter=1000, class_weight="balanced" if tuned else None)
    model.fit(vectorizer.fit_transform(texts), labels)
    return float(f1_score(dev_labels, model.predict(vectorizer.transform(dev_texts))))


def _f1(labels: Sequence[bool], probabilities: np.ndarray) -> float:
    return float(f1_score(labels, probabilities >= 0.5))


def _calibration_error(labels: Sequence[bool], probabilities: np.ndarray, bins: int = 10) -> float:
    """Mean gap between probability and share of positives, weighted by bin (Naeini et al. 2015)."""
    truth = np.asarray(labels, dtype=float)
    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(probabilities[which == index].mean() - truth[which == index].mean())
        * (which == index).sum()
        for index in range(bins)
        if (which == index).any()
    ]
    return float(sum(gaps) / len(truth))
