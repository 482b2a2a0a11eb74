"""What stands in the archive beside a claim, for whoever decides on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from workbench.desk.claims.claim_query import query_of
from workbench.desk.verdicts.citations import PriorsKept, Relate, marks_of, priors_of_cited
from workbench.errors import NotFound
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.prior import Absence, Prior, Query, ReaderState, Reversal, Timeline, WordMarks
from workbench.model.statement import Statement

if TYPE_CHECKING:
    from workbench.archive.reader.larger_reader import LargerReader


class Reads(Protocol):
    """What is needed of the archive."""

    def match(self, queries: Sequence[Query], *, k: int = ...) -> list[list[Prior]]: ...
    def reversals(self, priors: Iterable[Prior]) -> list[Reversal]: ...
    def timeline(self, query: Query, priors: Sequence[Prior]) -> Timeline: ...
    def timeline_by(self, actor: str, text: str, *, k: int) -> Timeline: ...
    def absence_for(self, query: Query, priors: Sequence[Prior]) -> Absence | None: ...
    def statements(self, statement_ids: Sequence[str]) -> list[Statement]: ...


class Claims(Protocol):
    """What is needed of the claims: their words, and nothing of what people found."""

    def bare_claim(self, claim_id: str) -> Claim: ...
    def article(self, article_id: str) -> Article: ...


class Priors:
    """Priors of claims, and what they add up to. No verdict is read, so nobody has to be asked."""

    def __init__(
        self,
        archive: Callable[[], Reads],
        claims: Claims,
        *,
        relate: Relate,
        revision: Callable[[], object],
        models: Callable[[], Mapping[str, str]],
        reader: Callable[[], LargerReader | None] = lambda: None,
    ) -> None:
        """Name the parts.

        Args:
            relate: The relation of pairs of claim and statement.
            revision: Cheap, and differs after every change of the archive.
            models: The models that serve, each with its revision.
            reader: The larger reader, if one was named.
        """
        self._archive = archive
        self._claims = claims
        self._relate = relate
        self._reader = reader
        self._kept = PriorsKept(
            lambda queries, k: self._archive().match(queries, k=k), revision, models
        )

    def of(self, claim_id: str, k: int = 10) -> list[Prior]:
        """Up to ``k`` priors a lane; kept until the archive changes.

        What a larger reader has answered by now is in their labels.

        Raises:
            NotFound: there is no such claim.
        """
        return self.of_claim(self._claims.bare_claim(claim_id), k)

    def of_claim(self, claim: Claim, k: int = 10) -> list[Prior]:
        """The same for a claim that has been read."""
        article = self._claims.article(claim.article_id)
        priors = self._kept.of(claim, article, k)
        reader = self._reader()
        return priors if reader is None else reader.judge(query_of(claim, article), priors)

    def read_again(
        self, claim_id: str, priors: Sequence[Prior], *, ahead: bool = False
    ) -> ReaderState | None:
        """Have the larger reader read what is shown, if one was named; nobody waits for it.

        Args:
            ahead: Whether it is not shown yet, and so reads after what is.

        Raises:
            NotFound: there is no such claim.
        """
        reader = self._reader()
        if reader is None:
            return None
        return reader.begin(self._query_of(claim_id), priors, ahead=ahead)

    def reading(self, claim_id: str, priors: Sequence[Prior]) -> ReaderState | None:
        """How far the larger reader is with what is shown, if one was named.

        Raises:
            NotFound: there is no such claim.
        """
        reader = self._reader()
        return None if reader is None else reader.state(self._query_of(claim_id), priors)

    def asked_today(self) -> int:
        """Of how many statements the larger reader was asked since midnight, by UTC."""
        reader = self._reader()
        return 0 if reader is None else reader.asked_today()

    def reversals(self, claim_id: str) -> list[Reversal]:
        """Actors that are on both sides of a claim, said then and said later, from its priors.

        Raises:
            NotFound: there is no such claim.
        """
        return self._archive().reversals(self.of(claim_id))

    def timeline(self, claim_id: str, most: int = 30) -> Timeline:
        """Who said what on a claim and when: up to ``most`` statements each side of its day.

        Raises:
            NotFound: there is no such claim.
        """
        return self._archive().timeline(self._query_of(claim_id), self.of(claim_id, most))

    def timeline_by(self, actor: str, text: str, most: int = 60) -> Timeline:
        """What one actor, by any of its names, said on a topic, and when."""
        return self._archive().timeline_by(actor, text, k=most)

    def absence(self, claim_id: str) -> Absence | None:
        """What was searched for a claim, if nothing said by its article's day is for or against it.

        Raises:
            NotFound: there is no such claim.
        """
        return self._archive().absence_for(self._query_of(claim_id), self.of(claim_id))

    def word_marks(self, claim: Claim, priors: Sequence[Prior]) -> dict[str, WordMarks]:
        """By statement id, where the words of each prior agree or clash with the claim's."""
        return marks_of(claim, priors)

    def beside(self, claim_id: str, cited: Sequence[str], seen: Sequence[Prior]) -> list[Prior]:
        """Cited statements that were not among the priors seen, found by a search.

        Raises:
            NotFound: there is no such claim, or no such statement in the archive.
        """
        there = {prior.statement.statement_id for prior in seen}
        beside = [one for one in dict.fromkeys(cited) if one not in there]
        if not beside:
            return []
        found = {one.statement_id: one for one in self._archive().statements(beside)}
        for statement_id in beside:
            if statement_id not in found:
                raise NotFound(f"there is no statement {statement_id} in the archive to cite")
        claim, article = self._read_claim(claim_id)
        return priors_of_cited(claim, article, [found[one] for one in beside], self._relate)

    def _read_claim(self, claim_id: str) -> tuple[Claim, Article]:
        claim = self._claims.bare_claim(claim_id)
        return claim, self._claims.article(claim.article_id)

    def _query_of(self, claim_id: str) -> Query:
        return query_of(*self._read_claim(claim_id))
