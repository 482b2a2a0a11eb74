"""Reprints of one text count as one source; a text that says something else never does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests import made
from tests.cases import each
from tests.fakes import ActorsOnly, FakeEmbedder, NoPriors, Unrelated
from workbench.archive.archive import Archive
from workbench.archive.importing.reprints import (
    Reprints,
    is_telling,
    keys_of,
    read_wording,
    same_text,
)
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.model.prior import Lane, Query
from workbench.model.publishing import Choice
from workbench.model.statement import Statement
from workbench.model.verdict import Verdict, VerdictVersion
from workbench.publishing.records import snapshot
from workbench.publishing.tables import VERDICT_COLUMNS, verdict_rows
from workbench.storage.engine.database import Database
from workbench.storage.statements import reprints as reprint_rows
from workbench.storage.statements.reprints import Carried
from workbench.storage.verdicts import evidence
from workbench.ui.shared.cards import prior_card

DAY = date(2022, 10, 18)
WIRE = Carried(
    row_id=1,
    text="Iran has sent no weapons to either side of the war in Ukraine, Nasser Kanaani said.",
    speaker="Nasser Kanaani",
    speaker_role="foreign ministry spokesman",
    actor="Iran",
    said_on=DAY,
    published_on=DAY,
    language="en",
)
LONG = replace(
    WIRE,
    text="The refinery in the harbour district lost 340 workers in March, when three of its five "
    "units were shut because the ministry had not renewed the licence of the operator.",
    speaker="Maria Ortega",
    speaker_role=None,
    actor="Portside Union",
)


def told(text: str, of: Carried = WIRE) -> Carried:
    return replace(of, row_id=2, text=text)


def grouped(one: Carried, other: Carried) -> bool:
    """Whether the pass would group them: compared at all, and then taken for one text."""
    first, second = read_wording(one), read_wording(other)
    return (
        is_telling(first)
        and is_telling(second)
        and bool(set(keys_of(first)[0]) & set(keys_of(second)[1]))
        and same_text(first, second)
    )


@each(
    "other",
    [
        told("Iran has sent no weapons to either side of the war in Ukraine, Nasser Kanaani said"),
        told("Iran has sent no weapons to either side of the war in Ukraine, Kanaani said."),
        told(
            "IRAN has sent no weapons to either side of the war in Ukraine, Kanaani told reporters"
        ),
        told(
            "TEHRAN, Oct. 18 (Reuters) - Iran has sent no weapons to either side of the war in "
            "Ukraine, Nasser Kanaani said on Tuesday."
        ),
        told(
            "Foreign Ministry spokesman Nasser Kanaani said late on Monday that Iran has sent no "
            "weapons to either side of the war in Ukraine."
        ),
        told(
            "“Iran has sent no weapons to either side of the war in Ukraine,” Nasser Kanaani said "
            "in a statement, according to IRNA."
        ),
        told("Iran has sent no weapons to either side of the war in Ukraine, Nasser Kanani said."),
        replace(WIRE, row_id=2, published_on=DAY + timedelta(days=2), speaker="N. Kanaani"),
        replace(WIRE, row_id=2, said_on=DAY + timedelta(days=1)),
        replace(WIRE, row_id=2, said_on=None, published_on=DAY + timedelta(days=3)),
    ],
)
def test_a_reprint_is_known_by_its_words(other: Carried) -> None:
    assert grouped(WIRE, other)
    assert grouped(other, WIRE)


@each(
    "text",
    [
        LONG.text.replace("340", "three hundred and forty one"),
        LONG.text.replace("340", "430"),
        LONG.text.replace("three of its five", "two of its five"),
        LONG.text.replace("had not renewed", "had renewed"),
        LONG.text.replace("lost", "hired"),
        LONG.text.replace("March", "May"),
        LONG.text.replace("because", "before"),
        LONG.text.replace("because", "although"),
        LONG.text.replace("three of", "at most three of"),
        LONG.text.replace("were shut", "may have been shut"),
        LONG.text.replace("were shut", "were partly shut"),
        LONG.text.replace("were shut", "were never shut"),
        LONG.text.replace("were shut", "weren't shut"),
        LONG.text.replace("lost 340", "lost a small number of its 340"),
        LONG.text.replace("the ministry", "the operator").replace(
            "of the operator", "of the ministry"
        ),
        LONG.text.replace("The refinery", "No refinery"),
        "It is not true that " + LONG.text,
        LONG.text + " Nobody else was to blame.",
    ],
)
def test_a_long_text_with_one_word_of_meaning_changed_is_another(text: str) -> None:
    assert text != LONG.text
    assert not same_text(read_wording(LONG), read_wording(told(text, LONG)))


@each(
    "other",
    [
        told("Iran has sent weapons to either side of the war in Ukraine, Nasser Kanaani said."),
        told("Iran has sent no weapons to either side of the war in Yemen, Nasser Kanaani said."),
        told("Iran had sent no weapons to either side before the war in Ukraine, Kanaani said."),
        replace(WIRE, speaker="Hossein Amir-Abdollahian"),
        replace(WIRE, speaker=None),
        replace(WIRE, actor="Russia"),
        replace(WIRE, language="fa"),
        replace(WIRE, said_on=DAY + timedelta(days=2)),
        replace(WIRE, said_on=None, published_on=DAY + timedelta(days=4)),
        replace(WIRE, said_on=None, published_on=None),
    ],
)
def test_other_words_speakers_and_days_are_other_statements(other: Carried) -> None:
    assert not same_text(read_wording(WIRE), read_wording(other))


def test_words_that_may_be_said_of_everything_are_not_grouped() -> None:
    assert not is_telling(read_wording(told("That is not true, Nasser Kanaani said.")))
    assert is_telling(read_wording(told("Iran denies sending drones.")))


@pytest.fixture
def archive(database: Database, tmp_path: Path, clock: Callable[[], datetime]) -> Archive:
    return Archive(
        database,
        index_directory=tmp_path / "workbench.index",
        embedding_model=None,
        extractor=lambda: ActorsOnly("Iran"),  # type: ignore[arg-type, return-value]
        clock=clock,
        embedder=FakeEmbedder(),
        relator=Unrelated(),  # type: ignore[arg-type]
    )


def copy(number: int, publisher: str | None, day: date = DAY, **fields: object) -> Statement:
    return Statement(
        f"c{number}",
        "Iran has sent no weapons to either side of the war in Ukraine.",
        speaker="Nasser Kanaani",
        published_on=day,
        publisher=publisher,
        **fields,  # type: ignore[arg-type]
    )


def groups(database: Database) -> dict[str, int]:
    with database.read() as cursor:
        ids = [row[0] for row in cursor.tuples("SELECT statement_id FROM statements")]
        return reprint_rows.groups_of(cursor, ids)


def test_a_page_shows_one_copy_and_says_who_else_has_it(archive: Archive) -> None:
    archive.add_statements([copy(n, f"Paper {n}") for n in range(5)], by="a")
    archive.add_statements(
        [Statement(f"o{n}", f"weapons and the war, part {n}", said_on=DAY) for n in range(9)],
        by="a",
    )
    [priors] = archive.match([Query("c", "Iran sent weapons to the war", article_date=DAY)], k=10)
    assert len(priors) == 10
    [shown] = [one for one in priors if one.statement.statement_id.startswith("c")]
    assert len(shown.reprinted) == 4
    assert {*shown.reprinted, shown.statement.publisher} == {f"Paper {n}" for n in range(5)}
    assert [one.rank for one in priors] == list(range(1, 11))


def test_a_copy_printed_after_the_article_is_not_told_beside_a_prior(archive: Archive) -> None:
    later = DAY + timedelta(days=1)
    archive.add_statements(
        [copy(1, "Early"), copy(2, None), copy(3, "Late", later), copy(4, "Own", article_id="a1")],
        by="a",
    )
    [priors] = archive.match(
        [Query("c", "Iran sent weapons", article_date=DAY, article_id="a1")], k=10
    )
    before, since = priors
    assert before.lane is Lane.PRIOR
    assert {before.statement.publisher, *before.reprinted} in (
        {"Early", "publisher not recorded"},
        {"Early", None},
    )
    assert (since.lane, since.statement.publisher, since.reprinted) == (Lane.SINCE, "Late", ())


def test_copies_are_found_within_a_batch_and_across_batches(
    archive: Archive, database: Database
) -> None:
    archive.add_statements([copy(1, "A"), copy(2, "B")], by="a")
    archive.add_statements([copy(3, "C"), copy(4, "D", DAY + timedelta(days=30))], by="a")
    assert groups(database) == {"c1": 1, "c2": 1, "c3": 1, "c4": 4}


def test_statements_of_an_earlier_release_are_grouped_by_the_next_pass(
    archive: Archive, database: Database
) -> None:
    archive.add_statements([copy(1, "A"), copy(2, "B")], by="a")
    with database.write() as cursor:
        for table in ("reprints", "reprint_keys", "watermarks"):
            cursor.execute(f"DELETE FROM {table}")
    archive.group_reprints()
    assert groups(database) == {"c1": 1, "c2": 1}


def test_two_passes_at_once_record_each_copy_once(archive: Archive, database: Database) -> None:
    archive.add_statements([copy(n, f"Paper {n}") for n in range(5)], by="a")
    Reprints(database).group_new()
    with database.read() as cursor:
        assert cursor.tuples("SELECT count(*) FROM reprints") == [(4,)]


def test_an_export_counts_a_text_once_however_often_it_was_printed(
    database: Database, clock: Callable[[], datetime]
) -> None:
    copies = [replace(made.statement(f"s{n}"), publisher=f"Paper {n}") for n in range(3)]
    other = made.statement("s9", "Iran will never send any drone to any side of any war.")
    made.store_statements(database, [*copies, other])
    Reprints(database).group_new()
    story = made.article("Iran denied it. Kirby said Iran helps.")
    claim = made.claim(story, "Iran helps")
    made.store_article(database, story, [claim])
    Verdicts(database, NoPriors(), clock=clock).submit(
        claim.claim_id,
        verdict=Verdict.CONTESTED,
        rationale="denied",
        cited=["s0", "s1"],
        shown=[made.prior(one, rank=rank) for rank, one in enumerate([*copies, other], start=1)],
        by=made.CHRIS,
        seen_version=0,
    )
    [record] = snapshot(database, Choice(include_open=True)).records
    assert len(record.priors) == 4
    [row] = verdict_rows(snapshot(database, Choice(include_open=True)))
    assert row[VERDICT_COLUMNS.index("contradicting_count")] == "2"


def test_what_was_reprinted_is_kept_with_the_verdict_and_told_on_the_card(
    database: Database,
) -> None:
    shown = replace(made.prior(made.statement("s1")), reprinted=("Paper A", "<b>B</b>"))
    assert "the same text in 2 other places: Paper A, &lt;b&gt;B&lt;/b&gt;" in prior_card(shown)
    assert "same text" not in prior_card(made.prior(made.statement("s1")))
    made.store_statements(database, [shown.statement])
    version = VerdictVersion("c", 1, Verdict.CONTESTED, "denied", "chris", made.THEN)
    with database.write() as cursor:
        evidence.add(cursor, version, [shown])
        assert evidence.read_seen(cursor, ["c"]) == {("c", 1): (shown,)}
