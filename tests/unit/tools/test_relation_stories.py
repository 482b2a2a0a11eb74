"""Our own pairs for training: that the files are whole, and how denied claims are asked about."""

from __future__ import annotations

import json
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tools.relation_stories import FOLDER, HELD_OUT, StoryPair, files, loose_pair, pairs_of, turned
from workbench.model.prior import Relation

ALL = [path for held_out in (False, True) for path in files(held_out=held_out)]


def test_every_file_is_either_learned_from_or_kept() -> None:
    assert sorted(ALL) == sorted(FOLDER.rglob("*.json*"))
    assert len({path.stem for path in ALL}) == len(ALL)
    patterns = HELD_OUT.read_text(encoding="utf-8").split()
    assert [one for one in patterns if not any(fnmatch(path.stem, one) for path in ALL)] == []


@pytest.mark.parametrize(
    "path", [path for path in ALL if path.suffix == ".json"], ids=lambda path: path.stem
)
def test_a_story_names_only_its_own_statements(path: Path) -> None:
    story = json.loads(path.read_text(encoding="utf-8"))
    assert story["story"] == path.stem
    known = [row["id"] for row in story["statements"]]
    assert len(set(known)) == len(known)
    assert len({row["id"] for row in story["claims"]}) == len(story["claims"])
    for claim in story["claims"]:
        contradicts, supports = set(claim["contradicts"]), set(claim["supports"])
        assert contradicts | supports <= set(known), claim["id"]
        assert not contradicts & supports, claim["id"]
    for day in (row["said_on"] for row in story["statements"] if row.get("said_on")):
        date.fromisoformat(day)


def test_no_pair_kept_back_is_learned_from() -> None:
    learned = {_words(pair) for path in files(held_out=False) for pair in pairs_of(path)}
    kept = {_words(pair) for path in files(held_out=True) for pair in pairs_of(path)}
    assert learned.isdisjoint(kept)


def _words(pair: StoryPair) -> tuple[str, str]:
    return pair.claim.text, pair.statement.text


@pytest.mark.parametrize(
    ("polarity", "asked"), [("denies", Relation.SUPPORTS), ("asserts", Relation.CONTRADICTS)]
)
def test_a_denied_claim_is_asked_about_by_its_words(polarity: str, asked: Relation) -> None:
    pair = loose_pair(
        "pairs-x",
        {
            "claim": "Tarsk sent drones.",
            "claim_speaker": "Foreign minister",
            "claim_polarity": polarity,
            "statement": "The drones came from Tarsk.",
            "relation": "contradicts",
        },
    )
    assert pair.claim.speaker == "Foreign minister"
    assert pair.relation is Relation.CONTRADICTS
    assert pair.asked is asked


def test_turning_twice_changes_nothing() -> None:
    assert [turned(turned(one)) for one in Relation] == list(Relation)
    assert turned(Relation.RELATED) is Relation.RELATED
