"""What may be asked of the archive by anybody who may read: it changes nothing.

Every public method may be called from several threads. The models load on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.archive.index.filters import Filter, filter_of
from workbench.archive.index.query_text import topic_of
from workbench.archive.index.search_index import SearchIndex
from workbench.archive.priors.absence import absence_for, absence_of
from workbench.archive.priors.matching import Matching
from workbench.archive.priors.reversals import reversals
from workbench.archive.priors.timeline import timeline
from workbench.archive.status import ArchiveStatus, status
from workbench.errors import NotFound
from workbench.model.prior import Absence, Prior, Query, Reversal, Timeline
from workbench.model.statement import Search, Statement
from workbench.storage.statements import reprints as reprint_rows
from workbench.storage.statements import statements as rows

if TYPE_CHECKING:
    from workbench.extraction.extractor import Extractor
    from workbench.storage.engine.database import Database


class ArchiveReads:
    """Statements of one database: searched, and related to claims."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        index: SearchIndex,
        matching: Matching,
        *,
        extractor: Callable[[], Extractor],
        mentioned: Callable[[str], frozenset[str]],
    ) -> None:
        """Name the parts, which ``Archive`` makes.

        Args:
            folder: Where the index lies.
            mentioned: The actors that a text names.
        """
        self._database = database
        self._folder = folder
        self._index = index
        self._matching = matching
        self._extractor = extractor
        self._mentioned = mentioned

    # Priors out --------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        *,
        as_of: date | None = None,
        actor: str | None = None,
        source: str | None = None,
        language: str | None = None,
        speaker: str | None = None,
        since: date | None = None,
        k: int = 10,
    ) -> list[Prior]:
        """The ``k`` statements nearest to ``text``, with their relation to it.

        Args:
            as_of: Only statements dated on or before this day; undated ones are left out.
            actor: Only statements of this actor, by any of its names: "Tehran" is Iran.
            source: Only what this publisher printed, in whatever case.
            language: Only statements in this language, such as "en"; "en-GB" is "en".
            speaker: Only those of whose speaker's name these are words: "Kanaani" will do.
            since: Only statements dated on or after this day; undated ones are left out.
        """
        search = Search(text, as_of, actor, source, language, speaker, since)
        [found] = self.searches([search], k=k)
        return found

    def searches(self, searches: Sequence[Search], *, k: int = 10) -> list[list[Prior]]:
        """What each of many searches finds, in their order; quicker than one by one."""
        asked = [one if k > 0 and one.text.strip() else None for one in searches]
        found = iter(
            self._matching.look_up(
                [
                    (Query("", one.text, article_date=one.as_of), self._filter_of(one))
                    for one in asked
                    if one is not None
                ],
                k=k,
            )
        )
        return [[] if one is None else next(found) for one in asked]

    def absence_of(self, search: Search, found: Sequence[Prior]) -> Absence | None:
        """What a search looked at, if nothing it found takes a side on its words."""
        return absence_of(search, found, self._filter_of(search), self._index.count)

    def absence_for(self, query: Query, priors: Sequence[Prior]) -> Absence | None:
        """What was searched for a claim, if nothing said by then is for or against it.

        Args:
            priors: What ``match`` found for the claim.
        """
        return absence_for(query, priors, self._mentioned, self._index.count)

    def reversals(self, priors: Iterable[Prior]) -> list[Reversal]:
        """Who has stood on both sides, in the order of the change."""
        return reversals(priors)

    def timeline(self, query: Query, priors: Sequence[Prior]) -> Timeline:
        """Who said what on a claim and when, from its priors; see ``timeline``."""
        return timeline(
            priors,
            day=query.article_date,
            text=query.text,
            named=self._names_in_order(topic_of(query)),
            actor=query.actor,
            polarity=query.polarity,
            texts=self._texts_of(priors),
        )

    def timeline_by(self, actor: str, text: str, *, k: int) -> Timeline:
        """What one actor, by any of its names, said on a topic over time: the ``k`` nearest."""
        found = self.search(text, actor=actor, k=k)
        return timeline(found, texts=self._texts_of(found))

    def match(self, queries: Sequence[Query], *, k: int = 10) -> list[list[Prior]]:
        """Priors of each query: lane prior, best first, then lane since; up to ``k`` a lane.

        A statement with no day cannot be shown to precede an article, so it stands in lane since
        with no ``days_before``. Without an article date every statement is in lane prior. An
        article's own claims are never its priors.
        """
        return self._matching.priors(queries, k=k)

    # The record --------------------------------------------------------------------------------

    def statement(self, statement_id: str) -> Statement:
        """One statement.

        Raises:
            NotFound: there is none with this id.
        """
        found = self.statements([statement_id])
        if not found:
            raise NotFound(f"there is no statement {statement_id} in the archive")
        return found[0]

    def statements(self, statement_ids: Sequence[str]) -> list[Statement]:
        """Those of the statements that are there, in the order asked for."""
        with self._database.read() as cursor:
            held = rows.by_ids(cursor, statement_ids)
        return [held[one] for one in statement_ids if one in held]

    def count(self) -> int:
        """How many statements there are."""
        with self._database.read() as cursor:
            return rows.count(cursor)

    def status(self) -> ArchiveStatus:
        """How it stands, for who looks after it."""
        return status(self._database, self._folder)

    # Inside ------------------------------------------------------------------------------------

    def _filter_of(self, search: Search) -> Filter:
        """A search as a filter; by actor "Tehran" it means Iran, and a name unknown is itself."""
        named = search.actor
        known = None if named is None else self._actor_of(named, None)
        return filter_of(search, named if known is None else known)

    def _names_in_order(self, text: str) -> list[str]:
        mentioned = self._mentioned(text)
        named = [mention.alias.actor for mention in self._extractor().actors.mentions(text)]
        return [actor for actor in dict.fromkeys(named) if actor in mentioned]

    def _texts_of(self, priors: Sequence[Prior]) -> dict[str, int]:
        """The number of each statement's text, the same for reprints."""
        with self._database.read() as cursor:
            return reprint_rows.groups_of(cursor, [one.statement.statement_id for one in priors])

    def _actor_of(self, speaker: str, on: date | None) -> str | None:
        actor: str | None = self._extractor().actors.resolve(speaker, on)
        return actor
