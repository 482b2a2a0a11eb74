"""Any ledger holds, and any one change to it, or to what it records, is found and named."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import made
from tests.fakes import LineExtractor, NoPriors, raise_flags
from tests.people import store_accounts
from workbench.desk.claims.claim_edits import ClaimEdits
from workbench.desk.claims.work import Work
from workbench.desk.intake.article_store import ArticleStore
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import LedgerBroken
from workbench.ledger.kinds import EventKind
from workbench.ledger.recording import DECLARED, RECORDED
from workbench.ledger.verification import verify, verify_within
from workbench.model.article import Span
from workbench.model.claim import Attributed, DismissalReason
from workbench.model.desk import Priority
from workbench.model.ledger import Event
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.publishing.exports import Exports
from workbench.storage.engine.database import Cursor, Database
from workbench.storage.ledger import events
from workbench.storage.ledger.events import event_hash

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
HARMLESS = st.sampled_from([EventKind.EXPORT_MADE, EventKind.SESSION_SIGNED_IN])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
HAPPENINGS = st.lists(
    st.tuples(TEXT, HARMLESS, TEXT, st.dictionaries(TEXT, JSON, max_size=3)),
    min_size=2,
    max_size=8,
)
CASES = 200
EVENT_COLUMNS = ("happened_at", "who", "what", "subject", "payload", "previous_hash", "hash")
NOT_RECORDED = {
    ("users", "password_hash"),  # the ledger must not help to guess it
    ("users", "created_at"),
    ("statements", "row_id"),
    ("statements", "content_hash"),  # made from the other columns, for speed
    ("statements", "import_id"),
    ("statements", "added_at"),
    ("claims_lifted", "position"),  # the order that it makes is recorded
}
"""Columns that may change unseen, and why that does no harm."""
TABLES = tuple(itertools.chain.from_iterable(one.tables for one in DECLARED))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Database:
    # on disk: in memory, DuckDB 2.0.0 finds the wrong last row by a limit once rows were deleted
    return made.database(tmp_path_factory.mktemp("ledger") / "desk.duckdb")


@settings(max_examples=40)
@given(happenings=HAPPENINGS)
def test_whatever_happens_the_ledger_holds(
    empty: Database, happenings: Sequence[tuple[str, EventKind, str, dict[str, object]]]
) -> None:
    with empty.write() as cursor:
        cursor.execute("DELETE FROM events")
        cursor.execute("DELETE FROM ledger_end")
    for who, what, subject, payload in happenings:
        with empty.write() as cursor:
            events.append(
                cursor, at=made.THEN, who=who, what=what, subject=subject, payload=payload
            )
    verified = verify(empty)
    assert verified.count == len(happenings)
    with empty.read() as cursor:
        assert events.head(cursor) == verified.head


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A desk on which one of everything has happened."""
    database = made.database(tmp_path_factory.mktemp("tamper") / "desk.duckdb")
    moments = itertools.count()

    def clock() -> object:
        return made.THEN + timedelta(seconds=next(moments))

    store_accounts(database, made.EVERYBODY)
    denial, late = made.statement("s-denial"), made.statement("s-late", "Some were sent.")
    made.store_statements(database, [denial, late])
    story = made.article("Iran denied it. Kirby said Iran helps. Kirby said more.")
    helps, more = made.claim(story, "Iran helps"), made.claim(story, "more", number=2)
    made.store_article(database, story, [helps, more])
    desk, work = Verdicts(database, NoPriors(), clock=clock), Work(database, clock=clock)
    opinions = Opinions(database, clock=clock)

    def submit(seen: int, note: str | None = None) -> None:
        desk.submit(
            helps.claim_id,
            verdict=Verdict.CONTESTED,
            rationale=f"denied, {seen}",
            cited=["s-denial"],
            shown=[made.prior(denial)],
            by=made.CHRIS,
            seen_version=seen,
            confidence=0.5,
            outside_evidence="a call",
            correction_note=note,
        )

    work.plan([helps.claim_id], by=made.SAM, priority=Priority.HIGH, due_at=made.THEN)
    work.take(helps.claim_id, by=made.CORA)
    work.hand_over(helps.claim_id, to="chris", by=made.CORA)
    submit(0)
    desk.withdraw(helps.claim_id, 1, by=made.CHRIS, reason="wrong claim")
    submit(1)
    opinions.ask(helps.claim_id, reviewer="cora", by=made.CHRIS)
    opinions.give(
        helps.claim_id,
        verdict=Verdict.CONFIRMED,
        rationale="said so",
        cited=["s-late"],
        by=made.CORA,
        confidence=0.9,
    )
    raise_flags(desk, {helps.claim_id: [made.prior(late, Relation.SUPPORTS)]}, by="lee")
    desk.approve(helps.claim_id, 2, by=made.SAM, note="agreed", seen=["s-late"])
    Exports(database, clock=clock).take("csv", by=made.SAM)
    submit(2, note="We misread the date.")
    work.take(more.claim_id, by=made.CORA)
    work.give_back(more.claim_id, by=made.CORA)
    change_claims(ClaimEdits(database, clock=clock, reader=LineExtractor), story.article_id)
    ArticleStore(database, clock=clock).set_aside([(2, "s-late")])
    return database


def change_claims(edits: ClaimEdits, article_id: str) -> None:
    """One of everything that people do to claims."""
    added = edits.add(article_id, Span(0, len("Iran denied it")), by=made.CHRIS)
    first, second = edits.split(added.claim_id, len("Iran "), by=made.CORA)
    merged = edits.merge(first.claim_id, second.claim_id, by=made.CORA)
    edits.correct(merged.claim_id, Attributed("Kirby"), by=made.CHRIS, seen=0 + 1)
    edits.dismiss(merged.claim_id, DismissalReason.OTHER, by=made.SAM, note="said in passing")
    edits.restore(merged.claim_id, by=made.SAM)


@contextmanager
def tampered(database: Database) -> Iterator[Cursor]:
    """A unit of work that is undone at its end."""

    class Undone(Exception):
        """Ends the unit of work."""

    try:
        with database.write() as cursor:
            yield cursor
            raise Undone
    except Undone:
        pass


def test_the_desk_to_tamper_with_holds(database: Database) -> None:
    verified = verify(database)
    with database.read() as cursor:
        happened = {event.what for event in events.all(cursor)}
    recorded = {kind for kind in RECORDED if not kind.startswith("account")}
    assert recorded - {EventKind.VERDICT_RETURNED} <= happened
    assert verified.count > 20


HOW = ("flip", "drop", "swap", "insert", "append", "cut off", "cut off in both")


@settings(max_examples=CASES)
@given(data=st.data())
def test_any_tampering_with_the_events_is_found_and_named(
    database: Database, data: st.DataObject
) -> None:
    how = data.draw(st.sampled_from(HOW), label="how")
    with tampered(database) as cursor:
        chain = list(events.all(cursor))
        seq = data.draw(st.integers(1, len(chain) - 1), label="event")
        named = tamper(cursor, chain, how, seq, data)
        with pytest.raises(LedgerBroken, match=named):
            verify_within(cursor)


def tamper(cursor: Cursor, chain: list[Event], how: str, seq: int, data: st.DataObject) -> str:
    """Change the ledger; what the message must say."""
    last = chain[-1]
    if how == "flip":
        column = data.draw(st.sampled_from(EVENT_COLUMNS), label="column")
        cursor.execute(
            f"UPDATE events SET {column} = {column} || ? WHERE seq = ?",
            [data.draw(TEXT.filter(bool), label="added"), seq],
        )
        return rf"event {seq}\b"
    if how == "drop":
        cursor.execute("DELETE FROM events WHERE seq = ?", [seq])
        return rf"event {seq} is missing"
    if how == "swap":
        rewrite(cursor, [replace(chain[seq], seq=seq), replace(chain[seq - 1], seq=seq + 1)])
        return rf"event {seq}\b"
    if how == "insert":
        forged = sealed(chain[seq - 1], chain[seq - 1])
        later = [replace(event, seq=event.seq + 1) for event in chain[seq:]]
        rewrite(cursor, [forged, *later])
        return rf"event ({seq + 1}|{seq + 2})\b"
    if how == "append":
        rewrite(cursor, [sealed(last, last)])
        return rf"event {last.seq + 1} was put in afterwards"
    cursor.execute("DELETE FROM events WHERE seq > ?", [seq])
    if how == "cut off in both":
        cursor.execute("UPDATE ledger_end SET seq = ?, hash = ?", [seq, chain[seq - 1].hash])
        return "no event|without an event|has no event|gone|altered"
    return rf"events? ({seq + 1} to )?{last.seq} (is|are) missing from the end"


def sealed(like: Event, after: Event) -> Event:
    """A forged event with a right hash of its own and a right link to the one before."""
    forged = replace(like, seq=after.seq + 1, who="mallory", previous_hash=after.hash)
    return replace(forged, hash=event_hash(forged))


def rewrite(cursor: Cursor, changed: Sequence[Event]) -> None:
    for event in changed:
        cursor.execute("DELETE FROM events WHERE seq = ?", [event.seq])
    for event in changed:
        cursor.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                event.seq,
                event.at,
                event.who,
                event.what,
                event.subject,
                event.payload,
                event.previous_hash,
                event.hash,
            ],
        )


OTHER_VALUE: dict[str, str] = {
    "VARCHAR": "coalesce({0}, '') || 'x'",
    "INTEGER": "coalesce({0}, 0) + 1",
    "BIGINT": "coalesce({0}, 0) + 1",
    "DOUBLE": "coalesce({0}, 0) + 0.5",
    "BOOLEAN": "NOT {0}",
    "TIMESTAMP": "coalesce({0}, TIMESTAMP '2000-01-01') + INTERVAL 1 SECOND",
    "DATE": "coalesce({0}, DATE '2000-01-01') + INTERVAL 1 DAY",
}


@settings(max_examples=CASES)
@given(data=st.data())
def test_any_edit_in_a_table_itself_is_found(database: Database, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES), label="table")
    with tampered(database) as cursor:
        columns = {row[0]: row[1] for row in cursor.tuples(f"DESCRIBE {table}")}
        rows = cursor.tuples(f"SELECT rowid FROM {table} ORDER BY rowid")
        row = data.draw(st.sampled_from([one[0] for one in rows]), label="row")
        if data.draw(st.booleans(), label="delete"):
            cursor.execute(f"DELETE FROM {table} WHERE rowid = ?", [row])
        else:
            able = sorted(name for name in columns if (table, name) not in NOT_RECORDED)
            column = data.draw(st.sampled_from(able), label="column")
            value = OTHER_VALUE[columns[column]].format(column)
            try:
                cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = ?", [row])
            except duckdb.ConstraintException:  # the key is taken, so this edit cannot be made
                return
        with pytest.raises(LedgerBroken):
            verify_within(cursor)
