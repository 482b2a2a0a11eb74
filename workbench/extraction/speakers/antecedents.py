"""Whom a pronoun or "the minister" means: the most salient entity before it that agrees.

A few weighted signs in the spirit of Lappin and Leass (1994), chosen for news: who spoke last,
subjects before objects, near before far, the reporter's words before those inside quotations.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.extraction.parse.sections import SectionKind
from workbench.extraction.speakers.entities import Entities, Entity, EntityKind, Mention
from workbench.extraction.speakers.roles import (
    GOVERNMENTS,
    PEOPLE,
    RELATIVES,
    Gender,
    gender_of_word,
    same_office,
)

_SUBJECT: Final = 1.0
_OBJECT: Final = 0.2
_POSSESSIVE: Final = -0.4
_QUOTED: Final = -1.2
_SPOKE: Final = 1.4
_FOLLOWED: Final = 0.9  # a subject that is a pronoun
_RELATIVE: Final = -0.8  # "her mother, Edith": "she" is still the daughter
_PER_SENTENCE: Final = -0.7
_TOLD_GENDER: Final = 0.6
# A lone word that the parser calls a person is often a place; an unnamed source is seldom "she".
_DOUBTFUL: Final = -0.8
_UNNAMED: Final = -0.4
_FARTHEST: Final = 12  # sentences

# What else the names of such bodies end in.
_CALLED: Final = {
    "club": ("united", "city", "town", "rovers", "rangers", "athletic", "fc", "wanderers"),
    "hospital": ("infirmary", "general", "clinic"),
    "trust": ("hospital", "hospitals"),
    "university": ("college",),
    "college": ("university",),
    "school": ("academy", "college"),
    "force": ("police", "constabulary"),
    "union": ("unison", "unite", "federation", "guild"),
    "authority": ("council",),
    "association": ("society",),
    "regulator": ("authority", "commission", "agency"),
}  # fmt: skip

HE: Final[dict[str, Gender]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
IT: Final = frozenset({"it", "its", "itself", "which", "that"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves", "both"})


@dataclass(frozen=True, slots=True, order=True)
class _Trace:
    """One mention of an entity, or one time it spoke, in reading order."""

    token: int
    serial: int
    weight: float


class Antecedents:
    """Traces of all entities of an article; ``spoke`` adds those of sources as they are read."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._sentence = entities.tree.sentence
        self._traces: list[_Trace] = []
        self._owners: list[Entity] = []
        for entity in [*entities.people, *entities.bodies.values()]:
            for mention in entity.mentions:
                self._keep(entity, mention.first, self._weight(mention))
        for token in range(len(entities.tree)):
            self._keep_described(token)
        self._traces.sort()
        self._pronouns = [
            token
            for token, word in enumerate(entities.tree.lower)
            if word in ("he", "she")
            and entities.tree.role[token] in ("nsubj", "nsubjpass")
            and not entities.quoted(token)
            and entities.page.section(token).kind is not SectionKind.TURN
        ]
        self._followed = 0

    def _keep_described(self, token: int) -> None:
        """Somebody without a name who does something: "the coroner", "a woman next door"."""
        entities, tree = self._entities, self._entities.tree
        if tree.tag[token] not in ("NN", "NNP") or not tree.role[token].startswith("nsubj"):
            return
        if tree.tag[token] == "NNP" and tree.lower[tree.left[token]] != "the":
            return
        if tree.lemma[token] not in PEOPLE or token in entities.of_token or entities.quoted(token):
            return
        if tree.child(token, "appos") is not None or tree.left[token] == token:
            return
        name = entities.words(tree.left[token], token)
        gender = gender_of_word(tree.lemma[token])
        described = Entity(name, EntityKind.GROUP, gender=gender)
        described.noun = (tree.left[token], tree.right[token], token)
        self._keep(described, token, _SUBJECT)

    def follow(self, until: int) -> None:
        """Let the subjects "he" and "she" before a token keep alive whom they mean."""
        pronouns = self._pronouns
        while self._followed < len(pronouns) and pronouns[self._followed] < until:
            token = pronouns[self._followed]
            self._followed += 1
            entity = self.of_pronoun(self._entities.tree.lower[token], token)
            if entity is not None:
                self._owners.append(entity)
                insort(self._traces, _Trace(token, len(self._owners) - 1, _FOLLOWED))

    def _keep(self, entity: Entity, token: int, weight: float) -> _Trace:
        trace = _Trace(token, len(self._owners), weight)
        self._owners.append(entity)
        self._traces.append(trace)
        return trace

    def spoke(self, entity: Entity, token: int) -> None:
        """Record that an entity was the source of something said at a token."""
        if entity.kind is EntityKind.BODY and entity.mentions:
            entity.mute = False  # a town that has spoken is a club, or its council
        trace = _Trace(token, len(self._owners), _SPOKE)
        self._owners.append(entity)
        insort(self._traces, trace)

    def of_pronoun(
        self,
        word: str,
        token: int,
        outside: list[tuple[int, int]] | None = None,
        farthest: int = _FARTHEST,
    ) -> Entity | None:
        """The entity a third-person pronoun means.

        Args:
            word: The pronoun in small letters.
            token: Where it stands; only what comes before can be meant.
            outside: Ranges of tokens whose mentions do not count, such as what "he" is saying.
            farthest: Sentences to look back.
        """
        if word in THEY:
            plural = self.best(token, lambda e: e.plural, outside, farthest=farthest)
            if plural is not None:
                return plural
        return self.best(
            token, lambda e: self.fits(word, e), outside, HE.get(word), farthest=farthest
        )

    def fits(self, word: str, entity: Entity) -> bool:
        """Whether a pronoun agrees with an entity in number and gender."""
        if word in HE:
            one_person = entity.kind is not EntityKind.BODY and not entity.plural
            return one_person and entity.gender in (None, HE[word])
        body = entity.kind is EntityKind.BODY and not entity.mute
        return (word in IT and body) or (word in THEY and (entity.plural or body))

    def of_office(self, office: str, token: int, actor: str | None = None) -> Entity | None:
        """Who was named before with an office: "the minister", "the spokeswoman"."""
        wanted = same_office(office)

        def fits(entity: Entity) -> bool:
            if entity.kind is EntityKind.BODY or entity.plural or entity.noun is not None:
                return False
            said = entity.name if entity.role is None else entity.role
            held = {same_office(word.strip(",.")) for word in said.casefold().split()}
            return wanted in held and (actor is None or entity.actor == actor)

        return self.best(token, fits, None)

    def of_body(self, word: str, token: int) -> Entity | None:
        """Which body was named before with a word: "the ministry", "the agency"."""
        named = self.best(
            token,
            lambda e: e.kind is EntityKind.BODY and len(e.words) > 1 and _is_a(word, e.words),
            None,
        )
        if named is not None or word not in GOVERNMENTS:
            return named
        return self.best(token, lambda e: self._is_country(e), None)

    def best(
        self,
        token: int,
        fits: Callable[[Entity], bool],
        outside: list[tuple[int, int]] | None,
        gender: Gender | None = None,
        farthest: int = _FARTHEST,
    ) -> Entity | None:
        """The entity with the highest score among those before a token that fit."""
        here = self._sentence[token]
        scores: dict[Entity, float] = {}
        chosen: Entity | None = None
        for index in range(bisect_left(self._traces, _Trace(token, -1, 0.0)) - 1, -1, -1):
            trace = self._traces[index]
            away = here - self._sentence[trace.token]
            if away > farthest:
                break
            if outside and any(first <= trace.token <= last for first, last in outside):
                continue
            entity = self._owners[trace.serial]
            if not fits(entity):
                continue
            score = trace.weight + _PER_SENTENCE * away
            if gender is not None and entity.gender == gender:
                score += _TOLD_GENDER
            if gender is not None and entity.gender is None and self._doubtful(entity):
                score += _DOUBTFUL
            if entity.kind is EntityKind.GROUP:
                score += _UNNAMED
            if gender is not None and self._is_somebodys(entity):
                score += _RELATIVE
            score -= (token - trace.token) * 0.002
            scores[entity] = max(scores.get(entity, -99.0), score)
            if chosen is None or scores[entity] > scores[chosen]:
                chosen = entity
        return chosen

    @staticmethod
    def _is_somebodys(entity: Entity) -> bool:
        """Whether somebody is told of as a relative of the one the story is about."""
        if entity.role is None:
            return False
        words = entity.role.casefold().split()
        return words[0] in ("his", "her") and bool(RELATIVES.intersection(words[1:]))

    @staticmethod
    def _doubtful(entity: Entity) -> bool:
        return entity.kind is EntityKind.GROUP or len(entity.words) == 1

    def _weight(self, mention: Mention) -> float:
        tree = self._entities.tree
        weight = _SUBJECT if mention.subject else _OBJECT
        if tree.role[mention.head] == "poss":
            weight = _POSSESSIVE
        return weight + (_QUOTED if mention.quoted else 0.0)

    def _is_country(self, entity: Entity) -> bool:
        return entity.kind is EntityKind.BODY and any(
            alias.alias.actor == entity.actor and alias.alias.text == entity.actor
            for mention in entity.mentions[:1]
            for alias in self._entities.known_at(
                self._entities.tree.start[mention.first], self._entities.tree.end[mention.last]
            )
        )


def _is_a(word: str, name: tuple[str, ...]) -> bool:
    """Whether a name says that its bearer is a ministry: "Foreign Ministry", "Ministry of"."""
    if name[-1] in (word, f"{word}s") or name[-1] in _CALLED.get(word, ()):
        return True
    return any(one == word and after == "of" for one, after in pairwise(name))
