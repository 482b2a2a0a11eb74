"""New statements against old verdicts: which decided claims they contradict or support."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final

from workbench.desk.desk import Desk
from workbench.desk.intake import query_of
from workbench.desk.permissions import MACHINE
from workbench.errors import WorkbenchError
from workbench.model import EvidenceFlag, Prior, Query
from workbench.storage import articles, statements, watermarks

if TYPE_CHECKING:
    from workbench.storage.database import Database

log = logging.getLogger(__name__)

WATERMARK: Final = "flags"
BATCH: Final = 64

SHARED: Final = 2
"""Words that a claim and a statement on one topic have in common at the least, headlines, speakers
and actors included."""

MANY: Final = 2_000
"""After a bulk import nearly every claim is near something, and telling would cost more."""

Topic = Callable[[str], Collection[str]]
Match = Callable[[Sequence[Query]], list[list[Prior]]]


class NewEvidence:
    """Flags decided claims after an import. A pass that was killed goes on at the next one."""

    def __init__(self, database: Database, desk: Desk, match: Match, topic: Topic) -> None:
        """``topic`` gives the words of a text that tell what it is about."""
        self._database = database
        self._desk = desk
        self._match = match
        self._topic = topic
        self._passing = threading.RLock()
        self._waiting = threading.Event()

    def look(self) -> list[EvidenceFlag]:
        """Match the decided claims again and flag those that new statements touch.

        Returns:
            The flags raised; the verdicts stay as they are.
        """
        with self._passing:
            with self._database.read() as cursor:
                newest = statements.last_row_id(cursor)
                new = watermarks.statement_ids_after(cursor, watermarks.reached(cursor, WATERMARK))
            raised: list[EvidenceFlag] = []
            queries = self._queries_near(new)
            for start in range(0, len(queries), BATCH):
                batch = queries[start : start + BATCH]
                found = {
                    query.claim_id: [
                        prior for prior in priors if prior.statement.statement_id in new
                    ]
                    for query, priors in zip(batch, self._match(batch), strict=True)
                }
                raised.extend(self._desk.raise_flags(found, by=MACHINE))
            if new:
                with self._database.write() as cursor:
                    watermarks.move(cursor, WATERMARK, newest)
        return raised

    def look_soon(self) -> None:
        """The same in a thread of its own, since it may take a while and nobody has to wait.

        What a process that ends leaves undone is done by the next pass.
        """
        if not self._waiting.is_set():
            self._waiting.set()
            threading.Thread(target=self._look, name="new-evidence", daemon=True).start()

    def _look(self) -> None:
        with self._passing:
            self._waiting.clear()  # what comes from now on wants a pass of its own
            try:
                self.look()
            except WorkbenchError as error:
                log.warning("new evidence waits for the next pass: %s", error)

    def _queries_near(self, new: set[str]) -> list[Query]:
        """The decided claims that share a topic with a new statement: matching is the dear part."""
        if not new:
            return []
        if len(new) > MANY:
            return self._queries()
        with self._database.read() as cursor:
            found = statements.by_ids(cursor, sorted(new)).values()
        topics = {
            frozenset(self._topic(_joined(one.title, one.text, one.speaker, one.actor)))
            for one in found
        }
        near = []
        for query in self._queries():
            about = _joined(
                query.context, query.text, query.proposition, query.speaker, query.actor
            )
            words = frozenset(self._topic(about))
            if any(len(words & topic) >= SHARED for topic in topics):
                near.append(query)
        return near

    def _queries(self) -> list[Query]:
        claims = self._desk.decided()
        with self._database.read() as cursor:
            headings = articles.headings(cursor)
        return [query_of(claim, headings[claim.article_id]) for claim in claims]


def _joined(*parts: str | None) -> str:
    return ". ".join(part for part in parts if part is not None)
