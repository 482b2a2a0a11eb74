"""A machine's clock that goes back: events stay in order and ended sessions stay ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from workbench.clock import SteadyClock

NOON = datetime(2022, 10, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class SetByHand:
    """A machine's clock for a test to set, and the seconds that really pass."""

    def __init__(self) -> None:
        self.wall = NOON
        self.seconds = 0.0

    def passes(self, length: timedelta) -> None:
        self.wall += length
        self.seconds += length.total_seconds()

    def steady(self) -> SteadyClock:
        return SteadyClock(lambda: self.wall, lambda: self.seconds)


@pytest.fixture
def machine() -> SetByHand:
    return SetByHand()


def test_it_is_the_machines_clock_while_that_goes_forward(machine: SetByHand) -> None:
    clock = machine.steady()
    assert clock() == NOON
    machine.passes(HOUR)
    assert clock() == NOON + HOUR
    machine.wall += 5 * HOUR
    assert clock() == NOON + 6 * HOUR
    assert clock.behind == timedelta(0)


def test_set_back_it_goes_on_slowly_and_is_right_again_in_the_end(
    machine: SetByHand, caplog: pytest.LogCaptureFixture
) -> None:
    clock = machine.steady()
    clock()
    machine.wall -= HOUR
    assert clock.behind == HOUR
    given = [clock()]
    for _ in range(24):
        machine.passes(HOUR / 10)
        given.append(clock())
    assert given == sorted(given)
    assert given[0] == NOON
    assert given[10] == NOON + HOUR / 2
    assert given[-1] == machine.wall, "it has caught up"
    assert len([line for line in caplog.messages if "behind the last event" in line]) == 1


def test_it_never_gives_a_time_before_the_last_event(machine: SetByHand) -> None:
    clock = machine.steady()
    clock.not_before(NOON + HOUR)
    clock.not_before(NOON)
    assert clock() == NOON + HOUR
    machine.passes(3 * HOUR)
    assert clock() == NOON + 3 * HOUR
