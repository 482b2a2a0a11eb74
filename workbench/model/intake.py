"""What comes in: an article that was added, and when its statements are held against verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.statement import Rejection


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What adding an article did. ``is_new`` is false when the same text was already there."""

    article: Article
    claims: tuple[Claim, ...]
    is_new: bool


class Flags(StrEnum):
    """When new statements are held against decided claims, which takes a while after a big import.

    Whatever is put off, or cut off, the next pass makes up for.
    """

    NOW = "now"
    LATER = "later"
    """When whoever imports next, or the server at its start, finishes what is due."""


@dataclass(frozen=True, slots=True)
class Rejects:
    """The rows that an import could not take: the first of them, and all as a CSV."""

    first: tuple[Rejection, ...] = ()
    file: bytes | None = None
