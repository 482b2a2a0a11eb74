"""Nouns for tests, made with as few words as the test needs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from workbench.ledger.kinds import EventKind
from workbench.model.article import Article, Span
from workbench.model.claim import Claim, Polarity, Quotation
from workbench.model.job import Job, JobKind, JobState
from workbench.model.people import Program, Role, User
from workbench.model.prior import Lane, Prior, Relation, RelationLabel
from workbench.model.statement import ImportReport, Statement
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events
from workbench.storage.statements import statements

if TYPE_CHECKING:
    from workbench.archive.archive import Archive

# Declared as programs, so that a test that is about something else needs no accounts.
CHRIS = Program("chris", "Chris", Role.CHECKER)
CORA = Program("cora", "Cora", Role.CHECKER)
SAM = Program("sam", "Sam", Role.SUPERVISOR)
SUE = Program("sue", "Sue", Role.SUPERVISOR)
LEE = Program("lee", "Lee", Role.LIBRARIAN)
ADA = Program("ada", "Ada", Role.ADMIN)
EVERYBODY = (CHRIS, CORA, SAM, SUE, LEE, ADA)
BY_ROLE = {Role.CHECKER: CHRIS, Role.SUPERVISOR: SAM, Role.LIBRARIAN: LEE, Role.ADMIN: ADA}

OPERATOR = Program("cli:root", "Root", Role.ADMIN)
THEN = datetime(2022, 10, 20, 12, 0, tzinfo=UTC)


def person(one: User) -> User:
    """The same as somebody who signs in; as a program they are told only what anybody may know."""
    return User(one.name, one.display_name, one.role)


def article(
    text: str = "Iran denied it. Kirby said so.",
    *,
    article_id: str | None = None,
    published_on: date | None = date(2022, 10, 20),
    title: str | None = "A story",
) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        article_id=digest[:16] if article_id is None else article_id,
        text=text,
        sha256=digest,
        title=title,
        publisher="The Paper",
        url="https://paper.example/story",
        published_on=published_on,
    )


def claim(
    of: Article,
    words: str,
    *,
    number: int = 1,
    speaker: str | None = "John Kirby",
    actor: str | None = "United States",
    polarity: Polarity = Polarity.ASSERTS,
) -> Claim:
    start = of.text.index(words)
    span = Span(start, start + len(words))
    source = None if speaker is None else Span(0, 1)
    return Claim(
        claim_id=f"{of.article_id}-{number:03d}",
        article_id=of.article_id,
        text=words,
        start=span.start,
        end=span.end,
        sentence=span,
        content=span,
        source=source,
        source_text=None if source is None else of.text[:1],
        speaker=speaker,
        actor=actor if speaker is not None else None,
        polarity=polarity,
        quotation=None if speaker is None else Quotation.INDIRECT,
        check_worthiness=0.7,
        proposition=words,
    )


def statement(
    statement_id: str,
    text: str = "Iran has sent no drones to Russia.",
    *,
    said_on: date | None = date(2022, 10, 15),
    actor: str = "Iran",
) -> Statement:
    return Statement(
        statement_id=statement_id,
        text=text,
        speaker="Nasser Kanaani" if actor == "Iran" else f"Spokesperson of {actor}",
        actor=actor,
        said_on=said_on,
        title="Tehran denies",
        publisher="The Wire",
        source_url="https://wire.example/1",
    )


def prior(
    of: Statement,
    relation: Relation = Relation.CONTRADICTS,
    *,
    rank: int = 1,
    lane: Lane = Lane.PRIOR,
) -> Prior:
    label = {
        Relation.CONTRADICTS: RelationLabel(relation, 0.8, 0.05, 0.15, ("it denies the claim",)),
        Relation.SUPPORTS: RelationLabel(relation, 0.05, 0.8, 0.15),
        Relation.RELATED: RelationLabel(relation, 0.1, 0.1, 0.8),
    }[relation]
    return Prior(
        statement=of,
        rank=rank,
        score=1 / rank,
        lane=lane,
        label=label,
        parts=(("meaning", 0.5), ("words", 0.25)),
        shared_words=("drones",),
        days_before=5,
    )


@cache
def empty_file() -> bytes:
    """A database without rows, its schema up to date: the migrations run once for all tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        Database(path).close()
        return path.read_bytes()


def database(path: Path) -> Database:
    """Open ``path``; where there is no file yet, one is put there that needs no migration."""
    put_empty_file(path)
    return Database(path)


def put_empty_file(path: Path) -> None:
    """Have an up-to-date database at ``path``, if there is none at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(empty_file())


def store_statements(database: Database, made: Sequence[Statement]) -> None:
    """Put statements into the record as an import would."""
    with database.write() as cursor:
        hashes = [statements.content_hash(one) for one in made]
        rows = statements.add(cursor, made, hashes=hashes, import_id=None, at=THEN)
        events.append(
            cursor,
            at=THEN,
            who="lee",
            what=EventKind.STATEMENTS_IMPORTED,
            subject="test",
            payload={
                "accepted": len(made),
                "first_row": rows[0],
                "last_row": rows[-1],
                **statements.ledger_digests(made),
            },
        )


def store_article(database: Database, made: Article, claims: Sequence[Claim]) -> None:
    """Put an article on the desk."""
    from workbench.desk.intake.article_store import ArticleStore

    ArticleStore(database, clock=lambda: THEN).add(made, claims, by=CHRIS)


def import_into(
    archive: Archive, path: Path, *, by: str = "a", progress: Callable[[int], None] | None = None
) -> ImportReport:
    """A whole file into an archive that has no desk around it."""
    job = Job("an-import", JobKind.STATEMENTS, str(path), JobState.RUNNING, by, THEN)
    steps = archive.import_steps(path, job, by=by)
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            report: ImportReport = end.value
            return report
        if progress is not None:
            progress(step.done)
