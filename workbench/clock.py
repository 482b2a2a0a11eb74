"""A clock that never goes back, whatever happens to the machine's own.

A machine's clock is set back by hand, by a time server or by a flat battery. The ledger would then
tell of things before their causes, and a session that had ended would live again. So while the
machine's clock is behind what was seen already, time goes on from there at half its speed until
the other has caught up: it never stands still, and it is right again in the end.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

SLOWED: Final = 0.5
WORTH_A_WORD: Final = timedelta(seconds=2)
"""Time servers move a clock by less than this every day."""

log = logging.getLogger(__name__)


def wall_clock() -> datetime:
    """The machine's clock, with its zone."""
    return datetime.now(UTC)


class SteadyClock:
    """The time now. Safe to call from many threads."""

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_clock,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the sources.

        Args:
            wall: The machine's clock.
            elapsed: Seconds since some moment, which nobody can set.
        """
        self._wall = wall
        self._elapsed = elapsed
        self._lock = threading.Lock()
        self._last: datetime | None = None
        self._ticks = 0.0
        self._told = False

    def __call__(self) -> datetime:
        """The time now, never before one that was given out."""
        with self._lock:
            wall, ticks = self._wall(), self._elapsed()
            behind = timedelta(0) if self._last is None else self._last - wall
            if self._last is None or behind <= timedelta(0):
                self._last, self._told = wall, False
            else:
                self._last += SLOWED * timedelta(seconds=max(0.0, ticks - self._ticks))
                self._tell(behind)
            self._ticks = ticks
            return self._last

    def not_before(self, moment: datetime) -> None:
        """Give out no time before ``moment``, such as that of the last event in the ledger."""
        with self._lock:
            if self._last is None or self._last < moment:
                self._last, self._ticks = moment, self._elapsed()

    @property
    def behind(self) -> timedelta:
        """How far the machine's clock is behind what was seen already."""
        with self._lock:
            behind = timedelta(0) if self._last is None else self._last - self._wall()
            return max(timedelta(0), behind)

    def _tell(self, behind: timedelta) -> None:
        if behind > WORTH_A_WORD and not self._told:
            self._told = True
            log.warning(
                "the machine's clock is %d seconds behind the last event; set it right. Until it "
                "has caught up, times go on from that event at half speed",
                behind.total_seconds(),
            )
