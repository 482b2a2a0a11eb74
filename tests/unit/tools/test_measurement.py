"""Whether a figure counts as good or bad must not depend on who reads the table."""

from __future__ import annotations

from tests.benchmarks.measurement import Measurement, Standing


def test_a_figure_below_its_floor_is_named_so_even_when_it_has_an_aim() -> None:
    figure = Measurement("MAP@5", 0.30, floor=0.34, aim=0.45)
    assert figure.standing is Standing.BELOW_FLOOR


def test_reaching_the_aim_exactly_counts() -> None:
    assert Measurement("MAP@5", 0.45, floor=0.34, aim=0.45).standing is Standing.AIM_REACHED


def test_a_time_is_good_when_it_is_low() -> None:
    slow = Measurement("search", 31.0, "ms", floor=20.0, higher_is_better=False)
    fast = Measurement("search", 12.0, "ms", floor=20.0, higher_is_better=False)
    assert slow.standing is Standing.BELOW_FLOOR
    assert fast.standing is Standing.ABOVE_FLOOR


def test_zero_is_a_floor_like_any_other() -> None:
    assert Measurement("errors", 1, floor=0, higher_is_better=False).standing is (
        Standing.BELOW_FLOOR
    )


def test_a_figure_without_expectations_is_for_information() -> None:
    assert Measurement("rows", 12).standing is Standing.INFORMATION
