"""New statements against old verdicts: which decided claims they contradict or support."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from workbench.desk.claims.claim_query import query_of
from workbench.desk.verdicts.evidence_flags import EvidenceFlags
from workbench.errors import WorkbenchError
from workbench.model.people import MACHINE
from workbench.model.prior import Prior, Query
from workbench.model.verdict import EvidenceFlag
from workbench.storage.claims import articles
from workbench.storage.statements import statements, watermarks

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

log = logging.getLogger(__name__)

WATERMARK: Final = "flags"
ROWS_AT_ONCE: Final = 500
"""Statements between two watermarks: so many a pass that was killed looks at again."""

PATIENCE: Final = 5.0
"""Seconds that a stop waits for the next watermark, so that no row is looked at twice."""

Progress = Callable[[int, int], None]
"""Told how many of how many new statements have been looked at."""


class Watched(Protocol):
    """What is needed of the archive: claims, ready to be compared with new statements."""

    def touched(self, after: int, up_to: int) -> Mapping[str, Sequence[Prior]]: ...


@dataclass(frozen=True, slots=True)
class PassUnderWay:
    """How far a look at new statements has come."""

    done: int
    total: int


class NewEvidence:
    """Flags decided claims after an import. A pass that was killed goes on at the next one."""

    def __init__(
        self, database: Database, flags: EvidenceFlags, watch: Callable[[Sequence[Query]], Watched]
    ) -> None:
        self._database = database
        self._flags = flags
        self._watch = watch
        self._passing = threading.RLock()
        self._waiting = threading.Event()
        self._stopping = threading.Event()
        self._under_way: PassUnderWay | None = None

    @property
    def under_way(self) -> PassUnderWay | None:
        """How far the pass of this moment has come, none if there is none."""
        return self._under_way

    def look(self, progress: Progress | None = None) -> list[EvidenceFlag]:
        """Flag the decided claims that statements touch which came since the last look.

        A claim that is decided meanwhile needs no look: whoever decides is told of everything
        that had come by then (``Verdicts.submit``).

        Returns:
            The flags raised; the verdicts stay as they are.
        """
        raised: list[EvidenceFlag] = []
        with self._passing:
            try:
                while not self._stopping.is_set():
                    with self._database.read() as cursor:
                        done = watermarks.reached(cursor, WATERMARK)
                        newest = statements.last_row_id(cursor)
                    if done >= newest:
                        break
                    raised += self._pass(done, newest, progress)
            finally:
                self._under_way = None
        return raised

    def look_soon(self) -> None:
        """The same in a thread of its own, since it may take a while and nobody has to wait.

        What a process that ends leaves undone is done by the next pass.
        """
        if not self._waiting.is_set():
            self._waiting.set()
            threading.Thread(target=self._look, name="new-evidence", daemon=True).start()

    def stop(self) -> None:
        """End the pass under way at its next watermark, and begin no other."""
        self._stopping.set()
        if self._passing.acquire(timeout=PATIENCE):
            self._passing.release()

    def _look(self) -> None:
        with self._passing:
            self._waiting.clear()  # what comes from now on wants a pass of its own
            try:
                self.look()
            except WorkbenchError as error:
                log.warning("new evidence waits for the next pass: %s", error)

    def _pass(self, first: int, last: int, progress: Progress | None) -> list[EvidenceFlag]:
        raised: list[EvidenceFlag] = []
        queries = self._queries()
        watched = self._watch(queries) if queries else None
        for after in range(first, last, ROWS_AT_ONCE):
            if self._stopping.is_set():
                break
            # nothing is decided yet: there is nothing to look at
            up_to = last if watched is None else min(after + ROWS_AT_ONCE, last)
            self._under_way = PassUnderWay(after - first, last - first)
            if watched is not None:
                raised += self._flags.raise_flags(watched.touched(after, up_to), by=MACHINE)
            with self._database.write() as cursor:
                watermarks.move(cursor, WATERMARK, up_to)
            if progress is not None:
                progress(up_to - first, last - first)
            if watched is None:
                break
        return raised

    def _queries(self) -> list[Query]:
        claims = self._flags.decided()
        with self._database.read() as cursor:
            headings = articles.headings(cursor)
        return [query_of(claim, headings[claim.article_id]) for claim in claims]
