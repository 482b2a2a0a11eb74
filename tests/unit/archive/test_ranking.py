"""What a search goes by besides the claim's own words, and what orders its finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import made
from tests.fakes import ActorsOnly, FakeEmbedder
from workbench.archive.archive import Archive
from workbench.archive.index.query_text import MOST_BESIDE, texts_beside
from workbench.archive.priors.ranking import relevance
from workbench.model.prior import Query
from workbench.model.statement import Statement

DAY = date(2022, 10, 20)


@pytest.fixture
def archive(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Archive]:
    database = made.database(tmp_path / "workbench.duckdb")
    extractor = ActorsOnly("Iran", "Russia", "Ukraine")
    yield Archive(
        database,
        index_directory=tmp_path / "index",
        embedding_model=None,
        extractor=lambda: extractor,  # type: ignore[arg-type, return-value]
        clock=clock,
        embedder=FakeEmbedder(),
    )
    database.close()


def weighed(archive: Archive, query: Query) -> dict[str, dict[str, float]]:
    [found] = archive.weigh_candidates([query])
    return {statement.statement_id: values for statement, values in found}


def test_the_claims_of_an_article_look_beside_each_other_and_its_headline() -> None:
    queries = [
        Query("1", "a", article_id="one", context="headline"),
        Query("2", "b", article_id="one", context=" "),
        Query("3", "c", article_id="two"),
        Query("4", "d"),
        Query("5", "a", article_id="one"),
    ]
    assert texts_beside(queries, [query.text for query in queries]) == [
        ["headline", "b"],
        ["a", "a"],
        [],
        [],
        ["b"],
    ]


def test_a_long_article_gives_only_the_claims_nearest_to_each() -> None:
    queries = [Query(str(number), f"claim {number}", article_id="one") for number in range(40)]
    beside = texts_beside(queries, [query.text for query in queries])
    assert len(beside[20]) == MOST_BESIDE
    assert set(beside[20]) == {"claim 18", "claim 19", "claim 21", "claim 22"}


def test_a_denial_in_other_words_is_gathered_through_its_words_of_denial(archive: Archive) -> None:
    others = [
        Statement(f"s{number}", f"wheat prices item{number} rose again", said_on=DAY)
        for number in range(200)
    ]
    denial = Statement("denial", "Pure fiction, invented by enemies.", said_on=DAY)
    archive.add_statements([*others, denial], by="librarian")
    query = Query("c", "Wheat prices rose.", article_date=DAY)
    assert "denial" in weighed(archive, query)


def test_a_statement_that_names_the_claimant_or_their_side_answers_it(archive: Archive) -> None:
    archive.add_statements(
        [
            Statement("answer", "Kirby knows no drones were sent.", speaker="Ali Bagheri"),
            Statement("own", "Kirby: no drones were sent.", speaker="John Kirby"),
            Statement("side", "Ukraine knows no drones were sent.", actor="Iran"),
            Statement("none", "No drones were sent.", actor="Iran"),
        ],
        by="librarian",
    )
    found = weighed(archive, Query("c", "Drones were sent.", speaker="John Kirby", actor="Ukraine"))
    assert {one: values["names_speaker"] for one, values in found.items()} == {
        "answer": 1.0,
        "own": 0.0,
        "side": 0.0,
        "none": 0.0,
    }
    assert [one for one, values in found.items() if values["names_side"]] == ["side"]


def test_relevance_rises_with_the_score() -> None:
    scores = [relevance(score) for score in (-5.0, 5.0, 10.0, 15.0, 30.0)]
    assert scores == sorted(scores)
    assert scores[0] < 0.01
    assert scores[-1] > 0.99
