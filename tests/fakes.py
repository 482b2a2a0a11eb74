"""Stand-ins for slow or outside parts, each with the interface of the real one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from workbench.desk_app import DeskApp
from workbench.errors import InputError, NotFound
from workbench.model import (
    Article,
    Claim,
    ImportReport,
    Lane,
    Prior,
    Query,
    Relation,
    RelationLabel,
    Role,
    Span,
    Statement,
    User,
)
from workbench.settings import Settings

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


class FakeArchive:
    """Finds every statement it was given, in that order, and remembers what it was asked."""

    def __init__(self, statements: Sequence[Statement] = ()) -> None:
        self.statements = list(statements)
        self.queries: list[Query] = []

    def statement(self, statement_id: str) -> Statement:
        for statement in self.statements:
            if statement.statement_id == statement_id:
                return statement
        raise NotFound(f"there is no statement {statement_id}")

    def search(
        self, text: str, *, as_of: date | None = None, actor: str | None = None, k: int = 10
    ) -> list[Prior]:
        return self._priors()[:k]

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

    def create(self, name: str, display_name: str, role: Role, password: str, *, by: str) -> None:
        if name in self.people:
            raise InputError(f"there is an account {name} already")
        self.people[name] = User(name, display_name, role)
        self.passwords[name] = password

    def users(self) -> list[User]:
        return list(self.people.values())

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        self.people[name] = replace(self.people[name], role=role)

    def disable(self, name: str, *, by: str) -> None:
        self.people[name] = replace(self.people[name], disabled=True)


class FakeExports:
    """Exports of fixed bytes that show whether open claims were asked for."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def verdicts_csv(self, include_open: bool = False) -> bytes:
        return self.contents["csv"] + (b"open" if include_open else b"")

    def evidence_csv(self, include_open: bool = False) -> bytes:
        return self.contents["evidence"]

    def claimreview(self, include_open: bool = False) -> bytes:
        return self.contents["claimreview"]


class FakeDesk(DeskApp):
    """The application object with every slow service replaced; documents are really read."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.closed = False
        self.imported: list[Path] = []
        self.reports: list[ImportReport] = []
        self.fake_archive = FakeArchive()
        self.fake_accounts = FakeAccounts()
        self.__dict__.update(
            extractor=FakeExtractor(),
            relator=FakeRelator(),
            archive=self.fake_archive,
            accounts=self.fake_accounts,
            exports=FakeExports(
                {"csv": b"a,b\r\n1,\xc3\xa9\r\n", "evidence": b"e", "claimreview": b"[]"}
            ),
        )

    def import_statements(
        self, path: Path, *, by: User, progress: Callable[[int], None] | None = None
    ) -> ImportReport:
        if self.reports:
            return self.reports.pop(0)
        if not path.exists():
            raise InputError("there is no such file; check the path", file=str(path))
        self.imported.append(path)
        return ImportReport(str(path), accepted=1, duplicates=0)

    def import_articles(
        self,
        paths: Sequence[Path],
        *,
        by: User,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        self.imported.extend(paths)
        return ImportReport("articles", accepted=len(paths), duplicates=0)

    def close(self) -> None:
        self.closed = True
