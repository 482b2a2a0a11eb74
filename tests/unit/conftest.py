"""Unit tests start no process, open no connection and load no parser: here one that does fails.

Libraries are seen while they load, so one that an earlier folder's tests have loaded already is
only noticed by ``pytest tests/unit``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import trafilatura  # noqa: F401  what it stands on takes a port once, to see if there is IPv6

TOO_MUCH = {
    "subprocess.Popen": "a process is started",
    "os.system": "a process is started",
    "os.posix_spawn": "a process is started",
    "os.fork": "a process is forked",
    "socket.connect": "a connection is opened",
    "socket.bind": "a port is taken",
    "socket.getaddrinfo": "a name is looked up on the network",
}
TOO_HEAVY = {"spacy", "torch", "transformers", "sentence_transformers"}


class Watch:
    """Keeps what is done while a unit test runs; a hook on Python's audit cannot be taken away."""

    def __init__(self) -> None:
        self.seen: list[str] | None = None
        sys.addaudithook(self.look)

    def look(self, event: str, details: tuple[object, ...]) -> None:
        if self.seen is None:
            return
        if event in TOO_MUCH:
            self.seen.append(f"{TOO_MUCH[event]} ({event})")
        elif event == "import" and details[0] in TOO_HEAVY:
            self.seen.append(f"{details[0]} is loaded")


WATCH = Watch()


@pytest.fixture(autouse=True)
def nothing_slow(no_outside_settings: None) -> Iterator[None]:
    """Fail the test that did what belongs in tests/integration, tests/parsing or tests/models."""
    WATCH.seen = seen = []
    yield
    WATCH.seen = None
    if seen:
        pytest.fail(
            f"{'; '.join(dict.fromkeys(seen))}: a test that needs this belongs in "
            "tests/integration, tests/parsing or tests/models"
        )
