"""New statements held against decided claims: near ones are related, the rest cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.fakes import ActorsOnly, FakeEmbedder
from workbench.archive.archive import Archive
from workbench.archive.priors import watched_claims
from workbench.archive.priors.lanes import days_before, lane_of
from workbench.model.prior import Lane, Query, Relation, RelationLabel
from workbench.model.statement import Statement

DAY = date(2022, 10, 20)
CLAIM = Query(
    "c1", "the port exported grain to Iran in October", article_date=DAY, article_id="story"
)


class Asked:
    """Every pair it is asked about is a contradiction."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def relate_read(
        self, pairs: list[tuple[Query, Statement]], nearness: object = None
    ) -> list[RelationLabel]:
        self.pairs += [(query.claim_id, one.statement_id) for query, one in pairs]
        return [RelationLabel(Relation.CONTRADICTS, 0.8, 0.1, 0.1) for _ in pairs]


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def archive(
    tmp_path: Path, clock: Callable[[], datetime], embedder: FakeEmbedder
) -> Iterator[Archive]:
    database = made.database(tmp_path / "workbench.duckdb")
    archive = Archive(
        database,
        index_directory=tmp_path / "workbench.index",
        embedding_model=None,
        extractor=lambda: ActorsOnly("Iran", "Russia"),  # type: ignore[arg-type, return-value]
        clock=clock,
        embedder=embedder,
        relator=Asked(),  # type: ignore[arg-type]
    )
    yield archive
    database.close()


def asked(archive: Archive) -> list[tuple[str, str]]:
    relator = archive._matching.relator
    assert isinstance(relator, Asked)
    return relator.pairs


def said(number: int, text: str, **fields: object) -> Statement:
    return Statement(f"s{number}", text, said_on=DAY, **fields)  # type: ignore[arg-type]


NEARBY = said(1, "no grain left the port for Iran in October")
ELSEWHERE = said(2, "a mayor opened seven schools yesterday", actor="Mayor")


def test_only_near_statements_are_related_and_only_new_ones(archive: Archive) -> None:
    archive.add_statements([NEARBY, ELSEWHERE], by="a")
    watched = archive.watch([CLAIM])
    [prior] = watched.touched(0, 2)["c1"]
    assert prior.statement == NEARBY
    assert (prior.lane, prior.days_before) == (Lane.PRIOR, 0)
    assert asked(archive) == [("c1", "s1")]
    archive.add_statements([said(3, "grain left the port in October after all")], by="a")
    assert list(watched.touched(2, 3)) == ["c1"]
    assert asked(archive)[1:] == [("c1", "s3")]
    assert watched.touched(3, 3) == {}


def test_somebody_the_claim_names_need_not_use_its_words(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    vague = said(1, "we have no part in the whole affair in any way", actor="Iran")
    same_by_another = replace(vague, statement_id="s2", speaker="Lula", actor="Brazil")
    archive.add_statements([vague, same_by_another], by="a")
    by_chance = archive._index.cosines(archive.watch([CLAIM])._vectors, [1])[0, 0]
    monkeypatch.setattr(watched_claims, "NEAR", by_chance + watched_claims.CLOSER_BY / 2)
    found = archive.watch([CLAIM]).touched(0, 2)
    assert [prior.statement.statement_id for prior in found["c1"]] == ["s1"]


def test_a_claims_own_article_and_reprints_of_old_statements_touch_nothing(
    archive: Archive,
) -> None:
    told = "Iran says that the port on the Caspian exported no grain at all to anyone in October"
    archive.add_statements([said(1, told, actor="Iran", publisher="One")], by="a")
    again = said(2, told, actor="Iran", publisher="Two")
    own = said(3, "the port exported grain to Iran", article_id="story")
    archive.add_statements([again, own], by="a")
    archive.group_reprints()
    assert archive.watch([CLAIM]).touched(1, 3) == {}


def test_a_claim_is_embedded_once(archive: Archive, embedder: FakeEmbedder) -> None:
    archive.watch([CLAIM])
    before = embedder.texts
    archive.watch([CLAIM])
    assert embedder.texts == before
    archive.watch([CLAIM, replace(CLAIM, claim_id="c2")])
    assert embedder.texts == before + 1


def test_no_claim_takes_more_than_its_share_of_a_big_import(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_claims, "MOST", 3)
    archive.add_statements(
        [
            replace(NEARBY, statement_id=f"n{number}", text=f"{NEARBY.text} number {number}")
            for number in range(8)
        ]
        + [replace(NEARBY, statement_id="nearest", text=CLAIM.text)],
        by="a",
    )
    found = archive.watch([CLAIM]).touched(0, 9)["c1"]
    assert len(found) == 3
    assert found[0].statement.statement_id == "nearest"
    assert [prior.rank for prior in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("days_later", "published_later", "lane"),
    [
        (-1, None, Lane.PRIOR),
        (0, None, Lane.PRIOR),
        (1, None, Lane.SINCE),
        (0, 3, Lane.PRIOR),
        (None, 0, Lane.PRIOR),
        (None, 1, Lane.SINCE),
        (None, None, Lane.SINCE),
    ],
)
def test_the_lane_goes_by_the_day_said_else_the_day_published(
    archive: Archive, days_later: int | None, published_later: int | None, lane: Lane
) -> None:
    def day(later: int | None) -> date | None:
        return None if later is None else DAY + timedelta(days=later)

    one = replace(NEARBY, said_on=day(days_later), published_on=day(published_later))
    assert lane_of(one, DAY) is lane
    assert lane_of(one, None) is Lane.PRIOR
    assert (days_before(one, DAY) is None) == (one.dated is None)
    archive.add_statements([one], by="a")
    [prior] = archive.match([CLAIM])[0]  # the match tells them apart by the same rule
    assert (prior.lane, prior.days_before) == (lane, days_before(one, DAY))


def test_a_statement_of_the_claims_own_article_is_in_neither_lane(archive: Archive) -> None:
    earlier = replace(NEARBY, article_id="story", said_on=DAY - timedelta(days=30))
    later = replace(
        earlier, statement_id="s9", text="no grain left it", said_on=DAY + timedelta(days=9)
    )
    archive.add_statements([earlier, later], by="a")
    assert archive.match([CLAIM]) == [[]]
