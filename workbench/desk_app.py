"""The application object: built from Settings, shared by the pages, the routes, the commands.

It holds one service a stage and joins stages where a job crosses them (an article becomes claims
becomes statements). Services are made on first use, so a command pays only for what it needs.
What one stage can do alone is called on that stage: ``app.desk.approve``, ``app.screens.queue``,
``app.archive.search``, ``app.exports.verdicts_csv``, ``app.accounts.sign_in``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from workbench.model import (
    Article,
    Claim,
    ImportReport,
    Prior,
    Rejection,
    Role,
    User,
    Verdict,
    VerdictVersion,
)
from workbench.settings import Settings
from workbench.storage.screens import ArticleProgress, ClaimOnDesk, HistoryEntry

if TYPE_CHECKING:
    from workbench.archive.archive import Archive
    from workbench.archive.relation import Relator
    from workbench.desk.accounts import Accounts
    from workbench.desk.desk import Desk
    from workbench.desk.ledger import VerifiedLedger
    from workbench.extraction.extractor import Extractor
    from workbench.publishing.exports import Exports
    from workbench.storage.database import Database
    from workbench.storage.screens import Screens

__all__ = [
    "ArticleProgress",
    "ClaimOnDesk",
    "DeskApp",
    "HistoryEntry",
    "StoredArticle",
    "shared_desk",
    "utc_now",
]

Clock = Callable[[], datetime]
Service = TypeVar("Service")


def utc_now() -> datetime:
    """The wall clock, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What adding an article did. ``is_new`` is false when the same text was already there."""

    article: Article
    claims: tuple[Claim, ...]
    is_new: bool


class _OnFirstUse(Generic[Service]):
    """An attribute made once, on first use, however many threads ask at the same time.

    ``functools.cached_property`` no longer locks; two threads would open the database twice. A
    test may assign a fake before first use.
    """

    def __init__(self, make: Callable[[DeskApp], Service]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, app: None, owner: type) -> _OnFirstUse[Service]: ...
    @overload
    def __get__(self, app: DeskApp, owner: type) -> Service: ...
    def __get__(self, app: DeskApp | None, owner: type) -> Service | _OnFirstUse[Service]:
        if app is None:
            return self
        with app.locks.setdefault(self._name, threading.RLock()):
            if self._name not in app.__dict__:
                app.__dict__[self._name] = self._make(app)
        service: Service = app.__dict__[self._name]
        return service


class DeskApp:
    """Everything the outside may call. Opening the database waits until it is needed."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.locks: dict[str, threading.RLock] = {}

    # The stages ------------------------------------------------------------------------------

    @_OnFirstUse
    def database(self) -> Database:
        """The open database file."""
        from workbench.storage.database import Database

        return Database(self.settings.database)

    @_OnFirstUse
    def extractor(self) -> Extractor:
        """Articles to claims; needs no database."""
        from workbench.extraction.extractor import Extractor

        return Extractor.load(self.settings.actors)

    @_OnFirstUse
    def relator(self) -> Relator:
        """The relation of claim and statement; needs no database."""
        from workbench.archive.relation import Relator

        return Relator(lambda: self.extractor)

    @_OnFirstUse
    def archive(self) -> Archive:
        """Statements: import, search, match."""
        from workbench.archive.archive import Archive

        return Archive(
            self.database,
            index_directory=self.settings.index_directory,
            embedding_model=self.settings.embedding_model,
            extractor=lambda: self.extractor,
            clock=self.clock,
        )

    @_OnFirstUse
    def desk(self) -> Desk:
        """Verdicts and sign-offs."""
        from workbench.desk.desk import Desk

        return Desk(self.database, clock=self.clock)

    @_OnFirstUse
    def accounts(self) -> Accounts:
        """People, passwords and sessions."""
        from workbench.desk.accounts import Accounts

        return Accounts(self.database, clock=self.clock)

    @_OnFirstUse
    def exports(self) -> Exports:
        """CSV and ClaimReview."""
        from workbench.publishing.exports import Exports

        return Exports(self.database)

    @_OnFirstUse
    def screens(self) -> Screens:
        """Reads for the pages."""
        from workbench.storage.screens import Screens

        return Screens(self.database)

    # Documents in ----------------------------------------------------------------------------

    def read_file(self, path: Path) -> list[Article]:
        """Read a document, or a JSON Lines file of documents, without storing it.

        Raises:
            InputError: the file cannot be read; it names the file, the row and the column.
        """
        from workbench.reading.documents import read_file

        return read_file(path)

    def documents(self, path: Path) -> Iterator[Article | Rejection]:
        """Read a file document by document; what cannot be taken comes out as a Rejection."""
        from workbench.reading.documents import articles_in_file

        return articles_in_file(path)

    def read_upload(self, name: str, data: bytes) -> list[Article]:
        """The same for an upload; ``name`` tells the kind by its ending.

        Raises:
            InputError: the data cannot be read as what the name says.
        """
        from workbench.reading.documents import read_bytes

        return read_bytes(name, data)

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

    def add_article(self, article: Article, *, by: User) -> StoredArticle:
        """Store an article with its claims; claims with a speaker become statements.

        The same text again is recognised and changes nothing.

        Raises:
            NotAllowed: the person's role may not add articles.
        """
        raise NotImplementedError

    def import_articles(
        self,
        paths: Sequence[Path],
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Add every document in the files and folders; run again, it goes on where it stopped.

        Args:
            progress: Called with the number of documents done so far.

        Returns:
            What was added, what was there already, and what could not be read and why.

        Raises:
            NotAllowed: the person's role may not add articles.
            InputError: a path does not exist.
        """
        raise NotImplementedError

    # Statements in ---------------------------------------------------------------------------

    def import_statements(
        self,
        path: Path,
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Import statements (csv, jsonl, parquet), then flag decided claims that they touch.

        Raises:
            NotAllowed: the person's role may not import.
            InputError: the file as a whole cannot be read.
        """
        raise NotImplementedError

    def complete_pending(self) -> None:
        """Finish what a killed process left: statements of stored articles, flags of new ones.

        Cheap when nothing is pending; the server calls it at its start.
        """
        raise NotImplementedError

    # At the desk -----------------------------------------------------------------------------

    def priors(self, claim_id: str, k: int = 10) -> list[Prior]:
        """Up to ``k`` priors a lane; kept until the archive changes.

        Raises:
            NotFound: there is no such claim.
        """
        raise NotImplementedError

    def decide(
        self,
        claim_id: str,
        *,
        verdict: Verdict,
        rationale: str,
        cited: Sequence[str],
        by: User,
        seen_version: int,
        confidence: float | None = None,
        outside_evidence: str | None = None,
    ) -> VerdictVersion:
        """Submit a verdict together with the priors that were on the screen.

        Args:
            cited: Statement ids; any statement of the archive may be cited, shown or not.
            seen_version: The latest version the checker saw, 0 for none.
            confidence: 0 to 1, the checker's own.
            outside_evidence: A URL or note on evidence that is not in the archive.

        Raises:
            InputError: no rationale, or no evidence where the verdict needs some.
            Conflict: the verdict has moved on since; the message says how.
            NotAllowed: the person's role may not decide.
            NotFound: no such claim, or a cited statement is not in the archive.
        """
        raise NotImplementedError

    def verify_ledger(self, *, containing: str | None = None) -> VerifiedLedger:
        """Prove the chain of events; with ``containing``, that a head printed before is in it.

        Raises:
            LedgerBroken: an event was changed, left out or put in afterwards; it is named.
        """
        from workbench.desk.ledger import verify

        return verify(self.database, containing=containing)

    def operator(self) -> User:
        """Who acts on the command line: whoever may open the file, under a name of its own.

        Account names cannot contain a colon, so this never is a person of the desk.
        """
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError):  # a container's user may have no entry
            name = "unknown"
        return User(f"cli:{name}", f"Command line ({name})", Role.ADMIN)

    def close(self) -> None:
        """Close the database so that another process can open it."""
        with _shared_lock:
            for path in [path for path, app in _shared.items() if app is self]:
                del _shared[path]
        if "database" in self.__dict__:
            self.database.close()


_shared: dict[Path, DeskApp] = {}
_shared_lock = threading.RLock()


def shared_desk(settings: Settings) -> DeskApp:
    """The one application object of this process for a database file."""
    path = settings.database.resolve()
    with _shared_lock:
        if path not in _shared:
            _shared[path] = DeskApp(settings)
        return _shared[path]
