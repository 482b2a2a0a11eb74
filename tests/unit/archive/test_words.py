"""BM25 on disk: a filter is kept to, and gives the same page whichever way it is applied."""

from __future__ import annotations

import numpy as np
import pytest

from tests.cases import each
from workbench.archive.index.bm25 import BROAD, WordIndex
from workbench.archive.index.filters import Filter, Passing

ROWS = 400
VOCABULARY = [f"word{number}" for number in range(60)]
Row = tuple[int, str, str, int, str, str, str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    draw = np.random.default_rng(1)
    return [
        (
            row_id,
            " ".join(draw.choice(VOCABULARY, 8)),
            str(draw.choice(VOCABULARY)),
            int(draw.integers(0, 100)),
            str(draw.choice(["Iran", "Russia"])),
            "",
            str(draw.choice(["daily post", "wire", "radio"])),
            "en",
        )
        for row_id in range(1, ROWS + 1)
    ]


@pytest.fixture(scope="module")
def words(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    index = WordIndex(tmp_path_factory.mktemp("index") / "words")
    index.add(rows)
    return index


@each(
    "wanted, broad",
    [
        (Filter(to_day=80), True),
        (Filter(actor="Iran"), True),
        (Filter(publisher="wire"), True),
        (Filter(publisher="wire", actor="Iran", to_day=30), False),
        (Filter(actor="nobody"), False),
    ],
)
def test_a_filter_gives_the_same_page_whichever_way_it_is_applied(
    words: WordIndex, rows: list[Row], wanted: Filter, broad: bool
) -> None:
    passing = Passing(
        np.array(
            [
                (wanted.to_day is None or day <= wanted.to_day)
                and wanted.actor in (None, actor)
                and wanted.publisher in (None, publisher)
                for _, _, _, day, actor, _, publisher, _ in rows
            ]
        )
    )
    assert (passing.share >= BROAD) == broad
    for text in ("word1 word2 word3", "word7", "word10 word20 word30 word40 word50"):
        read_on = words.search(text, wanted, passing, 15)
        in_query = words.search(text, wanted, None, 15)
        assert all(passing.rows[row - 1] for row in read_on)
        assert list(read_on.values()) == list(in_query.values())
