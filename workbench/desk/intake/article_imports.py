"""Articles through the stages: extracted, stored, their claims made statements; one or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from workbench.desk.intake.article_store import ArticleStore
from workbench.desk.jobs.kind import Kind, Steps
from workbench.errors import Conflict
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.job import Job, JobKind, JobStep
from workbench.model.people import MACHINE, Action, User
from workbench.model.statement import ImportReport, Rejection, Statement

if TYPE_CHECKING:
    from workbench.desk.jobs.runner import Runner

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


class ArticleImports(Kind[ImportReport]):
    """Takes articles in: one at once, many as a job. What was killed is finished by the next."""

    name: ClassVar = JobKind.ARTICLES
    noun: ClassVar = "import of articles"
    action: ClassVar = Action.ADD_ARTICLE

    def __init__(
        self,
        runner: Runner,
        intake: ArticleStore,
        extractor: Callable[[], Extracts],
        archive: Callable[[], TakesStatements],
        documents: Callable[[Path], Iterable[tuple[str, Article | Rejection]]],
    ) -> None:
        """Name the parts.

        Args:
            documents: Each document of a file or folder with the file it is from.
        """
        self._runner = runner
        self._documents = documents
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

    def run(
        self,
        paths: Sequence[Path],
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport | None:
        """Store what is not there yet of the documents in files and folders, here and now.

        Args:
            progress: Called with the number of documents done so far.

        Returns:
            What was added and what was not; none where it was paused or cancelled meanwhile.

        Raises:
            NotAllowed: the role does not permit it.
        """
        return self._runner.run(
            self,
            str(paths[0]) if len(paths) == 1 else f"{len(paths)} files and folders",
            by=by,
            details={"paths": [str(path) for path in paths]},
            watch=None if progress is None else lambda job: progress(job.done),
        )

    def steps(self, job: Job, *, by: User) -> Steps[ImportReport]:
        """Some documents a step; what is there already is recognised, so it begins anew."""
        accepted = duplicates = 0
        rejections: list[Rejection] = []
        stream = (one for path in job.details["paths"] for one in self._documents(Path(path)))
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
            yield JobStep(accepted + duplicates + len(rejections))
        return ImportReport(job.subject, accepted, duplicates, tuple(rejections))

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
