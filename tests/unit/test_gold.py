"""The gold articles say of every mark where it stands; a mark that has slipped would mislead."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cases import each

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


def test_articles_are_given_as_documents_word_for_word() -> None:
    for listing in GOLD.rglob("documents.jsonl"):
        for row in map(json.loads, listing.read_text(encoding="utf-8").splitlines()):
            written = (listing.parent / f"{row['id']}.txt").read_text(encoding="utf-8")
            assert row["text"] == written
