"""Finds the people an article names and joins their mentions: "Kirby" to "John Kirby"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from workbench.extraction.actors.alias import Alias, AliasKind
from workbench.extraction.speakers.entities import Entities, Entity, EntityKind, name_words
from workbench.extraction.speakers.given_names import gender_of_name
from workbench.extraction.speakers.roles import OFFICES, PEOPLE, TITLES, gender_of_word

Tokens = tuple[int, int]

_NAME_TAGS: Final = frozenset({"NNP", "NNPS"})
_PARTICLES: Final = frozenset(
    {
        "al", "el", "bin", "ben", "ibn", "von", "van", "der", "den", "de", "da", "di", "del", "la",
        "le", "dos", "du", "ter", "-", "–", "’", "'", "\"", "“", "”",
    }
)  # fmt: skip
# Letters after a name.
_POSTNOMINALS: Final = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "kc", "qc", "mp", "mep", "msp", "md", "phd", "esq", "cbe",
     "obe", "mbe", "frs", "cpa", "rn", "sc", "kcb", "dbe", "kbe", "msc", "ma", "llb", "frcs"}
)  # fmt: skip
# Letters that tell a son from his father, and belong to the name.
_GENERATIONS: Final = frozenset({"jr", "sr"})
_OPENING_MARKS: Final = frozenset({"“", '"', "‘", "'", "``", "("})
_CLOSING_MARKS: Final = frozenset({"”", '"', "’", "'", "''", ")"})
_NICKNAME: Final = re.compile(r"\s*(?:[“\"‘'(]\w+[”\"’')])\s*(?=\w)")
# Last words of places: "Alice Springs", "Virginia Beach".
_OF_PLACES: Final = frozenset(
    {"airport", "bay", "beach", "bridge", "city", "county", "creek", "falls", "grove", "harbor",
     "harbour", "heights", "hill", "hills", "island", "islands", "lake", "park", "point", "rapids",
     "river", "springs", "square", "street", "road", "town", "valley", "village"}
)  # fmt: skip
_NO_NAME_TAGS: Final = frozenset({"_SP", "POS", ",", "CC", ":", "."})


def find_people(entities: Entities) -> None:
    """Add every person with every mention, full names first, then surnames and given names."""
    bodies = entities.body_beginnings()
    spans = _name_spans(entities)
    surnames: dict[str, list[Entity]] = defaultdict(list)
    singles: set[int] = set()
    for first, last in spans:
        name = _without_nickname(entities.words(first, last))
        words = name_words(name)
        if len(words) < 2:
            singles.add(last)
            continue
        if words in bodies:
            continue
        known = surnames[words[-1]]
        person = next((one for one in known if one_name(one.words, words)), None)
        if person is None:
            person = Entity(name, EntityKind.PERSON, words)
            entities.people.append(person)
            known.append(person)
        elif len(words) > len(person.words):
            person.name, person.words = name, words
        last = _with_letters(entities, last)
        entities.add(person, entities.mention(first, last))
    given: dict[str, list[Entity]] = defaultdict(list)
    for person in entities.people:
        for word in person.words[:-1]:
            given[word].append(person)
    for token, tag in enumerate(entities.tree.tag):
        if not tag.startswith(("NN", "VB", "JJ")) or token in entities.of_token:
            continue
        if token in entities.joint:
            continue
        if not entities.text[entities.tree.start[token]].isupper() or token in entities.datelines:
            continue
        word = entities.plain(token)
        fits = surnames.get(word) or (given.get(word) if tag in _NAME_TAGS else None)
        if tag not in _NAME_TAGS and (not fits or _begins_sentence(entities, token, tag)):
            continue
        if fits and (token in singles or _stands_alone(entities, token)):
            person = _namesake(entities, fits, token)
        elif token in singles and (word,) not in bodies:
            person = _from_file(entities, token)
            surnames[word].append(person)
        else:
            continue
        entities.add(person, entities.mention(token, _with_letters(entities, token)))
    for person in entities.people:
        person.mentions.sort(key=lambda mention: mention.first)
        if person.name.isupper() and " " in person.name:
            person.name = person.name.title()


def _with_letters(entities: Entities, last: int) -> int:
    """The end of a name with the letters after it, which are no part of it: "KC", "MP", "Jr"."""
    tree = entities.tree
    while (
        last + 1 < len(tree)
        and entities.plain(last + 1) in _POSTNOMINALS
        and entities.capital(last + 1)
        and tree.sentence[last + 1] == tree.sentence[last]
        and tree.start[last + 1] == tree.end[last] + 1
    ):
        last += 1
    return last


def _begins_sentence(entities: Entities, token: int, tag: str) -> bool:
    """Whether a word has its capital from the sentence only; plural nouns are often names."""
    tree = entities.tree
    return token == tree.sentences[tree.sentence[token]][0] and tag not in ("NNS", "NN")


def one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's: "Donald J. Trump" and "Donald Trump"."""
    short, long = sorted((one, other), key=len)
    if not short or short[-1] != long[-1]:
        return False
    if short[0] != long[0] and not (
        1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0]
    ):
        return False  # "Maria Elena Ruiz" and her mother, Elena Ruiz
    rest = iter(long)
    return all(
        any(word == known or (len(known) == 1 and word[0] == known) for known in rest)
        for word in short
    )


def _name_spans(entities: Entities) -> list[Tokens]:
    """Where people are named: the file's people, the parser's, and names after a title."""
    tree, labels = entities.tree, entities.labels
    size = len(tree)
    taken: set[int] = set()
    spans: list[Tokens] = []

    def take(first: int, last: int) -> None:
        while last >= first and (
            tree.tag[last] not in _NAME_TAGS
            or (entities.plain(last) in _POSTNOMINALS - _GENERATIONS and last > first)
        ):
            last -= 1
        if last + 1 < size and entities.plain(last + 1) in _GENERATIONS:
            last += 1
        for token in range(first, last):
            if _no_name(entities, token):
                first = token + 1
        owner = (t for t in range(first, last + 1) if tree.lower[t].endswith(("’s", "'s")))
        last = min(last, next(owner, last + 1) - 1)  # "BIDEN’S ECONOMIC PLAN"
        while first and _is_given_name(entities, first - 1, first):
            first -= 1
        if first == last and _is_unlabelled_name(entities, first - 1, first):
            first -= 1
        if _nickname_after(entities, last):
            last += 4
        span = range(first, last + 1)
        if first == last and entities.plain(first) in TITLES | PEOPLE:
            return  # "Cmdr." apart from the name
        if first in entities.datelines or entities.is_body_name(first, last):
            return
        if entities.is_described_body(first, last):
            entities.described.append((first, last))
            return
        if span and not taken.intersection(span):
            taken.update(span)
            spans.append((first, last))

    for known in entities.known:
        if known.alias.alias_kind is AliasKind.PERSON:
            take(entities.page.token_at(known.start), entities.page.token_at(known.end - 1))
    token = 0
    while token < size:
        last = token
        if labels[token] == "PERSON":
            while (
                last + 1 < size
                and labels[last + 1] == "PERSON"
                and not entities.begins[last + 1]
                and tree.tag[last + 1] not in _NO_NAME_TAGS
                and tree.sentence[last + 1] == tree.sentence[token]
            ):
                last += 1
            while last + 1 < size and _goes_on(entities, token, last + 1):
                last += 1
            if tree.tag[token] in _NAME_TAGS and not _is_known_body(entities, token, last):
                take(token, last)
        elif labels[token] == "GPE" and token and _is_surname_of(entities, token):
            take(token - 1, token)
        elif _is_unlabelled_person(entities, token):
            last = token + 1
            take(token, last)
        elif _may_be_person(entities, token):
            kind = labels[token]
            while last + 1 < size and labels[last + 1] == kind and not entities.begins[last + 1]:
                last += 1
            lettered = entities.plain(last) in _POSTNOMINALS and last - token in (2, 3)
            if lettered or _reads_as_person(entities, token, last):
                take(token, last)
        elif (
            token
            and tree.tag[token] in _NAME_TAGS
            and token not in taken
            and _introduces(entities, token - 1)
            and entities.plain(token) not in PEOPLE | TITLES
            and not _is_known_body(entities, token, token)
        ):
            while last + 1 < size and (
                tree.tag[last + 1] in _NAME_TAGS or _hyphen(entities, last + 1)
            ):
                last += 1
            take(token, last)
        token = last + 1
    return sorted(spans)


def _nickname_after(entities: Entities, token: int) -> bool:
    """Whether a nickname and a surname follow: "Wilhelmina “Billie” Stockdale"."""
    tree = entities.tree
    return (
        token + 4 < len(tree)
        and tree.lower[token + 1] in _OPENING_MARKS
        and tree.tag[token + 2] in _NAME_TAGS
        and tree.lower[token + 3] in _CLOSING_MARKS
        and tree.tag[token + 4] in _NAME_TAGS
        and entities.capital(token + 4)
    )


def _without_nickname(name: str) -> str:
    return " ".join(_NICKNAME.sub(" ", name).split())


def _is_unlabelled_person(entities: Entities, token: int) -> bool:
    """Whether a given name and a surname begin that the parser knows nothing of."""
    tree = entities.tree
    return (
        token + 1 < len(tree)
        and not entities.labels[token]
        and not entities.labels[token + 1]
        and tree.tag[token] == tree.tag[token + 1] == "NNP"
        and tree.start[token + 1] == tree.end[token] + 1
        and tree.sentence[token + 1] == tree.sentence[token]
        and (token + 2 >= len(tree) or tree.tag[token + 2] not in _NAME_TAGS)
        and _reads_as_person(entities, token, token + 1)
    )


def _reads_as_person(entities: Entities, first: int, last: int) -> bool:
    """Whether a given name begins what the parser takes for a body: "Gwen Price"."""
    tree = entities.tree
    return (
        last - first in (1, 2)
        and all(tree.tag[token] == "NNP" for token in range(first, last + 1))
        and gender_of_name((entities.plain(first), "x")) is not None
        and not entities.known_at(tree.start[first], tree.end[last])
        and (first == 0 or tree.lower[first - 1] != "the")
        and entities.plain(last) not in _OF_PLACES
        and not entities.is_body_name(first, last)
    )


def _may_be_person(entities: Entities, token: int) -> bool:
    """Whether a body or a place begins, and no lone one with a title before it ("Mrs France")."""
    if entities.labels[token] not in ("ORG", "GPE") or not entities.begins[token]:
        return False
    alone = token + 1 >= len(entities.tree) or entities.begins[token + 1]
    alone = alone or not entities.labels[token + 1]
    return not (token and alone and _introduces(entities, token - 1))


def _is_surname_of(entities: Entities, token: int) -> bool:
    """Whether a lone "place" has a given name before it that the parser knows nothing of."""
    tree = entities.tree
    return (
        entities.begins[token]
        and (token + 1 >= len(tree) or entities.labels[token + 1] != "GPE")
        and tree.tag[token - 1] == "NNP"
        and not entities.labels[token - 1]
        and tree.sentence[token - 1] == tree.sentence[token]
        and gender_of_name((entities.plain(token - 1), "x")) is not None
        and not entities.known_at(tree.start[token], tree.end[token])
    )


def _is_given_name(entities: Entities, token: int, surname: int) -> bool:
    """Whether a given name that the parser reads as another word stands before: "Will Hendy"."""
    tree = entities.tree
    return (
        entities.capital(token)
        and tree.tag[token] not in _NAME_TAGS
        and tree.sentence[token] == tree.sentence[surname]
        and gender_of_name((entities.plain(token), "x")) is not None
    )


def _is_unlabelled_name(entities: Entities, token: int, surname: int) -> bool:
    """Whether a given name that the parser knows nothing of stands before: "Sadiq"."""
    tree = entities.tree
    if token < 0 or tree.sentence[token] != tree.sentence[surname]:
        return False
    word = entities.plain(token)
    return (
        tree.tag[token] == "NNP"
        and not entities.labels[token]
        and word not in TITLES | PEOPLE
        and word.isalpha()
        and len(word) > 2
        and not entities.text[tree.start[token] : tree.end[token]].isupper()
        and tree.start[surname] == tree.end[token] + 1
    )


def _goes_on(entities: Entities, first: int, token: int) -> bool:
    """Whether a name goes on past where the parser ends it: "Dean" and then "Skelly"."""
    tree = entities.tree
    return (
        tree.tag[token] in _NAME_TAGS
        and entities.labels[token] in ("", "PERSON")
        and tree.sentence[token] == tree.sentence[first]
        and tree.start[token] == tree.end[token - 1] + 1
        and tree.tag[token - 1] in _NAME_TAGS
    )


def _no_name(entities: Entities, token: int) -> bool:
    """Whether a token in front of a name is not part of it: a title, an office, a country."""
    tree = entities.tree
    word = entities.plain(token)
    if word in TITLES or word in PEOPLE:
        return True
    return tree.tag[token] not in _NAME_TAGS and word not in _PARTICLES


def _introduces(entities: Entities, token: int) -> bool:
    word = entities.plain(token)
    return (word in TITLES or word in PEOPLE) and entities.tree.tag[token] in {"NN", "NNP"}


def _hyphen(entities: Entities, token: int) -> bool:
    tree = entities.tree
    return (
        tree.lower[token] == "-"
        and token + 1 < len(tree)
        and tree.tag[token + 1] in _NAME_TAGS
        and tree.start[token] == tree.end[token - 1]
    )


def _is_known_body(entities: Entities, first: int, last: int) -> bool:
    """Whether the tokens are an actor's name that the parser took for a person's."""
    start, end = entities.tree.start[first], entities.tree.end[last]
    known = entities.known_from(start)
    if known is None or known.start != start or known.alias.alias_kind is AliasKind.PERSON:
        return False
    return known.end >= end or first == last


def _stands_alone(entities: Entities, token: int) -> bool:
    """Whether a surname is no part of a longer name ("the Clinton Foundation")."""
    tree, labels = entities.tree, entities.labels
    for beside in (token - 1, token + 1):
        if not 0 <= beside < len(tree) or tree.tag[beside] not in _NAME_TAGS:
            continue
        same = labels[beside] == labels[token] and labels[token] not in ("", "PERSON")
        if same or (beside > token and labels[token] in ("ORG", "FAC", "WORK_OF_ART")):
            return False
        if beside < token and labels[token] == "PERSON" and not _introduces(entities, beside):
            return beside in entities.of_token
    return True


def _from_file(entities: Entities, token: int) -> Entity:
    """A person known by one name only: the one of the file, if the article names the office.

    "President Putin" is the president; "Dr Blinken" and "PC Wallace" are whoever they are.
    """
    word = entities.words(token, token)
    rows = entities.actors.people(word, entities.on)
    rows = tuple(row for row in rows if _in_office(entities, word, row))
    if rows and len({row.person for row in rows}) == 1 and rows[0].person is not None:
        person = Entity(rows[0].person, EntityKind.PERSON, name_words(rows[0].person))
        person.actor, person.actor_words = rows[0].actor, rows[0].role
    else:
        name = word
        if entities.actors.kind(word) is not None and token:
            name = entities.words(token - 1, token)  # "Mrs France" must not be taken for France
        person = Entity(name, EntityKind.PERSON, name_words(word))
    entities.people.append(person)
    return person


def _in_office(entities: Entities, surname: str, row: Alias) -> bool:
    """Whether the article puts somebody's office before a surname, anywhere."""
    if row.role is None:
        return False
    held = {word for word in name_words(row.role) if word in OFFICES or word in TITLES}
    tree, wanted = entities.tree, surname.casefold()
    for token in range(1, len(tree)):
        if tree.lower[token] != wanted:
            continue
        before = {entities.plain(t) for t in range(max(0, token - 3), token)}
        if before & held and tree.sentence[token - 1] == tree.sentence[token]:
            return True
    return False


def _namesake(entities: Entities, people: Sequence[Entity], token: int) -> Entity:
    """Whom a bare name means: of the told gender, the one that the story named in full first.

    Newspapers keep the bare surname for the person a story is about and give a namesake both
    names every time, so "Clinton" stays Hillary Clinton after a sentence on Bill Clinton.
    """
    told = gender_of_word(entities.plain(token - 1)) if token else None
    fits = [one for one in people if told is None or gender_of_name(one.words) in (None, told)]
    return min(fits or people, key=lambda one: one.mentions[0].first if one.mentions else token)
