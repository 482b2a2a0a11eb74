"""Whatever words people write, the CSV brings them back."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.publishing.cells import FORMULA_STARTS, neutralise, restore
from workbench.publishing.csv_files import csv_bytes, read_verdicts_csv

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
NASTY = st.text(st.sampled_from("=+-@＝\t\r\n '\",;|%\ufeff\x00a1é"), max_size=8)
CELL = ANY_TEXT | NASTY
COLUMNS = ("schema_version", "b", "c")
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(rows=ROWS)
def test_any_words_come_back_through_pandas(rows: list[tuple[str, str, str]]) -> None:
    frame = read_verdicts_csv(csv_bytes(COLUMNS, rows))
    assert [tuple(row) for row in frame.itertuples(index=False)] == rows


@settings(max_examples=300, deadline=None)
@given(rows=ROWS)
def test_any_words_come_back_through_the_csv_module(rows: list[tuple[str, str, str]]) -> None:
    text = csv_bytes(COLUMNS, rows).decode("utf-8")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [tuple(restore(cell) for cell in row) for row in read[1:]] == rows


@settings(max_examples=500)
@given(text=CELL)
def test_no_cell_begins_as_a_formula_even_behind_blanks(text: str) -> None:
    cell = neutralise(text)
    assert restore(cell) == text
    assert cell[:1] not in FORMULA_STARTS or cell == ""
    assert cell.lstrip()[:1] not in FORMULA_STARTS or cell.lstrip() == ""


@settings(max_examples=100)
@given(rows=ROWS)
def test_every_line_ends_in_cr_lf_and_the_same_rows_are_the_same_bytes(
    rows: list[tuple[str, str, str]],
) -> None:
    data = csv_bytes(COLUMNS, rows)
    assert data.startswith(b"schema_version,b,c\r\n")
    assert data.endswith(b"\r\n")
    assert data == csv_bytes(COLUMNS, rows)
