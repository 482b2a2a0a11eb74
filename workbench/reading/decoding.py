"""Bytes to text without losing or changing a character.

Line ends, trailing blanks and odd characters stay as they are: claims point into this text.
"""

from __future__ import annotations

import codecs

from workbench.errors import InputError

LARGEST_DOCUMENT = 10_000_000
"""Bytes. A novel is about 1 MB; anything above this is not one article."""

_WRAPPED_FORMATS = (
    (b"%PDF", "a PDF; copy its text into a .txt file"),
    (b"PK\x03\x04", "a Word or zip file; save it as plain text (.txt) or a web page (.html)"),
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as plain text (.txt)"),
    (b"{\\rtf", "a rich text file; save it as plain text (.txt)"),
    (b"\x1f\x8b", "compressed; unpack it first"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def refuse_unreadable(data: bytes, *, file: str) -> None:
    """Refuse what is not one document of text, saying what to do instead.

    Raises:
        InputError: The data is empty, too large, or not text.
    """
    if not data.strip():
        raise InputError("the file is empty; there is nothing to read", file=file)
    if len(data) > LARGEST_DOCUMENT:
        raise InputError(
            f"the document has {len(data):,} bytes; split it into parts of at most "
            f"{LARGEST_DOCUMENT:,}",
            file=file,
        )
    for magic, what in _WRAPPED_FORMATS:
        if data.startswith(magic):
            raise InputError(f"this is {what}", file=file)


def decode(data: bytes, *, file: str) -> str:
    """Decode text by its byte order mark, else as UTF-8, else as Windows-1252.

    Args:
        data: The file's bytes. A byte order mark is not part of the text.
        file: Its name, for the error.

    Returns:
        The text, otherwise unchanged.

    Raises:
        InputError: The data is empty, too large, or not text.
    """
    refuse_unreadable(data, file=file)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"the file says it is {encoding.upper()} but breaks off at byte "
                    f"{error.start + len(mark):,}; save it again as UTF-8",
                    file=file,
                ) from None
    if b"\x00" in data:
        raise InputError("this is not a text file; save the document as .txt or .html", file=file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252; Latin-1 maps every byte, so nothing is lost.
        return data.decode("latin-1")
