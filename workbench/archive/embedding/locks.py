"""Rounds of searches that go on side by side, and a change that waits until none is going on.

A round embeds its queries and searches the index with them; were the model changed in between, the
vectors of the one would be compared with those of the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Rounds:
    """Many rounds at once, or one change alone."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._going = 0
        self._changing = False
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """A round; one inside another is part of it."""
        depth = getattr(self._mine, "depth", 0)
        if depth == 0:
            with self._turn:
                self._turn.wait_for(lambda: not self._changing)
                self._going += 1
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            if depth == 0:
                with self._turn:
                    self._going -= 1
                    self._turn.notify_all()

    @contextmanager
    def change(self) -> Iterator[None]:
        """No round is going on, and new ones wait."""
        with self._turn:
            self._turn.wait_for(lambda: not self._changing)
            self._changing = True
            self._turn.wait_for(lambda: self._going == 0)
        try:
            yield
        finally:
            with self._turn:
                self._changing = False
                self._turn.notify_all()


class HasRounds(Protocol):
    """A service whose methods are rounds."""

    rounds: Rounds


Service = TypeVar("Service", bound=HasRounds)


def in_one_round(
    method: Callable[Concatenate[Service, Arguments], Result],
) -> Callable[Concatenate[Service, Arguments], Result]:
    """Make a method a round of its service."""

    @wraps(method)
    def round_of(self: Service, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        with self.rounds.one():
            return method(self, *args, **kwargs)

    return round_of
