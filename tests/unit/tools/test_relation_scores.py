"""What judges a cross-encoder: its sets, and the figures made of its answers."""

from __future__ import annotations

import numpy as np
import pytest

from tools.relation.judged import Judged, some
from tools.relation.scores import chances_of, scored
from workbench.archive.relation.cross_encoder import Logits
from workbench.model.prior import Relation

SURE = {Relation.CONTRADICTS: (9, 0, 0), Relation.SUPPORTS: (0, 9, 0), Relation.RELATED: (0, 0, 9)}


def _judged(*relations: Relation, turned: bool = False) -> list[Judged]:
    return [Judged("c", "s", one, turned=turned) for one in relations]


def _answers(*relations: Relation) -> Logits:
    return np.array([SURE[one] for one in relations], dtype=np.float32)


def test_an_answer_about_a_denied_claim_is_turned() -> None:
    judged = _judged(*Relation, turned=True)
    answers = _answers(Relation.SUPPORTS, Relation.CONTRADICTS, Relation.RELATED)
    order = [Relation.CONTRADICTS, Relation.SUPPORTS, Relation.RELATED]
    assert scored([*_judged(*order, turned=True)], chances_of(judged, answers))["accuracy"] == 1.0
    assert scored([*_judged(*order)], chances_of(_judged(*order), answers))["accuracy"] < 0.5


def test_a_set_read_rightly_has_every_figure_at_its_best() -> None:
    order = [Relation.CONTRADICTS, Relation.SUPPORTS, Relation.RELATED, Relation.RELATED]
    judged = _judged(*order)
    figures = scored(judged, chances_of(judged, _answers(*order)))
    for name in (
        "accuracy",
        "macro-F1",
        "contradicts right",
        "supports found",
        "average precision of contradicts",
        "precision at recall 0.5",
        "on the point, AUC",
        "contradicts against supports, AUC",
        "right from 0.9",
    ):
        assert figures[name] == pytest.approx(1.0), name
    assert figures["base rate"] == 0.25
    assert figures["named from 0.9"] == 0.5


def test_sides_named_wrongly_are_counted_as_such() -> None:
    judged = _judged(Relation.RELATED, Relation.CONTRADICTS)
    figures = scored(
        judged, chances_of(judged, _answers(Relation.CONTRADICTS, Relation.CONTRADICTS))
    )
    assert figures["named from 0.5"] == 1.0
    assert figures["right from 0.5"] == 0.5
    assert figures["contradicts right"] == 0.5


def test_a_repetition_called_a_contradiction_is_counted() -> None:
    judged = [Judged("c", "c", Relation.SUPPORTS, repeated=True)] * 2
    figures = scored(judged, chances_of(judged, _answers(Relation.CONTRADICTS, Relation.SUPPORTS)))
    assert figures["repetitions"] == 2
    assert figures["repetitions called contradictions"] == 1


def test_a_set_is_cut_to_the_same_pairs_every_time() -> None:
    judged = [Judged(str(number), "s", Relation.RELATED) for number in range(50)]
    assert some(judged, 10) == some(judged, 10)
    assert len(some(judged, 10)) == 10
    assert some(judged, 60) == judged
