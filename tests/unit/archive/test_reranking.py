"""The second step of the order: the best of the first are read beside the claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.fakes import FakeReader
from workbench.archive.priors.candidates import Sought
from workbench.archive.priors.ranking import Ranked, load_shipped_weights
from workbench.archive.priors.reranking import (
    FEATURES,
    LOOKED_AT,
    PART,
    Reranker,
    reading_features,
)
from workbench.archive.relation import kept_readings
from workbench.archive.relation.kept_readings import KeptReadings
from workbench.archive.relation.pair_texts import RememberingReader
from workbench.model.claim import Polarity
from workbench.model.prior import Query
from workbench.model.statement import Statement

DENIES, AGREES, RELATES = (4.0, 0.0, 0.0), (0.0, 4.0, 0.0), (0.0, 0.0, 4.0)
WEIGHTS = {"on_point": 0.5, "contradicts": 1.0}
DAY = date(2022, 10, 20)
LOGIT = some.floats(-8, 8, width=32)


def sought(polarity: Polarity | None = None) -> Sought:
    none = np.zeros((0, 4), dtype=np.float32)
    return Sought(
        Query("c", "The dam leaked.", polarity=polarity, article_date=DAY),
        "The dam leaked.",
        np.zeros(4, dtype=np.float32),
        none,
        none,
        frozenset(),
    )


def ranked(*texts: str) -> list[Ranked]:
    """Statements whose scores fall by one hundredth from each to the next."""
    return [
        Ranked(number, Statement(str(number), text), -number / 100, (("words", -number / 100),))
        for number, text in enumerate(texts, start=1)
    ]


def order(look: Reranker, of: Sought, first: list[Ranked]) -> list[str]:
    [again] = look.rerank([(of, first)])
    return [one.statement.text for one in again]


def test_what_takes_a_side_comes_before_what_only_relates() -> None:
    reader = FakeReader({"weather": RELATES, "denial": DENIES, "echo": AGREES})
    first = ranked("weather", "echo", "denial")
    assert order(Reranker(lambda: reader, WEIGHTS), sought(), first) == [
        "denial",
        "echo",
        "weather",
    ]


def test_of_a_denied_claim_what_affirms_it_is_the_contradiction() -> None:
    reader = FakeReader({"denial": DENIES, "echo": AGREES})
    look = Reranker(lambda: reader, WEIGHTS)
    assert order(look, sought(Polarity.DENIES), ranked("denial", "echo")) == ["echo", "denial"]


def test_a_sentence_that_is_looked_up_keeps_its_order_unread() -> None:
    def fails() -> FakeReader:
        raise AssertionError

    looked_up = replace(sought(), query=Query("c", "claim"))
    first = ranked("weather", "denial")
    assert order(Reranker(fails, WEIGHTS), looked_up, first) == ["weather", "denial"]


def test_claims_of_the_news_are_read_beside_others_that_are_looked_up() -> None:
    reader = FakeReader({"weather": RELATES, "denial": DENIES})
    looked_up = replace(sought(), query=Query("c", "claim"))
    lanes = [(looked_up, ranked("weather", "denial")), (sought(), ranked("weather", "denial"))]
    orders = Reranker(lambda: reader, WEIGHTS).rerank(lanes)
    assert [[one.statement.text for one in lane] for lane in orders] == [
        ["weather", "denial"],
        ["denial", "weather"],
    ]


def test_only_the_best_are_read_and_the_parts_still_add_up() -> None:
    texts = [f"statement {number}" for number in range(LOOKED_AT + 5)]
    reader = FakeReader(dict.fromkeys(texts, DENIES))
    [again] = Reranker(lambda: reader, WEIGHTS).rerank([(sought(), ranked(*texts))])
    assert len(reader.read) == LOOKED_AT
    assert [one.statement.text for one in again] == texts
    for one in again:
        assert one.score == pytest.approx(sum(value for _, value in one.parts))
        assert PART in dict(one.parts)


def test_nothing_to_read_loads_no_reader() -> None:
    def fails() -> FakeReader:
        raise AssertionError

    assert Reranker(fails, WEIGHTS).rerank([(sought(), [])]) == [[]]


@given(LOGIT, LOGIT, LOGIT, some.floats(0, 8, width=32))
def test_surer_contradiction_never_lowers_a_statement(
    against: float, along: float, related: float, surer: float
) -> None:
    logits = np.array(
        [[against, along, related], [against + surer, along, related]], dtype=np.float32
    )
    less, more = reading_features(logits, [Query("c", "claim", article_date=DAY)] * 2)
    weights = load_shipped_weights()
    assert all(weights[name] >= 0 for name in FEATURES)
    assert all(less[name] >= 0 for name in FEATURES)
    assert all(more[name] >= less[name] - 1e-5 for name in FEATURES)


def test_no_pair_is_read_twice() -> None:
    reader = FakeReader({"denial": DENIES, "echo": AGREES})
    remembering = RememberingReader(reader)
    first = remembering.logits([("claim", "denial"), ("claim", "denial")])
    again = remembering.logits([("claim", "echo"), ("claim", "denial")])
    assert reader.read == [("claim", "denial"), ("claim", "echo")]
    assert first.tolist() == [list(DENIES), list(DENIES)]
    assert again.tolist() == [list(AGREES), list(DENIES)]


def test_no_process_reads_a_pair_that_another_has_read(tmp_path: Path) -> None:
    file = tmp_path / "models" / "revision-readings.sqlite"
    first, second = (FakeReader({"denial": DENIES, "echo": AGREES}) for _ in range(2))
    RememberingReader(first, KeptReadings(file)).logits([("claim", "denial")])
    pairs = [("claim", "echo"), ("claim", "denial")]
    said = RememberingReader(second, KeptReadings(file)).logits(pairs)
    assert second.read == [("claim", "echo")]
    assert said.tolist() == [list(AGREES), list(DENIES)]
    assert b"denial" not in file.read_bytes(), "no text is kept"


def test_readings_that_cannot_be_kept_cost_time_and_nothing_else(tmp_path: Path) -> None:
    broken = tmp_path / "readings.sqlite"
    broken.write_bytes(b"no database" * 100)
    reader = FakeReader({"denial": DENIES})
    said = RememberingReader(reader, KeptReadings(broken)).logits([("claim", "denial")])
    assert said.tolist() == [list(DENIES)]


def test_the_oldest_readings_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_readings, "MOST", 2)
    kept = KeptReadings(tmp_path / "readings.sqlite")
    for name in "abc":
        kept.keep({(name, name): np.array(DENIES, dtype=np.float32)})
    assert set(kept.find([("a", "a"), ("b", "b"), ("c", "c")])) == {("b", "b"), ("c", "c")}
