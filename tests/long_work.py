"""A piece of long work of every kind on a real desk, for whoever pauses, cancels or kills it.

Only reading English and the embedding model are stand-ins; each piece is several steps long.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import made
from tests.crashing import OtherEmbedder
from tests.databases import database_of
from workbench.app import App
from workbench.archive.index import re_embedding
from workbench.desk.intake import article_imports, new_evidence, statement_job
from workbench.desk.jobs.kind import Kind
from workbench.desk.jobs.runner import DESK
from workbench.model.intake import Flags
from workbench.model.job import Job, JobKind, JobStep
from workbench.model.people import User
from workbench.model.verdict import Verdict
from workbench.storage.statements import statements, watermarks

STEPS = 3
AT_ONCE = 20
ROWS = STEPS * AT_ONCE


@dataclass(frozen=True)
class Work:
    """How one kind of work is begun and judged.

    Attributes:
        kind: The kind, as the desk has it.
        ready: What is there before.
        start: Begins it in the background.
        amount: How much of it is done, of ``ROWS``.
    """

    kind: Callable[[App], Kind[Any]]
    ready: Callable[[App, Path], None]
    start: Callable[[App, Path], Job]
    amount: Callable[[App], int]


def make_steps_small() -> None:
    """Every kind does ``ROWS`` in ``STEPS`` steps; for a process of its own, or undone after."""
    statement_job.AT_ONCE = AT_ONCE  # type: ignore[misc]
    article_imports.BATCH = AT_ONCE  # type: ignore[misc]
    re_embedding.EMBEDDED_AT_ONCE = AT_ONCE  # type: ignore[misc]
    new_evidence.ROWS_AT_ONCE = AT_ONCE  # type: ignore[misc]
    re_embedding.load_model = lambda _: OtherEmbedder()  # type: ignore[assignment]


def nothing(app: App, folder: Path) -> None:
    """It begins with an empty desk."""


def table() -> bytes:
    return "".join(["text\n", *(f"Ship {number} left.\n" for number in range(ROWS))]).encode()


def write_stories(app: App, folder: Path) -> None:
    (folder / "stories").mkdir()
    for number in range(ROWS):
        (folder / "stories" / f"{number:03d}.txt").write_text(f"Kirby: Iran sent {number} drones")


def start_articles(app: App, folder: Path) -> Job:
    paths = [str(folder / "stories")]
    return app._parts.runner.start(
        app._parts.article_imports, "stories", by=made.CHRIS, details={"paths": paths}
    )


def fill_archive(app: App, folder: Path) -> None:
    file = folder / "ships.jsonl"
    lines = (json.dumps({"text": f"Ship {number} left."}) for number in range(ROWS))
    file.write_text("\n".join(lines))
    app.statements.import_file(file, by=made.LEE, flags=Flags.LATER)


def start_model(app: App, folder: Path) -> Job:
    app.model_changes.ask(None, by=made.ADA)
    job = app.model_changes.last()
    assert job is not None
    return job


def decide_and_fill(app: App, folder: Path) -> None:
    stored = app.articles.add(made.article("It is so."), by=made.CHRIS)
    app.verdicts.submit(
        stored.claims[0].claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="No source.",
        cited=[],
        by=made.CHRIS,
        seen_version=0,
    )
    fill_archive(app, folder)


def start_evidence(app: App, folder: Path) -> Job:
    return app._parts.runner.start(app._parts.new_evidence, by=DESK)


def statements_held(app: App) -> int:
    return app.archive.count()


def vectors_of_the_other(app: App) -> int:
    with database_of(app).read() as cursor:
        twice = cursor.cell("SELECT count(*) - count(DISTINCT (row_id, model)) FROM vectors")
        held: int = cursor.cell("SELECT count(*) FROM vectors WHERE model = 'other'")
    assert twice == 0
    return held


def looked_at(app: App) -> int:
    with database_of(app).read() as cursor:
        assert statements.last_row_id(cursor) in (0, ROWS)
        return watermarks.read_position(cursor, new_evidence.WATERMARK)


def articles_held(app: App) -> int:
    return len(app.page_queries.queue(made.CHRIS))


EVERY: Mapping[JobKind, Work] = {
    JobKind.STATEMENTS: Work(
        lambda app: app._parts.statement_job,
        nothing,
        lambda app, _: app.imports.start("ships.csv", table(), by=made.LEE),
        statements_held,
    ),
    JobKind.ARTICLES: Work(
        lambda app: app._parts.article_imports, write_stories, start_articles, articles_held
    ),
    JobKind.MODEL: Work(
        lambda app: app._parts.model_job, fill_archive, start_model, vectors_of_the_other
    ),
    JobKind.EVIDENCE: Work(
        lambda app: app._parts.new_evidence, decide_and_fill, start_evidence, looked_at
    ),
}


class Held:
    """A kind whose steps wait for the test: each stands still when it is done, and before it tells.

    Attributes:
        stands: Released whenever a step has been committed.
        may: Acquired before the runner hears of it.
    """

    def __init__(self, kind: Kind[Any]) -> None:
        self.stands = threading.Semaphore(0)
        self.may = threading.Semaphore(0)
        self._steps = kind.steps
        kind.steps = self.steps  # type: ignore[method-assign]

    def steps(self, job: Job, *, by: User) -> Generator[JobStep, None, Any]:
        inner = self._steps(job, by=by)
        try:
            while True:
                try:
                    step = next(inner)
                except StopIteration as end:
                    return end.value
                if step.done:
                    self.stands.release()
                    assert self.may.acquire(timeout=30)
                yield step
        finally:
            inner.close()

    def wait(self) -> None:
        """Until a step has been committed."""
        assert self.stands.acquire(timeout=30)

    def let_go(self, steps: int = 1_000) -> None:
        """Let so many steps be told of."""
        for _ in range(steps):
            self.may.release()
