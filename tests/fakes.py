"""Stand-ins for slow or outside parts, each with the interface of the real one."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
from argon2 import PasswordHasher
from numpy.typing import NDArray

from tests import made
from tests.databases import database_of
from workbench.app import App
from workbench.archive.importing.validation import read_statements
from workbench.archive.priors.reversals import reversals
from workbench.desk.intake.articles import Articles
from workbench.desk.people.passwords import Passwords
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import InputError, NotFound
from workbench.model.article import Article, Span
from workbench.model.claim import Claim, Polarity
from workbench.model.intake import Flags
from workbench.model.job import Job, JobStep
from workbench.model.people import Role, User
from workbench.model.prior import Absence, Lane, Prior, Query, Relation, RelationLabel, Reversal
from workbench.model.publishing import Choice, LeftOut
from workbench.model.statement import ImportCounts, ImportReport, Search, Statement
from workbench.model.verdict import EvidenceFlag
from workbench.publishing.exports import File
from workbench.settings import Settings
from workbench.storage.engine.database import Database
from workbench.storage.statements import statements as rows

RELATED = RelationLabel(Relation.RELATED, contradicts=0.1, supports=0.2, related=0.7)
DENIED = RelationLabel(Relation.CONTRADICTS, contradicts=0.8, supports=0.05, related=0.15)


class FakeExtractor:
    """The whole text of each article is one unattributed claim."""

    def claims_of_many(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        for article in articles:
            end = len(article.text)
            yield (
                article,
                (
                    Claim(
                        claim_id=f"{article.article_id}-001",
                        article_id=article.article_id,
                        text=article.text,
                        start=0,
                        end=end,
                        sentence=Span(0, end),
                        content=Span(0, end),
                        check_worthiness=0.5,
                    ),
                ),
            )


class FakeRelator:
    """A pair is a contradiction when the statement says "denied"."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[RelationLabel]:
        return [DENIED if "denied" in statement else RELATED for _, statement in pairs]


class Unrelated:
    """To it nothing takes a side, where relations play no part."""

    def relate_read(
        self, pairs: Sequence[tuple[Query, Statement]], nearness: object = None
    ) -> list[RelationLabel]:
        return [RELATED for _ in pairs]


class FakeArchive:
    """Finds every statement it was given, in that order, and remembers what it was asked."""

    def __init__(self, statements: Sequence[Statement] = ()) -> None:
        self.statements = list(statements)
        self.queries: list[Query] = []
        self.searched: list[Search] = []

    def statement(self, statement_id: str) -> Statement:
        for statement in self.statements:
            if statement.statement_id == statement_id:
                return statement
        raise NotFound(f"there is no statement {statement_id}")

    def searches(self, searches: Sequence[Search], *, k: int = 10) -> list[list[Prior]]:
        self.searched.extend(searches)
        return [self._priors()[:k] for _ in searches]

    def absence_of(self, search: Search, found: Sequence[Prior]) -> Absence | None:
        return None if found else Absence(0, 0.5, 0, f"Searched nothing for {search.text}.")

    def reversals(self, priors: Iterable[Prior]) -> list[Reversal]:
        return reversals(priors)

    def match(self, queries: Sequence[Query], *, k: int = 10) -> list[list[Prior]]:
        self.queries.extend(queries)
        return [self._priors()[:k] for _ in queries]

    def _priors(self) -> list[Prior]:
        return [
            Prior(statement, rank, 1 / rank, Lane.PRIOR, DENIED)
            for rank, statement in enumerate(self.statements, start=1)
        ]


class FakeAccounts:
    """Accounts in memory; passwords are kept to be looked at."""

    def __init__(self, users: Iterable[User] = ()) -> None:
        self.people = {user.name: user for user in users}
        self.passwords: dict[str, str] = {}
        self.addresses: dict[str, str] = {}

    def create(
        self,
        name: str,
        display_name: str,
        role: Role,
        password: str | None,
        *,
        by: User,
        email: str | None = None,
    ) -> None:
        if name in self.people:
            raise InputError(f"there is an account {name} already")
        self.people[name] = User(name, display_name, role)
        if password is not None:
            self.passwords[name] = password
        if email is not None:
            self.addresses[name] = email

    def emails(self, *, by: User) -> dict[str, str]:
        return self.addresses

    def set_email(self, name: str, email: str | None, *, by: User) -> None:
        self.addresses.pop(name, None)
        if email is not None:
            self.addresses[name] = email

    def users(self) -> list[User]:
        return list(self.people.values())

    def set_role(self, name: str, role: Role, *, by: User) -> None:
        self.people[name] = replace(self.people[name], role=role)

    def set_password(self, name: str, password: str, *, by: User) -> None:
        self.passwords[name] = password

    def disable(self, name: str, *, by: User) -> None:
        self.people[name] = replace(self.people[name], disabled=True)


class FakeFirstAdmin:
    """Gives a token while nobody has an account."""

    def __init__(self, accounts: FakeAccounts) -> None:
        self.accounts = accounts

    def token(self, *, by: User) -> str | None:
        return None if self.accounts.people else "opens-the-desk"


class FakeExports:
    """Exports of fixed bytes that show whether open claims were asked for."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def take_file(self, what: str, choice: Choice, *, awaited: bool = False, by: User) -> File:
        data = self.contents[what] + (b"open" if choice.include_open and what == "csv" else b"")
        return File(data, 1, {} if awaited else {LeftOut.BLIND: 2})


class FakeArticles(Articles):
    """Documents are really read, and none is added."""

    def __init__(self) -> None:
        self.imported: list[Path] = []

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
        flags: Flags = Flags.NOW,
    ) -> ImportReport:
        self.imported.extend(paths)
        return ImportReport("articles", accepted=len(paths), duplicates=0)


class FakeStatements:
    """Takes every file that is there, and tells what it is told to."""

    def __init__(self) -> None:
        self.imported: list[Path] = []
        self.reports: list[ImportReport] = []

    def count_rows(self, path: Path) -> int | None:
        return None

    def import_file(
        self,
        path: Path,
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
        flags: Flags = Flags.NOW,
    ) -> ImportReport:
        if self.reports:
            return self.reports.pop(0)
        if not path.exists():
            raise InputError("there is no such file; check the path", file=str(path))
        self.imported.append(path)
        return ImportReport(str(path), accepted=1, duplicates=0)


class FakeDueWork:
    """Counts how often it was finished."""

    def __init__(self) -> None:
        self.finished = 0

    def finish(self, progress: Callable[[int, int], None] | None = None) -> None:
        self.finished += 1


class FakeApp(App):
    """The application with every slow service replaced."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.closed = False
        self.fake_archive = FakeArchive()
        self.fake_accounts = FakeAccounts()
        self.fake_articles = FakeArticles()
        self.fake_statements = FakeStatements()
        self.fake_due_work = FakeDueWork()
        self.__dict__.update(
            extractor=FakeExtractor(),
            relator=FakeRelator(),
            archive=self.fake_archive,
            articles=self.fake_articles,
            statements=self.fake_statements,
            due_work=self.fake_due_work,
            accounts=self.fake_accounts,
            first_admin=FakeFirstAdmin(self.fake_accounts),
            exports=FakeExports(
                {"csv": b"a,b\r\n1,\xc3\xa9\r\n", "evidence": b"e", "claimreview": b"[]"}
            ),
        )

    def close(self) -> None:
        self.closed = True


class NoPriors:
    """An archive with nothing in it, so that nothing comes that was not on the screen."""

    def of(self, claim_id: str) -> list[Prior]:
        return []

    def of_claim(self, claim: Claim) -> list[Prior]:
        return []

    def beside(self, claim_id: str, cited: Sequence[str], seen: Sequence[Prior]) -> list[Prior]:
        there = {prior.statement.statement_id for prior in seen}
        for statement_id in cited:
            if statement_id not in there:
                raise NotFound(f"there is no statement {statement_id} in the archive to cite")
        return []


def raise_flags(
    verdicts: Verdicts, found: Mapping[str, Sequence[Prior]], *, by: str
) -> list[EvidenceFlag]:
    """Flag verdicts as the desk itself does."""
    return verdicts._flags.raise_flags(found, by=by)


class LineExtractor:
    """Each line ``Speaker: words`` is a claim by that speaker, any other line a bare fact.

    A line in which the word "denied" stands is a denial.
    """

    def __init__(self) -> None:
        self.read: list[str] = []

    def claims(self, article: Article) -> tuple[Claim, ...]:
        self.read.append(article.article_id)
        claims, start = [], 0
        for line in article.text.splitlines(keepends=True):
            words = line.rstrip("\n")
            speaker, colon, said = words.partition(": ")
            text = said if colon else words
            at = start + len(words) - len(text)
            span = Span(at, at + len(text))
            claims.append(
                Claim(
                    claim_id=f"{article.article_id}-{len(claims) + 1:03d}",
                    article_id=article.article_id,
                    text=text,
                    start=span.start,
                    end=span.end,
                    sentence=Span(start, start + len(words)),
                    content=span,
                    source=Span(start, start + len(speaker)) if colon else None,
                    source_text=speaker if colon else None,
                    speaker=speaker if colon else None,
                    actor=speaker if colon else None,
                    polarity=Polarity.DENIES if "denied" in words else Polarity.ASSERTS,
                    check_worthiness=0.5,
                    proposition=text,
                )
            )
            start += len(line)
        return tuple(claims)

    def claims_of_many(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Claim, ...] | None]]:
        for article in articles:
            yield article, None if "breaks the reader" in article.text else self.claims(article)

    def claim_of(self, article: Article, span: Span) -> Claim:
        """The words with the attribution of the line they begin in."""
        lines = reversed(self.claims(article))
        line = next(one for one in lines if one.sentence.start <= span.start)
        words = article.text[span.start : span.end]
        return replace(
            line, text=words, start=span.start, end=span.end, content=span, proposition=words
        )

    def actor_of(self, speaker: str, on: date | None) -> str | None:
        return {"Kanaani": "Tehran"}.get(speaker)


class RecordArchive:
    """Keeps statements in the real database and finds all of them for every claim, in order.

    A statement with "denied" in it contradicts every claim; the others are merely related. While
    ``answers`` is cleared a match or a change of the model takes as long as the test likes, while
    ``import_goes_on`` is, an import.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.clock = clock
        self.matched = 0
        self.looked_at: list[tuple[int, int]] = []
        self.dies = False
        self.answers = threading.Event()
        self.answers.set()
        self.import_goes_on = threading.Event()
        self.import_goes_on.set()

    def reads(self) -> RecordArchive:
        return self

    def import_steps(
        self, path: Path, job: Job, *, by: str, at_once: int = 1
    ) -> Generator[JobStep, None, ImportReport]:
        made = [one for _, one in read_statements(path) if isinstance(one, Statement)]
        added = len(self.add_statements(made, by=by))
        assert self.import_goes_on.wait(timeout=20)
        yield JobStep(len(made), details=asdict(ImportCounts(accepted=added)))
        return ImportReport(str(path), added, 0)

    def re_embed(self, model: str | None) -> Generator[JobStep, None, None]:
        yield JobStep(0, self.count())
        assert self.answers.wait(timeout=20)
        yield JobStep(self.count(), self.count())

    def group_reprints(self) -> None:
        """What was added is no reprint of anything."""

    def add_statements(self, statements: Iterable[Statement], *, by: str) -> tuple[str, ...]:
        if self.dies:
            raise SystemExit("killed")
        made = list(statements)
        with self.database.write() as cursor:
            known = rows.known_ids(cursor, [one.statement_id for one in made])
            new = [one for one in made if one.statement_id not in known]
            if new:
                hashes = [rows.content_hash(one) for one in new]
                rows.add(cursor, new, hashes=hashes, import_id=None, at=self.clock())
        return tuple(one.statement_id for one in new)

    def match(self, queries: Sequence[Query], *, k: int = 10) -> list[list[Prior]]:
        assert self.answers.wait(timeout=20)
        self.matched += len(queries)
        with self.database.read() as cursor:
            held = rows.by_row_ids(cursor, range(1, rows.last_row_id(cursor) + 1))
        return [
            [
                Prior(
                    statement,
                    rank,
                    1 / rank,
                    Lane.PRIOR,
                    DENIED if "denied" in statement.text else RELATED,
                )
                for rank, (_, statement) in enumerate(sorted(held.items()), start=1)
                if statement.article_id is None or statement.article_id != query.article_id
            ][:k]
            for query in queries
        ]

    def watch(self, queries: Sequence[Query]) -> RecordWatch:
        return RecordWatch(self, queries)

    def statements(self, statement_ids: Sequence[str]) -> list[Statement]:
        with self.database.read() as cursor:
            held = rows.by_ids(cursor, statement_ids)
        return [held[one] for one in statement_ids if one in held]

    def count(self) -> int:
        with self.database.read() as cursor:
            return rows.count(cursor)


class RecordWatch:
    """Every claim is touched by every new statement, as ``RecordArchive`` relates them."""

    def __init__(self, archive: RecordArchive, queries: Sequence[Query]) -> None:
        self.archive = archive
        self.queries = queries

    def touched(self, after: int, up_to: int) -> dict[str, list[Prior]]:
        assert self.archive.answers.wait(timeout=20)
        self.archive.looked_at.append((after, up_to))
        with self.archive.database.read() as cursor:
            held = rows.by_row_ids(cursor, range(after + 1, up_to + 1))
        return {
            query.claim_id: [
                Prior(
                    statement,
                    rank,
                    1 / rank,
                    Lane.PRIOR,
                    DENIED if "denied" in statement.text else RELATED,
                )
                for rank, (_, statement) in enumerate(sorted(held.items()), start=1)
                if statement.article_id is None or statement.article_id != query.article_id
            ]
            for query in self.queries
        }


def quick_passwords() -> Passwords:
    """Passwords hashed as in earnest, only not as slowly."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def app_on_fakes(settings: Settings, clock: Callable[[], datetime]) -> App:
    """The real application object, storage and desk, on a stand-in extractor and archive."""
    made.put_empty_file(settings.database)
    app = App(settings, clock)
    vars(app).update(extractor=LineExtractor(), relator=FakeRelator())
    vars(app._parts).update(
        passwords=quick_passwords(), archive=RecordArchive(database_of(app), clock)
    )
    return app


class FakeEmbedder:
    """Vectors from words alone: texts that share words are near, the same in every run."""

    name, revision, dimension = "fake", "1", 64

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        made = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                made[row, zlib.crc32(word.strip(".,").encode()) % self.dimension] += 1.0
            made[row, 0] += 0.01
        return made / np.linalg.norm(made, axis=1, keepdims=True)


class FakeReader:
    """A cross-encoder that answers from a table of statements, and counts what it reads."""

    def __init__(self, said: Mapping[str, tuple[float, float, float]]) -> None:
        self.said = said
        self.read: list[tuple[str, str]] = []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.read += pairs
        return np.array([self.said[statement] for _, statement in pairs], dtype=np.float32)


class FakeActors:
    """Knows the actors it is told about, by their own names."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def resolve(self, name: str, on: date | None = None) -> str | None:
        return next((one for one in self.names if one in name), None)

    def mentioned(self, text: str) -> frozenset[str]:
        return frozenset(one for one in self.names if one in text)


class ActorsOnly:
    """An extractor of which only the actors are asked for."""

    def __init__(self, *names: str) -> None:
        self.actors = FakeActors(*names)
