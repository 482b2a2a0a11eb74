"""New statements against old verdicts: which decided claims they contradict or support."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final

from workbench.desk.desk import Desk
from workbench.desk.intake import query_of
from workbench.model import EvidenceFlag, Prior, Query, Relation
from workbench.storage import articles, statements, watermarks

if TYPE_CHECKING:
    from workbench.storage.database import Database

WATERMARK: Final = "flags"
CERTAIN_ENOUGH: Final = 0.5
"""A relation less likely than not raises no flag."""
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
        self._passing = threading.Lock()

    def look(self, *, by: str) -> list[EvidenceFlag]:
        """Match the decided claims again and flag those that new statements touch.

        Args:
            by: Whose import brought the statements.

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
                    query.claim_id: [prior for prior in priors if _tells(prior, new)]
                    for query, priors in zip(batch, self._match(batch), strict=True)
                }
                raised.extend(self._desk.raise_flags(found, by=by))
            if new:
                with self._database.write() as cursor:
                    watermarks.move(cursor, WATERMARK, newest)
        return raised

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


def _tells(prior: Prior, new: set[str]) -> bool:
    return (
        prior.statement.statement_id in new
        and prior.label.relation is not Relation.RELATED
        and prior.label.probability >= CERTAIN_ENOUGH
    )
