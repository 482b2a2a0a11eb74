"""Articles through the stages: extracted, stored, their claims made statements; one or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, Protocol

from workbench.desk.intake.article_store import ArticleStore
from workbench.errors import Conflict
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.people import MACHINE, Action, User
from workbench.model.statement import ImportReport, Rejection, Statement

BATCH: Final = 16
UNREADABLE: Final = (
    "its claims could not be lifted, so it was not stored; the log names the fault, "
    "which is the program's"
)


class Extracts(Protocol):
    """What is needed of the extractor."""

    def claims(self, article: Article) -> tuple[Claim, ...]: ...

    def claims_of_many(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Claim, ...] | None]]: ...


class TakesStatements(Protocol):
    """What is needed of the archive."""

    def add_statements(self, statements: Iterable[Statement], *, by: str) -> tuple[str, ...]: ...


class ArticleJobs:
    """Takes articles in. A job that was killed is finished by the next one."""

    def __init__(
        self,
        intake: ArticleStore,
        extractor: Callable[[], Extracts],
        archive: Callable[[], TakesStatements],
    ) -> None:
        self._intake = intake
        self._extractor = extractor
        self._archive = archive

    def add(self, article: Article, *, by: User) -> tuple[Article, bool]:
        """Store an article with its claims, unless its text is there already.

        Returns:
            The article as it is stored, and whether it is new.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: the id stands for another text.
        """
        self._intake.require(by, Action.ADD_ARTICLE)
        known = self._intake.known(article)
        if known is None and self._intake.add(article, self._extractor().claims(article), by=by):
            return article, True
        known = self._intake.known(article)
        return article if known is None else known, False

    def add_many(
        self,
        documents: Iterable[tuple[str, Article | Rejection]],
        *,
        source: str,
        by: User,
        progress: Callable[[int], None] | None,
    ) -> ImportReport:
        """Store what is not there yet, batch by batch.

        Args:
            documents: Each with the file it came from.
            source: What the report names as its file.
            progress: Called with the number of documents done so far.

        Raises:
            NotAllowed: the role does not permit it.
        """
        self._intake.require(by, Action.ADD_ARTICLE)
        accepted = duplicates = 0
        rejections: list[Rejection] = []
        stream = iter(documents)
        while batch := list(islice(stream, BATCH)):
            new: dict[str, Article] = {}
            files = {one.article_id: file for file, one in batch if isinstance(one, Article)}
            for file, document in batch:
                if isinstance(document, Rejection):
                    rejections.append(document)
                    continue
                known = self._known(file, document)
                if isinstance(known, Rejection):
                    rejections.append(known)
                elif known is not None or document.sha256 in new:
                    duplicates += 1
                else:
                    new[document.sha256] = document
            for article, claims in self._extractor().claims_of_many(new.values()):
                if claims is None:
                    rejections.append(Rejection(files[article.article_id], None, None, UNREADABLE))
                    continue
                try:
                    added = self._intake.add(article, claims, by=by)
                except Conflict as conflict:  # two texts of one batch under one id
                    rejections.append(_clash(files[article.article_id], conflict))
                    continue
                accepted, duplicates = accepted + added, duplicates + (not added)
            self.finish()
            if progress is not None:
                progress(accepted + duplicates + len(rejections))
        return ImportReport(source, accepted, duplicates, tuple(rejections))

    def finish(self) -> None:
        """Make statements of the claims of every stored article where that is still due.

        That is so again once people have changed an article's claims: what no claim stands behind
        any more is set aside, and what was corrected is added.
        """
        pending = iter(self._intake.not_indexed())
        while batch := list(islice(pending, BATCH)):
            due = [self._intake.due(article) for article in batch]
            self._intake.set_aside([row for one in due for row in one.stale])
            statements = [statement for one in due for statement in one.new]
            if statements:
                self._archive().add_statements(statements, by=MACHINE)
            self._intake.mark_indexed(due)

    def _known(self, file: str, article: Article) -> Article | Rejection | None:
        try:
            return self._intake.known(article)
        except Conflict as conflict:
            return _clash(file, conflict)


def _clash(file: str, conflict: Conflict) -> Rejection:
    return Rejection(file, None, "id", str(conflict))
