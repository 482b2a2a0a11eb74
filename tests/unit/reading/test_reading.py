"""Reading takes documents to the character and says in one line why it takes none."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from tests.cases import each
from workbench.errors import InputError
from workbench.model.article import Article
from workbench.model.statement import Rejection
from workbench.reading.documents import (
    article_from_text,
    articles_in_bytes,
    articles_in_file,
    read_bytes,
    read_file,
)

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Grain ships sail again | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Grain ships sail again">
<meta property="article:published_time" content="2022-08-03T10:00:00Z">
<link rel="canonical" href="https://harbour.example/grain"></head><body>
<nav><a href="/">Home</a> <a href="/w">World pages</a></nav>
<article><h1>Grain ships sail again</h1>
<p>The first ship left the port on Monday carrying 26,000 tonnes of maize, the ministry said.</p>
<p>“We are ready to load three ships a day,” the minister told reporters. He denied that any
vessel had been held back by the navy or by anybody else in the whole of the country.</p>
<p>Russia said it had kept its word. The United Nations said inspectors would look at the cargo
on Wednesday, and that a further sixteen ships were waiting.</p></article>
<footer>Copyright 2022. Cookie settings. Subscribe to our letter.</footer></body></html>"""


def one(name: str, data: bytes) -> Article:
    (article,) = read_bytes(name, data)
    return article


@each(
    "data, text",
    [
        ("Prices rose – by 4 %.".encode(), "Prices rose – by 4 %."),
        (b"\xef\xbb\xbf" + "“Yes”".encode(), "“Yes”"),
        (b"\xff\xfe" + "“Да”, he said.".encode("utf-16-le"), "“Да”, he said."),
        (b"\xfe\xff" + "نعم 😀".encode("utf-16-be"), "نعم 😀"),
        (b"He said \x93no\x94.", "He said “no”."),
        (b"odd byte \x81 stays", "odd byte \x81 stays"),
        (b"  first\r\n\r\nsecond \r", "  first\r\n\r\nsecond \r"),
    ],
)
def test_plain_text_is_kept_to_the_character(data: bytes, text: str) -> None:
    article = one("a.txt", data)
    assert article.text == text
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert article.article_id == article.sha256[:16]


def test_markdown_is_taken_as_it_stands() -> None:
    text = "# Talks stall\n\n* The minister said **no**.\n"
    article = one("a.md", text.encode())
    assert article.text == text
    assert article.title is None, "two words are no headline"


def test_front_matter_names_the_source_and_is_not_text() -> None:
    article = one(
        "a.txt",
        b"---\ntitle: Talks: day two\npublisher: The Post\nurl: https://post.example/1\n"
        b"published_on: 2022-10-20\n---\n\nThe talks went on.\n",
    )
    assert article.text == "The talks went on.\n"
    assert article.title == "Talks: day two"
    assert (article.publisher, article.url) == ("The Post", "https://post.example/1")
    assert article.published_on == date(2022, 10, 20)


@each(
    "text",
    [
        "The talks went on.\n---\ntitle: No\n---\nMore.",
        "---\nThe rule above opens a text: with a colon.\n---\nMore.",
        "---\ntitle: never closed\n",
        "---\n---\nnothing between",
    ],
)
def test_only_a_true_block_at_the_top_is_front_matter(text: str) -> None:
    assert one("a.txt", text.encode()).text == text


def test_bad_date_in_front_matter_names_the_column() -> None:
    with pytest.raises(InputError, match=r"a\.txt, column published_on: .*YYYY-MM-DD"):
        read_bytes("a.txt", b"---\npublished_on: yesterday\n---\nText.")


@each(
    "text, day",
    [
        ("Talks stall again in Vienna\n\nOctober 20, 2022\n\nThe talks stalled.", (2022, 10, 20)),
        ("Talks stall\nUpdated Thu 3 Nov. 2022, 10:00 GMT\nThe talks stalled.", (2022, 11, 3)),
        ("KYIV, 2022-09-01 (Agency) — The plant was shelled.", (2022, 9, 1)),
        ("He was born on 3 March 2014 in a small town near the sea.", None),
        ("KYIV, Ukraine — The deal of July 22, 2022 was signed in Istanbul.", None),
        ("The talks stalled.\n\nOctober 20\n", None),
        ("Something\n\n31 February 2022\n", None),
    ],
)
def test_the_day_comes_only_from_lines_that_stand_apart(
    text: str, day: tuple[int, int, int] | None
) -> None:
    assert article_from_text(text).published_on == (None if day is None else date(*day))


def test_a_headline_is_found_below_the_menu() -> None:
    text = (
        "Navigation\nJoin our channel for uncensored news!\n • \n\n"
        "Envoys leave Vienna without a deal, officials say\n\nThe envoys left on Monday.\n"
    )
    assert article_from_text(text).title == "Envoys leave Vienna without a deal, officials say"
    assert article_from_text("The envoys left Vienna on Monday after talks.").title is None


def test_web_page_gives_its_article_and_what_it_says_of_itself() -> None:
    article = one("page.html", PAGE.encode())
    assert article.title == "Grain ships sail again"
    assert article.publisher == "The Harbour Post"
    assert article.url == "https://harbour.example/grain"
    assert article.published_on == date(2022, 8, 3)
    assert article.language == "en"
    assert "“We are ready to load three ships a day,” the minister told" in article.text
    assert "Cookie" not in article.text
    assert "World pages" not in article.text


def test_page_without_an_article_says_to_paste_it() -> None:
    with pytest.raises(InputError, match="paste"):
        read_bytes(
            "page.html", b"<html><body><img src='a.png'><script>var a = 1;</script></body></html>"
        )


def test_json_lines_keep_ids_and_dates() -> None:
    rows = [
        {"id": "a1", "text": "One.", "date": "2022-10-20", "title": "T", "publisher": "P"},
        {"id": 7, "text": "Two.\r\n", "published_on": "2022-10-21T08:00:00Z"},
        {"text": "Three."},
    ]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    first, second, third = read_bytes("docs.jsonl", data)
    assert (first.article_id, first.published_on, first.title) == ("a1", date(2022, 10, 20), "T")
    assert (second.article_id, second.text) == ("7", "Two.\r\n")
    assert second.published_on == date(2022, 10, 21)
    assert third.article_id == hashlib.sha256(b"Three.").hexdigest()[:16]


@each(
    "line, column",
    [
        (b"{not json", None),
        (b"[1, 2]", None),
        (b'{"id": "x"}', "text"),
        (b'{"id": "x", "text": "   "}', None),
        (b'{"id": "x", "text": "A.", "date": "20/10/2022"}', "date"),
        (b'{"id": ["x"], "text": "A."}', "id"),
        (b'{"id": "good", "text": "Again."}', "id"),
        (b'{"id": "x", "text": "half \\ud800 a character"}', "text"),
        (b'{"id": "x", "text": "A.", "url": "javascript:alert(1)"}', "url"),
        (b'{"id": "x", "text": "\xff"}', None),
        (b"[" * 100_000, None),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    tmp_path: Path, line: bytes, column: str | None
) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(b'{"id": "good", "text": "A."}\n' + line + b'\n{"id": "last", "text": "B."}\n')
    first, rejected, last = articles_in_file(path)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert last.article_id == "last"
    assert isinstance(rejected, Rejection)
    assert (rejected.row, rejected.column) == (2, column)
    assert "\n" not in rejected.reason
    with pytest.raises(InputError, match=r"docs\.jsonl, row 2"):
        read_file(path)


def test_compressed_json_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a", "text": "A."}\n'))
    assert [article.article_id for article in read_file(path)] == ["a"]
    path.write_bytes(path.read_bytes()[:-6])
    with pytest.raises(InputError, match="damaged"):
        read_file(path)


@each(
    "name, data, words",
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "no words"),
        ("a.txt", b"\x1c \xe2\x80\x94 ...", "no words"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"PK\x03\x04....", "Word"),
        ("a.txt", b"text\x00\x01\x02", "not a text file"),
        ("a.txt", b"\xff\xfeA", "save it again as UTF-8"),
        ("a.txt", b"a" * 10_000_001, "split it"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.docx", b"text", "not read"),
        ("noending", b"text", "not read"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_bytes(name, data)
    message = str(caught.value)
    assert name in message
    assert "\n" not in message


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(InputError, match="folder"):
        read_file(tmp_path / "folder.txt")
    (rejected,) = articles_in_file(tmp_path / "gone.jsonl")
    assert isinstance(rejected, Rejection)


def test_one_bad_line_of_an_upload_is_named_and_the_others_are_read() -> None:
    data = b'{"id": "a", "text": "One."}\n{bad\n{"id": "c", "text": "Three."}\n'
    first, second, third = articles_in_bytes("docs.jsonl", data)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (first.article_id, third.article_id) == ("a", "c")
    assert isinstance(second, Rejection)
    assert (second.file, second.row) == ("docs.jsonl", 2)


def test_an_upload_that_cannot_be_read_at_all_is_a_rejection_and_no_error() -> None:
    (found,) = articles_in_bytes("picture.png", b"\x89PNG")
    assert isinstance(found, Rejection)
    assert found.file == "picture.png"
