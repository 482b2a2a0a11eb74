"""The tables of the tests: no row is left out, and every one that fails is named."""

from __future__ import annotations

import inspect

import pytest

from tests.cases import each


def test_every_row_is_tried_and_all_that_fail_are_told() -> None:
    tried = []

    @each("word, length", [("one", 3), ("two", 9), ("three", 5), ("four", 1)])
    def holds(word: str, length: int) -> None:
        tried.append(word)
        assert len(word) == length

    with pytest.raises(AssertionError) as told:
        holds()
    assert tried == ["one", "two", "three", "four"]
    assert str(told.value).startswith("2 of 4 cases fail:")
    assert "word='two', length=9" in str(told.value)
    assert "word='four', length=1" in str(told.value)


def test_what_was_not_raised_and_any_error_fail_their_row_only() -> None:
    @each("value", ["a", 0, None])
    def holds(value: object) -> None:
        with pytest.raises(TypeError):
            len(value)  # type: ignore[arg-type]

    with pytest.raises(AssertionError, match="1 of 3 cases fail"):
        holds()


def test_tables_stand_above_one_another_and_fixtures_are_left_to_pytest() -> None:
    seen = []

    @each("left", "ab")
    @each("right", range(2))
    def holds(left: str, right: int, given: str) -> None:
        seen.append((left, right, given))

    assert list(inspect.signature(holds).parameters) == ["given"]
    holds(given="x")
    assert seen == [("a", 0, "x"), ("a", 1, "x"), ("b", 0, "x"), ("b", 1, "x")]


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(AssertionError, match="tests nothing"):
        each("value", [])
