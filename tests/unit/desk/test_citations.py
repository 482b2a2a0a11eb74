"""Priors that are kept: for how long they are what matching would give."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests import made
from workbench.desk.verdicts.citations import PriorsKept
from workbench.model.prior import Prior, Query

STORY = made.article()
CLAIM = made.claim(STORY, "Iran denied it")
MODELS = {"embedding": "mini 1", "relation encoder": "reader 1"}


class Matching:
    """Counts how often it is asked; what serves can be changed."""

    def __init__(self) -> None:
        self.asked = 0
        self.statements = 1
        self.models = dict(MODELS)

    def match(self, queries: Sequence[Query], k: int) -> list[list[Prior]]:
        self.asked += 1
        return [[made.prior(made.statement("s1"))] for _ in queries]


@pytest.fixture
def matching() -> Matching:
    return Matching()


@pytest.fixture
def kept(matching: Matching) -> PriorsKept:
    return PriorsKept(matching.match, lambda: matching.statements, lambda: matching.models)


def test_a_claim_is_matched_once_while_nothing_changes(
    kept: PriorsKept, matching: Matching
) -> None:
    assert kept.of(CLAIM, STORY, 10) == kept.of(CLAIM, STORY, 10)
    assert matching.asked == 1


@pytest.mark.parametrize("model", MODELS)
def test_another_model_matches_anew_and_so_does_the_former_one_find_its_own(
    kept: PriorsKept, matching: Matching, model: str
) -> None:
    kept.of(CLAIM, STORY, 10)
    matching.models[model] = "another 2"
    kept.of(CLAIM, STORY, 10)
    kept.of(CLAIM, STORY, 10)
    assert matching.asked == 2
    matching.models = dict(MODELS)
    kept.of(CLAIM, STORY, 10)
    assert matching.asked == 2


def test_a_grown_archive_matches_anew(kept: PriorsKept, matching: Matching) -> None:
    kept.of(CLAIM, STORY, 10)
    matching.statements = 2
    kept.of(CLAIM, STORY, 10)
    assert matching.asked == 2
