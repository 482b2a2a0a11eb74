"""What is wrong with a line that is not JSON, in words of one who writes such a file."""

from __future__ import annotations

import json
from typing import Final

# the parser's words begin so; ours name what to do at that place
_FAULTS: Final = (
    (
        "Expecting property name",
        'the name of a column in double quotation marks is expected, as in {"text": "..."}',
    ),
    (
        "Expecting value",
        "a value is expected: words in double quotation marks, a number, true, false or null",
    ),
    ("Expecting ',' delimiter", "a comma is missing"),
    ("Expecting ':' delimiter", "a colon is missing between the column and its value"),
    ("Unterminated string", "the quotation mark is never closed"),
    ("Invalid control character", "a tab or other control character stands in quoted words"),
    ("Invalid \\", "a backslash stands before a character that needs none; write it twice"),
    ("Extra data", "the object ends before the line does; put each object on a line of its own"),
    ("Illegal trailing comma", "a comma stands after the last column; remove it"),
)


def plain_fault(error: ValueError | RecursionError) -> str:
    """The fault of one line and where in the line it is.

    Args:
        error: As ``json.loads`` raised it.
    """
    if isinstance(error, RecursionError):
        return "lists and objects lie too deep within each other"
    if not isinstance(error, json.JSONDecodeError):
        return "a number has too many digits; put it in quotation marks"
    if error.pos >= len(error.doc.rstrip()):
        return "the line ends too early: what it opens is not closed, or a value is missing"
    fault = next(
        (words for begin, words in _FAULTS if error.msg.startswith(begin)),
        "it cannot be read",
    )
    return f"{fault} (at character {error.pos + 1})"
