"""Who takes part, as the head of a record lists them: "Witnesses: Jo Lane, Chair, Tarn Foods"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_OPENING: Final = 4000
_ROSTER: Final = re.compile(
    r"(?im)^[ \t]*(?:witness(?:es)?|panell?ists?|speakers?|participants?|guests?|attendees"
    r"|(?:members |also )?present|in attendance|appearances)[ \t]*:[ \t]*"
    r"(?P<listed>[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*)"
)
_TITLE: Final = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Rev|Hon)\.?\s+)*"
_NAME: Final = r"[A-Z][\w'’.\-]*(?:\s+(?:[A-Z][\w'’.\-]*|de|van|von|der|al|bin|di|el)){1,3}"
_ENTRY: Final = re.compile(
    rf"[\s*•\-–]*{_TITLE}(?P<name>{_NAME})\s*(?:[,–—:]\s*(?P<role>\S.*)|\((?P<office>[^()]+)\))?"
)


def read_roster(text: str) -> dict[str, str]:
    """The people that a record lists at its head, each with what it says of them.

    Args:
        text: The record.

    Returns:
        Names without titles; what is told of each ("Chief Executive, Tarn Foods", "Chair").
    """
    return dict(_entries(text[:_OPENING]))


def _entries(opening: str) -> Iterator[tuple[str, str]]:
    for roster in _ROSTER.finditer(opening):
        for entry in re.split(r"[;\n]", roster["listed"]):
            found = _ENTRY.fullmatch(entry.strip().rstrip("."))
            if found is None:
                continue
            told = found["role"] if found["office"] is None else found["office"]
            if told is not None:
                yield found["name"], told.strip()
