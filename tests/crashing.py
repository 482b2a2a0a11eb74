"""Kill a desk at random moments in every path that writes, and hold what it left to its word.

The desk is the real one: storage, ledger, archive and index on disk; only reading English and the
embedding model are stand-ins. Each process is forked from one that has loaded everything, works
through random jobs, and tells of each only after it was acknowledged.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests import made
from tests.databases import database_of
from tests.fakes import ActorsOnly, FakeEmbedder, app_on_fakes
from workbench.app import App
from workbench.archive.archive import Archive
from workbench.archive.reads import ArchiveReads
from workbench.clock import wall_clock
from workbench.desk.upkeep.backups import checksum_of, prove
from workbench.errors import WorkbenchError
from workbench.ledger.kinds import EventKind
from workbench.ledger.verification import verify
from workbench.model.desk import ClaimState
from workbench.model.people import Role
from workbench.model.prior import Prior, Query
from workbench.model.publishing import Choice
from workbench.model.verdict import Verdict
from workbench.settings import Settings
from workbench.storage.claims import articles
from workbench.storage.engine.backup import sha256_of
from workbench.storage.engine.database import Cursor, Database
from workbench.storage.ledger import events
from workbench.storage.people import accounts
from workbench.storage.statements import statements
from workbench.storage.verdicts import verdicts

PEOPLE = (made.CHRIS, made.CORA, made.SAM, made.ADA)
PASSWORD = "a long password"
ROWS = 25
"""Statements of one import file."""

Tell = Callable[..., None]


class OtherEmbedder(FakeEmbedder):
    """Another model, for which every vector is made anew."""

    name = "other"


class NothingFound:
    """No claim is touched by any statement."""

    def touched(self, after: int, up_to: int) -> Mapping[str, Sequence[Prior]]:
        return {}


class QuickArchive(Archive):
    """The real archive on stand-in vectors; it relates nothing to nothing."""

    def reads(self) -> ArchiveReads:
        return self

    def match(self, queries: Sequence[Query], *, k: int = 10) -> list[list[Prior]]:
        return [[] for _ in queries]

    def watch(self, queries: Sequence[Query]) -> NothingFound:  # type: ignore[override]
        return NothingFound()


@contextmanager
def quick_app(database: Path, embedder: FakeEmbedder | None = None) -> Iterator[App]:
    """A desk for one process on a database file."""
    settings = Settings(database=database)
    app = app_on_fakes(settings, wall_clock)
    vars(app._parts)["archive"] = QuickArchive(
        database_of(app),
        index_directory=settings.index_directory,
        embedding_model=None,
        extractor=lambda: ActorsOnly("Iran"),  # type: ignore[arg-type, return-value]
        clock=wall_clock,
        embedder=FakeEmbedder() if embedder is None else embedder,
    )
    try:
        yield app
    finally:
        app.close()


class Work:
    """The jobs of one process. Each tells what was acknowledged, so that it can be looked for."""

    def __init__(self, app: App, folder: Path, chance: random.Random, tell: Tell) -> None:
        self.app = app
        self.folder = folder
        self.chance = chance
        self.tell = tell

    def add_article(self) -> None:
        number = self.chance.getrandbits(60)
        text = f"Kirby: Iran sent {number} drones.\nTehran: it denied {number}."
        article = replace(made.article(text), url=f"https://paper.example/{number}")
        added = self.app.articles.add(article, by=made.CHRIS)
        self.tell("article", added.article.article_id, added.article.sha256, len(added.claims))

    def import_statements(self) -> None:
        name = f"{self.chance.getrandbits(60):x}"
        file = self.folder / f"{name}.jsonl"
        rows = [{"id": f"{name}-{n}", "text": f"Ship {name} {n} left."} for n in range(ROWS)]
        file.write_text("\n".join(json.dumps(row) for row in rows))
        report = self.app.statements.import_file(file, by=made.SAM)
        assert report.accepted == ROWS
        self.tell("statements", [row["id"] for row in rows])
        file.unlink()

    def decide(self) -> None:
        claim_id = self._claim()
        standing = self.app.page_queries.claim(claim_id, reader=None)
        version = self.app.verdicts.submit(
            claim_id,
            verdict=Verdict.UNVERIFIED,
            rationale=f"no source, {self.chance.getrandbits(30)}",
            cited=[],
            by=self.chance.choice((made.CHRIS, made.CORA)),
            seen_version=standing.seen_version,
            correction_note="it was wrong" if standing.state is ClaimState.APPROVED else None,
        )
        self.tell("verdict", claim_id, version.version, version.rationale)

    def sign(self) -> None:
        claim_id = self._claim()
        standing = self.app.page_queries.claim(claim_id, reader=None)
        if standing.verdict is None or standing.sign_off is not None:
            return
        version = standing.verdict.version
        if self.chance.random() < 0.5:
            self.app.verdicts.approve(claim_id, version, by=made.SAM)
        else:
            self.app.verdicts.send_back(claim_id, version, by=made.SAM, reason="which source?")
        self.tell("sign-off", claim_id, version)

    def change_people(self) -> None:
        name = f"p{self.chance.getrandbits(40):x}"
        operator = self.app.operator()
        self.app.accounts.create(name, name, Role.CHECKER, PASSWORD, by=operator)
        self.tell("person", name, Role.CHECKER.value)
        self.app.accounts.set_role(name, Role.LIBRARIAN, by=operator)
        self.tell("person", name, Role.LIBRARIAN.value)

    def export(self) -> None:
        data = self.app.exports.take("csv", choice=Choice(include_open=True), by=made.CHRIS)
        self.tell("export", hashlib.sha256(data).hexdigest())

    def index(self) -> None:
        found = self.app._parts.archive._index  # what a search, or the end of an import, does
        found.refresh()
        found.save()
        self.tell("index", found.rows)

    def back_up(self) -> None:
        file = self.folder / f"{self.chance.getrandbits(60):x}.duckdb"
        backup = self.app.backups.make(file, by=made.ADA)
        self.tell("backup", str(file), backup.sha256, backup.ledger_head)

    def _claim(self) -> str:
        article = self.chance.choice(self.app.page_queries.queue(made.CHRIS))
        claims = self.app.page_queries.claims_of(article.article_id, reader=None)
        return self.chance.choice(claims).claim.claim_id


JOBS: Mapping[str, Callable[[Work], None]] = {
    "add article": Work.add_article,
    "decide": Work.decide,
    "sign off": Work.sign,
    "import": Work.import_statements,
    "index": Work.index,
    "change people": Work.change_people,
    "export": Work.export,
    "backup": Work.back_up,
}
MODELS = (FakeEmbedder, OtherEmbedder)


def work(database: Path, seed: int, first: str, telling: Connection) -> None:
    """Work until killed, beginning with the job ``first``; tell of what is acknowledged."""

    def tell(*what: Any) -> None:
        telling.send_bytes(json.dumps(what).encode())

    chance = random.Random(seed)
    # another model than the last process had: all vectors are made anew on the way
    with quick_app(database, MODELS[seed % 2]()) as app:
        tell("open")
        jobs = Work(app, database.parent, chance, tell)
        JOBS[first](jobs)
        while True:
            JOBS[chance.choice(list(JOBS))](jobs)


def seed_desk(database: Path) -> None:
    """People, an article and some statements to begin with."""
    with quick_app(database) as app:
        for person in PEOPLE:
            app.accounts.create(
                person.name, person.display_name, person.role, PASSWORD, by=app.operator()
            )
        jobs = Work(app, database.parent, random.Random(0), lambda *_: None)
        for _ in range(3):
            jobs.add_article()
            jobs.import_statements()
            jobs.decide()


@dataclass
class Outcome:
    """What the kills did.

    Attributes:
        kills: Processes that were killed.
        acknowledged: Writes that they had told of.
        lost: Those that were not there afterwards.
        unopened: Databases that did not open or whose ledger did not hold.
    """

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)


def kill_at_random(folder: Path, *, kills: int, seed: int, lineage: int = 20) -> Outcome:
    """Start and kill a desk so many times, each time in another job; look at all it had told.

    Args:
        lineage: Kills that one database survives before a fresh one takes its place.
    """
    begun = folder / "begun" / "desk.duckdb"
    begun.parent.mkdir(parents=True)
    seed_desk(begun)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    chance, outcome, jobs = random.Random(seed), Outcome(), list(JOBS)
    told: list[list[Any]] = []
    database = begun
    for number in range(kills):
        if number % lineage == 0:
            database = folder / f"desk-{number}" / "desk.duckdb"
            shutil.copytree(begun.parent, database.parent)
            told = []
        hearing, telling = processes.Pipe(duplex=False)
        process = processes.Process(
            target=work,
            args=(database, seed * 10_000 + number, jobs[number % len(jobs)], telling),
            daemon=True,
        )
        process.start()
        telling.close()
        heard = kill_after(process, hearing, chance)
        if process.exitcode != -signal.SIGKILL:
            outcome.unopened.append(f"{database}: the desk failed before it was killed")
        outcome.kills += 1
        outcome.acknowledged += len(heard)
        told += heard
        try:
            lost = missing(database, told)
        except WorkbenchError as error:
            outcome.unopened.append(f"{database}: {error}")
            told = []
            continue
        outcome.lost += [f"{database}: {one}" for one in lost]
        print(
            f"kill {outcome.kills}: {outcome.acknowledged} acknowledged, {len(outcome.lost)} lost, "
            f"{len(outcome.unopened)} not opened",
            file=sys.stderr,
            flush=True,
        )
        told = [one for one in told if one not in lost]
    return outcome


def kill_after(process: BaseProcess, hearing: Connection, chance: random.Random) -> list[list[Any]]:
    """Kill the process some moments after it has told of a few things; returns all it told."""
    heard: list[list[Any]] = []
    moments = [time.monotonic()]
    wanted = chance.randrange(5)  # none: it may die while it opens the database
    with suppress(EOFError):  # it died by itself
        while len(heard) < wanted:
            heard.append(json.loads(hearing.recv_bytes()))
            moments.append(time.monotonic())
    usual = (moments[-1] - moments[0]) / len(heard) if heard else 0.5
    time.sleep(chance.uniform(0, 1.5 * usual))
    process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            heard.append(json.loads(hearing.recv_bytes()))
    return [one for one in heard if one[0] != "open"]


def missing(database: Path, told: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """What was told of and is not there.

    Raises:
        WorkbenchError: the database does not open or its ledger does not hold.
    """
    opened = Database(database)
    try:
        verify(opened)
        with opened.read() as cursor:
            return [one for one in told if not IS_THERE[one[0]](cursor, *one[1:])]
    finally:
        opened.close()


def _article_is_there(cursor: Cursor, article_id: str, sha256: str, claims: int) -> bool:
    found = articles.find(cursor, article_id)
    there = len(articles.claims_of(cursor, article_id))
    return found is not None and found.sha256 == sha256 and there == claims


def _statements_are_there(cursor: Cursor, statement_ids: Sequence[str]) -> bool:
    return set(statements.known_ids(cursor, statement_ids)) == set(statement_ids)


def _verdict_is_there(cursor: Cursor, claim_id: str, version: int, rationale: str) -> bool:
    history = verdicts.versions(cursor, claim_id)
    return len(history) >= version and history[version - 1].rationale == rationale


def _person_is_there(cursor: Cursor, name: str, role: str) -> bool:
    found = accounts.find(cursor, name)
    # a later change of role may have been made and not told of
    return found is not None and found.role.value in (role, Role.LIBRARIAN.value)


def _sign_off_is_there(cursor: Cursor, claim_id: str, version: int) -> bool:
    return verdicts.sign_off_of(cursor, claim_id, version) is not None


def _export_is_there(cursor: Cursor, sha256: str) -> bool:
    return any(
        event.what == EventKind.EXPORT_MADE and json.loads(event.payload)["sha256"] == sha256
        for event in events.all(cursor)
    )


def _index_is_made_again(cursor: Cursor, rows: int) -> bool:
    return statements.count(cursor) >= rows


def _backup_is_there(_: Cursor, file: str, sha256: str, head: str) -> bool:
    path = Path(file)
    whole = path.exists() and sha256_of(path) == sha256 and checksum_of(path).exists()
    return whole and prove(path).head == head


IS_THERE: Mapping[str, Callable[..., bool]] = {
    "article": _article_is_there,
    "statements": _statements_are_there,
    "verdict": _verdict_is_there,
    "sign-off": _sign_off_is_there,
    "person": _person_is_there,
    "export": _export_is_there,
    "index": _index_is_made_again,
    "backup": _backup_is_there,
}
"""How each thing told of is looked for."""
