"""Readings of the parser that cannot be, put right where grammar leaves no other.

A word in a noun's place is a noun ("said reports that P were false"); nobody is asked to do
something by "said" ("said engineer Tomas Reyes"); "admits" helps no other verb ("admits poisoning
a well"); what is denied in -ing is a deed rather than a sort of thing ("denied dumping acid");
a person after an office and its body holds the office ("the head of Tarn Water, Luis Ode").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_BEFORE_WHO_SPEAKS: Final = frozenset({"say", "add"})
_DENYING: Final = frozenset({"deny"})
_NOUN_ROLES: Final = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_PASSIVE: Final = frozenset({"auxpass", "nsubjpass"})
_HUNG_ON: Final = frozenset({"appos", "npadvmod"})
_WORKS_FOR: Final = frozenset({"of", "for", "at", "with"})
_MODIFIERS: Final = frozenset({"compound", "amod"})
_AUXILIARIES: Final = frozenset({"be", "have", "do", "get", "'", "’", "let", "ai", "to"})
_SORTS: Final = frozenset(
    """
    banking boarding broadcasting building fishing funding grazing housing hunting landing lending
    licensing mining mooring nursing operating parking planning refuelling sailing shipping
    teaching trading training visiting voting working
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
"""What comes before a thing that is refused: "denied planning permission", "a landing slot"."""


_REACH: Final = 60
"""Tokens before and after a word among which its dependents are sought."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A parse by token; repairs change it in place."""

    lower: list[str]
    lemma: list[str]
    part: list[str]
    tag: list[str]
    role: list[str]
    head: list[int]
    name: list[str]


def mend(parse: Columns) -> None:
    """Put right what cannot be."""
    for token in range(len(parse.lower)):
        if parse.tag[token] == "VBZ" and parse.role[token] in _NOUN_ROLES:
            parse.tag[token], parse.part[token] = "NNS", "NOUN"
        elif parse.tag[token] == "VBZ" and parse.role[token] == "ccomp":
            _mend_subject(parse, token)
        elif parse.name[token] == "PERSON" and parse.role[token] in _HUNG_ON:
            _mend_holder(parse, token)
        elif parse.role[token] == "aux" and parse.tag[token] == "VBZ":
            _mend_false_auxiliary(parse, token)
        elif parse.role[token] == "xcomp" and parse.tag[token] == "VB":
            _mend_title(parse, token)
        elif parse.role[token] in _MODIFIERS and parse.lower[token].endswith("ing"):
            _mend_deed(parse, token)


def _mend_false_auxiliary(parse: Columns, verb: int) -> None:
    """ "Piet Haas admits poisoning a well": who admits comes before, what is admitted after."""
    deed = parse.head[verb]
    if parse.lemma[verb] in _AUXILIARIES or parse.tag[deed] != "VBG" or deed < verb:
        return
    for token in _near(parse, deed):
        if parse.head[token] == deed and token < verb:
            parse.head[token] = verb
    parse.lemma[verb] = parse.lower[verb].removesuffix("s")
    parse.part[verb], parse.role[verb] = "VERB", parse.role[deed]
    parse.head[verb] = verb if parse.head[deed] == deed else parse.head[deed]
    parse.head[deed], parse.role[deed] = verb, "xcomp"


def _mend_subject(parse: Columns, noun: int) -> None:
    """ "Said rumours that P were false": a verb without a subject that another such follows."""
    verb = noun - 1
    if parse.head[noun] != verb or parse.lemma[verb] not in _BEFORE_WHO_SPEAKS:
        return
    for token in _near(parse, noun):
        if (
            token > noun
            and parse.head[token] == verb
            and parse.role[token] == "ccomp"
            and not _has_subject(parse, token)
            and not _has_subject(parse, noun)
        ):
            parse.tag[noun], parse.part[noun] = "NNS", "NOUN"
            parse.head[noun], parse.role[noun] = token, "nsubj"
            return


def _has_subject(parse: Columns, verb: int) -> bool:
    return any(
        parse.head[token] == verb and parse.role[token] in _SUBJECTS for token in _near(parse, verb)
    )


def _mend_holder(parse: Columns, person: int) -> None:
    """ "The chief executive of Tarn Water, Luis Ode": he is no water and holds the office."""
    body = parse.head[person]
    preposition = parse.head[body]
    office = parse.head[preposition]
    first = person
    while parse.role[first - 1] == "compound" and parse.head[first - 1] == person:
        first -= 1
    if (
        body < first - 1
        and parse.lower[first - 1] == ","
        and parse.role[body] == "pobj"
        and parse.lower[preposition] in _WORKS_FOR
        and parse.part[office] == "NOUN"
        and office < preposition < body
    ):
        parse.head[person], parse.role[person] = office, "appos"


def _mend_title(parse: Columns, title: int) -> None:
    """ "Said engineer Tomas Reyes": the title is part of the name, the name the subject."""
    verb, name = title - 1, title + 1
    if (
        parse.head[title] != verb
        or parse.lemma[verb] not in _BEFORE_WHO_SPEAKS
        or name == len(parse.lower)
        or parse.part[name] != "PROPN"
    ):
        return
    while parse.head[name] > name:
        name = parse.head[name]
    if parse.head[name] != title or parse.part[name] != "PROPN":
        return
    _move_dependents(parse, title, verb)
    parse.head[title], parse.role[title] = name, "compound"
    parse.tag[title], parse.part[title] = "NN", "NOUN"
    parse.role[name] = "nsubj"


def _mend_deed(parse: Columns, deed: int) -> None:
    """ "Denied dumping acid": the acid is what was dumped."""
    verb, thing = deed - 1, parse.head[deed]
    if (
        verb < 0
        or parse.lemma[verb] not in _DENYING
        or parse.lower[deed] in _SORTS
        or (parse.head[thing], parse.role[thing]) != (verb, "dobj")
        or any(
            parse.head[token] == verb and parse.role[token] in _PASSIVE
            for token in _near(parse, verb)
        )
    ):
        return
    parse.head[deed], parse.role[deed] = verb, "xcomp"
    parse.tag[deed], parse.part[deed] = "VBG", "VERB"
    parse.lemma[deed] = parse.lower[deed].removesuffix("ing")
    parse.head[thing] = deed


def _move_dependents(parse: Columns, of: int, to: int) -> None:
    for token in _near(parse, of):
        if parse.head[token] == of:
            parse.head[token] = to


def _near(parse: Columns, token: int) -> range:
    """Where its dependents are."""
    return range(max(0, token - _REACH), min(len(parse.head), token + _REACH))
