"""For whom the holder of an office speaks: "chief executive of Tarn Foods", "the club's lawyer"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.extraction.speakers.antecedents import HE, IT, THEY, Antecedents
from workbench.extraction.speakers.entities import Entities, Entity, EntityKind
from workbench.extraction.speakers.organisations import Organisations
from workbench.extraction.speakers.resolved import without_article
from workbench.extraction.speakers.roles import (
    OFFICES,
    OUTSIDERS,
    PEOPLE,
    PORTFOLIOS,
    PRIVATE,
    TITLES,
)
from workbench.model.claim import ActorKind

_WORKS_FOR: Final = frozenset({"of", "for", "at", "with"})
_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NAMING: Final = _NOUNS | {"JJ"}  # the parser's "military"
_ENDS_PHRASE: Final = frozenset({",", ";", ":", "(", ")", "-", "–", "—", "who", "which", "that"})
_NO_NAMES: Final = PEOPLE | TITLES | PORTFOLIOS | {"senior", "former", "acting", "assistant"}
# Who speaks for whoever they serve, be it a person or a family.
SERVANTS: Final = frozenset(
    {
        "agent", "aide", "attorney", "barrister", "counsel", "lawyer", "publicist", "solicitor",
        "spokesman", "spokesperson", "spokeswoman", "representative",
    }
)  # fmt: skip
# Whose bare office is one in the body that the story was about: "Manager Rob Tully".
_STAFF: Final = frozenset(
    {
        "boss", "ceo", "cfo", "chair", "chairman", "chairperson", "chairwoman", "coach", "curator",
        "director", "executive", "founder", "librarian", "manager", "registrar", "spokesman",
        "spokesperson", "spokeswoman", "treasurer", "trustee", "vice-chancellor",
    }
)  # fmt: skip
_SPOKESPEOPLE: Final = frozenset({"spokesman", "spokesperson", "spokeswoman"})
_OF_CLUBS: Final = frozenset({"coach", "manager", "captain", "boss", "chairman", "chairwoman"})
# Words for bodies that are none in "chief of staff", "country director", "site manager".
_NO_EMPLOYER: Final = frozenset({"staff", "country", "site", "state", "nation", "body"})
# After "at the" these tell when or where, and not for whom.
_NO_WORKPLACE: Final = frozenset(
    {
        "briefing", "ceremony", "conference", "end", "event", "hearing", "helm", "inquest",
        "inquiry", "meeting", "moment", "rally", "scene", "time", "trial", "weekend", "party",
        "top", "table", "heart", "age", "match", "game", "funeral", "vigil", "protest",
    }
)  # fmt: skip
LEADING: Final = frozenset(
    {"lead", "head", "run", "chair", "direct", "manage", "represent", "found", "own", "work"}
)
_NEAR: Final = 3  # sentences between a bare office and the body it is in


@dataclass(frozen=True)
class Employer:
    """An actor, and the words that tell that somebody speaks for it."""

    actor: str
    words: str


class Employers:
    """Reads for whom somebody speaks from the phrase that names their office."""

    def __init__(self, entities: Entities, antecedents: Antecedents) -> None:
        self._entities = entities
        self._tree = entities.tree
        self._antecedents = antecedents
        self._bodies = Organisations(entities, antecedents)

    def read(self, first: int, last: int, head: int) -> Employer | None:
        """The employer that the tokens ``first`` to ``last`` around an office tell.

        Args:
            first: The first token of the phrase; ``last`` is its last.
            head: The office, "director" in "the club's director of football".
        """
        if self._tree.lemma[head] in OUTSIDERS:
            return None
        return self._after(head, last) or self._owner(first, head) or self._before(first, head)

    def read_clause(self, first: int, last: int) -> Employer | None:
        """The one in "who leads the nurses' union", "who works for Tarn Foods"."""
        tree = self._tree
        verb = next((t for t in range(first, last + 1) if tree.lemma[t] in LEADING), None)
        if verb is None:
            return None
        begin = verb + 1
        if begin <= last and tree.lower[begin] in _WORKS_FOR:
            begin += 1
        noun = None
        for token in range(begin, last + 1):
            entity = self._entities.of_token.get(token)
            if entity is not None and (entity.kind is EntityKind.BODY):
                return Employer(entity.actor or entity.name, entity.name)
            if tree.lower[token] in _ENDS_PHRASE or tree.tag[token] in ("IN", "TO"):
                break
            if tree.tag[token] in _NOUNS:
                noun = token
        if noun is None:
            return None
        return self._for_noun(begin, noun, noun, anyone=tree.lemma[verb] == "represent")

    def read_body(self, first: int, last: int) -> Employer | None:
        """The one in "Major Anna Kruk of the border guard": a body that no name is given for."""
        nouns = [t for t in range(first, last + 1) if self._tree.tag[t] in _NOUNS]
        return self._for_noun(first, nouns[-1], nouns[-1]) if nouns else None

    def find_nearby(self, first: int, last: int, head: int) -> Employer | None:
        """The body before it that a bare office is in: "Manager Rob Tully", "a spokesman"."""
        return self._of_bare_office(first, last, head)

    # -- "director of", "spokesman for", "engineer at" -------------------------------------

    def _after(self, head: int, last: int) -> Employer | None:
        tree = self._tree
        for token in range(head + 1, last + 1):
            if tree.lower[token] in _ENDS_PHRASE:
                return None
            if tree.lower[token] in _WORKS_FOR and token < last:
                found = self._named_after(token, head, last)
                if found is not None:
                    return found
        return None

    def _named_after(self, preposition: int, head: int, last: int) -> Employer | None:
        tree, first = self._tree, preposition + 1
        noun = None
        for token in range(first, last + 1):
            word = tree.lower[token]
            entity = self._entities.of_token.get(token)
            if entity is not None:
                return self._for_entity(entity, head)
            if self._is_unknown_name(token):
                return self._for_name(token)
            if word in _ENDS_PHRASE or tree.tag[token] in ("IN", "TO", "VBD", "VBZ", "VBG"):
                break
            if tree.tag[token] in _NOUNS:
                noun = token
        if noun is None:
            return None
        at_work = tree.lower[preposition] == "at" and tree.lemma[noun] not in _NO_WORKPLACE
        private = tree.lemma[head] in PRIVATE and tree.lemma[head] not in SERVANTS
        return self._for_noun(first, noun, head, anyone=at_work and not private)

    # -- "the club's chairman", "its founder" ----------------------------------------------

    def _owner(self, first: int, head: int) -> Employer | None:
        tree = self._tree
        word = tree.lower[first]
        if tree.tag[first] == "PRP$" or word == "whose":
            return self._of_pronoun(word, first, head)
        for mark in range(first + 1, head):
            if tree.tag[mark] != "POS":
                continue
            entity = self._entities.of_token.get(mark - 1)
            if entity is not None:
                return self._for_entity(entity, head)
            if self._is_unknown_name(mark - 1):
                return self._for_name(mark - 1)
            return self._for_noun(first, mark - 1, head)
        return None

    def _of_pronoun(self, word: str, token: int, head: int) -> Employer | None:
        if word not in HE and word not in IT and word not in THEY and word != "whose":
            return None
        owner = self._antecedents.of_pronoun("its" if word == "whose" else word, token)
        if owner is None or (owner.kind is EntityKind.PERSON and not self._serves(head)):
            return None
        return Employer(owner.name if owner.actor is None else owner.actor, f"of {owner.name}")

    # -- "a police spokeswoman", "Apple executive" -----------------------------------------

    def _before(self, first: int, head: int) -> Employer | None:
        tree = self._tree
        for token in range(head - 1, first - 1, -1):
            entity = self._entities.of_token.get(token)
            if entity is not None and entity.kind is EntityKind.BODY:
                return self._for_entity(entity, head)
            if self._entities.is_body(token) and tree.tag[token] in _NAMING:
                begin = token
                while begin > first and tree.role[begin - 1] in ("compound", "amod", "nmod"):
                    if self._entities.labels[begin - 1] == "NORP":
                        break  # "a Russian opposition leader"
                    begin -= 1
                found = self._for_noun(begin, token, head)
                if found is not None:
                    return found
            if self._is_unknown_name(token) and token > first:
                return self._for_name(token)
        return None

    # -- "Manager Rob Tully", "a spokesman" ------------------------------------------------

    def _of_bare_office(self, first: int, last: int, head: int) -> Employer | None:
        tree = self._tree
        lemma = tree.lemma[head]
        chief = head > first and tree.lower[head - 1] == "chief"
        if lemma not in _STAFF and not chief:
            return None
        if any(tree.lower[token] in _WORKS_FOR for token in range(head + 1, last + 1)):
            return None  # "director of the film"
        indefinite = tree.lower[first] in ("a", "an", "one", "another")
        if indefinite and lemma not in _SPOKESPEOPLE:
            return None
        anywhere = lemma in _SPOKESPEOPLE

        def fits(entity: Entity) -> bool:
            if entity.kind is not EntityKind.BODY or entity.actor is None:
                return False
            known = self._entities.actors.kind(entity.actor)
            if entity.mute:
                subject = any(mention.subject for mention in entity.mentions)
                return lemma in _OF_CLUBS and known is None and subject
            return anywhere or (known is not ActorKind.GOVERNMENT and known is not ActorKind.PARTY)

        body = self._antecedents.best(first, fits, None, farthest=_NEAR)
        if body is None or body.actor is None:
            return None
        return Employer(body.actor, f"{tree.lower[head]} of {body.name}")

    # -- a name that neither the parser nor the actors file knows ----------------------------

    def _is_unknown_name(self, token: int) -> bool:
        """Whether a capitalised word is a name that nothing is known of: "Chirp"."""
        tree = self._tree
        return (
            tree.tag[token] == "NNP"
            and tree.lower[token] not in _NO_NAMES
            and not self._entities.labels[token]
            and token not in self._entities.of_token
            and self._entities.capital(token)
        )

    def _for_name(self, last: int) -> Employer:
        first = last
        while self._is_unknown_name(first - 1):
            first -= 1
        while self._is_unknown_name(last + 1) and self._tree.lower[last + 1] not in OFFICES:
            last += 1
        name = self._entities.words(first, last)
        return Employer(name, name)

    # -- whoever it is ---------------------------------------------------------------------

    def _serves(self, head: int) -> bool:
        return self._tree.lemma[head] in SERVANTS

    def _for_entity(self, entity: Entity, head: int) -> Employer | None:
        actors = self._entities.actors
        actor = entity.name if entity.actor is None else entity.actor
        private = self._tree.lemma[head] in PRIVATE and not self._serves(head)
        if actor.casefold() in PORTFOLIOS:
            return None  # "Secretary of State"
        if entity.kind is EntityKind.BODY:
            if private and actors.kind(actor) is ActorKind.GOVERNMENT:
                return None
            return Employer(actor, entity.name)
        holds_office = self._tree.lemma[head] in OFFICES
        return Employer(actor, entity.name) if self._serves(head) or holds_office else None

    def _for_noun(
        self, first: int, noun: int, head: int, *, anyone: bool = False
    ) -> Employer | None:
        """A body or, where somebody may serve anyone, a family that no name is given for."""
        words = self._entities.words(first, noun)
        if self._entities.is_body(noun) and self._tree.lemma[noun] not in _NO_EMPLOYER:
            if first == noun:  # "a hospital spokeswoman"
                known = self._bodies.find_before(self._tree.lemma[noun], first)
                if known is not None and known.actor is not None:
                    return Employer(known.actor, known.name)
            actor = self._entities.actor_of(words)
            body = self._bodies.of_noun(first, noun, noun, actor).entity
            if body is not None and body.actor is not None:
                return Employer(body.actor, words)
        if anyone or self._serves(head):
            return Employer(without_article(words), words)
        return None
