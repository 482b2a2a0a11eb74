"""The demonstration data is complete, dated, sourced and readable by the workbench itself."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from workbench.model.article import Article
from workbench.reading.documents import read_file

COLUMNS = [
    "id",
    "text",
    "speaker",
    "speaker_role",
    "actor",
    "said_on",
    "published_on",
    "title",
    "publisher",
    "source_url",
    "language",
]


@pytest.fixture(scope="module")
def statements(data: Path) -> list[dict[str, object]]:
    with (data / "statements.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def articles(data: Path) -> dict[str, Article]:
    return {path.name: read_file(path)[0] for path in sorted((data / "articles").iterdir())}


def test_every_statement_has_every_column_filled(statements: list[dict[str, object]]) -> None:
    assert len(statements) >= 150
    for statement in statements:
        assert list(statement)[: len(COLUMNS)] == COLUMNS
        assert all(statement[column] for column in COLUMNS), statement["id"]


def test_statement_ids_are_unique(statements: list[dict[str, object]]) -> None:
    assert len({statement["id"] for statement in statements}) == len(statements)


def test_statements_carry_no_verdict_or_label(statements: list[dict[str, object]]) -> None:
    names = {name for statement in statements for name in statement}
    assert not names & {"denial", "label", "relation", "polarity", "verdict"}


def test_nothing_is_published_before_it_was_said(statements: list[dict[str, object]]) -> None:
    for statement in statements:
        said, published = (
            date.fromisoformat(str(statement[column])) for column in ("said_on", "published_on")
        )
        assert said <= published, statement["id"]


def test_every_statement_names_a_web_page(statements: list[dict[str, object]]) -> None:
    for statement in statements:
        assert re.match(r"https?://[^/]+/.", str(statement["source_url"])), statement["id"]


def test_there_are_enough_articles_of_the_right_length(articles: dict[str, Article]) -> None:
    assert len(articles) >= 6
    for name, article in articles.items():
        assert 250 <= len(article.text.split()) <= 600, name


def test_articles_are_titled_and_dated_as_their_names_say(articles: dict[str, Article]) -> None:
    for name, article in articles.items():
        assert article.title, name
        assert article.publisher is not None, name
        assert "demonstration" in article.publisher, name
        assert article.published_on is not None, name
        assert name.startswith(article.published_on.isoformat()), name


def test_front_matter_is_no_part_of_the_text(articles: dict[str, Article]) -> None:
    for name, article in articles.items():
        assert not article.text.startswith("---"), name
        assert "published_on" not in article.text, name


def test_fiction_says_so(articles: dict[str, Article]) -> None:
    made_up = articles["2023-03-09-marlow-bridge-water.txt"]
    assert made_up.title is not None
    assert "fiction" in made_up.title
    assert made_up.publisher is not None
    assert "made-up" in made_up.publisher


def test_every_article_has_its_line_of_sources(data: Path, articles: dict[str, Article]) -> None:
    readme = (data / "README.md").read_text(encoding="utf-8")
    for name in articles:
        assert f"| `{name}` |" in readme, name


def test_the_crimea_story_has_iranian_denials_before_it_and_the_concession_after(
    articles: dict[str, Article], statements: list[dict[str, object]]
) -> None:
    """What the demonstration must be able to show, on both sides of the article's date."""
    crimea = articles["2022-10-20-crimea-trainers.txt"]
    assert crimea.published_on is not None
    day = crimea.published_on.isoformat()
    iranian = [
        statement
        for statement in statements
        if statement["actor"] == "Iran" and statement["story"] == "iran-drones"
    ]
    assert sum(str(statement["said_on"]) <= day for statement in iranian) >= 5
    assert any(
        "conceded" in str(statement["text"]) and str(statement["said_on"]) > day
        for statement in iranian
    )


def test_direct_quotations_of_real_people_are_short(articles: dict[str, Article]) -> None:
    """Our own words throughout; what is quoted from public record stays under a dozen words."""
    for name, article in articles.items():
        if "marlow-bridge" in name:
            continue
        for quoted in re.findall(r'"([^"]*)"', article.text):
            assert len(quoted.split()) < 10, f"{name}: {quoted}"
