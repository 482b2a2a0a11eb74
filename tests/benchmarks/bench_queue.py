"""What the Queue costs the server on a desk of 2,000 claims, against one of 200 in the same run.

The real page runs in Streamlit's own harness on the real desk and storage; the models are
stand-ins. Half of the claims are decided, a tenth are assigned, some are returned or drafted.
Processor time is counted, which other work on the machine does not stretch.
``WORKBENCH_BENCH_ROUNDS`` says how often each is taken.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests import made
from tests.benchmarks.bench_screens import ROOT, at_the_desk
from tests.benchmarks.measurement import Measurement
from tests.crashing import quick_app
from tests.databases import database_of
from workbench.app import App
from workbench.model.queue import Wanted
from workbench.model.verdict import Draft, Verdict

FEW, MANY = 200, 2000
A_STORY = 20
MOST = 0.5
"""Seconds that the page may take."""


def fill(app: App, claims: int) -> None:
    """Stories of 20 claims each, until there are so many, at all stages."""
    ids: list[str] = []
    for number in range(claims // A_STORY):
        words = [f"in week {number} Iran sent {each + 1} drones" for each in range(A_STORY)]
        story = made.article(". ".join(words) + ".", title=f"Story {number}")
        lifted = [made.claim(story, each, number=n + 1) for n, each in enumerate(words)]
        made.store_article(database_of(app), story, lifted)
        ids += [each.claim_id for each in lifted]
    late = app.clock() - timedelta(hours=1)
    app.work.plan(ids[::20], by=made.ADA, assignee="chris", due_at=late)
    app.work.plan(ids[1::20], by=made.ADA, assignee="chris")
    for number, claim_id in enumerate(ids[::2]):
        by = made.CHRIS if number % 10 == 0 else made.CORA
        app.verdicts.submit(
            claim_id,
            verdict=Verdict.UNVERIFIED,
            rationale="Nothing found.",
            cited=(),
            shown=[],
            by=by,
            seen_version=0,
        )
        if number % 20 == 0:
            app.verdicts.send_back(claim_id, 1, by=made.SAM, reason="Name the source.")
    for claim_id in ids[3::40]:
        app.drafts.keep(claim_id, Draft(rationale="So far"), seen_version=0, by=made.CHRIS)


def timed(rounds: int, action: Callable[[], object]) -> float:
    """Median seconds of processor time; the first round is left out."""
    taken = []
    for _ in range(rounds + 1):
        began = time.process_time()
        action()
        taken.append(time.process_time() - began)
    return statistics.median(taken[1:])


def figures(claims: int, rounds: int) -> dict[str, float]:
    """Seconds of each part on a desk of so many claims."""
    with (
        tempfile.TemporaryDirectory(prefix="queue-") as folder,
        quick_app(Path(folder) / "desk.duckdb") as app,
        at_the_desk(app),
    ):
        fill(app, claims)
        checker = next(each for each in app.accounts.users() if each.name == "chris")
        page = AppTest.from_file(str(ROOT / "workbench/ui/main.py"), default_timeout=60)

        def opened() -> None:
            page.run()
            assert not page.exception, page.exception
            assert not page.error, page.error

        def found() -> None:
            page.query_params["q"] = "drones"
            opened()

        return {
            "read what waits": timed(rounds, lambda: app.waiting.of(checker)),
            "read the stories": timed(rounds, lambda: app.page_queries.queue(checker)),
            "read a page of claims": timed(
                rounds, lambda: app.page_queries.listed(checker, Wanted(words="drones"), page=2)
            ),
            "open the Queue": timed(rounds, opened),
            "find claims": timed(rounds, found),
        }


def run(shared: Path) -> list[Measurement]:
    """Both desks, one after the other."""
    rounds = int(os.environ.get("WORKBENCH_BENCH_ROUNDS", "8"))
    few, many = figures(FEW, rounds), figures(MANY, rounds)
    return [
        Measurement(
            f"{MANY:,} claims, {name}, median",
            seconds,
            "s",
            aim=MOST,
            baseline=f"{FEW} claims",
            baseline_value=few[name],
            higher_is_better=False,
        )
        for name, seconds in many.items()
    ]
