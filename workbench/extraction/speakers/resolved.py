"""What a source was resolved to, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.extraction.speakers.entities import Entity
from workbench.model.claim import Reason

_ARTICLES: Final = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class Resolved:
    """An entity, or none, with the reasons for it."""

    entity: Entity | None
    reasons: tuple[Reason, ...] = ()


def because(entity: Entity, words: str, explanation: str) -> Resolved:
    """An entity found through some words, with the reason for its actor where it has one."""
    reasons = [Reason("speaker", words, explanation)]
    if entity.actor is not None and entity.actor != entity.name:
        by = entity.name if entity.actor_words is None else entity.actor_words
        reasons.append(Reason("actor", by, f"'{by}' speaks for {entity.actor}"))
    return Resolved(entity, tuple(reasons))


def by_name(entity: Entity, words: str) -> Resolved:
    """An entity that its words name, in full or in short."""
    if without_article(words).casefold() == entity.name.casefold():
        return because(entity, words, "the source by its full name")
    return because(entity, words, f"the article's full name is {entity.name}")


def named_by(words: str) -> str:
    """The name of whoever is only described: neither "the ministry nor the bank" are two."""
    return without_article(words).replace(" nor ", " and ")


def without_article(words: str) -> str:
    """Words without a leading article."""
    first, _, rest = words.partition(" ")
    return rest if rest and first.casefold() in _ARTICLES else words
