"""What an upload is, its bytes tell; its name is only what somebody called it."""

from __future__ import annotations

import gzip
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.cases import each
from workbench.errors import InputError
from workbench.model.statement import Rejection
from workbench.reading import documents
from workbench.reading.documents import articles_in_bytes, read_bytes

ENCRYPTED_PDF = (
    b"%PDF-1.7\n1 0 obj\n<< /Filter /Standard /V 4 >>\nendobj\ntrailer << /Encrypt 1 0 R >>"
)
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PROGRAM = b"\x7fELF\x02\x01\x01\x00\x00\x00"


def word_bomb() -> bytes:
    """A Word file of a few kilobytes that unpacks to 50 MB."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 50_000_000)
    return packed.getvalue()


@each("name", ["story.txt", "story.md", "story.html"])
@each(
    "data",
    [ENCRYPTED_PDF, PICTURE, PROGRAM, word_bomb(), gzip.compress(b"text"), b"\xd0\xcf\x11\xe0\xa1"],
)
def test_what_is_no_text_is_refused_unopened_whatever_its_name_says(name: str, data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=rf"^{name}: .*(text|unpack)"):
            read_bytes(name, data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@each("name", ["story.pdf", "story.docx", "story.exe", "story", "../../x.svg"])
def test_kinds_that_are_not_read_are_refused_by_name(name: str) -> None:
    with pytest.raises(InputError, match="of this kind are not read"):
        read_bytes(name, b"Iran denied it.")


def test_a_small_packed_file_with_one_endless_line_is_not_held_in_memory() -> None:
    bomb = gzip.compress(b'{"text": "' + b"a" * 100_000_000 + b'"}')
    assert len(bomb) < 200_000
    tracemalloc.start()
    try:
        [refused] = articles_in_bytes("stories.jsonl.gz", bomb)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(refused, Rejection)
    assert "a line has more" in refused.reason
    assert held < 40_000_000


def test_a_packed_file_that_unpacks_without_end_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(documents, "LARGEST_UNPACKED", 1000)
    line = b'{"id": "a%d", "text": "Iran denied it."}\n'
    packed = gzip.compress(b"".join(line % number for number in range(100)))
    found = list(articles_in_bytes("stories.jsonl.gz", packed))
    assert isinstance(found[-1], Rejection)
    assert "unpacks to more than 1,000 bytes" in found[-1].reason
