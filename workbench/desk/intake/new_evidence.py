"""New statements against old verdicts: which decided claims they contradict or support."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from workbench.desk.claims.claim_query import query_of
from workbench.desk.jobs.kind import Kind, Steps
from workbench.desk.jobs.runner import DESK
from workbench.desk.verdicts.evidence_flags import EvidenceFlags
from workbench.errors import DeskStopping
from workbench.model.job import Job, JobKind, JobStep
from workbench.model.people import MACHINE, User
from workbench.model.prior import Prior, Query
from workbench.storage.claims import articles
from workbench.storage.statements import statements, watermarks

if TYPE_CHECKING:
    from workbench.desk.jobs.runner import Runner
    from workbench.storage.engine.database import Database

WATERMARK: Final = "flags"
ROWS_AT_ONCE: Final = 500
"""Statements between two watermarks: so many a pass that was killed looks at again."""

Progress = Callable[[int, int], None]
"""Told how many of how many new statements have been looked at."""


class Watched(Protocol):
    """What is needed of the archive: claims, ready to be compared with new statements."""

    def touched(self, after: int, up_to: int) -> Mapping[str, Sequence[Prior]]: ...


class NewEvidence(Kind[None]):
    """Flags decided claims after an import: some statements a step, those behind the watermark."""

    name: ClassVar = JobKind.EVIDENCE
    noun: ClassVar = "look for new evidence"
    resumes: ClassVar = True
    standing: ClassVar = True

    def __init__(
        self,
        runner: Runner,
        database: Database,
        flags: EvidenceFlags,
        watch: Callable[[Sequence[Query]], Watched],
    ) -> None:
        self._runner = runner
        self._database = database
        self._flags = flags
        self._watch = watch

    @property
    def under_way(self) -> Job | None:
        """How far the pass of this moment has come, none if there is none."""
        job = self._runner.at_work(self.name)
        return None if job is None or job.total is None else job

    def look(self, progress: Progress | None = None) -> None:
        """Flag the decided claims that statements touch which came since the last look.

        A claim that is decided meanwhile needs no look: whoever decides is told of everything
        that had come by then (``Verdicts.submit``). The verdicts stay as they are.
        """

        def watch(job: Job) -> None:
            if progress is not None and job.done:
                progress(job.done, job.total or job.done)

        if self._is_due():
            with suppress(DeskStopping):  # the next one looks
                self._runner.run(self, by=DESK, watch=watch)

    def look_soon(self) -> None:
        """The same in the background, since it may take a while and nobody has to wait.

        What a process that ends leaves undone is done by the next pass.
        """
        if self._is_due():
            with suppress(DeskStopping):  # the next one looks
                self._runner.start(self, by=DESK)

    def steps(self, job: Job, *, by: User) -> Steps[None]:
        """Look until nothing is left, even of what comes meanwhile."""
        while True:
            with self._database.read() as cursor:
                first = watermarks.read_position(cursor, WATERMARK)
                last = statements.last_row_id(cursor)
            if first >= last:
                return
            yield JobStep(0, last - first)
            queries = self._queries()
            if not queries:  # nothing is decided yet: there is nothing to look at
                yield self._move_watermark(first, last, last)
                continue
            watched = self._watch(queries)
            for after in range(first, last, ROWS_AT_ONCE):
                up_to = min(after + ROWS_AT_ONCE, last)
                self._flags.raise_flags(watched.touched(after, up_to), by=MACHINE)
                yield self._move_watermark(first, up_to, last)

    def _move_watermark(self, first: int, up_to: int, last: int) -> JobStep:
        with self._database.write() as cursor:
            watermarks.move(cursor, WATERMARK, up_to)
        return JobStep(up_to - first, last - first)

    def _is_due(self) -> bool:
        with self._database.read() as cursor:
            done = watermarks.read_position(cursor, WATERMARK)
            return done < statements.last_row_id(cursor)

    def _queries(self) -> list[Query]:
        claims = self._flags.decided()
        with self._database.read() as cursor:
            headings = articles.headings(cursor)
        return [query_of(claim, headings[claim.article_id]) for claim in claims]
