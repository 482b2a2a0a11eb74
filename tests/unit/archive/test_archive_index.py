"""Adding statements, finding them at once, and an index that can always be made again."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import made
from tests.fakes import ActorsOnly, FakeEmbedder, Unrelated
from workbench.archive.archive import Archive
from workbench.archive.index.search_index import SearchIndex
from workbench.errors import InputError, NotFound, StorageError
from workbench.model.job import Job, JobKind, JobState
from workbench.model.prior import Lane, Query
from workbench.model.statement import Statement
from workbench.storage import jobs
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events

DAY = date(2022, 10, 20)


@pytest.fixture
def open_archive(
    database: Database, tmp_path: Path, clock: Callable[[], datetime]
) -> Callable[..., Archive]:
    def make(embedder: FakeEmbedder | None = None) -> Archive:
        return Archive(
            database,
            index_directory=tmp_path / "workbench.index",
            embedding_model=None,
            extractor=lambda: ActorsOnly("Iran", "Russia"),  # type: ignore[arg-type, return-value]
            clock=clock,
            embedder=FakeEmbedder() if embedder is None else embedder,
            relator=Unrelated(),  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def archive(open_archive: Callable[..., Archive]) -> Archive:
    return open_archive()


def statement(number: int, text: str, **fields: object) -> Statement:
    return Statement(f"s{number}", text, said_on=DAY, **fields)  # type: ignore[arg-type]


def ids(archive: Archive, text: str, **options: object) -> list[str]:
    return [one.statement.statement_id for one in archive.search(text, **options)]  # type: ignore[arg-type]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_new_statement_is_found_at_once(archive: Archive) -> None:
    assert ids(archive, "grain ships") == []
    archive.add_statements([statement(1, "grain ships left the port")], by="a")
    assert ids(archive, "grain ships") == ["s1"]
    archive.add_statements([statement(2, "grain ships came back")], by="a")
    assert set(ids(archive, "grain ships")) == {"s1", "s2"}


def test_the_same_content_again_is_a_duplicate_and_adds_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.jsonl", [{"text": "P is so."}, {"text": "Q is so."}])
    first, second = (made.import_into(archive, path, by="a") for _ in range(2))
    assert (first.accepted, first.duplicates) == (2, 0)
    assert (second.accepted, second.duplicates, second.rejections) == (0, 2, ())
    assert archive.count() == 2


def test_a_taken_id_with_other_content_is_rejected_with_its_row(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "a.jsonl", [{"id": "x", "text": "P."}, {"id": "x", "text": "Q."}, {"text": "R."}]
    )
    report = made.import_into(archive, path, by="a")
    assert (report.accepted, report.rejected) == (2, 1)
    [rejection] = report.rejections
    assert (rejection.row, rejection.column) == (2, "id")
    assert "id of its own" in rejection.reason
    assert archive.statement("x").text == "P."


def test_rejected_rows_are_written_beside_the_file_with_their_reasons(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.jsonl", [{"text": ""}, {"text": "P."}, {"text": "Q", "said_on": 7}])
    report = made.import_into(archive, path, by="a")
    assert report.rejects_file == str(tmp_path / "a.jsonl.rejects.csv")
    with (tmp_path / "a.jsonl.rejects.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [(line["row"], line["column"]) for line in lines] == [("1", "text"), ("3", "said_on")]
    assert json.loads(lines[1]["content"]) == {"text": "Q", "said_on": 7}


def test_rejects_of_an_earlier_import_are_never_overwritten(
    archive: Archive, tmp_path: Path
) -> None:
    lines = write(tmp_path / "s.jsonl", [{"text": ""}])
    table = tmp_path / "s.csv"
    table.write_text("text,said_on\nP.,never\n", encoding="utf-8")
    written = [
        made.import_into(archive, path, by="a").rejects_file for path in (lines, table, table)
    ]
    assert [Path(str(one)).name for one in written] == [
        "s.jsonl.rejects.csv",
        "s.csv.rejects.csv",
        "s.csv.rejects-2.csv",
    ]
    assert "never" in (tmp_path / "s.csv.rejects.csv").read_text(encoding="utf-8")


def test_lines_that_are_no_json_stand_in_the_rejects_file_as_they_are(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "P."}\n{text: "Q."}\n', encoding="utf-8")
    report = made.import_into(archive, path, by="a")
    with Path(str(report.rejects_file)).open(encoding="utf-8", newline="") as stream:
        [line] = csv.DictReader(stream)
    assert (line["row"], line["content"]) == ("2", '{text: "Q."}')


def test_an_import_goes_on_where_its_rejects_cannot_be_written(
    archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = write(tmp_path / "a.jsonl", [{"text": ""}, {"text": "P."}, {"text": ""}])
    really = Path.open

    def no_new_files(self: Path, mode: str = "r", *rest: object, **options: object) -> object:
        if mode == "x":
            raise PermissionError(13, "Permission denied")
        return really(self, mode, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", no_new_files)
    report = made.import_into(archive, path, by="a")
    assert (report.accepted, report.rejected, report.rejects_file) == (1, 2, None)
    assert [one.row for one in report.rejections] == [1, 3]
    assert "cannot be written beside the file" in caplog.text


def test_an_undecodable_note_does_not_stop_the_import(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,note\nP.,x\nQ.,caf\xe9\nR.,y\n")
    report = made.import_into(archive, path, by="a")
    assert (report.accepted, report.rejected) == (2, 1)
    assert report.rejections[0].column == "note"


def test_speakers_are_resolved_while_others_may_write(
    archive: Archive, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written_meanwhile() -> None:
        with database.write():
            pass

    def resolve(speaker: str, on: date | None) -> str:
        other = threading.Thread(target=written_meanwhile, daemon=True)
        other.start()
        other.join(timeout=10)
        assert not other.is_alive(), "another writer has to wait for the speakers"
        return "Iran"

    monkeypatch.setattr(archive._intake, "_actor_of", resolve)
    archive.add_statements([statement(1, "P.", speaker="S"), statement(2, "Q.")], by="a")
    assert [one.actor for one in archive.statements(["s1", "s2"])] == ["Iran", None]


def test_a_statement_gone_from_the_database_is_reported_rather_than_waited_for(
    open_archive: Callable[..., Archive], database: Database
) -> None:
    open_archive().add_statements([statement(i, f"grain {i}") for i in range(5)], by="a")
    with database.write() as cursor:
        cursor.execute("DELETE FROM vectors WHERE row_id = 3")
        cursor.execute("DELETE FROM statements WHERE row_id = 3")
    with pytest.raises(StorageError, match="restore"):
        open_archive().search("grain")


def test_a_time_without_a_zone_is_not_taken_for_local_time(database: Database) -> None:
    with database.write() as cursor, pytest.raises(ValueError, match="zone"):
        jobs.add(
            cursor,
            Job("i", JobKind.STATEMENTS, "f", JobState.RUNNING, "a", datetime(2022, 10, 20)),
        )


def test_each_import_leaves_its_events_and_progress(
    archive: Archive, database: Database, tmp_path: Path
) -> None:
    done: list[int] = []
    path = write(tmp_path / "a.jsonl", [{"text": f"P{i}."} for i in range(3)])
    made.import_into(archive, path, by="mina", progress=done.append)
    assert done == [3]
    with database.read() as cursor:
        recorded = list(events.all(cursor))
    assert {event.who for event in recorded} == {"mina"}
    assert json.loads(recorded[-1].payload)["accepted"] == 3


def test_a_file_that_cannot_be_read_leaves_no_trace(
    archive: Archive, database: Database, tmp_path: Path
) -> None:
    with pytest.raises(InputError):
        made.import_into(archive, tmp_path / "missing.csv", by="a")
    with database.read() as cursor:
        assert list(events.all(cursor)) == []


def test_the_actor_behind_a_speaker_is_filled_in(archive: Archive) -> None:
    archive.add_statements([statement(1, "P is so.", speaker="Minister of Iran")], by="a")
    assert archive.statement("s1").actor == "Iran"


def test_filters_are_applied_inside_the_search(archive: Archive) -> None:
    near = [statement(i, "grain ships left", actor="Russia") for i in range(200)]
    near = [
        Statement(f"r{i}", f"grain ships left {i}", actor="Russia", said_on=DAY) for i in range(200)
    ]
    far = [
        Statement(f"i{i}", f"a word on grain {i}", actor="Iran", said_on=DAY - timedelta(days=i))
        for i in range(10)
    ]
    archive.add_statements(near + far, by="a")
    found = ids(archive, "grain ships left", actor="Iran", as_of=DAY - timedelta(days=5), k=5)
    assert sorted(found) == ["i5", "i6", "i7", "i8", "i9"]


def test_what_others_printed_or_said_in_another_language_is_left_out(archive: Archive) -> None:
    archive.add_statements(
        [
            statement(1, "grain ships left", publisher="Daily Post", language="en-GB"),
            statement(2, "grain ships left port", publisher="Daily Post", language="fr"),
            statement(3, "grain ships left again", publisher="Evening Post"),
            *(statement(10 + i, f"grain ships {i}", publisher="Wire") for i in range(200)),
        ],
        by="a",
    )
    assert set(ids(archive, "grain", source="daily post ")) == {"s1", "s2"}
    assert ids(archive, "grain", source="Daily Post", language="EN") == ["s1"]
    assert ids(archive, "grain", language="fr-CA") == ["s2"]
    assert ids(archive, "grain", source="Nobody") == []


def test_lanes_split_at_the_article_and_leave_out_its_own_claims(archive: Archive) -> None:
    archive.add_statements(
        [
            Statement("before", "grain left", said_on=DAY),
            Statement("printed", "grain left port", published_on=DAY),
            Statement("after", "grain left later", said_on=DAY + timedelta(days=1)),
            Statement("undated", "grain left once"),
            Statement("own", "grain left here", said_on=DAY, article_id="a1", claim_id="a1-001"),
        ],
        by="a",
    )
    [priors] = archive.match([Query("c", "grain left", article_date=DAY, article_id="a1")])
    lanes = {one.statement.statement_id: (one.lane, one.days_before) for one in priors}
    assert lanes == {
        "before": (Lane.PRIOR, 0),
        "printed": (Lane.PRIOR, 0),
        "after": (Lane.SINCE, -1),
        "undated": (Lane.SINCE, None),
    }


def test_statements_by_id(archive: Archive) -> None:
    archive.add_statements([statement(1, "P."), statement(2, "Q.")], by="a")
    assert [one.text for one in archive.statements(["s2", "nobody", "s1"])] == ["Q.", "P."]
    with pytest.raises(NotFound, match="nobody"):
        archive.statement("nobody")


@pytest.mark.parametrize("damage", ["missing", "truncated", "flipped", "no note", "stale"])
def test_a_damaged_or_stale_index_is_made_again(
    open_archive: Callable[..., Archive], tmp_path: Path, damage: str
) -> None:
    first = open_archive()
    path = write(tmp_path / "a.jsonl", [{"id": f"s{i}", "text": f"grain {i}"} for i in range(20)])
    made.import_into(first, path, by="a")
    index = tmp_path / "workbench.index" / "vectors.half"
    content = index.read_bytes()
    if damage == "missing":
        index.unlink()
    elif damage == "truncated":
        index.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        index.write_bytes(content[:-8] + bytes(8))
    elif damage == "no note":
        index.with_suffix(".json").unlink()
    else:
        first.add_statements([statement(99, "grain 99")], by="a")
    again = open_archive()
    assert len(ids(again, "grain 7", k=30)) == again.count()
    assert ids(again, "grain 7", k=1) == ["s7"]


@pytest.mark.parametrize(
    "damage", ["missing", "garbage", "truncated", "flipped", "another archive", "no note"]
)
def test_damaged_words_are_indexed_again(
    open_archive: Callable[..., Archive], tmp_path: Path, damage: str
) -> None:
    import shutil

    first = open_archive()
    first.add_statements([statement(i, f"grain number{i}") for i in range(5)], by="a")
    assert ids(first, "number3", k=1) == ["s3"]
    words = tmp_path / "workbench.index" / "words"
    if damage == "missing":
        shutil.rmtree(words)
    elif damage == "no note":
        words.with_suffix(".json").unlink()
    elif damage == "another archive":
        note = json.loads(words.with_suffix(".json").read_text(encoding="utf-8"))
        words.with_suffix(".json").write_text(json.dumps(note | {"mark": "somebody else's"}))
    else:
        for path in words.iterdir():
            if path.is_file() and not path.name.startswith("."):
                content = path.read_bytes()
                half = len(content) // 2
                path.write_bytes(
                    {
                        "garbage": b"garbage",
                        "truncated": content[:half],
                        "flipped": content[:half]
                        + bytes(255 - byte for byte in content[half : half + 8])
                        + content[half + 8 :],
                    }[damage]
                )
    assert ids(open_archive(), "number3", k=1) == ["s3"]


def test_words_that_came_after_the_last_note_are_kept(
    open_archive: Callable[..., Archive], tmp_path: Path
) -> None:
    first = open_archive()
    first.add_statements([statement(1, "grain one")], by="a")
    assert ids(first, "one") == ["s1"]
    note_file = tmp_path / "workbench.index" / "words.json"
    early_note = note_file.read_text(encoding="utf-8")
    first.add_statements([statement(2, "grain two")], by="a")
    assert ids(first, "two", k=1) == ["s2"]
    note_file.write_text(early_note, encoding="utf-8")  # as if killed before the second note
    again = open_archive()
    assert ids(again, "two", k=1) == ["s2"]
    assert len(ids(again, "grain")) == 2


def test_an_intact_index_is_read_back_without_embedding_again(
    open_archive: Callable[..., Archive], tmp_path: Path
) -> None:
    path = write(tmp_path / "a.jsonl", [{"text": f"grain {i}"} for i in range(20)])
    made.import_into(open_archive(), path, by="a")
    embedder = FakeEmbedder()
    open_archive(embedder).search("grain 3")
    assert embedder.texts <= 2  # the query and its one part


def test_another_model_gives_every_statement_a_vector_of_its_own(
    open_archive: Callable[..., Archive],
) -> None:
    open_archive().add_statements([statement(i, f"grain {i}") for i in range(5)], by="a")
    other = FakeEmbedder()
    other.revision = "2"
    assert ids(open_archive(other), "grain 3", k=1) == ["s3"]


def test_a_statement_is_drawn_towards_its_headline(archive: Archive) -> None:
    archive.add_statements(
        [
            statement(1, "He denied everything.", title="Grain ships seized"),
            statement(2, "He denied everything again.", title="Bread prices"),
        ],
        by="a",
    )
    assert ids(archive, "seized grain ships", k=1) == ["s1"]


def test_threads_may_search_while_statements_arrive(archive: Archive) -> None:
    archive.add_statements([statement(0, "grain 0")], by="a")
    failures: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(10):
                assert ids(archive, "grain")
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=search) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 10):
        archive.add_statements([statement(number, f"grain {number}")], by="a")
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(ids(archive, "grain", k=20)) == 10


def test_a_batch_that_fails_half_way_leaves_nothing(
    open_archive: Callable[..., Archive],
) -> None:
    class Broken(FakeEmbedder):
        def encode(self, texts: object) -> np.ndarray:  # type: ignore[override, type-arg]
            raise RuntimeError("out of memory")

    archive = open_archive(Broken())
    with pytest.raises(RuntimeError):
        archive.add_statements([statement(1, "P.")], by="a")
    assert archive.count() == 0


def test_an_id_becomes_free_when_its_rival_turns_out_to_be_known_already(
    open_archive: Callable[..., Archive],
) -> None:
    other = open_archive()

    class Slow(FakeEmbedder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            other.add_statements([statement(7, "P is so.")], by="b")  # while these are embedded
            return super().encode(texts)

    archive = open_archive(Slow())
    archive.add_statements([statement(1, "P is so."), statement(1, "Q is so.")], by="a")
    assert {one.text for one in archive.statements(["s1", "s7"])} == {"P is so.", "Q is so."}
    assert archive.statement("s1").text == "Q is so."


def test_an_empty_archive_answers_emptily(archive: Archive) -> None:
    assert archive.match([Query("c", "anything at all", article_date=DAY)]) == [[]]
    assert archive.search("   ") == []
    assert archive.status().overview.statements == 0
    assert isinstance(archive._index, SearchIndex)
