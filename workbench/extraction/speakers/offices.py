"""The phrases around a name that tell what its bearer is: offices, ranks, "of" a body, a clause."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from workbench.extraction.speakers.employers import LEADING
from workbench.extraction.speakers.entities import Entities, EntityKind, Mention
from workbench.extraction.speakers.roles import PEOPLE, TITLES

_ROLE_TAGS: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "PRP$", "VBN", "CD", "AFX"}
)
_LINKS: Final = frozenset({"IN", "DT", "TO", "CC", "PRP$"})
_COURTESY: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame"})
_LONGEST: Final = 14


class Told(Enum):
    """How a phrase stands to the name it is told of."""

    OFFICE = auto()  # "Tarn Foods chairman Jo Lane", "Jo Lane, a nurse at St Bride's"
    BODY = auto()  # "Professor Jo Lane of Marlow University"
    CLAUSE = auto()  # "Jo Lane, who leads the nurses' union"


class Phrase(NamedTuple):
    """The tokens ``first`` to ``last`` that tell something of a person."""

    told: Told
    first: int
    last: int


def read_phrases(entities: Entities, mention: Mention) -> Iterator[Phrase]:
    """What stands around one mention of a person, nearest first."""
    before = role_before(entities, mention)
    if before is not None:
        yield Phrase(Told.OFFICE, *before)
        further = _before_title(entities, *before)
        if further is not None:
            yield Phrase(Told.OFFICE, *further)
    after = role_after(entities, mention)
    if after is not None:
        yield Phrase(Told.OFFICE, *after)
    of = _body_after(entities, mention)
    if of is not None:
        yield Phrase(Told.BODY, *of)
    clause = _clause_after(entities, mention)
    if clause is not None:
        yield Phrase(Told.CLAUSE, *clause)


def role_before(entities: Entities, mention: Mention) -> tuple[int, int] | None:
    """The tokens of an office before a name: "Secretary of State", "its foreign minister,"."""
    tree = entities.tree
    last = mention.first - 1
    if last >= 0 and tree.tag[last] == "," and tree.role[mention.head] == "appos":
        last -= 1
        noun = tree.head[mention.head]
        if tree.lemma[noun] in PEOPLE and tree.left[noun] <= noun < last:
            return tree.left[noun], last  # "The American delegate in New York, Richard Mills"
    return _walk_back(entities, last)


def _walk_back(entities: Entities, last: int) -> tuple[int, int] | None:
    tree = entities.tree
    token, office = last, False
    sentence = tree.sentence[last + 1]
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


def _before_title(entities: Entities, first: int, last: int) -> tuple[int, int] | None:
    """ "Its chief of staff" in "Its chief of staff, Vice Admiral Sten Dahl"."""
    tree = entities.tree
    if first < 2 or tree.lower[first - 1] != ",":
        return None
    if not all(entities.plain(token) in TITLES | PEOPLE for token in range(first, last + 1)):
        return None
    begin = end = first - 2
    while begin and tree.sentence[begin - 1] == tree.sentence[end] and end - begin < _LONGEST:
        if tree.tag[begin - 1] not in _ROLE_TAGS | {"IN", "DT"}:
            break
        begin -= 1
    if any(tree.lemma[token] in PEOPLE for token in range(begin, end + 1)):
        return begin, end
    return None


def _body_after(entities: Entities, mention: Mention) -> tuple[int, int] | None:
    """ "Friends of Tolland Wood" in "Jo Lane of", "Jo Lane, of Friends of Tolland Wood"."""
    tree, size = entities.tree, len(entities.tree)
    first = mention.last + 1
    if first < size and tree.lower[first] == ",":
        first += 1
    if first + 1 >= size or tree.lower[first] not in ("of", "from", "with"):
        return None
    if tree.sentence[first] != tree.sentence[mention.last]:
        return None
    last = first
    while (
        last + 1 < size
        and last - first < _LONGEST
        and tree.sentence[last + 1] == tree.sentence[first]
        and (tree.tag[last + 1] in _ROLE_TAGS | {"DT"} or tree.lower[last + 1] in ("of", "and"))
    ):
        last += 1
    return (first + 1, last) if last > first else None


def _clause_after(entities: Entities, mention: Mention) -> tuple[int, int] | None:
    """ "Who leads the nurses' union": the clause that tells whom somebody leads."""
    tree, size = entities.tree, len(entities.tree)
    first = mention.last + 1
    if first < size and tree.lower[first] == ",":
        first += 1
    if first + 2 >= size or tree.lower[first] != "who" or tree.lemma[first + 1] not in LEADING:
        return None
    last = first + 2
    while (
        last + 1 < size
        and tree.sentence[last + 1] == tree.sentence[first]
        and tree.lower[last + 1] not in (",", ";")
        and last - first < _LONGEST
    ):
        last += 1
    return first, last
