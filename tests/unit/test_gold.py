"""The hand-checked attributions agree with their own articles, so that a score means something."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from workbench.model.article import Article
from workbench.model.claim import Polarity, Quotation
from workbench.reading.documents import read_file

Entry = dict[str, object]


@pytest.fixture(scope="module", params=["gold", "gold/held_out"])
def gold(root: Path, request: pytest.FixtureRequest) -> Path:
    return root / "tests" / str(request.param)


def _lines(path: Path) -> list[Entry]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def articles(gold: Path) -> dict[str, Article]:
    return {path.name: read_file(path)[0] for path in sorted(gold.glob("*.txt"))}


@pytest.fixture(scope="module")
def attributions(gold: Path) -> list[Entry]:
    return _lines(gold / "attributions.jsonl")


@pytest.fixture(scope="module")
def negatives(gold: Path) -> list[Entry]:
    return _lines(gold / "non_attributions.jsonl")


@pytest.fixture(scope="module")
def actors(data: Path) -> set[str]:
    with (data / "actors.csv").open(encoding="utf-8", newline="") as rows:
        return {row["actor"] for row in csv.DictReader(rows)}


def test_there_are_enough_entries_in_every_article(
    articles: dict[str, Article], attributions: list[Entry]
) -> None:
    counts = Counter(entry["article"] for entry in attributions)
    assert set(counts) == set(articles)
    assert len(articles) >= 8
    assert len(attributions) >= 60
    assert min(counts.values()) >= 5


def test_articles_are_dated_and_say_what_they_are(articles: dict[str, Article]) -> None:
    for name, article in articles.items():
        assert article.published_on is not None, name
        assert article.publisher is not None, name
        assert article.publisher.startswith("Gold set"), name


def test_each_sentence_occurs_once_in_its_article(
    articles: dict[str, Article], attributions: list[Entry], negatives: list[Entry]
) -> None:
    for entry in attributions + negatives:
        article = articles[str(entry["article"])]
        assert article.text.count(str(entry["sentence"])) == 1, entry


def test_content_words_occur_in_the_sentence(attributions: list[Entry]) -> None:
    for entry in attributions:
        assert str(entry["content_contains"]) in str(entry["sentence"]), entry


def test_source_words_occur_where_the_entry_says(
    articles: dict[str, Article], attributions: list[Entry]
) -> None:
    for entry in attributions:
        if entry["source"] is None:
            assert entry["speaker"] is None, entry
        elif entry.get("continues"):
            text = articles[str(entry["article"])].text
            before = text[: text.index(str(entry["sentence"])) + len(str(entry["sentence"]))]
            assert str(entry["source"]) in before, entry
        else:
            assert str(entry["source"]) in str(entry["sentence"]), entry


def test_source_is_not_part_of_the_content_words(attributions: list[Entry]) -> None:
    """The two overlap only where the source is a word as short as "he"."""
    for entry in attributions:
        source = entry["source"]
        if source is not None and len(str(source)) > 4 and not entry.get("nested"):
            assert str(source) not in str(entry["content_contains"]), entry


def test_speakers_are_named_in_their_article(
    articles: dict[str, Article], attributions: list[Entry]
) -> None:
    for entry in attributions:
        if entry["speaker"] is not None:
            text = articles[str(entry["article"])].text.lower()
            assert str(entry["speaker"]).split()[-1].lower() in text, entry


def test_labels_are_those_of_the_model(attributions: list[Entry]) -> None:
    for entry in attributions:
        assert entry["polarity"] in set(Polarity), entry
        assert entry["quotation"] in set(Quotation), entry


def test_actors_are_names_of_the_actors_file(
    actors: set[str], attributions: list[Entry], negatives: list[Entry]
) -> None:
    named = {entry["actor"] for entry in attributions} | {e["not_actor"] for e in negatives}
    assert named - {None} <= actors


def test_direct_quotations_stand_in_quotation_marks(
    articles: dict[str, Article], attributions: list[Entry]
) -> None:
    for entry in attributions:
        if entry["quotation"] != "direct" or "transcript" in str(entry["article"]):
            continue
        text = articles[str(entry["article"])].text
        at = text.index(str(entry["sentence"])) + str(entry["sentence"]).index(
            str(entry["content_contains"])
        )
        paragraph = text[text.rfind("\n\n", 0, at) + 1 : at]
        assert paragraph.count('"') % 2 == 1, entry


def test_the_hard_kinds_are_all_there(attributions: list[Entry], negatives: list[Entry]) -> None:
    kinds = Counter(entry["kind"] for entry in attributions)
    for kind in ("pronoun", "short_name", "description", "unnamed", "runs_on"):
        assert kinds[kind] >= 6, kind
    assert kinds["metonym"] >= 3
    assert any(entry.get("nested") for entry in attributions)
    polarities = Counter(entry["polarity"] for entry in attributions)
    assert polarities["denies"] >= 15
    assert polarities["questions"] >= 5
    assert len(negatives) >= 5


def test_no_negative_forbids_what_an_attribution_says(
    attributions: list[Entry], negatives: list[Entry]
) -> None:
    said = {(entry["article"], entry["sentence"], entry["actor"]) for entry in attributions}
    forbidden = {(entry["article"], entry["sentence"], entry["not_actor"]) for entry in negatives}
    assert not said & forbidden
