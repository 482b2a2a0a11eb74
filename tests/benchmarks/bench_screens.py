"""What the review page costs the server, action by action, on an article of 200 claims.

The real scripts run in Streamlit's own harness on the real desk, storage and archive; the embedding
model and the reading of English are stand-ins, so the times are those of the page and not of a
model. Processor time is counted, which other work on the machine does not stretch. The same
actions on an article of 20 claims, in the same run, are the baseline. ``WORKBENCH_BENCH_ROUNDS``
says how often each action is taken.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests import made
from tests.benchmarks.measurement import Measurement
from tests.crashing import quick_app
from workbench.app import App
from workbench.model.people import Role
from workbench.model.verdict import Verdict
from workbench.storage.engine.database import Database
from workbench.ui import session
from workbench.ui.review.ahead import AHEAD

ROOT = Path(__file__).resolve().parents[2]
SHORT, LONG = 20, 200
MOST = 0.3
"""Seconds that opening a claim may take, with its priors found already."""
ACTIONS = ("open a claim", "next claim", "submit a verdict")


@dataclass
class Taken:
    """Seconds of processor time of each action, and how often it asked the database."""

    seconds: list[float] = field(default_factory=list)
    reads: list[int] = field(default_factory=list)


class Person:
    """A checker in front of the review page."""

    def __init__(self, app: App, article_id: str) -> None:
        self.claims = [
            item.claim.claim_id for item in app.page_queries.claims_of(article_id, reader=None)
        ]
        self.article_id = article_id
        self.taken = {name: Taken() for name in ACTIONS}
        self.reads = 0
        for claim_id in self.claims:
            app.priors.of(claim_id)
        self.page = AppTest.from_file(str(ROOT / "workbench/ui/main.py"), default_timeout=60)
        self.page.query_params["article"] = article_id
        self.page.switch_page("review/review.py")
        self.page.run()

    @contextmanager
    def timed(self, action: str) -> Iterator[None]:
        AHEAD.finish()
        before, began = Units.counted, time.process_time()
        yield
        assert not self.page.exception, self.page.exception
        self.taken[action].seconds.append(time.process_time() - began)
        self.taken[action].reads.append(Units.counted - before)

    def round(self, number: int) -> None:
        """Open a claim by its link, go on to the next, and decide that one."""
        place = number * 3 % (len(self.claims) - 2)
        with self.timed("open a claim"):
            self.page.query_params["claim"] = self.claims[place]
            self.page.run()
        with self.timed("next claim"):
            self.page.button(key="next").click().run()
        labelled(self.page.radio, "Verdict").set_value(Verdict.UNVERIFIED)
        labelled(self.page.text_area, "Why").set_value("Nothing settles it.")
        sending = labelled(self.page.button, "Submit verdict")
        with self.timed("submit a verdict"):
            sending.click().run()
        assert self.page.success, "the verdict is stored"


def labelled(widgets: Sequence[Any], label: str) -> Any:
    """The widget of that label."""
    return next(each for each in widgets if each.label == label)


class Units:
    """Counts how often the database is asked, each time for one consistent look."""

    counted = 0


@contextmanager
def counting() -> Iterator[None]:
    """Count units of work while it lasts."""
    whole = Database._unit_of_work

    @contextmanager
    def counted(self: Database) -> Iterator[object]:
        Units.counted += 1
        with whole(self) as cursor:
            yield cursor

    Database._unit_of_work = counted  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Database._unit_of_work = whole  # type: ignore[method-assign]


@contextmanager
def at_the_desk(app: App) -> Iterator[None]:
    """The pages find this desk, and Chris in front of it."""
    app.accounts.create("chris", "Chris", Role.CHECKER, "a long password", by=made.ADA)
    user = next(each for each in app.accounts.users() if each.name == "chris")
    before = session.current_app, session.current_user
    session.current_app = lambda: app
    session.current_user = lambda _: user
    try:
        yield
    finally:
        AHEAD.finish()
        session.current_app, session.current_user = before


def article_of(app: App, claims: int) -> str:
    """Put an article of so many claims on the desk; returns its id."""
    text = "\n".join(
        f"Kirby: on day {number} Iran sent {number + 1} of its drones to Russia for the war."
        for number in range(claims)
    )
    return app.articles.add(
        made.article(f"{claims} claims\n{text}"), by=made.ADA
    ).article.article_id


def run(shared: Path) -> list[Measurement]:
    """Take each action some times on both articles."""
    rounds = int(os.environ.get("WORKBENCH_BENCH_ROUNDS", "12"))
    found: dict[int, dict[str, Taken]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="screens-") as folder,
        counting(),
        quick_app(Path(folder) / "desk.duckdb") as app,
        at_the_desk(app),
    ):
        Person(app, article_of(app, SHORT - 1)).round(0)  # whatever is loaded on first use
        for claims in (SHORT, LONG):
            person = Person(app, article_of(app, claims))
            for number in range(rounds + 1):
                person.round(number)
            found[claims] = person.taken
    figures = []
    for action in ACTIONS:
        short, long = found[SHORT][action], found[LONG][action]
        figures.append(
            Measurement(
                f"{LONG} claims, {action}, median",
                statistics.median(long.seconds[1:]),
                "s",
                aim=MOST,
                baseline=f"{SHORT} claims",
                baseline_value=statistics.median(short.seconds[1:]),
                higher_is_better=False,
                note=f"{statistics.median(long.reads[1:]):.0f} looks at the database",
            )
        )
    return figures
