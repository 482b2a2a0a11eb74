"""Nearest neighbours: exact while few, in lists when many, filtered inside, whole after a kill."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.cases import each
from workbench.archive.index.filters import Passing
from workbench.archive.index.vector_index import GROWTH, VectorIndex

DIMENSION = 32
FEW = 2_000
"""Rows that are compared one by one in these tests; more go into lists."""
MANY = 6_000


def made(rows: int, seed: int = 1) -> NDArray[np.float32]:
    """Vectors in loose groups, as those of sentences are."""
    draw = np.random.default_rng(seed)
    topics = np.random.default_rng(0).standard_normal((40, DIMENSION))
    vectors = topics[draw.integers(0, 40, rows)] + draw.standard_normal((rows, DIMENSION))
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit.astype(np.float32)


def index_of(vectors: NDArray[np.float32]) -> VectorIndex:
    index = VectorIndex(DIMENSION, exact_up_to=FEW)
    index.add(vectors)
    return index


def nearest(
    index: VectorIndex, vector: NDArray[np.float32], passing: Passing | None = None
) -> list[int]:
    [found] = index.search(vector.reshape(1, -1), passing, 10)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    return list(found)


def truly_nearest(
    vectors: NDArray[np.float32], vector: NDArray[np.float32], passing: Passing | None = None
) -> list[int]:
    cosines = vectors @ vector
    if passing is not None:
        cosines = np.where(passing.rows, cosines, -2.0)
    return [int(one) + 1 for one in np.argsort(-cosines)[:10]]


def passing_rows(rows: int, which: NDArray[np.int64] | range) -> Passing:
    passes = np.zeros(rows, dtype=np.bool_)
    passes[list(which)] = True
    return Passing(passes)


@each("rows", [FEW, MANY])
def test_the_nearest_are_found_whether_few_or_many(rows: int) -> None:
    vectors = made(rows)
    index = index_of(vectors)
    hits = [
        len(set(nearest(index, asked)) & set(truly_nearest(vectors, asked)))
        for asked in made(20, seed=2)
    ]
    assert sum(hits) >= 0.98 * 200


@each("share", [0.8, 0.4, 0.001])
def test_a_filter_leaves_the_nearest_of_those_that_pass(share: float) -> None:
    vectors = made(MANY)
    index = index_of(vectors)
    passing = Passing(np.random.default_rng(3).random(MANY) < share)
    hits, there = 0, 0
    for asked in made(20, seed=2):
        found, true = nearest(index, asked, passing), truly_nearest(vectors, asked, passing)
        assert all(passing.rows[row - 1] for row in found)
        assert len(found) == min(10, passing.count)
        hits += len(set(found) & set(true[: passing.count]))
        there += len(found)
    assert hits >= 0.98 * there


def test_a_page_fills_where_all_that_pass_lie_far_from_what_is_asked() -> None:
    vectors = made(MANY)
    index = index_of(vectors)
    asked = vectors[0]
    farthest = np.argsort(vectors @ asked)[:2_500]  # more than are simply compared
    passing = passing_rows(MANY, farthest)
    assert len(nearest(index, asked, passing)) == 10
    assert nearest(index, asked, passing_rows(MANY, range(0))) == []


@each("rows", [FEW // 2, MANY])
def test_a_new_vector_is_found_at_once(rows: int) -> None:
    index = index_of(made(rows))
    asked = made(1, seed=9)[0]
    nearest(index, asked)
    index.add(asked.reshape(1, -1))
    assert nearest(index, asked)[0] == rows + 1


def test_lists_are_learnt_again_when_the_archive_has_grown() -> None:
    index = index_of(made(FEW + 1))
    nearest(index, made(1)[0])
    assert index._lists is not None
    assert index._lists.trained_rows == FEW + 1
    index.add(made(GROWTH * FEW, seed=5))
    nearest(index, made(1)[0])
    assert index._lists.trained_rows == index.rows


@each("rows", [FEW // 2, MANY])
def test_what_was_saved_is_read_back_and_grows_on(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "vectors.half"
    vectors, more = made(rows), made(50, seed=4)
    index_of(vectors).save(path, "first")
    loaded = VectorIndex.load(path, DIMENSION, exact_up_to=FEW)
    assert loaded is not None
    index, mark = loaded
    assert (mark, index.rows) == ("first", rows)
    index.add(more)
    index.save(path, "second")
    again = VectorIndex.load(path, DIMENSION, exact_up_to=FEW)
    assert again is not None
    assert again[1] == "second"
    everything = np.vstack([vectors, more])
    for asked in more[:5]:
        assert nearest(again[0], asked)[0] == truly_nearest(everything, asked)[0]


@each("damage", ["missing", "truncated", "flipped", "note", "other dimension"])
def test_damaged_vectors_are_not_read(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "vectors.half"
    index_of(made(500)).save(path, "m")
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(content[:-2])
    elif damage == "flipped":
        path.write_bytes(content[:1000] + b"\xff" + content[1001:])
    elif damage == "note":
        path.with_suffix(".json").write_text("[]", encoding="utf-8")
    dimension = 2 * DIMENSION if damage == "other dimension" else DIMENSION
    assert VectorIndex.load(path, dimension) is None


@each("damage", ["missing", "truncated", "flipped"])
def test_damaged_lists_are_made_again_from_the_vectors(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "vectors.half"
    vectors = made(MANY)
    index = index_of(vectors)
    index.catch_up()
    index.save(path, "m")
    lists = path.with_suffix(".lists")
    content = lists.read_bytes()
    if damage == "missing":
        lists.unlink()
    elif damage == "truncated":
        lists.write_bytes(content[: len(content) // 2])
    else:
        lists.write_bytes(content[:-100] + b"\xff" + content[-99:])
    loaded = VectorIndex.load(path, DIMENSION, exact_up_to=FEW)
    assert loaded is not None
    assert loaded[0].behind == MANY
    assert nearest(loaded[0], vectors[7])[0] == 8


def test_rows_written_by_a_save_that_was_killed_are_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "vectors.half"
    vectors, more = made(500), made(5, seed=4)
    index_of(vectors).save(path, "m")
    with path.open("ab") as stream:
        stream.write(b"half a row of a killed save")
    loaded = VectorIndex.load(path, DIMENSION)
    assert loaded is not None
    loaded[0].add(more)
    loaded[0].save(path, "n")
    again = VectorIndex.load(path, DIMENSION)
    assert again is not None
    assert again[0].rows == 505
    assert nearest(again[0], more[0])[0] == 501


def test_a_file_that_another_index_wrote_meanwhile_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "vectors.half"
    vectors = made(500)
    index = index_of(vectors)
    index.save(path, "ours")
    index_of(made(300, seed=8)).save(path, "theirs")
    index.add(made(5, seed=4))
    index.save(path, "ours again")
    again = VectorIndex.load(path, DIMENSION)
    assert again is not None
    assert again[0].rows == 505
    assert nearest(again[0], vectors[3])[0] == 4
