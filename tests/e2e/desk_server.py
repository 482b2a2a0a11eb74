"""A server of the desk in a process of its own, and a person at a browser in front of it.

A server is forked from a process that has loaded the libraries and nothing else: to load them
takes longer than most of what a journey does. Whatever the desk itself loads, it loads as ever.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from playwright.sync_api import Locator, Page

from workbench.demo import PASSWORD
from workbench.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
QUIET = "[data-testid='stApp'][data-test-script-state='notRunning']"
LISTENING = "[aria-live='polite'][data-told]"
"""The desk's keys work from the moment this is there."""
START_SECONDS = 90
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.e2e.libraries"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    settings: Settings, log: Path, *, port: int | None = None, told: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The desk of ``settings`` served on a free port; gives its address.

    Args:
        told: More for the server's environment.
    """
    port = free_port() if port is None else port
    environment = {
        **os.environ,
        "WORKBENCH_DATABASE": str(settings.database),
        "WORKBENCH_ACTORS": str(settings.actors),
        "WORKBENCH_DEMO": "1" if settings.demo else "0",
        **({} if told is None else told),
    }
    command = [
        *("streamlit", "run", str(ROOT / "app.py")),
        *("--server.address", "127.0.0.1", "--server.port", str(port)),
        *("--server.headless", "true"),
    ]
    server = FORKS.Process(target=serve, args=(command, environment, log))
    server.start()
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for_health(address, server, log)
        yield address
    finally:
        server.terminate()
        server.join(20)
        if server.is_alive():
            server.kill()
            server.join()


def serve(command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    """What the forked process does: all that ``python -m streamlit`` would."""
    with log.open("w") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = list(command)
    from streamlit.web.cli import main

    main()


def wait_for_health(address: str, server: ForkServerProcess, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if not server.is_alive():
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer in {START_SECONDS} s: {log.read_text()}")


class Desk:
    """What a person does at the desk, by role and by name as assistive technology sees it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def settle(self) -> None:
        """Wait until the page has stopped running and changing."""
        self.page.wait_for_selector(QUIET, timeout=60_000)
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(QUIET, timeout=60_000)
        self.page.wait_for_selector(LISTENING, state="attached", timeout=60_000)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.settle()

    def sign_in(self, name: str, path: str = "/") -> None:
        """Sign in by keyboard: the name's field has the focus already."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector("#name")
        self.page.keyboard.type(name)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("h1:not(:text('Factcheck workbench'))", timeout=60_000)
        self.settle()

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_selector("#name")

    def go_to(self, title: str) -> None:
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.page.wait_for_selector(f".wb-masthead h1:text-is('{title}')", timeout=60_000)
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, waiting for the page after each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def told(self, words: str) -> None:
        """Wait until the page says so, on the screen and to a screen reader."""
        self.page.locator("[data-testid='stAlert']").filter(has_text=words).wait_for()
        self.page.locator("[aria-live='polite']").filter(has_text=words).wait_for(state="attached")

    @property
    def claim_card(self) -> Locator:
        return self.page.locator(".wb-claim")

    def active(self) -> str:
        """The accessible label of what has the focus."""
        return str(
            self.page.evaluate(
                "() => document.activeElement.getAttribute('aria-label')"
                " || document.activeElement.innerText || document.activeElement.tagName"
            )
        )

    def tab_to(self, label: str, limit: int = 60, *, role: str | None = None) -> None:
        """Press Tab until the thing so labelled has the focus.

        Args:
            role: Where a tab and a button bear the same label, which of them is meant.
        """
        for _ in range(limit):
            if self.active().strip() == label and role in (None, self.active_role()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{label!r} cannot be reached by {limit} times Tab")

    def active_role(self) -> str:
        """The role of what has the focus: its own, or that of its element."""
        return str(
            self.page.evaluate(
                "() => document.activeElement.getAttribute('role')"
                " || document.activeElement.tagName.toLowerCase()"
            )
        )
