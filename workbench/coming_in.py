"""What comes in: documents read into articles with their claims, and imports of statements.

Each goes through several stages, and ends with a look at the verdicts that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk.people.permissions import Action
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.people import User
from workbench.model.statement import ImportReport, Rejection
from workbench.stages import Stages

if TYPE_CHECKING:
    from workbench.desk.verdicts.new_evidence import PassUnderWay


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What adding an article did. ``is_new`` is false when the same text was already there."""

    article: Article
    claims: tuple[Claim, ...]
    is_new: bool


class Flags(StrEnum):
    """When new statements are held against decided claims, which takes a while after a big import.

    Whatever is put off, or cut off, the next pass makes up for.
    """

    NOW = "now"
    LATER = "later"
    """By ``complete_pending``."""


class ComingIn(Stages):
    """The jobs that bring something onto the desk."""

    # Documents in ----------------------------------------------------------------------------

    def read_file(self, path: Path) -> list[Article]:
        """Read a document, or a JSON Lines file of documents, without storing it.

        Raises:
            InputError: the file cannot be read; it names the file, the row and the column.
        """
        from workbench.reading.documents import read_file

        return read_file(path)

    def documents(self, path: Path) -> Iterator[Article | Rejection]:
        """The documents of a file one by one; one that cannot be read comes out as a Rejection."""
        from workbench.reading.documents import articles_in_file

        return articles_in_file(path)

    def uploaded_documents(self, name: str, data: bytes) -> Iterator[Article | Rejection]:
        """The same for an upload; ``name`` tells the kind by its ending."""
        from workbench.reading.documents import articles_in_bytes

        return articles_in_bytes(name, data)

    def article_from_text(
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

    def add_article(self, article: Article, *, by: User, wait: bool = True) -> StoredArticle:
        """Store an article with its claims; claims with a speaker become statements.

        The same text again is recognised and changes nothing.

        Args:
            wait: Whether to wait until the verdicts that its statements touch are flagged, which
                takes long on a desk with many; else a thread of its own does it.

        Raises:
            NotAllowed: the person's role may not add articles.
            Conflict: the article's id stands for another text.
        """
        stored, is_new = self._articles.add(article, by=by)
        self._articles.finish()
        if wait:
            self._new_evidence.look()
        else:
            self._new_evidence.look_soon()
        return StoredArticle(stored, self._intake.claims_of(stored.article_id), is_new)

    def import_articles(
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
        report = self._articles.add_many(
            (found for path in paths for found in self._documents_at(path)),
            source=str(paths[0]) if len(paths) == 1 else f"{len(paths)} files and folders",
            by=by,
            progress=progress,
        )
        self._flag(flags)
        return report

    def documents_in(self, paths: Sequence[Path]) -> int:
        """About how many documents the files and folders hold, to tell how far an import is."""
        return sum(self._documents_in(file) for path in paths for file in _files_at(path))

    def _documents_in(self, file: Path) -> int:
        lines = file.suffix.lower() in (".jsonl", ".ndjson")
        counted = self.archive.rows_in(file) if lines else None
        return 1 if counted is None else counted

    def _documents_at(self, path: Path) -> Iterator[tuple[str, Article | Rejection]]:
        for file in _files_at(path):
            for document in self.documents(file):
                yield str(file), document

    # Statements in ---------------------------------------------------------------------------

    def import_statements(
        self,
        path: Path,
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
        flags: Flags = Flags.NOW,
    ) -> ImportReport:
        """Import statements (csv, jsonl, parquet), then flag decided claims that they touch.

        Args:
            progress: Called with the number of rows done so far.
            flags: When to flag them; what is put off is done by the next pass, whoever runs it.

        Raises:
            NotAllowed: the person's role may not import.
            InputError: the file as a whole cannot be read.
        """
        self._intake.require(by, Action.IMPORT_STATEMENTS)
        report = self.archive.import_statements(path, by=by.name, progress=progress)
        self._flag(flags)
        return report

    def complete_pending(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Statements of stored claims, reprints and flags of new statements, where that is due.

        Part of every import; what a killed process left is finished by the next one, or by the
        server, which calls this at its start. Cheap when nothing is due.

        Args:
            progress: Told how many of how many new statements were held against verdicts.
        """
        self._articles.finish()
        self.archive.group_reprints()
        self._new_evidence.look(progress)

    @property
    def flagging(self) -> PassUnderWay | None:
        """How far the look for verdicts that new statements touch has come, none if all is done."""
        return self._new_evidence.under_way

    def _flag(self, flags: Flags) -> None:
        if flags is Flags.NOW:
            self.complete_pending()


def _files_at(path: Path) -> list[Path]:
    from workbench.reading.documents import ENDINGS

    if not path.is_dir():
        return [path]
    inside = sorted(path.rglob("*"))
    return [one for one in inside if one.is_file() and one.name.lower().endswith(ENDINGS)]
