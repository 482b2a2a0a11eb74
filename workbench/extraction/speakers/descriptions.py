"""Whom a noun phrase means: "the minister", "its foreign ministry", "two U.S. officials"."""

from __future__ import annotations

from typing import Final

from workbench.extraction.actors.alias import AliasKind
from workbench.extraction.speakers.antecedents import Antecedents
from workbench.extraction.speakers.employers import Employer, Employers
from workbench.extraction.speakers.entities import Entities, Entity, EntityKind, name_words
from workbench.extraction.speakers.offices import Phrase, Told
from workbench.extraction.speakers.organisations import (
    THEMSELVES,
    Organisations,
    is_defined_here,
    is_public,
)
from workbench.extraction.speakers.resolved import Resolved, because, by_name, named_by
from workbench.extraction.speakers.roles import (
    BODY_EPITHETS,
    DOCUMENTS,
    FORMER,
    LEGISLATORS,
    LOCAL,
    PEOPLE,
    PERSON_EPITHETS,
    PORTFOLIOS,
    PRIVATE,
    RELATIVES,
    gender_of_word,
)
from workbench.model.claim import ActorKind

_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_TRAILING: Final = frozenset({"relcl", "acl", "appos", "advcl", "parataxis"})
_PARTIES: Final = {
    "democrat": "democratic", "democratic": "democratic", "republican": "republican",
    "gop": "republican", "libertarian": "libertarian", "labour": "labour", "tory": "conservative",
    "conservative": "conservative", "green": "green", "socialist": "socialist",
}  # fmt: skip


class Descriptions:
    """Reads noun phrases of one article."""

    def __init__(self, entities: Entities, antecedents: Antecedents) -> None:
        self._entities = entities
        self._tree = entities.tree
        self._antecedents = antecedents
        self._bodies = Organisations(entities, antecedents)
        self._employers = Employers(entities, antecedents)

    def of(self, first: int, last: int, head: int) -> Resolved:
        """Whom the tokens ``first`` to ``last`` around ``head`` mean."""
        tree = self._tree
        last = max(head, self._before_trailing(head, last))
        words = self._entities.words(first, last)
        together = self._together(head, last)
        if together is not None:
            return because(together, words, f"the source is {together.name} together")
        named = self._person(first, last, head) or self._appositive(head)
        if named is None and tree.part[head] in ("VERB", "AUX"):
            named = self._entities.of_token.get(first)
        if named is None and tree.role[head] == "appos":
            holder = self._entities.of_token.get(tree.head[head])
            named = holder if holder is not None and holder.kind is EntityKind.PERSON else None
        if named is not None:
            self.employ(named)
            return by_name(named, words)
        body = self._entities.of_token.get(head)
        if body is not None and body.kind is EntityKind.BODY:
            return self._bodies.of(first, last, body)
        lemma, plural = tree.lemma[head], tree.tag[head] in ("NNS", "NNPS")
        if not plural and lemma in DOCUMENTS:
            author = self._author(first, last, head)
            if author is not None:
                return author
        if not plural and lemma in PEOPLE:
            return self._of_office(first, last, head)
        if not plural and self._entities.is_body(head):
            return self._bodies.of_noun(first, last, head, self._actor_of(words, head))
        if not plural and tree.lower[first] in _DEFINITE:
            known = self._of_epithet(first, head)
            if known is not None:
                return because(known, words, f"{words} is {known.name}, whom the story is about")
        if plural and tree.lower[first] in _DEFINITE and first + 1 == head:
            known = self._antecedents.best(
                first, lambda entity: entity.plural and lemma in _singular(entity.words), None
            )
            if known is not None:
                return because(known, words, f"{words} are the {known.name} named before")
        return self._resolve_unnamed(first, last, head)

    def _together(self, head: int, last: int) -> Entity | None:
        """ "Putin and Macron", "Denmark and Sweden": several named sources of one thing."""
        tree = self._tree
        other = tree.child(head, "conj")
        if other is None or other > last or tree.child(head, "cc") is None:
            return None
        named = [self._entities.of_token.get(head), self._entities.of_token.get(other)]
        both = [entity for entity in named if entity is not None]
        if len(both) < 2 or both[0] is both[1] or both[0].kind is not both[1].kind:
            return None
        name = f"{both[0].name} and {both[1].name}"
        group = Entity(name, EntityKind.GROUP, name_words(name), plural=True)
        group.actor, group.actor_words = both[0].actor, both[0].name
        return group

    # -- names -----------------------------------------------------------------------------

    def _before_trailing(self, head: int, last: int) -> int:
        tree = self._tree
        for child in tree.children[head]:
            if child > head and tree.role[child] in _TRAILING:
                last = min(last, tree.left[child] - 1)
        for token in range(head + 1, last + 1):
            if tree.lower[token] in ("who", "which", "whose"):
                last = token - 1
                break
        while last > head and tree.part[last] in ("PUNCT", "SPACE"):
            last -= 1
        return last

    def _person(self, first: int, last: int, head: int) -> Entity | None:
        entity = self._entities.of_token.get(head)
        if entity is not None and entity.kind is EntityKind.PERSON:
            return entity
        if self._tree.part[head] not in ("PROPN", "NOUN"):
            return None
        # The parser sometimes hangs a name on the office before it, or takes it for a body.
        for person in reversed(self._entities.in_tokens(first, last, EntityKind.PERSON)):
            for mention in person.mentions:
                role = self._tree.role[mention.last]
                inside = first <= mention.first and mention.last <= last
                of_another = self._tree.lemma[head] in RELATIVES and any(
                    self._tree.lower[t] in ("of", "for") for t in range(head, mention.first)
                )
                if of_another:
                    continue  # "the parents of local woman Laura Stevens"
                if inside and mention.last == last and role not in ("poss", "pobj"):
                    return person
        return None

    def _appositive(self, head: int) -> Entity | None:
        """ "The operator, Northline Ferries" is Northline Ferries."""
        child = self._tree.child(head, "appos")
        if child is None:
            return None
        between = self._tree.lower[head + 1 : child]
        if self._tree.lemma[head] in RELATIVES and "of" in between and "," not in between:
            return None  # "the parents of schoolboy Otto Lamb"
        named = self._entities.of_token.get(child)
        holder = self._entities.of_token.get(head)
        if named is None or named is holder:
            return None
        return named if named.kind is EntityKind.PERSON or holder is None else None

    def employ(self, person: Entity) -> None:
        """ "Its founder, Jo Lane," and "Spokeswoman Jessica Ditto" speak for a body named before.

        Now, and not when the article's names are read, since by now it is known who has spoken.
        """
        if person.actor != person.name or person.actor_words is not None:
            return
        for phrase in person.offices:
            found = self._employer(phrase)
            if found is not None and found.actor.casefold() not in PORTFOLIOS:
                person.actor, person.actor_words = found.actor, found.words
                return

    def _employer(self, phrase: Phrase) -> Employer | None:
        told, first, last = phrase
        if told is Told.CLAUSE:
            return self._employers.read_clause(first, last)
        if told is Told.BODY:
            return self._employers.read_body(first, last)
        head = self._office_in(first, last)
        if head is None:
            return None
        found = self._employers.read(first, last, head)
        return found or self._employers.find_nearby(first, last, head)

    def _office_in(self, first: int, last: int) -> int | None:
        """The office in a phrase: "executive" of "the club's chief executive for the north"."""
        tree, head = self._tree, None
        for token in range(first, last + 1):
            word = tree.lemma[token]
            if word in FORMER or word in LEGISLATORS or word in LOCAL:
                return None
            if word in PEOPLE or tree.lower[token] in PEOPLE:
                head = token
            elif head is not None and tree.tag[token] == "IN":
                break
        return head

    def _author(self, first: int, last: int, head: int) -> Resolved | None:
        """Who wrote a document: "a statement from the Foreign Ministry", "the IAEA report"."""
        tree = self._tree
        for child in tree.children[head]:
            if child > head and tree.lower[child] in ("from", "by"):
                noun = tree.child(child, "pobj")
                if noun is not None and (
                    noun in self._entities.of_token or self._entities.is_body(noun)
                ):
                    return self.of(tree.left[noun], tree.right[noun], noun)
        owner = self._bodies.owner(first, head)
        if owner is None:
            owner = next(iter(self._entities.in_tokens(first, head - 1)), None)
        return None if owner is None else by_name(owner, self._entities.words(first, last))

    # -- offices and the unnamed -----------------------------------------------------------

    def _of_office(self, first: int, last: int, head: int) -> Resolved:
        """ "The minister", "Iran's foreign minister", "a senior official"."""
        tree = self._tree
        words = self._entities.words(first, last)
        owner = self._bodies.owner(first, last)
        lemma = tree.lemma[head]
        actor = self._actor_of(words, head)
        if actor is None:
            told = self._employers.read(first, last, head)
            actor = None if told is None else told.actor
        if owner is not None and actor is None and lemma not in PRIVATE:
            actor = owner.actor
        definite = tree.lower[first] in _DEFINITE or first == head
        if owner is not None or definite:
            known = None
            if lemma != "official":
                known = self._holder(words, actor)
                if known is None:
                    known = self._antecedents.of_office(lemma, first, actor)
                    party = _party(name_words(words))
                    known = known if known is not None and _one_party(known, party) else None
                known = known or self._of_like_office(words, actor)
                known = known or self._of_epithet(first, head)
                known = known if self._may_be(known, first, head, actor) else None
            if known is not None:
                return because(known, words, f"{words} is {known.name}")
        return self._resolve_unnamed(first, last, head, actor)

    def _may_be(self, known: Entity | None, first: int, head: int, actor: str | None) -> bool:
        """Whether nothing in "the US Embassy spokesperson" says that it is somebody else."""
        if known is None or (actor is not None and known.actor != actor):
            return False
        held = {*name_words("" if known.role is None else known.role), *known.words}
        held.update(name_words("" if known.actor is None else known.actor))
        return actor is not None or all(
            set(entity.words) & held for entity in self._entities.in_tokens(first, head - 1)
        )

    def _of_epithet(self, first: int, head: int) -> Entity | None:
        """ "The maker of Hearthside bread", "the star": whom the story is about so far."""
        lemma = self._tree.lemma[head]
        if is_defined_here(self._tree, head):
            return None
        if lemma in BODY_EPITHETS:
            return self._antecedents.best(
                first,
                lambda e: (
                    e.kind is EntityKind.BODY
                    and e.actor == e.name
                    and not is_public(e)
                    and not e.mute
                    and self._entities.actors.kind(e.name) is not ActorKind.GOVERNMENT
                ),
                None,
            )
        if lemma not in PERSON_EPITHETS and self._tree.part[head] != "NOUN":
            return None
        known = self._antecedents.of_office(lemma, first)
        if known is None and lemma in PERSON_EPITHETS:
            gender = gender_of_word(lemma)
            known = self._antecedents.best(
                first,
                lambda e: (
                    e.kind is EntityKind.PERSON and (gender is None or e.gender in (None, gender))
                ),
                None,
                gender,
            )
        return known

    def _of_like_office(self, words: str, actor: str | None) -> Entity | None:
        """Somebody of the same actor whose office is put in other words further on.

        "The head of Ukraine's security council" is Oleksiy Danilov, "secretary of the national
        security council": they share two words that matter.
        """
        if actor is None:
            return None
        said = {word for word in name_words(words) if len(word) > 3}
        for person in self._entities.people:
            if person.actor == actor and person.role is not None:
                held = set(name_words(person.role))
                if len(said & held) >= 2:
                    return person
        return None

    def _holder(self, words: str, actor: str | None) -> Entity | None:
        """Who held an office of a known actor on the article's day, by the actors file."""
        if actor is None:
            return None
        said = [word for word in name_words(words) if word not in _DEFINITE]
        for start in range(len(said)):
            role = " ".join(said[start:])
            written = " ".join(words.split()[-len(said) + start :])
            name = self._entities.actors.holder(actor, role, self._entities.on)
            if name is None:
                continue
            known = (one for one in self._entities.people if one.words == name_words(name))
            by = f"the {role} on {self._entities.on}"
            held = Entity(name, EntityKind.PERSON, name_words(name), gender_of_word(said[-1]))
            held.role, held.actor, held.actor_words = written, actor, by
            return next(known, held)
        return None

    def _resolve_unnamed(
        self, first: int, last: int, head: int, actor: str | None = None
    ) -> Resolved:
        words = self._entities.words(first, last)
        lemma, plural = self._tree.lemma[head], self._tree.tag[head] in ("NNS", "NNPS")
        if plural and lemma not in PEOPLE:
            lemma = lemma.removesuffix("s")  # of a capital the parser makes no singular
        if actor is None:
            actor = self._actor_of(words, head)
        if actor is None and lemma in PEOPLE:
            told = self._employers.read(first, last, head)
            if told is None and not plural:
                told = self._employers.find_nearby(first, last, head)
            actor = None if told is None else told.actor
        if actor is None and lemma not in PRIVATE:
            owner = self._bodies.owner(first, last)
            if owner is not None and owner.actor != owner.name:
                actor = owner.actor
        name = self._with_owner(first, last) or named_by(words)
        if actor is None and self._tree.tag[head] == "NNP":
            actor = name  # an organisation nobody knows speaks for itself
        if actor is None and (lemma in THEMSELVES or (lemma in BODY_EPITHETS and not plural)):
            actor = name
        human = lemma in PEOPLE or plural
        entity = Entity(
            name,
            EntityKind.GROUP if human else EntityKind.BODY,
            name_words(name),
            gender_of_word(self._entities.plain(head)),
            None,
            actor,
            words,
            plural=plural,
            mute=not human and lemma not in DOCUMENTS,
        )
        return because(entity, words, "the source is kept as it is named")

    def _with_owner(self, first: int, last: int) -> str | None:
        """ "His agent" is Andrei Lungu's agent."""
        if self._tree.tag[first] != "PRP$":
            return None
        owner = self._bodies.owner(first, last)
        if owner is None or first == last:
            return None
        return f"{owner.name}'s {self._entities.words(first + 1, last)}"

    def _actor_of(self, words: str, head: int) -> str | None:
        """The actor a description states, unless its people speak for themselves."""
        small = name_words(words)
        tree = self._tree
        if tree.lemma[head] in PRIVATE or any(word in FORMER for word in small[:3]):
            return None
        if len(small) == 1 and tree.tag[head] == "NNP":
            known = self._entities.known_at(tree.start[head], tree.end[head])
            if known and known[0].alias.alias_kind is AliasKind.DEMONYM:
                return None  # "Turk said": somebody's surname
        if tree.tag[head] == "NNPS" or (tree.tag[head] == "NNS" and tree.part[head] == "PROPN"):
            known = self._entities.known_at(tree.start[head], tree.end[head])
            party = known and known[0].alias.kind is ActorKind.PARTY
            return known[0].alias.actor if party else None
        return self._entities.actor_of(words)


def _party(words: tuple[str, ...]) -> str | None:
    """The party that words tell somebody belongs to."""
    return next((_PARTIES[word] for word in words if word in _PARTIES), None)


def _one_party(person: Entity, party: str | None) -> bool:
    """Whether somebody may belong to a party: nothing says another one."""
    if party is None:
        return True
    own = _party(name_words(person.role)) if person.role is not None else None
    return own in (None, party)


def _singular(words: tuple[str, ...]) -> set[str]:
    return {word.removesuffix("s") for word in words}
