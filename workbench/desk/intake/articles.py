"""Articles: read, added with their claims, imported by the thousand. The one door for all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from workbench.archive.importing.rows import rows_in
from workbench.desk.intake.article_imports import ArticleImports
from workbench.desk.intake.article_store import ArticleStore
from workbench.desk.intake.due_work import DueWork
from workbench.errors import Conflict
from workbench.model.article import Article
from workbench.model.intake import Flags, StoredArticle
from workbench.model.people import User
from workbench.model.statement import ImportReport, Rejection

LINES = (".jsonl", ".ndjson")


class Articles:
    """Documents in. Reading one stores nothing; adding one ends with what it means for verdicts."""

    def __init__(
        self,
        store: Callable[[], ArticleStore],
        imports: Callable[[], ArticleImports],
        due: Callable[[], DueWork],
    ) -> None:
        """Each is made when an article is added: reading one opens no database."""
        self._store = store
        self._imports = imports
        self._due = due

    def read_file(self, path: Path) -> list[Article]:
        """Read a document, or a JSON Lines file of documents, without storing it.

        Raises:
            InputError: the file cannot be read; it names the file, the row and the column.
        """
        from workbench.reading.documents import read_file

        return read_file(path)

    def read_each(self, path: Path) -> Iterator[Article | Rejection]:
        """The documents of a file one by one; one that cannot be read comes out as a Rejection."""
        from workbench.reading.documents import articles_in_file

        return articles_in_file(path)

    def read_upload(self, name: str, data: bytes) -> Iterator[Article | Rejection]:
        """The same for an upload; ``name`` tells the kind by its ending."""
        from workbench.reading.documents import articles_in_bytes

        return articles_in_bytes(name, data)

    def read_text(
        self,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        published_on: date | None = None,
        language: str = "en",
    ) -> Article:
        """An article from pasted text, not stored yet.

        Raises:
            InputError: there is no text.
        """
        from workbench.reading.documents import article_from_text

        return article_from_text(
            text,
            title=title,
            publisher=publisher,
            url=url,
            published_on=published_on,
            language=language,
        )

    def count_documents(self, paths: Sequence[Path]) -> int:
        """About how many documents the files and folders hold, to tell how far an import is."""
        from workbench.reading.folders import files_at

        return sum(_documents_in(file) for path in paths for file in files_at(path))

    def add(self, article: Article, *, by: User, wait: bool = True) -> StoredArticle:
        """Store an article with its claims; claims with a speaker become statements.

        The same text again is recognised and changes nothing.

        Args:
            wait: Whether to wait until the verdicts that its statements touch are flagged, which
                takes long on a desk with many; else a thread of its own does it.

        Raises:
            NotAllowed: the person's role may not add articles.
            Conflict: the article's id stands for another text.
        """
        stored, is_new = self._imports().add(article, by=by)
        self._due().finish_articles(wait=wait)
        return StoredArticle(stored, self._store().claims_of(stored.article_id), is_new)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
        flags: Flags = Flags.NOW,
    ) -> ImportReport:
        """Add every document in the files and folders; run again, it goes on where it stopped.

        Args:
            progress: Called with the number of documents done so far.
            flags: When to flag the decided claims that the new statements touch.

        Returns:
            What was added, what was there already, and what could not be read and why.

        Raises:
            NotAllowed: the person's role may not add articles.
        """
        report = self._imports().run(paths, by=by, progress=progress)
        if report is None:
            raise Conflict("the import was stopped; run again, it goes on where it was")
        if flags is Flags.NOW:
            self._due().finish()
        return report


def _documents_in(file: Path) -> int:
    counted = rows_in(file) if file.suffix.lower() in LINES else None
    return 1 if counted is None else counted
