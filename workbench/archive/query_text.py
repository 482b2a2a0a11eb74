"""What to search with: a claim's words without a post's trimmings, whole and in parts."""

from __future__ import annotations

import re
from typing import Final

MOST_PARTS: Final = 8
SHORTEST_PART: Final = 6  # words; less has no topic of its own

_ADDRESS = re.compile(r"https?://\S*|pic\.twitter\.com/\S*")
# "— Some Name (@handle) October 20, 2022", as posts are quoted on web pages
_SIGNATURE = re.compile(r"\s*[—–]\s[^—–]{0,80}\(@\w+\)\s+\w+ \d{1,2}, \d{4}\s*$")
_JOINTS = re.compile(r"(?<=[.!?;:])\s+|,? (?:and|but|because|so|that|which|who) |, ")
_BLANKS = re.compile(r"\s+")


def topic_text(text: str) -> str:
    """The text without web addresses and the signature of a quoted post."""
    bare = _BLANKS.sub(" ", _SIGNATURE.sub("", _ADDRESS.sub(" ", text))).strip()
    return bare if bare else text.strip()


def parts_of(text: str) -> list[str]:
    """The clauses of a long sentence, roughly: each may match on its own. At least one."""
    parts: list[str] = []
    held = ""
    for piece in _JOINTS.split(text):
        held = f"{held} {piece.strip()}".strip()
        if len(held.split()) >= SHORTEST_PART:
            parts.append(held)
            held = ""
    if held and parts:
        parts[-1] = f"{parts[-1]} {held}"
    elif not parts:
        parts.append(held)
    return parts[:MOST_PARTS]
