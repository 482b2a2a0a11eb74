"""What the people of an article are, and for whom they therefore speak."""

from __future__ import annotations

from typing import Final

from workbench.extraction.speakers.entities import Entities, Entity, EntityKind, Mention, name_words
from workbench.extraction.speakers.given_names import gender_of_name
from workbench.extraction.speakers.offices import Phrase, Told, read_phrases
from workbench.extraction.speakers.people import one_name
from workbench.extraction.speakers.roles import (
    FEMALE_TITLES,
    FORMER,
    LEGISLATORS,
    LOCAL,
    MALE_TITLES,
    OFFICES,
    PEOPLE,
    PORTFOLIOS,
    PRIVATE,
    Gender,
    gender_of_word,
)
from workbench.model.claim import ActorKind

_PARTIES: Final = {"r": "Republican Party", "d": "Democratic Party"}
# Words before a name that tell nothing of what somebody is.
_NO_OFFICE: Final = (
    MALE_TITLES | FEMALE_TITLES | frozenset({"dr", "rival", "opponent", "fellow", "s", "former"})
)
_WHITHER: Final = frozenset({"to", "in", "on", "with", "against", "near"})
_PARTY_WORDS: Final = {
    "republican": "Republican Party", "gop": "Republican Party",
    "democratic": "Democratic Party", "democrat": "Democratic Party",
    "conservative": "Conservative Party", "tory": "Conservative Party", "labour": "Labour Party",
}  # fmt: skip
_NO_STATE: Final = frozenset(
    {"opposition", "dissident", "exiled", "exile", "rebel", "separatist", "guerrilla", "jailed"}
)
_OF_REGIONS: Final = frozenset({"director", "researcher", "manager", "editor", "coordinator"})
_CLIENTS: Final = frozenset({"lawyer", "attorney", "barrister", "solicitor", "agent"})
_WORKS_FOR: Final = frozenset({"of", "for", "at", "with"})
_AT_WORK: Final = frozenset({"for", "at", "with"})
_OWN: Final = frozenset({"its", "their", "his", "her", "whose", "our"})


def describe_people(entities: Entities) -> None:
    """Give every person a gender, an office and an actor, as far as the article tells."""
    for person in entities.people:
        _describe(entities, person)
    for person in entities.people:
        if person.actor is None:
            person.actor = person.name


def _describe(entities: Entities, person: Entity) -> None:
    genders = [gender_of_name(person.words)]
    for mention in person.mentions:
        if mention.first:
            genders.append(gender_of_word(entities.plain(mention.first - 1)))
        for phrase in read_phrases(entities, mention):
            if phrase.told is Told.OFFICE:
                _take_office(entities, person, phrase, mention, genders)
            person.offices.append(phrase)
            if phrase.told is Told.BODY and person.actor is None:
                _actor_from_body(entities, person, phrase)
    told = [gender for gender in genders if gender is not None]
    person.gender = told[-1] if told else None
    # "Foreign ministry spokesman Nasser Kanaani": a ministry of nobody's says less than the file
    if person.actor is None or entities.actors.kind(person.actor) is None:
        _actor_from_file(entities, person)


def _take_office(
    entities: Entities,
    person: Entity,
    phrase: Phrase,
    mention: Mention,
    genders: list[Gender | None],
) -> None:
    tokens = (phrase.first, phrase.last)
    role = entities.words(*tokens)
    words = name_words(role)
    if phrase.last < mention.first:
        genders.extend(gender_of_word(word) for word in words[-1:])
    says = not set(words) <= _NO_OFFICE and role[1:2] != "-"
    if person.role is None and says:
        person.role = role.removeprefix("the ").removeprefix("The ").removeprefix("a ")
    if person.actor is None:
        _actor_from_role(entities, person, tokens, words)


def _actor_from_body(entities: Entities, person: Entity, phrase: Phrase) -> None:
    """ "Professor Jo Lane of Marlow University": a body, and no country or town."""
    for body in entities.in_tokens(phrase.first, phrase.last, EntityKind.BODY):
        actor = body.name if body.actor is None else body.actor
        if body.mute or entities.actors.kind(actor) is ActorKind.GOVERNMENT:
            return
        person.actor, person.actor_words = actor, entities.words(phrase.first, phrase.last)
        return


def _actor_from_role(
    entities: Entities, person: Entity, tokens: tuple[int, int], words: tuple[str, ...]
) -> None:
    if not words:
        return
    said = entities.words(*tokens)
    if any(word in FORMER for word in words[:3]):
        person.actor, person.actor_words = person.name, said
        return
    if (
        len(words) <= 3
        and words[0] in _PARTIES
        and entities.text[entities.tree.end[tokens[0]] - 1 :].startswith(("R-", "D-"))
    ):
        person.actor, person.actor_words = _PARTIES[words[0]], said
        return
    if words[0] in _PARTIES and said[1:2] == "-":
        person.actor, person.actor_words = _PARTIES[words[0]], said
        return
    if any(word in LEGISLATORS for word in words):
        party = next((_PARTY_WORDS[word] for word in words if word in _PARTY_WORDS), None)
        party = party or _organisation(entities, tokens, least=1)
        if party is not None:
            person.actor, person.actor_words = party, said
        return
    heads = [word for word in words if word in PEOPLE]
    if not heads and not (words and words[-1] in _OF_REGIONS):
        return
    heads = heads or [words[-1]]
    if heads[-1] in PRIVATE and heads[-1] not in _CLIENTS:
        employer = _organisation(entities, tokens)
        if employer is not None:
            person.actor, person.actor_words = employer, said
        return
    if set(words) & LOCAL:
        return
    if _NO_STATE & set(words):
        return  # "a Russian opposition leader in exile"
    holds_office = heads[-1] in OFFICES
    actor = _organisation(entities, tokens, least=1 if holds_office else 2)
    if actor is None:
        actor = entities.actor_of(said)
        region = heads[-1] in _OF_REGIONS and words[-1] in _OF_REGIONS
        kind = None if actor is None else entities.actors.kind(actor)
        if region and kind is ActorKind.GOVERNMENT:
            actor = None  # "Egypt director": where, not for whom
    if actor is None:
        actor = _employer(entities, tokens)
    if actor is not None and actor.casefold() not in PORTFOLIOS:
        person.actor, person.actor_words = actor, said


def _organisation(entities: Entities, tokens: tuple[int, int], least: int = 2) -> str | None:
    """The body in "director of the Friendship Hospital", "Amnesty International's researcher"."""
    first, last = tokens
    for token in range(first, last + 1):
        entity = entities.of_token.get(token)
        if entity is None or entity.kind is not EntityKind.BODY or entity.mute:
            continue
        before = entities.tree.lower[token - 1] if token else ""
        owned = any(entities.tree.tag[t] == "POS" for t in range(token, min(token + 4, last + 1)))
        linked = any(
            entities.tree.lower[t] in _WORKS_FOR for t in range(max(first, token - 3), token)
        )
        private = entity.actor is not None and (
            entities.actors.kind(entity.actor) is not ActorKind.GOVERNMENT
        )
        if any(entities.tree.lower[t] in _AT_WORK for t in range(max(first, token - 4), token)):
            least = 1
        if private and len(entity.words) >= least and (owned or linked) and before not in _WHITHER:
            return entity.actor
    return None


def _employer(entities: Entities, tokens: tuple[int, int]) -> str | None:
    """The person or the body an office belongs to: "Clinton spokesman", "Apple executive"."""
    first, last = tokens
    if entities.plain(first) in _OWN:
        return None  # told when they speak, by whoever was named until then
    for token in range(first, last + 1):
        entity = entities.of_token.get(token)
        if entity is None:
            continue
        before = entities.tree.lower[entities.tree.head[token]]
        if entities.tree.role[token] == "pobj" and before in _WHITHER:
            continue  # "ambassador to Iran"
        if entity.kind is EntityKind.BODY:
            return entity.actor
        return entity.name if entity.actor is None else entity.actor
    return None


def _actor_from_file(entities: Entities, person: Entity) -> None:
    if person.role is not None and any(word in FORMER for word in name_words(person.role)[:3]):
        return
    if person.role is not None:
        heads = [word for word in name_words(person.role) if word in PEOPLE]
        if heads and heads[-1] in PRIVATE and heads[-1] not in OFFICES:
            return
    surname = person.name.rsplit(maxsplit=1)[-1]
    for row in entities.actors.people(surname, entities.on):
        if len(person.words) > 1 and one_name(name_words(row.text), person.words):
            person.actor, person.actor_words = row.actor, row.role
            if person.role is None:
                person.role = row.role
            return
