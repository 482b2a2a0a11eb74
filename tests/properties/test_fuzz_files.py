"""Whatever a file holds, it is taken whole or refused in one clear line."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from tests import made
from tests.crashing import quick_app
from tests.databases import database_of
from tests.fakes import FakeApp
from tests.fuzz import WORDS, files, fuzzed, told_clearly
from workbench.app import App
from workbench.archive.importing.validation import read_statements
from workbench.cli import main
from workbench.errors import WorkbenchError
from workbench.extraction.actors.actors_file import read_aliases
from workbench.ledger.verification import verify
from workbench.model.article import Article
from workbench.model.people import Role
from workbench.model.statement import Rejection, Statement
from workbench.reading.documents import ENDINGS, articles_in_bytes

CSV = (
    b"id,text,speaker,said_on,title,source_url\r\n"
    b's1,"Iran sent none, he said",Kanaani,2022-10-15,"A ""title""",https://w.example/1\r\n'
    b"s2,Kyiv counted 24 drones.,Ignat,2022-10-17,,\r\n"
)
LINES = b"".join(
    json.dumps({"id": f"s{n}", "text": f"Ship {n} left.", "said_on": "2022-10-15", "n": [1, {}]})
    .encode()
    .ljust(n)
    + b"\n"
    for n in range(3)
)
HTML = b"""<html><head><title>A story</title><meta name="date" content="2022-10-20">
</head>
<body><article><h1>A story</h1><p>Iran denied it on Friday, the minister said.</p>
<script>alert(1)</script><p>Kirby said so &amp; more.</p></article></body></html>"""
PLAIN = (
    b"---\ntitle: A story\nurl: https://a.example\npublished_on: 2022-10-20\n---\n\nIran denied.\n"
)
TALK = b"MR KIRBY: Iran helps.\n\nQ: Does it?\n\nMR KIRBY: It denied that.\n"
ACTORS = (
    b"name,kind,alias,alias_kind,role,from,to\nIran,government,Tehran,place,,,\n"
    b"Iran,government,Nasser Kanaani,person,spokesman,2022-07-01,\n"
)
PAIRS = b'{"pair_id": "p1", "claim": "Iran helps.", "statement": "Iran denied it."}\n' * 2
CLAIMS = b'{"claim_id": "c1", "text": "Iran helps.", "article_date": "2022-10-20"}\n' * 2


def table() -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pa.table({"id": ["s1", "s2"], "text": ["Ship 1 left.", None]}), stream)
    return stream.getvalue()


STATEMENTS = {".csv": CSV, ".tsv": CSV.replace(b",", b"\t"), ".jsonl": LINES, ".parquet": table()}
GOOD_DOCUMENTS = {
    ".txt": (PLAIN, TALK),
    ".html": (HTML,),
    ".jsonl": (LINES,),
    ".jsonl.gz": (gzip.compress(LINES, mtime=0), LINES),
}


def good_documents(ending: str) -> tuple[bytes, ...]:
    """Files to damage; for a kind that is not listed, those of all kinds."""
    return GOOD_DOCUMENTS.get(ending, (PLAIN, HTML, b"%PDF-1.7\n%%EOF", b"PK\x03\x04"))


@pytest.mark.parametrize("ending", sorted(STATEMENTS))
@fuzzed
@given(data=st.data())
def test_every_row_of_a_statements_file_is_taken_or_named(
    ending: str, data: st.DataObject, tmp_path: Path
) -> None:
    path = tmp_path / f"statements{ending}"
    path.write_bytes(data.draw(files(STATEMENTS[ending])))
    try:
        for _, found in read_statements(path):
            if isinstance(found, Rejection):
                told_clearly(found.reason)
            else:
                assert isinstance(found, Statement)
                found.text.encode()
    except WorkbenchError as error:
        told_clearly(str(error))


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@fuzzed
@given(data=st.data())
def test_every_document_is_taken_or_named(ending: str, data: st.DataObject) -> None:
    given_bytes = data.draw(files(*good_documents(ending)))
    for found in articles_in_bytes(f"upload{ending}", given_bytes):
        if isinstance(found, Rejection):
            told_clearly(found.reason)
        else:
            assert isinstance(found, Article)
            found.text.encode()


@fuzzed
@given(content=files(ACTORS))
def test_an_actors_file_is_taken_or_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_bytes(content)
    try:
        read_aliases(path)
    except WorkbenchError as error:
        told_clearly(str(error))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with quick_app(tmp_path_factory.mktemp("fuzz") / "desk.duckdb") as app:
        yield app


@pytest.mark.parametrize("ending", sorted(STATEMENTS))
@fuzzed
@given(data=st.data())
def test_an_import_is_whole_or_not_at_all(
    ending: str, data: st.DataObject, app: App, tmp_path: Path
) -> None:
    path = tmp_path / f"statements{ending}"
    path.write_bytes(data.draw(files(STATEMENTS[ending])))
    before = app.archive.count()
    try:
        accepted = app.statements.import_file(path, by=made.LEE).accepted
    except WorkbenchError as error:
        told_clearly(str(error))
        accepted = 0
    assert app.archive.count() == before + accepted
    verify(database_of(app))


@pytest.mark.parametrize("ending", [".txt", ".html", ".jsonl"])
@fuzzed
@given(data=st.data())
def test_an_upload_of_articles_is_whole_or_not_at_all(
    ending: str, data: st.DataObject, app: App
) -> None:
    before = len(app.page_queries.queue(made.CHRIS))
    added = 0
    given_bytes = data.draw(files(*good_documents(ending)))
    for found in app.articles.read_upload(f"upload{ending}", given_bytes):
        if isinstance(found, Article):
            try:
                added += app.articles.add(found, by=made.CHRIS).is_new
            except WorkbenchError as error:
                told_clearly(str(error))
    assert len(app.page_queries.queue(made.CHRIS)) == before + added
    verify(database_of(app))


@pytest.mark.parametrize(
    ("command", "good"), [("match", CLAIMS), ("relate", PAIRS)], ids=["match", "relate"]
)
@fuzzed
@given(data=st.data())
def test_a_command_on_a_file_ends_with_0_or_2_and_plain_words(
    command: str,
    good: bytes,
    data: st.DataObject,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "given.jsonl"
    path.write_bytes(data.draw(files(good)))
    database = str(tmp_path / "desk.duckdb")
    code = main(["--database", database, command, str(path)], make_app=FakeApp)
    told = capsys.readouterr().err
    assert code in (0, 2)
    assert "Traceback" not in told
    assert "unexpected" not in told
    assert bool(told) or code == 0


@fuzzed
@given(name=WORDS, shown=WORDS, password=WORDS, role=st.sampled_from(Role))
def test_an_account_is_opened_or_refused_in_one_line(
    name: str, shown: str, password: str, role: Role, app: App
) -> None:
    before = len(app.accounts.users())
    try:
        app.accounts.create(name, shown, role, password, by=app.operator())
    except WorkbenchError as error:
        told_clearly(str(error))
        assert len(app.accounts.users()) == before
    else:
        assert len(app.accounts.users()) == before + 1


def test_one_damaged_cell_of_a_parquet_file_costs_only_its_row(tmp_path: Path) -> None:
    path = tmp_path / "statements.parquet"
    broken = pa.array([b"Ship 1 left.", b"\xe1\xff broken", b"Ship 3 left."]).view(pa.string())
    parquet.write_table(pa.table({"text": broken}), path)
    found = [one for _, one in read_statements(path)]
    assert [isinstance(one, Statement) for one in found] == [True, False, True]
