"""What the people of an article are, and for whom they therefore speak."""

from __future__ import annotations

from typing import Final

from workbench.extraction.speakers.entities import Entities, Entity, EntityKind, Mention, name_words
from workbench.extraction.speakers.given_names import gender_of_name
from workbench.extraction.speakers.people import one_name
from workbench.extraction.speakers.roles import (
    FEMALE_TITLES,
    FORMER,
    LEGISLATORS,
    LOCAL,
    MALE_TITLES,
    OFFICES,
    PEOPLE,
    PRIVATE,
    TITLES,
    gender_of_word,
)
from workbench.model.claim import ActorKind

_ROLE_TAGS: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "PRP$", "VBN", "CD", "AFX"}
)
_LINKS: Final = frozenset({"IN", "DT", "TO", "CC", "PRP$"})
_PARTIES: Final = {"r": "Republican Party", "d": "Democratic Party"}
_COURTESY: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame"})
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
_LONGEST: Final = 14
_NEAR: Final = 2  # sentences between "its founder" and whose it is
_NO_STATE: Final = frozenset(
    {"opposition", "dissident", "exiled", "exile", "rebel", "separatist", "guerrilla", "jailed"}
)
_OF_REGIONS: Final = frozenset({"director", "researcher", "manager", "editor", "coordinator"})
_CLIENTS: Final = frozenset({"lawyer", "attorney", "barrister", "solicitor", "agent"})
_WORKS_FOR: Final = frozenset({"of", "for", "at", "with"})
# Portfolios that the parser takes for bodies: "Education Secretary".
_PORTFOLIOS: Final = frozenset(
    {
        "education",
        "health",
        "defence",
        "defense",
        "foreign",
        "home",
        "interior",
        "finance",
        "transport",
        "transportation",
        "justice",
        "energy",
        "environment",
        "culture",
        "labour",
        "labor",
        "trade",
        "treasury",
        "agriculture",
        "shipping",
        "housing",
        "business",
        "commerce",
        "work and pensions",
        "science",
        "veterans",
        "state",
        "press",
        "chief",
        "deputy",
    }
)
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
        before = role_before(entities, mention)
        for found in (before, role_after(entities, mention)):
            if found is None:
                continue
            role = entities.words(*found)
            words = name_words(role)
            if found is before:
                genders.extend(gender_of_word(word) for word in words[-1:])
            says = not set(words) <= _NO_OFFICE and role[1:2] != "-"
            if person.role is None and says:
                person.role = role.removeprefix("the ").removeprefix("The ").removeprefix("a ")
            if person.actor is None:
                _actor_from_role(entities, person, found, words)
    told = [gender for gender in genders if gender is not None]
    person.gender = told[-1] if told else None
    # "Foreign ministry spokesman Nasser Kanaani": a ministry of nobody's says less than the file
    if person.actor is None or entities.actors.kind(person.actor) is None:
        _actor_from_file(entities, person)


def role_before(entities: Entities, mention: Mention) -> tuple[int, int] | None:
    """The tokens of an office before a name: "Secretary of State", "its foreign minister,"."""
    tree = entities.tree
    last = mention.first - 1
    if last >= 0 and tree.tag[last] == "," and tree.role[mention.head] == "appos":
        last -= 1
        noun = tree.head[mention.head]
        if tree.lemma[noun] in PEOPLE and tree.left[noun] <= noun < last:
            return tree.left[noun], last  # "The American delegate in New York, Richard Mills"
    token, office = last, False
    sentence = tree.sentence[mention.first]
    while token >= 0 and tree.sentence[token] == sentence and last - token < _LONGEST:
        word = entities.plain(token)
        if tree.tag[token] in _ROLE_TAGS:
            plain_noun = token == last and tree.tag[token] == "NN"
            office = office or plain_noun or word in PEOPLE or word in TITLES
        elif word in {"of", "for", "on"} and token and tree.tag[token - 1] in _ROLE_TAGS:
            if not any(entities.plain(t) in PEOPLE for t in range(max(0, token - 4), token)):
                break
        elif not (word == "the" and token and entities.plain(token - 1) in {"of", "for"}):
            break
        token -= 1
    first = token + 1
    while last >= first and entities.plain(last) in _COURTESY:
        last -= 1
    # "chairman of Mrs. Clinton's campaign", "the nominee's daughter": not the named one's office
    if not office or first > last or tree.tag[last] in ("IN", "POS"):
        return None
    people = entities.in_tokens(first, last, EntityKind.PERSON)
    if people and entities.of_token.get(last) in people:
        return None
    return first, last


def role_after(entities: Entities, mention: Mention) -> tuple[int, int] | None:
    """The tokens of an office after a name: ", the foreign minister of France", "(R-Ohio)"."""
    tree = entities.tree
    comma = mention.last + 1
    if comma + 1 >= len(tree) or tree.sentence[comma] != tree.sentence[mention.last]:
        return None
    if tree.lower[comma] == "(":
        for close in range(comma + 2, min(comma + 7, len(tree))):
            if tree.lower[close] == ")":
                return comma + 1, close - 1
        return None
    if entities.plain(comma) == "of" and tree.tag[comma + 1] in _ROLE_TAGS | {"DT"}:
        return _find_body(entities, comma)
    if tree.lower[comma] != ",":
        return None
    first = comma + 1
    last, office = first, False
    while last < len(tree) and tree.sentence[last] == tree.sentence[comma]:
        tag = tree.tag[last]
        if tag in _ROLE_TAGS:
            office = office or entities.plain(last) in PEOPLE
        elif not (tag in _LINKS and (office or last == first)):
            break
        last += 1
    last -= 1
    while last > first and tree.tag[last] in _LINKS:
        last -= 1
    return (first, last) if office else None


def _find_body(entities: Entities, preposition: int) -> tuple[int, int] | None:
    """ "of Friends of Tolland Wood": the body somebody is of."""
    tree = entities.tree
    last = tree.right[preposition]
    names = entities.in_tokens(preposition + 1, min(last, preposition + 6), EntityKind.BODY)
    return (preposition + 1, min(last, preposition + 6)) if names else None


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
    actor = _organisation(entities, tokens)
    if actor is None:
        actor = entities.actor_of(said)
        region = heads[-1] in _OF_REGIONS and words[-1] in _OF_REGIONS
        kind = None if actor is None else entities.actors.kind(actor)
        if region and kind is ActorKind.GOVERNMENT:
            actor = None  # "Egypt director": where, not for whom
    if actor is None:
        actor = _employer(entities, tokens)
    if actor is not None and actor.casefold() not in _PORTFOLIOS:
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
        if private and len(entity.words) >= least and (owned or linked) and before not in _WHITHER:
            return entity.actor
    return None


def _employer(entities: Entities, tokens: tuple[int, int]) -> str | None:
    """The person or the body an office belongs to: "Clinton spokesman", "Apple executive"."""
    first, last = tokens
    if entities.plain(first) in _OWN:
        return _owner_before(entities, first)
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


def _owner_before(entities: Entities, token: int) -> str | None:
    """Whom "its founder" and "her barrister" belong to: the last body, or person, named before."""
    word = entities.plain(token)
    wanted = EntityKind.PERSON if word in ("his", "her") else EntityKind.BODY
    if word not in ("its", "his", "her"):
        return None
    sentence = entities.tree.sentence[token]
    for before in range(token - 1, -1, -1):
        if sentence - entities.tree.sentence[before] > _NEAR:
            return None
        entity = entities.of_token.get(before)
        if entity is None or entity.kind is not wanted or entity.mute or entities.quoted(before):
            continue
        if wanted is EntityKind.PERSON:
            gender = gender_of_name(entity.words)
            if gender not in (None, "male" if word == "his" else "female"):
                continue
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
