"""What every back end of storage must do; DuckDB is the one there is.

Another back end adds itself to ``BACK_ENDS``: a function that opens a database at a path, as often
as it is asked. Everything is seen through the storage modules, never through SQL.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests import made
from workbench.errors import StorageError
from workbench.ledger.kinds import EventKind
from workbench.model.desk import ClaimState
from workbench.model.prior import Relation
from workbench.model.verdict import EvidenceFlag, SignOff, SignOffDecision, Verdict, VerdictVersion
from workbench.storage.claims import articles
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events
from workbench.storage.people import accounts
from workbench.storage.reads.page_queries import PageQueries
from workbench.storage.statements import statements, watermarks
from workbench.storage.verdicts import evidence, verdicts

BACK_ENDS: dict[str, Callable[[Path], Database]] = {"duckdb": Database}

STORY = made.article("Kirby said that Iran helps. Tehran denied it — “never”. \U0001f681")
CLAIM = made.claim(STORY, "Iran helps")
SECOND = made.claim(STORY, "denied it", number=2)
DENIAL, LATE = made.statement("s-denial"), made.statement("s-late", "Some were sent.")
VERSION = VerdictVersion(
    claim_id=CLAIM.claim_id,
    version=1,
    verdict=Verdict.CONTESTED,
    rationale="Denied — “flatly”.",
    author="chris",
    decided_at=made.THEN,
    confidence=0.1 + 0.2,
    cited=("s-late", "s-denial"),
    outside_evidence=None,
)
SIGNED = SignOff(CLAIM.claim_id, 1, SignOffDecision.APPROVED, "sam", made.THEN, "yes")
FLAG = EvidenceFlag(CLAIM.claim_id, 1, "s-new", Relation.SUPPORTS, 2 / 3, made.THEN)


@pytest.fixture(params=BACK_ENDS, ids=str)
def open_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Database]]:
    opened: list[Database] = []

    def open_it() -> Database:
        for database in opened:
            database.close()
        opened.append(BACK_ENDS[request.param](tmp_path / "desk"))
        return opened[-1]

    yield open_it
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Callable[[], Database]) -> Database:
    """A back end with an article, two statements and a verdict, closed and opened again."""
    database = open_database()
    made.store_statements(database, [DENIAL, LATE])
    made.store_article(database, STORY, [CLAIM, SECOND])
    with database.write() as cursor:
        verdicts.add_version(cursor, VERSION)
        evidence.add(cursor, VERSION, [made.prior(DENIAL), made.prior(LATE, rank=2)])
    return open_database()


class TestStorage:
    def test_what_went_in_comes_out_after_opening_again(self, database: Database) -> None:
        with database.read() as cursor:
            assert articles.find(cursor, STORY.article_id) == STORY
            assert articles.claims_of(cursor, STORY.article_id) == (CLAIM, SECOND)
            assert articles.claims_by_id(cursor, [SECOND.claim_id, "x"]) == {
                SECOND.claim_id: SECOND
            }
            assert verdicts.versions(cursor, CLAIM.claim_id) == [VERSION]
            assert evidence.read_seen(cursor, [CLAIM.claim_id]) == {
                (CLAIM.claim_id, 1): (made.prior(DENIAL), made.prior(LATE, rank=2))
            }
            assert statements.by_ids(cursor, ["s-late", "x"]) == {"s-late": LATE}

    def test_what_is_not_there_is_none_or_empty(self, database: Database) -> None:
        with database.read() as cursor:
            assert articles.find(cursor, "x") is None
            assert articles.find_claim(cursor, "x") is None
            assert articles.find_same_text(cursor, "x") is None
            assert verdicts.latest(cursor, SECOND.claim_id) is None
            assert verdicts.sign_off_of(cursor, CLAIM.claim_id, 1) is None
            assert verdicts.versions_of(cursor, []) == {}
            assert verdicts.flags_of(cursor, ["x"]) == {}
            assert accounts.find(cursor, "x") is None
            assert watermarks.read_position(cursor, "x") == 0

    def test_absent_values_stay_absent_and_zero_stays_zero(self, database: Database) -> None:
        bare = replace(
            VERSION, version=2, confidence=0.0, cited=(), outside_evidence="", rationale="r"
        )
        with database.write() as cursor:
            verdicts.add_version(cursor, bare)
        with database.read() as cursor:
            assert verdicts.latest(cursor, CLAIM.claim_id) == bare

    def test_sign_offs_and_flags_belong_to_their_version(self, database: Database) -> None:
        with database.write() as cursor:
            verdicts.add_sign_off(cursor, SIGNED)
            verdicts.add_flag(cursor, FLAG)
        with database.read() as cursor:
            assert verdicts.sign_off_of(cursor, CLAIM.claim_id, 1) == SIGNED
            assert verdicts.every_sign_off(cursor) == {(CLAIM.claim_id, 1): SIGNED}
            assert verdicts.flags_of(cursor, [CLAIM.claim_id]) == {(CLAIM.claim_id, 1): [FLAG]}

    def test_a_claim_stands_where_its_latest_version_stands(self, database: Database) -> None:
        def standing() -> ClaimState:
            with database.read() as cursor:
                return dict(articles.standings(cursor))[CLAIM.claim_id]

        assert standing() is ClaimState.SUBMITTED
        with database.write() as cursor:
            verdicts.add_sign_off(cursor, SIGNED)
        assert standing() is ClaimState.APPROVED
        with database.write() as cursor:
            verdicts.add_version(cursor, replace(VERSION, version=2, cited=()))
        assert standing() is ClaimState.SUBMITTED
        with database.write() as cursor:
            returned = replace(SIGNED, version=2, decision=SignOffDecision.RETURNED)
            verdicts.add_sign_off(cursor, returned)
        assert standing() is ClaimState.RETURNED
        with database.read() as cursor:
            assert dict(articles.standings(cursor))[SECOND.claim_id] is ClaimState.OPEN

    @pytest.mark.parametrize(
        "again",
        [
            lambda cursor: verdicts.add_version(cursor, VERSION),
            lambda cursor: articles.add(cursor, STORY, by="x", at=made.THEN),
            lambda cursor: articles.add_claims(cursor, [CLAIM]),
        ],
        ids=["version", "article", "claim"],
    )
    def test_what_is_there_cannot_be_stored_over(
        self, database: Database, again: Callable[[object], None]
    ) -> None:
        with pytest.raises(StorageError), database.write() as cursor:
            again(cursor)
        with database.read() as cursor:
            assert verdicts.versions(cursor, CLAIM.claim_id) == [VERSION]

    def test_a_failed_unit_of_work_leaves_nothing(self, database: Database) -> None:
        with pytest.raises(RuntimeError), database.write() as cursor:  # noqa: PT012
            verdicts.add_sign_off(cursor, SIGNED)
            append(cursor, "half")
            raise RuntimeError("killed")
        with database.read() as cursor:
            assert verdicts.every_sign_off(cursor) == {}
            assert "half" not in {event.subject for event in events.all(cursor)}

    def test_events_of_many_threads_make_one_chain(self, database: Database) -> None:
        def work(name: str) -> None:
            for number in range(5):
                with database.write() as cursor:
                    append(cursor, f"{name}-{number}")

        with database.read() as cursor:
            before = len(list(events.all(cursor)))
        threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with database.read() as cursor:
            chain = list(events.all(cursor))
            assert events.head(cursor) == chain[-1].hash
            assert events.latest(cursor, 2) == [chain[-1], chain[-2]]
        assert [event.seq for event in chain] == list(range(1, before + 31))
        for previous, event in pairwise(chain):
            assert event.previous_hash == previous.hash

    def test_a_long_ledger_is_read_whole_and_in_order(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(events, "PAGE", 3)
        with database.write() as cursor:
            for number in range(10):
                append(cursor, str(number))
        with database.read() as cursor:
            chain = list(events.all(cursor))
        assert [event.seq for event in chain] == list(range(1, len(chain) + 1))
        assert [event.subject for event in chain[-10:]] == [str(number) for number in range(10)]

    def test_reads_of_many_threads_are_right_while_others_write(self, database: Database) -> None:
        """One connection shared by threads can answer wrongly; a cursor each does not."""
        wrong: list[object] = []
        stop = threading.Event()

        def read() -> None:
            screens = PageQueries(database)
            while not stop.is_set():
                shown = screens.claim(CLAIM.claim_id, reader=None)
                if shown.claim != CLAIM or shown.verdict != VERSION:
                    wrong.append(shown)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(15):
            with database.write() as cursor:
                append(cursor, str(number))
        stop.set()
        for reader in readers:
            reader.join()
        assert wrong == []

    def test_a_pass_never_goes_back(self, database: Database) -> None:
        with database.write() as cursor:
            watermarks.move(cursor, "pass", 1)
            watermarks.move(cursor, "pass", 5)
            watermarks.move(cursor, "pass", 3)
        with database.read() as cursor:
            assert watermarks.read_position(cursor, "pass") == 5
            assert watermarks.statement_ids_after(cursor, 1) == {"s-late"}

    def test_an_article_waits_until_it_is_marked_as_indexed(self, database: Database) -> None:
        with database.read() as cursor:
            assert articles.not_indexed(cursor) == [STORY.article_id]
        with database.write() as cursor:
            articles.mark_indexed(cursor, STORY.article_id, at=made.THEN)
            articles.mark_indexed(cursor, STORY.article_id, at=made.THEN)
        with database.read() as cursor:
            assert articles.not_indexed(cursor) == []

    def test_the_queue_has_days_and_moments_as_they_went_in(self, database: Database) -> None:
        [line] = PageQueries(database).queue(made.CHRIS)
        assert line.published_on == date(2022, 10, 20)
        assert line.added_at == made.THEN
        assert (line.claims, line.open, line.submitted) == (2, 1, 1)


def append(cursor: object, subject: str) -> None:
    events.append(
        cursor,
        at=made.THEN,
        who="chris",
        what=EventKind.EXPORT_MADE,
        subject=subject,
        payload={"a": 1},
    )
