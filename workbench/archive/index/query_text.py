"""What to search with: a claim's words without a post's trimmings, whole and in parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from workbench.model.prior import Query

MOST_PARTS: Final = 8
SHORTEST_PART: Final = 6  # words; less has no topic of its own
MOST_BESIDE: Final = 4  # the article's headline and its claims on either side

_ADDRESS = re.compile(r"https?://\S*|pic\.twitter\.com/\S*")
# "— Some Name (@handle) October 20, 2022", as posts are quoted on web pages
_SIGNATURE = re.compile(r"\s*[—–]\s[^—–]{0,80}\(@\w+\)\s+\w+ \d{1,2}, \d{4}\s*$")
_JOINTS = re.compile(r"(?<=[.!?;:])\s+|,? (?:and|but|because|so|that|which|who) |, ")
_BLANKS = re.compile(r"\s+")


def what_is_asserted(query: Query) -> str:
    """What a claim says: the words of its proposition where it is known, else all its words."""
    return query.text if query.proposition is None else query.proposition


def topic_of(query: Query) -> str:
    """What a claim is searched with, as a whole."""
    return topic_text(what_is_asserted(query))


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


def texts_beside(queries: Sequence[Query], texts: Sequence[str]) -> list[list[str]]:
    """For each query the headline of its article and the claims next to it there.

    Args:
        queries: Claims, those of one article in the article's order.
        texts: What is searched with for each.
    """
    of_article: dict[str, list[int]] = defaultdict(list)
    for number, query in enumerate(queries):
        if query.article_id is not None:
            of_article[query.article_id].append(number)
    beside: list[list[str]] = []
    for number, query in enumerate(queries):
        found = [query.context] if query.context is not None and query.context.strip() else []
        others = of_article.get(query.article_id, []) if query.article_id is not None else []
        nearest = sorted(others, key=lambda other: abs(other - number))
        found += [texts[other] for other in nearest if texts[other] != texts[number]]
        beside.append(found[:MOST_BESIDE])
    return beside
