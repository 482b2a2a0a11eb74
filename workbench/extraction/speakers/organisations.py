"""Which body a noun phrase means: "its foreign ministry", "the agency", "the air force"."""

from __future__ import annotations

from typing import Final

from workbench.extraction.parse.tree import Tree
from workbench.extraction.speakers.antecedents import HE, IT, THEY, Antecedents
from workbench.extraction.speakers.entities import Entities, Entity, EntityKind, name_words
from workbench.extraction.speakers.resolved import Resolved, because, by_name, named_by
from workbench.extraction.speakers.roles import GOVERNMENTS, PRIVATE_BODIES
from workbench.model.claim import ActorKind

THEMSELVES: Final = frozenset({"police", "council", "prosecution", "coastguard", "jury"})
"""Bodies that speak for themselves under the one word that an article has for them."""
_DEFINITE: Final = frozenset({"the", "this", "that"})
_OF_STATE: Final = frozenset(
    {"ministry", "government", "parliament", "army", "military", "cabinet"}
)
# Words for bodies that no name contains, and the kinds of actor they can point back to.
_POINTS_TO: Final = {
    **dict.fromkeys(
        ("agency", "watchdog", "alliance", "bloc", "organisation", "organization", "body"),
        frozenset({ActorKind.ORGANISATION}),
    ),
    **dict.fromkeys(
        ("company", "firm", "newspaper", "paper", "magazine", "bank", "network", "outlet"),
        frozenset({ActorKind.COMPANY, None}),
    ),
    **dict.fromkeys(
        ("club", "charity", "union", "foundation", "institute", "journal", "museum", "hospital"),
        frozenset({ActorKind.ORGANISATION, ActorKind.COMPANY, None}),
    ),
    "group": frozenset({ActorKind.ORGANISATION, ActorKind.COMPANY, None}),
    "party": frozenset({ActorKind.PARTY}),
}

# Endings of bodies that are no company, whatever else is not known of them.
_NO_COMPANY: Final = frozenset(
    {
        "agency", "army", "authority", "bureau", "church", "commission", "committee", "congress",
        "constabulary", "council", "court", "department", "forces", "government", "guard", "guards",
        "hospital", "ministry", "mission", "movement", "navy", "parliament", "party", "police",
        "school", "senate", "society", "union", "university", "league", "federation", "coalition",
        "foundation", "institute", "trust", "museum", "observatory", "academy", "college", "house",
    }
)  # fmt: skip


def is_defined_here(tree: Tree, head: int) -> bool:
    """Whether a clause without a comma says which one: "the company that runs the pumps"."""
    for child in tree.children[head]:
        if child > head and tree.role[child] in ("relcl", "acl"):
            first = tree.left[child]
            return first == head + 1 and tree.part[first] != "PUNCT"
    return False


def is_public(entity: Entity, commercial: bool = True) -> bool:
    """Whether a body's name says that it is no company ("Environment Agency")."""
    return commercial and bool(_NO_COMPANY & {*entity.words[-1:], *entity.words[:1]})


class Organisations:
    """Reads noun phrases around a ministry, a company, a campaign."""

    def __init__(self, entities: Entities, antecedents: Antecedents) -> None:
        self._entities = entities
        self._tree = entities.tree
        self._antecedents = antecedents

    def owner(self, first: int, last: int) -> Entity | None:
        """Whose it is: "its ministry", "Moscow's ministry"; None where nobody is named."""
        tree = self._tree
        word = tree.lower[first]
        if word in HE or word in IT or word in THEY:
            return self._antecedents.of_pronoun(word, first)
        for token in range(first, last):
            if tree.tag[token + 1] == "POS":
                return self._entities.of_token.get(token)
        return None

    def of(self, first: int, last: int, body: Entity) -> Resolved:
        words = self._entities.words(first, last)
        owner = self.owner(first, last)
        if owner is not None and owner is not body and owner.actor is not None:
            return self._make_owned_body(first, last, owner, words)
        seat = self._seat(body, first, last)
        return by_name(body, words) if seat is None else seat

    def _seat(self, body: Entity, first: int, last: int) -> Resolved | None:
        """ "The Defence Ministry in Moscow" is the Russian one."""
        if body.actor != body.name or not _OF_STATE & set(body.words):
            return None
        for seat in self._entities.in_tokens(first, last, EntityKind.BODY):
            name = None
            if seat is not body and seat.actor is not None and seat.actor_words is not None:
                name = self._entities.actors.body_name(seat.actor, body.name)
            if name is not None:
                entity = Entity(name, EntityKind.BODY, name_words(name), actor=seat.actor)
                entity.actor_words = seat.name
                words = self._entities.words(first, last)
                return because(entity, words, f"the one in {seat.name}")
        return None

    def of_noun(self, first: int, last: int, head: int, actor: str | None) -> Resolved:
        """ "Its foreign ministry", "the agency", "the Ukrainian air force"."""
        words = self._entities.words(first, last)
        owner = self.owner(first, last)
        if owner is not None and owner.actor is not None:
            return self._make_owned_body(first, last, owner, words)
        lemma = self._tree.lemma[head]
        if lemma in PRIVATE_BODIES and actor is not None:
            government = self._entities.actors.kind(actor) is ActorKind.GOVERNMENT
            actor = None if government else actor
        if actor is None and head > first:
            actor = self._whose_people(first, head - 1)
        if actor is None and lemma in GOVERNMENTS:
            actor = self._entities.actors.resolve(words)  # "the George W. Bush administration"
        if actor is None and self._tree.lower[first] in _DEFINITE and first + 1 == head:
            known = None if is_defined_here(self._tree, head) else self.find_before(lemma, first)
            if known is not None:
                return because(known, words, f"{words} is {known.name}, named before")
        name = named_by(words)
        if actor is None:
            actor = name  # "the water board" speaks for itself
        entity = Entity(name, EntityKind.BODY, name_words(name), actor=actor, actor_words=words)
        return because(entity, words, "the source as it is named")

    def _whose_people(self, first: int, last: int) -> str | None:
        """The person in "the Clinton campaign"."""
        person = next(iter(self._entities.in_tokens(first, last, EntityKind.PERSON)), None)
        return None if person is None else person.actor

    def _make_owned_body(self, first: int, last: int, owner: Entity, words: str) -> Resolved:
        rest = next(
            (t + 1 for t in range(first, last) if self._tree.tag[t] in ("POS", "PRP$")), first
        )
        own = self._entities.words(rest, last)
        actor = owner.actor
        name = None if actor is None else self._entities.actors.body_name(actor, own)
        entity = Entity(
            f"{owner.name}'s {own}" if name is None else name,
            EntityKind.BODY,
            name_words(f"{owner.name} {own}" if name is None else name),
            actor=actor,
            actor_words=owner.name,
        )
        return because(entity, words, f"{words} is that of {owner.name}")

    def find_before(self, lemma: str, first: int) -> Entity | None:
        """Which body named before a token "the company" means: never one of another sort."""
        known = self._antecedents.of_body(lemma, first)
        if known is None and lemma in _POINTS_TO:
            known = self._of_kind(_POINTS_TO[lemma], first)
        return known

    def _of_kind(self, kinds: frozenset[ActorKind | None], token: int) -> Entity | None:
        actors = self._entities.actors
        commercial = ActorKind.COMPANY in kinds and ActorKind.ORGANISATION not in kinds

        def fits(entity: Entity) -> bool:
            known = None if entity.actor is None else actors.kind(entity.actor)
            if entity.kind is not EntityKind.BODY or known not in kinds or entity.mute:
                return False
            return known is not None or not is_public(entity, commercial)

        return self._antecedents.best(token, fits, None)
