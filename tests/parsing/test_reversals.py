"""The same actor on both sides of a claim, and a search that found neither side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from tests.fakes import ActorsOnly, FakeEmbedder
from workbench.archive.archive import Archive
from workbench.archive.priors.absence import absence
from workbench.archive.priors.reversals import reversals
from workbench.model.prior import NAMED_FROM, Absence, Lane, Prior, Query, Relation, RelationLabel
from workbench.model.statement import Search, Statement

DAY = date(2022, 10, 20)


def said(
    statement_id: str,
    relation: Relation,
    day: date | None,
    *,
    actor: str | None = "Iran",
    sure: float = 0.8,
    text: str = "Iran sends drones to Russia.",
) -> Prior:
    of = replace(made.statement(statement_id, text, said_on=day), actor=actor)
    shares = dict.fromkeys(Relation, (1 - sure) / 2) | {relation: sure}
    label = RelationLabel(
        relation,
        shares[Relation.CONTRADICTS],
        shares[Relation.SUPPORTS],
        shares[Relation.RELATED],
    )
    return replace(made.prior(of), label=label)


def turns(*priors: Prior) -> list[tuple[str, str]]:
    return [
        (one.first.statement.statement_id, one.then.statement.statement_id)
        for one in reversals(priors)
    ]


DENIED = said("denied", Relation.CONTRADICTS, date(2022, 10, 18))
CONCEDED = said("conceded", Relation.SUPPORTS, date(2022, 11, 5))


def test_a_denial_and_a_later_concession_by_one_actor_are_told_with_their_days() -> None:
    [found] = reversals([CONCEDED, DENIED])
    assert (found.first, found.then) == (DENIED, CONCEDED)
    assert found.sentence == (
        "Iran has stood on both sides of this: against it on 18 October 2022 (Nasser Kanaani), "
        "for it on 5 November 2022 (Nasser Kanaani)."
    )


@each(
    "other",
    [
        said("x", Relation.SUPPORTS, date(2022, 11, 5), actor="Russia"),
        said("x", Relation.SUPPORTS, date(2022, 11, 5), sure=0.6),
        said("x", Relation.SUPPORTS, date(2022, 10, 18)),
        said("x", Relation.SUPPORTS, None),
        said("x", Relation.CONTRADICTS, date(2022, 11, 5)),
        said("x", Relation.RELATED, date(2022, 11, 5)),
    ],
)
def test_nobody_is_said_to_have_turned_without_both_sides_at_different_times(other: Prior) -> None:
    assert reversals([DENIED, other]) == []


def test_a_concession_in_so_many_words_needs_less_certainty() -> None:
    denied = said(
        "old", Relation.CONTRADICTS, date(2022, 10, 18), sure=0.5, text="We sent no drones at all."
    )
    conceded = said(
        "new",
        Relation.SUPPORTS,
        date(2022, 11, 5),
        sure=0.5,
        text="The minister conceded that some drones had been sent.",
    )
    assert turns(denied, conceded) == [("old", "new")]
    plain = replace(conceded, statement=replace(conceded.statement, text="We sent some drones."))
    assert turns(denied, plain) == []


def test_the_demonstrations_iranian_minister_concedes_what_his_spokesman_denied(
    data: Path,
) -> None:
    held = {
        row["id"]: row
        for row in map(json.loads, (data / "statements.jsonl").read_text().splitlines())
    }
    sides = {"iran-drones-011": Relation.CONTRADICTS, "iran-drones-033": Relation.SUPPORTS}
    [found] = reversals(
        said(
            statement_id,
            relation,
            date.fromisoformat(held[statement_id]["said_on"]),
            sure=0.5,
            text=held[statement_id]["text"],
        )
        for statement_id, relation in sides.items()
    )
    assert found.first.statement.dated == date(2022, 10, 17)
    assert found.then.statement.dated == date(2022, 11, 5)


def test_two_nobodies_are_not_one_actor() -> None:
    nobody = said("x", Relation.SUPPORTS, date(2022, 11, 5), actor=None)
    assert reversals([replace_actor(DENIED, None), nobody]) == []


def replace_actor(prior: Prior, actor: str | None) -> Prior:
    return replace(prior, statement=replace(prior.statement, actor=actor))


def test_each_turn_of_an_actor_is_told_once_by_its_clearest_statements() -> None:
    vague = said("vague", Relation.CONTRADICTS, date(2022, 9, 1), sure=0.55)
    conceded = said("conceded", Relation.SUPPORTS, date(2022, 11, 5), sure=0.85)
    again = said("again", Relation.CONTRADICTS, date(2022, 12, 1), sure=0.9)
    assert turns(vague, DENIED, conceded, again) == [("denied", "conceded"), ("conceded", "again")]


@each(
    "found, sentence",
    [
        (
            absence(1204, above=0.3, read=0, by="Iran", until=DAY),
            "Searched 1,204 statements by Iran up to 20 October 2022; none above a relevance of "
            "0.30.",
        ),
        (
            absence(1, above=0.3, read=1, within=["published by ANSA", "in language fa"]),
            "Searched 1 statement published by ANSA in language fa; of the nearest, none "
            f"contradicts or supports this with a probability above {NAMED_FROM:.2f}.",
        ),
        (
            absence(195, above=0.3, read=10, until=DAY, named=[("Russia", 7), ("Iran", 49)]),
            "Searched 195 statements up to 20 October 2022 (49 by Iran, 7 by Russia); of the 10 "
            f"nearest, none contradicts or supports this with a probability above "
            f"{NAMED_FROM:.2f}.",
        ),
    ],
)
def test_an_absence_says_what_was_searched(found: Absence, sentence: str) -> None:
    assert found.sentence == sentence


@pytest.fixture
def archive(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Archive]:
    database = made.database(tmp_path / "workbench.duckdb")
    archive = Archive(
        database,
        index_directory=tmp_path / "workbench.index",
        embedding_model=None,
        extractor=lambda: ActorsOnly("Iran", "Russia"),  # type: ignore[arg-type, return-value]
        clock=clock,
        embedder=FakeEmbedder(),
    )
    archive.add_statements(
        [
            Statement("s1", "grain left the port", actor="Iran", said_on=DAY, publisher="ANSA"),
            Statement("s2", "grain left it", actor="Iran", said_on=date(2022, 10, 21)),
            Statement("s3", "the port is shut", actor="Russia", published_on=DAY, language="ru"),
            Statement("s4", "no day at all", actor="Iran"),
            Statement("s5", "own words", actor="Iran", said_on=DAY, article_id="story"),
        ],
        by="a",
    )
    yield archive
    database.close()


@each(
    "search, number",
    [
        (Search("x"), 5),
        (Search("x", as_of=DAY), 3),
        (Search("x", actor="Iran"), 4),
        (Search("x", actor="the Iran of today", as_of=DAY), 2),
        (Search("x", source="ansa"), 1),
        (Search("x", language="ru-RU"), 1),
        (Search("x", actor="Nobody"), 0),
    ],
)
def test_the_number_searched_is_what_the_search_could_have_found(
    archive: Archive, search: Search, number: int
) -> None:
    found = archive.absence_of(search, [])
    assert found is not None
    assert found.searched == number


def test_a_claims_absence_counts_by_day_and_actor_and_leaves_its_article_out(
    archive: Archive,
) -> None:
    claim = Query("c", "Iran shut the port", article_date=DAY, article_id="story")
    found = archive.absence_for(claim, [])
    assert found is not None
    assert found.searched == 2
    assert "2 statements up to 20 October 2022 (1 by Iran)" in found.sentence


def test_there_is_no_absence_where_something_said_by_then_takes_a_side(archive: Archive) -> None:
    claim = Query("c", "Iran shut the port", article_date=DAY)
    related = said("r", Relation.RELATED, DAY)
    later = replace(CONCEDED, lane=Lane.SINCE)
    assert archive.absence_for(claim, [related, DENIED]) is None
    found = archive.absence_for(claim, [related, later])
    assert found is not None
    assert found.read == 1
