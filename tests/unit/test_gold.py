"""The gold articles say of every mark where it stands; a mark that has slipped would mislead."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cases import each
from tools.gold_agreement import agreement, marks_of

GOLD = Path(__file__).resolve().parents[1] / "gold" / "claims"
ARTICLES = sorted(GOLD.rglob("*.txt"))


def test_there_is_gold() -> None:
    assert ARTICLES


@each("path", ARTICLES)
def test_every_mark_stands_where_it_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marks = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert marks
    for mark in map(json.loads, marks):
        assert text[mark["start"] : mark["end"]] == mark["content"]
        for other in mark.get("alternatives", ()):
            assert text[other["start"] : other["end"]] == other["content"]
        for part in ("source", "cue"):
            if mark.get(f"{part}_start") is not None:
                assert text[mark[f"{part}_start"] : mark[f"{part}_end"]] == mark[part]


@each("path", sorted((GOLD / "second").glob("*.jsonl")))
def test_every_mark_of_the_second_reading_stands_where_it_says(path: Path) -> None:
    [article] = GOLD.rglob(f"{path.stem}.txt")
    text = article.read_text(encoding="utf-8")
    for mark in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        assert text[mark["start"] : mark["end"]] == mark["content"]


def test_the_two_readings_agree_and_a_changed_polarity_is_seen() -> None:
    first = marks_of(GOLD / "court_baker.gold.jsonl")
    claims = [mark for mark in first if mark["kind"] == "claim"]
    second = marks_of(GOLD / "second" / "court_baker.jsonl")
    assert "kappa 1.000" in agreement([(claims, second)])[3]
    turned = [dict(mark, polarity="questions") for mark in second]
    assert "polarity 0.000" in agreement([(claims, turned)])[3]


def test_articles_are_given_as_documents_word_for_word() -> None:
    for listing in GOLD.rglob("documents.jsonl"):
        for row in map(json.loads, listing.read_text(encoding="utf-8").splitlines()):
            written = (listing.parent / f"{row['id']}.txt").read_text(encoding="utf-8")
            assert row["text"] == written
