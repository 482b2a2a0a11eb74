"""Whatever the text holds, reading keeps it and offsets stay true."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.reading.documents import read_bytes

ODD = "“”‘’«»„\"'\u200b\u200f\u202e\ufeff\xa0\r\n\t—–…شгהa😀.A "
TEXTS = st.text(
    st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=400
)


@settings(deadline=None)
@given(TEXTS)
def test_stored_text_is_the_decoded_text(text: str) -> None:
    body = "The plant.\n" + text.replace("\x00", "")
    (article,) = read_bytes("a.txt", body.encode())
    assert article.text == body
    (marked,) = read_bytes("a.txt", b"\xff\xfe" + body.encode("utf-16-le"))
    assert marked.text == body


@settings(deadline=None)
@given(TEXTS, st.text(min_size=1, max_size=20))
def test_json_lines_round_trip(text: str, identity: str) -> None:
    try:
        row = json.dumps({"id": identity, "text": "x" + text}).encode()
    except UnicodeEncodeError:
        return
    (article,) = read_bytes("a.jsonl", row)
    assert article.text == "x" + text
    assert article.article_id == identity


@settings(max_examples=60, deadline=None)  # the first page read loads trafilatura
@given(
    st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "b.jsonl.gz"])
)
def test_any_bytes_give_articles_or_one_clear_line(data: bytes, name: str) -> None:
    try:
        articles = read_bytes(name, data)
    except InputError as error:
        message = str(error)
        articles = []
    else:
        message = ""
    assert "\n" not in message
    assert bool(message) != bool(articles)
    assert all(article.text.strip() for article in articles)
