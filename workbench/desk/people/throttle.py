"""Slowing down whoever guesses passwords.

Each failed try on an account, and each from an address, counts; after some the next has to wait,
twice as long each time. The counts are in memory: one process serves a desk, nobody outside can
restart it, and a stranger should not be able to make the database write. What failed is in the
ledger all the same.
"""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workbench.errors import TooManyTries

FORGOTTEN_AFTER: Final = timedelta(hours=1)
MOST_KEPT: Final = 20_000
"""Accounts and addresses that are remembered; the longest quiet is forgotten first."""
DOUBLINGS: Final = 20
LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are free, and how long the longest wait after more is."""

    free: int
    longest: timedelta


OF_ACCOUNT: Final = Limit(free=5, longest=timedelta(minutes=5))
"""Not longer: a stranger who fails on purpose must not keep a checker out for the day."""
OF_ADDRESS: Final = Limit(free=30, longest=timedelta(minutes=15))
"""A newsroom often has one address for all of its people."""


@dataclass(slots=True)
class _Tries:
    failed: int
    last: datetime


class Throttle:
    """Counts tries. Every method is safe to call from many threads."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, account: str, address: str) -> None:
        """Count a try before it is made, so that many at once are not all free.

        Args:
            account: What is being guessed at; whether it exists does not matter here.
            address: Where from, empty if unknown.

        Raises:
            TooManyTries: somebody has to wait; the try is not to be made and does not count.
        """
        now = self._clock()
        with self._lock:
            limited = list(_limits(account, address))
            wait = max(self._wait(key, limit, now) for key, limit in limited)
            if wait > timedelta(0):
                raise TooManyTries(seconds=int(wait.total_seconds()) + 1)
            for key, _ in limited:
                tries = self._tries.pop(key, _Tries(0, now))
                if now - tries.last > FORGOTTEN_AFTER:
                    tries.failed = 0
                self._tries[key] = _Tries(tries.failed + 1, now)
            while len(self._tries) > MOST_KEPT:
                self._tries.popitem(last=False)

    def note_success(self, account: str, address: str) -> None:
        """The try was a good one: the account starts anew, the address gets this one try back.

        Its other tries stay, or one's own account would open the way to guess at all others.
        """
        with self._lock:
            for key, limit in _limits(account, address):
                tries = self._tries.get(key)
                if limit is OF_ACCOUNT:
                    self._tries.pop(key, None)
                elif tries is not None:
                    tries.failed = max(0, tries.failed - 1)

    def _wait(self, key: str, limit: Limit, now: datetime) -> timedelta:
        tries = self._tries.get(key)
        if tries is None or tries.failed < limit.free or now - tries.last > FORGOTTEN_AFTER:
            return timedelta(0)
        doubled = timedelta(seconds=2 ** min(tries.failed - limit.free, DOUBLINGS))
        wait = min(doubled, limit.longest)
        # a clock that was set back must not keep anybody out for longer than the wait itself
        return min(wait, tries.last + wait - now)


def _limits(account: str, address: str) -> Iterable[tuple[str, Limit]]:
    yield f"account {account[:LONGEST_NAME]}", OF_ACCOUNT
    if address:
        yield f"address {_network(address)}", OF_ADDRESS


def _network(address: str) -> str:
    """The address, or the /64 network of an IPv6 one, which a single stranger holds whole."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:LONGEST_NAME]
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
