"""What a cross-encoder's answers on a set are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tools.relation.judged import Judged
from workbench.archive.relation.cross_encoder import LABELS, Logits
from workbench.model.prior import Relation

NAMED_FROM: Final = (0.5, 0.7, 0.9)
"""Probabilities from which a side might be named."""

Chances = NDArray[np.float64]
CONTRADICTS, SUPPORTS, RELATED = (
    LABELS.index(one) for one in (Relation.CONTRADICTS, Relation.SUPPORTS, Relation.RELATED)
)


def chances_of(judged: Sequence[Judged], logits: Logits) -> Chances:
    """The probability of each relation as people see it, shape (pairs, 3)."""
    held = logits.astype(np.float64)
    turned = np.array([one.turned for one in judged], dtype=bool)
    held[np.ix_(turned, [CONTRADICTS, SUPPORTS])] = held[np.ix_(turned, [SUPPORTS, CONTRADICTS])]
    held = np.exp(held - held.max(axis=1, keepdims=True))
    return held / held.sum(axis=1, keepdims=True)


def scored(judged: Sequence[Judged], chances: Chances) -> dict[str, float]:
    """Figures by name; those that need a relation the set has none of are left out."""
    gold = np.array([LABELS.index(one.relation) for one in judged])
    said = chances.argmax(axis=1)
    figures = {"pairs": float(len(gold)), "accuracy": float((gold == said).mean())}
    figures["macro-F1"] = macro_f1(gold.tolist(), said.tolist())
    for label in (CONTRADICTS, SUPPORTS):
        named, there = said == label, gold == label
        if there.any():
            figures[f"{LABELS[label]} right"] = _mean(gold[named] == label)
            figures[f"{LABELS[label]} found"] = _mean(said[there] == label)
    figures |= _ranked(gold, chances)
    sides = chances[:, [CONTRADICTS, SUPPORTS]]
    best, likely = sides.argmax(axis=1), sides.max(axis=1)
    for floor in NAMED_FROM:
        named = likely >= floor
        figures[f"named from {floor:g}"] = _mean(named)
        figures[f"right from {floor:g}"] = _mean(best[named] == gold[named])
    repeated = np.array([one.repeated for one in judged], dtype=bool)
    if repeated.any():
        figures["repetitions"] = float(repeated.sum())
        figures["repetitions called contradictions"] = float((said[repeated] == CONTRADICTS).sum())
    return figures


def _ranked(gold: NDArray[np.int64], chances: Chances) -> dict[str, float]:
    """How well the probabilities put pairs in order, whatever the thresholds."""
    from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score

    figures = {}
    against, on_point = gold == CONTRADICTS, gold != RELATED
    if 0 < against.sum() < len(gold):
        figures["base rate"] = float(against.mean())
        figures["average precision of contradicts"] = float(
            average_precision_score(against, chances[:, CONTRADICTS])
        )
        precision, recall, _ = precision_recall_curve(against, chances[:, CONTRADICTS])
        for wanted in (0.3, 0.5):
            figures[f"precision at recall {wanted}"] = float(precision[recall >= wanted].max())
    if 0 < on_point.sum() < len(gold):
        figures["on the point, AUC"] = float(roc_auc_score(on_point, 1 - chances[:, RELATED]))
    sided = gold[on_point]
    if len(set(sided.tolist())) == 2:
        ratio = np.log(chances[on_point, CONTRADICTS] + 1e-9) - np.log(
            chances[on_point, SUPPORTS] + 1e-9
        )
        figures["contradicts against supports, AUC"] = float(
            roc_auc_score(sided == CONTRADICTS, ratio)
        )
    return figures


def macro_f1(gold: Sequence[object], said: Sequence[object]) -> float:
    """Over the relations the set has, as SHARED/eval/score_relations.py counts it."""
    both = list(zip(gold, said, strict=True))
    return float(
        np.mean(
            [
                2 * both.count((label, label)) / (list(gold).count(label) + list(said).count(label))
                for label in set(gold)
            ]
        )
    )


def _mean(right: NDArray[np.bool_]) -> float:
    return float(right.mean()) if right.size else 0.0
