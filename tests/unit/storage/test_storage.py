"""The database file: opening, units of work, migrations, and what goes in comes out."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest

from tests import made
from tests.cases import each
from workbench.errors import DatabaseInUse, NotFound, SchemaTooNew, StorageError
from workbench.model.article import DateMention, Span
from workbench.model.claim import AttributionLink, Polarity, Reason
from workbench.storage.claims import articles
from workbench.storage.engine import migrations, moments
from workbench.storage.engine.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "desk.duckdb"


@pytest.fixture
def database(path: Path) -> Database:
    return Database(path)


def rich_claim():
    story = made.article("On Friday Tehran denied selling munitions — “none” — to Russia.")
    plain = made.claim(story, "selling munitions", polarity=Polarity.DENIES)
    return story, replace(
        plain,
        source=Span(10, 16),
        source_text="Tehran",
        cue=Span(17, 23),
        cue_text="denied",
        check_worthiness=0.1 + 0.2,
        said_on=date(2022, 10, 14),
        dates=(DateMention(Span(0, 9), "On Friday", date(2022, 10, 14), date(2022, 10, 14)),),
        chain=(
            AttributionLink(Span(10, 16), Span(17, 23), "Tehran", "Iran", Polarity.DENIES),
            AttributionLink(None, None, None, None, Polarity.ASSERTS),
        ),
        reasons=(Reason("polarity", "denied", "a word of denial “”"),),
    )


def test_an_article_and_its_claims_come_back_exactly(database: Database) -> None:
    story, claim = rich_claim()
    bare = replace(made.claim(story, "Russia", speaker=None, number=2), quotation=None)
    with database.write() as cursor:
        articles.add(cursor, story, by="chris", at=made.THEN)
        articles.add_claims(cursor, (claim, bare))
    with database.read() as cursor:
        assert articles.find(cursor, story.article_id) == story
        assert articles.claims_of(cursor, story.article_id) == (claim, bare)
        assert articles.find_claim(cursor, claim.claim_id) == claim
        assert articles.find_same_text(cursor, story.sha256) == story


def test_nothing_of_a_failed_unit_of_work_stays(database: Database) -> None:
    story = made.article()
    with pytest.raises(ZeroDivisionError), database.write() as cursor:  # noqa: PT012
        articles.add(cursor, story, by="chris", at=made.THEN)
        _ = 1 / 0
    with database.read() as cursor:
        assert articles.ids(cursor) == []


def test_a_broken_rule_of_the_schema_is_a_storage_error_and_leaves_nothing(
    database: Database,
) -> None:
    story = made.article()
    with pytest.raises(StorageError), database.write() as cursor:  # noqa: PT012
        articles.add(cursor, story, by="chris", at=made.THEN)
        articles.add(cursor, story, by="chris", at=made.THEN)
    with database.read() as cursor:
        assert articles.ids(cursor) == []


def test_a_bad_read_is_a_storage_error(database: Database) -> None:
    with pytest.raises(StorageError, match="read"), database.read() as cursor:
        cursor.execute("SELECT * FROM there_is_no_such_table")


def test_what_no_text_can_be_equal_to_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound, match="half a character"), database.read() as cursor:
        articles.find_claim(cursor, "\ud800")


def test_a_read_sees_one_state_while_others_write(database: Database) -> None:
    with database.read() as cursor:
        assert articles.ids(cursor) == []
        writer = threading.Thread(target=made.store_article, args=(database, made.article(), ()))
        writer.start()
        writer.join()
        assert articles.ids(cursor) == []
    with database.read() as cursor:
        assert len(articles.ids(cursor)) == 1


def test_what_was_committed_is_there_after_opening_again(path: Path) -> None:
    first = Database(path)
    story, claim = rich_claim()
    made.store_article(first, story, [claim])
    first.close()
    second = Database(path)
    with second.read() as cursor:
        assert articles.claims_of(cursor, story.article_id) == (claim,)
    second.close()


def test_every_migration_is_recorded_once(path: Path) -> None:
    Database(path).close()
    Database(path).close()
    with duckdb.connect(str(path)) as connection:
        rows = connection.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
    assert rows == [
        (number, step.__name__) for number, step in enumerate(migrations.MIGRATIONS, start=1)
    ]


def test_a_failing_migration_leaves_the_schema_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Database(path).close()

    def m999_fails(cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute("CREATE TABLE half_done (a INTEGER)")
        raise RuntimeError("power cut")

    known = migrations.MIGRATIONS
    monkeypatch.setattr(migrations, "MIGRATIONS", (*known, m999_fails))
    with pytest.raises(RuntimeError):
        Database(path)
    monkeypatch.setattr(migrations, "MIGRATIONS", known)
    database = Database(path)
    with pytest.raises(StorageError), database.read() as cursor:
        cursor.execute("SELECT * FROM half_done")
    database.close()


def test_a_database_of_a_later_release_is_refused(path: Path) -> None:
    Database(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999, 'm9999_of_the_future')")
    with pytest.raises(SchemaTooNew, match="later"):
        Database(path)


@each("content", [b"this is not a database" * 500, b"PK\x03\x04" + b"\0" * 9000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(StorageError, match="cannot be opened"):
        Database(path)
    assert path.read_bytes() == content


def test_a_path_with_lock_in_it_is_not_taken_for_a_file_in_use(tmp_path: Path) -> None:
    path = tmp_path / "blocked" / "desk.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"this is not a database" * 500)
    with pytest.raises(StorageError, match="cannot be opened") as told:
        Database(path)
    assert not isinstance(told.value, DatabaseInUse)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE articles (mine INTEGER)")
    with pytest.raises(StorageError, match="something else"):
        Database(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_closing_while_other_threads_read_stops_them_with_one_clear_error(
    database: Database,
) -> None:
    told: list[StorageError] = []

    def read_until_closed() -> None:
        while True:
            try:
                with database.read() as cursor:
                    articles.ids(cursor)
            except StorageError as error:
                told.append(error)
                return

    threads = [threading.Thread(target=read_until_closed) for _ in range(4)]
    for thread in threads:
        thread.start()
    database.close()
    for thread in threads:
        thread.join(timeout=20)
    assert len(told) == 4
    assert all("open the desk again" in str(error) for error in told)


def test_times_keep_their_moment_whatever_their_zone() -> None:
    east = datetime(2022, 10, 20, 14, 0, 0, 123456, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    assert moments.from_stored(moments.to_stored(east)) == east
    assert moments.to_text(east) == "2022-10-20T10:30:00.123456Z"
    assert moments.from_stored(moments.to_stored(east)).tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        moments.to_stored(datetime(2022, 10, 20))


def test_the_rule_of_what_is_kept_from_whom_stands_in_one_view() -> None:
    """Only the view says when an opinion is owed; every read goes by it."""
    asking = [
        path.name
        for path in Path(migrations.__file__).parents[1].rglob("*.py")
        if "FROM opinion_requests" in path.read_text(encoding="utf-8")
    ]
    assert sorted(asking) == ["opinions.py", "views.py"]


def test_what_was_said_last_of_a_claim_is_said_by_a_view() -> None:
    """No read looks for the last hold, plan or dismissal itself."""
    for path in Path(migrations.__file__).parents[1].rglob("*.py"):
        if path.name not in ("views.py", "migrations.py"):
            assert "ORDER BY number DESC)" not in path.read_text(encoding="utf-8"), path
