"""Import files: every row is taken or rejected with its place and reason."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cases import each
from workbench.archive.importing.rows import Row, rows_in
from workbench.archive.importing.validation import read_statements, statement_of
from workbench.errors import InputError
from workbench.model.statement import Rejection, Statement


def taken(path: Path) -> list[Statement]:
    return [read_as for _, read_as in read_statements(path) if isinstance(read_as, Statement)]


def rejected(path: Path) -> list[Rejection]:
    return [read_as for _, read_as in read_statements(path) if isinstance(read_as, Rejection)]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_only_text_is_required(tmp_path: Path) -> None:
    [statement] = taken(write(tmp_path / "a.csv", "text\nNo ship was sold.\n"))
    assert statement.text == "No ship was sold."
    assert (statement.speaker, statement.said_on, statement.language) == (None, None, "en")


def test_every_column_of_the_design_is_read_and_the_rest_is_kept(tmp_path: Path) -> None:
    row = {
        "id": "x-1",
        "text": "No ship was sold.",
        "speaker": "A. Person",
        "speaker_role": "minister",
        "actor": "Iran",
        "said_on": "2022-10-20",
        "published_on": "2022-10-21",
        "title": "Ships",
        "publisher": "Wire",
        "source_url": "https://example.org",
        "language": "fa",
        "story": "ships",
        "denial": True,
    }
    [statement] = taken(write(tmp_path / "a.jsonl", json.dumps(row) + "\n"))
    assert statement == Statement(
        statement_id="x-1",
        text="No ship was sold.",
        speaker="A. Person",
        speaker_role="minister",
        actor="Iran",
        said_on=date(2022, 10, 20),
        published_on=date(2022, 10, 21),
        title="Ships",
        publisher="Wire",
        source_url="https://example.org",
        language="fa",
        metadata={"story": "ships", "denial": True},
    )


def test_source_title_is_another_name_for_title(tmp_path: Path) -> None:
    [statement] = taken(write(tmp_path / "a.csv", "text,source_title\nP.,Headline\n"))
    assert statement.title == "Headline"
    assert statement.metadata == {}


def test_an_id_made_from_the_content_is_the_same_each_time(tmp_path: Path) -> None:
    first = taken(write(tmp_path / "a.csv", "text,speaker\nP is so.,A\nP is so.,B\n"))
    again = taken(write(tmp_path / "b.csv", "speaker,text\nA,P is so.\n"))
    assert first[0].statement_id == again[0].statement_id
    assert first[0].statement_id != first[1].statement_id


@each(
    "cells, column, words",
    [
        (",2022-10-20", "text", "no text"),
        ("   ,2022-10-20", "text", "no text"),
        ("P.,20th of October", "said_on", "2022-10-20"),
        ("P.,2022-13-01", "said_on", "not a day"),
    ],
)
def test_a_bad_row_names_row_column_and_fix_and_the_rest_goes_on(
    tmp_path: Path, cells: str, column: str, words: str
) -> None:
    path = write(tmp_path / "a.csv", f"text,said_on\nGood.,2022-10-20\n{cells}\nAlso good.,\n")
    [rejection] = rejected(path)
    assert (rejection.file, rejection.row, rejection.column) == (str(path), 3, column)
    assert words in rejection.reason
    assert [one.text for one in taken(path)] == ["Good.", "Also good."]


def test_row_numbers_count_records_not_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text,said_on\n"Two\nlines.",2022-10-20\nP.,never\n')
    assert [one.row for one in rejected(path)] == [3]


def test_too_many_cells_are_rejected_rather_than_shifted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text,speaker\nYes, we did.,A\nP.,B\n")
    [rejection] = rejected(path)
    assert rejection.row == 2
    assert "quotation marks" in rejection.reason
    assert [one.text for one in taken(path)] == ["P."]


@each("separator", [";", "\t"])
def test_semicolons_and_tabs_separate_too(tmp_path: Path, separator: str) -> None:
    path = write(tmp_path / "a.csv", f"text{separator}actor\nYes, we did.{separator}Iran\n")
    assert [(one.text, one.actor) for one in taken(path)] == [("Yes, we did.", "Iran")]


@each(
    "name, text, rows",
    [
        ("a.csv", "text\nNo ship.\nNo drone.\n", 2),
        ("a.tsv", "text\tid\nNo ship.\t1\n", 1),
        ("a.csv", "", 0),
        ("a.jsonl", '{"text": "No ship."}\n', 1),
    ],
)
def test_the_heading_of_a_table_is_no_row_of_an_import(
    tmp_path: Path, name: str, text: str, rows: int
) -> None:
    assert rows_in(write(tmp_path / name, text)) == rows


def test_a_line_that_is_not_json_is_rejected_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "P."}\n{"text": \n["P."]\n{"text": "Q."}\n')
    assert [one.row for one in rejected(path)] == [2, 3]
    assert [one.text for one in taken(path)] == ["P.", "Q."]


def test_bytes_that_are_not_utf8_reject_their_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\nGood.\nCaf\xe9 closed.\nAlso good.\n")
    [rejection] = rejected(path)
    assert (rejection.row, rejection.column) == (3, "text")
    assert "UTF-8" in rejection.reason
    assert len(taken(path)) == 2


def test_parquet_days_and_gaps_are_read(tmp_path: Path) -> None:
    import pandas

    path = tmp_path / "a.parquet"
    pandas.DataFrame(
        {
            "text": ["P.", None],
            "said_on": [pandas.Timestamp("2022-10-20"), pandas.NaT],
            "actor": [None, "Iran"],
        }
    ).to_parquet(path)
    [statement] = taken(path)
    assert (statement.said_on, statement.actor) == (date(2022, 10, 20), None)
    assert [(one.row, one.column) for one in rejected(path)] == [(2, "text")]


@each(
    "name, content, words",
    [
        ("a.docx", "x", ".jsonl or .parquet"),
        ("a.csv", "words,actor\nP.,Iran\n", "one of them must be text"),
        ("a.parquet", "not parquet", "Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as raised:
        list(read_statements(write(tmp_path / name, content)))
    assert str(tmp_path / name) in str(raised.value)


@each(
    "name, content, column",
    [
        ("a.csv", b"text,note\nGood.,x\nP.,caf\xe9\nAlso good.,y\n", "note"),
        ("a.jsonl", b'{"text": "Good."}\n\n{"text": "P.", "note": {"x": ["\\ud800"]}}\n', "note"),
        ("b.jsonl", b'{"text": "Good."}\n\n{"text": "P.", "caf\xe9": 1}\n', "caf\\udce9"),
    ],
)
def test_bytes_that_are_not_utf8_in_a_column_we_do_not_know_reject_their_row_only(
    tmp_path: Path, name: str, content: bytes, column: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    [rejection] = rejected(path)
    assert (rejection.row, rejection.column) == (3, column)
    assert "UTF-8" in rejection.reason
    assert "Good." in [one.text for one in taken(path)]


def test_a_heading_that_is_not_utf8_says_so_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,caf\xe9\nP.,x\n")
    with pytest.raises(InputError, match=r"row 1.*columns are not valid UTF-8"):
        rejected(path)


def test_words_of_zero_bytes_are_no_text(tmp_path: Path) -> None:
    [rejection] = rejected(write(tmp_path / "a.jsonl", json.dumps({"text": " \x00 "})))
    assert rejection.column == "text"


def test_a_row_without_cells_is_skipped_and_counted(tmp_path: Path) -> None:
    assert [one.row for one in rejected(write(tmp_path / "a.csv", "text\n\n\n  \n"))] == [4]


def test_a_file_that_may_not_be_opened_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.csv", "text\nP.\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="permission denied") as raised:
        list(read_statements(path))
    assert str(path) in str(raised.value)


def test_a_single_row_is_refused_with_an_error_of_ours() -> None:
    with pytest.raises(InputError, match="column said_on"):
        statement_of(Row(2, {"text": "P.", "said_on": "never"}))


@each(
    "line, words",
    [
        ("{", "ends too early"),
        ('{"text": "P."', "not closed"),
        ("{text: 1}", "column in double quotation marks is expected"),
        ('{"text": P.}', "words in double quotation marks"),
        ('{"text": "P." "actor": "Iran"}', "a comma is missing (at character 15)"),
        ('{"text" "P."}', "a colon is missing"),
        ('{"text": "P.}', "never closed"),
        ('{"text": "a\tb"}', "control character"),
        ('{"text": "C:\\q"}', "write it twice"),
        ('{"text": "P."}{"text": "Q."}', "a line of its own"),
        ('{"text": ' + "9" * 5_000 + "}", "too many digits"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_a_line_that_is_not_json_is_explained_in_plain_words_and_kept(
    tmp_path: Path, line: str, words: str
) -> None:
    path = write(tmp_path / "a.jsonl", f"{line}\n")
    [(row, read_as)] = read_statements(path)
    assert isinstance(read_as, Rejection)
    assert words in read_as.reason
    assert "Expecting" not in read_as.reason
    assert row.content == line


def test_a_row_with_too_many_cells_is_kept_as_it_was_written(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text,speaker\nP.,B\n"Two\nlines",and,more\nQ.,C\n')
    contents = [row.content for row, read_as in read_statements(path) if type(read_as) is Rejection]
    assert contents == ['"Two\nlines",and,more']


def test_a_row_keeps_its_cells_for_the_rejects_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text,actor\n,Iran\n")
    [(row, _)] = read_statements(path)
    assert row == Row(2, {"text": "", "actor": "Iran"})
    assert json.loads(row.content) == {"text": "", "actor": "Iran"}


def test_a_quotation_mark_left_open_costs_its_own_row_and_swallows_none(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        'text,speaker\nThe dyke held.,Ann\n"Nobody was hurt.,Ben\n'
        '"It rained, a lot.",Cy\nIt is over.,Di\n',
    )
    assert [one.text for one in taken(path)] == [
        "The dyke held.",
        "It rained, a lot.",
        "It is over.",
    ]
    [lost] = rejected(path)
    assert lost.row == 3
    assert "quotation mark" in lost.reason


def test_a_quotation_mark_left_open_in_the_last_row_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text,speaker\n"Nobody was hurt.,Ben\nIt is over.,Di\n')
    assert [one.text for one in taken(path)] == ["It is over."]
    assert len(rejected(path)) == 1


def test_quotation_marks_escaped_by_a_backslash_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text,speaker\n"They shouted \\"stop\\", she said.",Eve\n')
    [statement] = taken(path)
    assert statement.text == 'They shouted "stop", she said.'
    assert statement.speaker == "Eve"


@pytest.mark.parametrize("written", ["nan", "NaN", "NULL", "null", "None", "#N/A", "N/A", " nan "])
def test_how_other_programs_write_an_empty_cell_is_nobodys_name(
    tmp_path: Path, written: str
) -> None:
    path = write(tmp_path / "a.csv", f"text,speaker\nThe dyke held.,{written}\n{written},Ann\n")
    [statement] = taken(path)
    assert statement.speaker is None
    [lost] = rejected(path)
    assert lost.column == "text"


def test_names_that_only_look_like_it_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text,speaker\nThe dyke held.,Nana Null\n")
    assert [one.speaker for one in taken(path)] == ["Nana Null"]


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_named_csv_is_refused_as_one(tmp_path: Path, begins: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(begins + b"text,speaker\nThe dyke held.,Ann\n")
    with pytest.raises(InputError, match=r"a\.csv: this is a workbook"):
        taken(path)


@pytest.mark.parametrize("heading", ["text,text,speaker", "text,speaker,Speaker"])
def test_two_columns_of_one_name_are_refused(tmp_path: Path, heading: str) -> None:
    path = write(tmp_path / "a.csv", f"{heading}\na,b,c\n")
    with pytest.raises(InputError, match="row 1: two columns have the same name"):
        taken(path)


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_line_that_names_the_separator_is_no_row(tmp_path: Path, separator: str) -> None:
    rows = (
        separator.join(["text", "speaker"]) + "\n" + separator.join(['"It held, Ann says."', "Ann"])
    )
    path = write(tmp_path / "a.csv", f"sep={separator}\r\n{rows}\n")
    assert [(one.text, one.speaker) for one in taken(path)] == [("It held, Ann says.", "Ann")]
