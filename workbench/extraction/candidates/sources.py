"""Who a cue belongs to: its subject, the subject it shares, the noun it describes, its agent."""

from __future__ import annotations

import re
from typing import Final

from workbench.extraction.candidates.cues import VERBS
from workbench.extraction.candidates.page import Range
from workbench.extraction.parse.tree import Tree

SUBJECT_ROLES: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_ACTIVE_SUBJECTS: Final = ("nsubj", "csubj")
_RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
_LOOSE: Final = ("relcl", "acl", "advcl", "parataxis")
_CLIMBABLE: Final = frozenset(
    {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "acomp", "oprd"}
)
_NOUN_ROLES: Final = frozenset({"dobj", "pobj", "attr", "advmod"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NAMING: Final = frozenset({"PROPN", "PRON", "NOUN"})
_NOMINATIVE: Final = frozenset({"i", "he", "she", "it", "we", "they", "who", "that", "which"})
# "issued a statement calling": who issues it calls.
ISSUING: Final = frozenset(
    {"issue", "release", "publish", "send", "post", "unleash", "fire", "deliver", "file", "write"}
)
_DASHES: Final = frozenset({"―", "—", "–", "--"})
_DEEPEST: Final = 6
_CLOCK: Final = re.compile(r"\d{1,2}[.:]\d\d:?|[:–—-]")
_NO_ONE: Final = frozenset({"there", "what", "whatever"})
WHEN: Final = frozenset({"DATE", "TIME"})
# "it is hard to see", "it takes years to prove", "it remains to say": nobody sees or proves.
_EMPTY_VERBS: Final = frozenset({"be", "become", "make", "prove", "remain", "seem", "take"})


def subject_of(tree: Tree, verb: int) -> Range | None:
    """The words that name who speaks, thinks or does, for an active verb."""
    token = verb
    for _ in range(_DEEPEST):
        subject = tree.child(token, *_ACTIVE_SUBJECTS, "expl")
        if subject is not None and tree.lower[subject] in _RELATIVE:
            own = [t for t in tree.children_in(token, "nsubj") if subject < t < token]
            subject = own[-1] if own else subject  # "the strike, which the army said hit a depot"
        if subject is not None and tree.name[subject] in WHEN:
            subject = None  # "had on Tuesday denied"
        if subject is None and token != verb:
            subject = tree.child(token, "nsubjpass")
        if subject is not None:
            if tree.role[subject] == "expl":
                return None
            return noun_named(tree, subject, token)
        if token == verb and (tree.tag[verb] in _FINITE or tree.role[verb] in ("conj", "ROOT")):
            beside = neighbour_before(tree, verb)
            if beside is not None and _begins_clause(tree, beside[0]):
                return beside
        role, head = tree.role[token], tree.head[token]
        if role in ("acl", "relcl"):
            if not _describes_actor(tree, token):
                return noun_range(tree, head, before=token)
            governor = _governing_verb(tree, head)
            if governor is None:
                return None
            head = governor
        elif head == token or not (
            role in _CLIMBABLE or (role in _NOUN_ROLES and tree.tag[verb] == "VBG")
        ):
            return None
        token = head
    return None


def is_impersonal(tree: Tree, verb: int) -> bool:
    """ "It is hard to see how": an infinitive after an "it" that stands for no one."""
    if tree.tag[verb] != "VB" or not any(tree.lower[aux] == "to" for aux in tree.children[verb]):
        return False
    governor = tree.head[verb]
    if governor != verb and tree.part[governor] in ("ADJ", "NOUN"):
        governor = tree.head[governor]
    subject = tree.child(governor, "nsubj", "expl")
    return (
        subject is not None
        and tree.lower[subject] == "it"
        and subject < governor < verb
        and tree.lemma[governor] in _EMPTY_VERBS
    )


def is_asked(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in a question, which says nothing about what its subject said."""
    first, past = tree.sentences[tree.sentence[verb]]
    last = past - 1
    while last > first and tree.part[last] == "SPACE":
        last -= 1
    if tree.lower[last] != "?":
        return False
    for token in (verb, *tree.ancestors(verb)):
        subject = tree.child(token, "nsubj", "nsubjpass", "expl")
        if subject is None:
            continue
        if (
            tree.tag[subject] in ("WP", "WDT")
            and subject <= first + 2
            and token == tree.head[token]
        ):
            return True
        if any(tree.part[child] == "AUX" for child in tree.children[token] if child < subject):
            return True
        if tree.lemma[token] == "be" and token < subject:
            return True
    return False


def is_loose_participle(tree: Tree, token: int) -> bool:
    """ ", calling it a mistake" after the content of another cue, whose source it shares."""
    return (
        tree.tag[token] == "VBG"
        and tree.role[token] == "advcl"
        and tree.left[token] > 0
        and tree.lower[tree.left[token] - 1] == ","
        and tree.lemma[token] in VERBS
    )


def _describes_actor(tree: Tree, token: int) -> bool:
    """ "..., calling it a mistake" describes who acts, whatever noun stands before the comma."""
    if tree.tag[token] != "VBG":
        return False
    start, noun = tree.left[token], tree.head[token]
    if start > 0 and tree.lower[start - 1] in (",", '"', "”", "''"):
        return True
    return tree.role[noun] in ("dobj", "obj") and tree.lemma[tree.head[noun]] in ISSUING


def _governing_verb(tree: Tree, noun: int) -> int | None:
    return next((token for token in tree.ancestors(noun) if tree.part[token] == "VERB"), None)


def _begins_clause(tree: Tree, token: int) -> bool:
    return token == 0 or tree.part[token - 1] in ("CCONJ", "PUNCT", "SPACE")


def noun_named(tree: Tree, subject: int, verb: int) -> Range | None:
    """The subject's words; for "who" and "which" the noun they stand for as well, when near."""
    if tree.lower[subject] in _NO_ONE:
        return None
    if tree.lower[subject] in _RELATIVE and tree.role[verb] == "relcl":
        noun = tree.head[verb]
        first, last = noun_range(tree, noun, before=subject)
        return (first, subject) if subject - last <= 2 else (first, last)
    return noun_range(tree, subject)


def noun_range(tree: Tree, noun: int, before: int | None = None) -> Range:
    """A noun phrase without the relative clauses and asides that trail it."""
    first, last = tree.left[noun], tree.right[noun]
    for child in tree.children[noun]:
        if child > noun and tree.role[child] in _LOOSE:
            last = min(last, tree.left[child] - 1)
    if before is not None:
        last = min(last, before - 1)
    last = max(last, noun)
    while last > noun and (tree.part[last] in ("PUNCT", "SPACE")):
        last -= 1
    while first < noun and tree.part[first] in ("PUNCT", "SPACE", "CCONJ"):
        first += 1
    opened = next((t for t in range(noun + 1, last + 1) if tree.lower[t] == "("), None)
    if opened is not None:
        last = opened - 1  # "Marsh (Lab)"
    while first < noun and _CLOCK.fullmatch(tree.lower[first]):
        first += 1  # "14.29 Officials say"
    for token in range(noun - 1, first, -1):
        if tree.lower[token] in _DASHES:
            return token + 1, last
    return first, last


def by_agent(tree: Tree, verb: int) -> Range | None:
    """ "by critics" after a passive."""
    agent = tree.child(verb, "agent")
    noun = None if agent is None else tree.child(agent, "pobj")
    if noun is None:
        return None
    what = next(
        (
            child
            for child in tree.children_in(noun, "prep")
            if child > noun and tree.lower[child] == "as"
        ),
        None,
    )
    if what is not None:
        return noun_range(tree, noun, before=what)  # "described by a warder as a thief"
    accusation = next(
        (
            child
            for child in tree.children_in(noun, "prep")
            if child > noun and tree.lower[child] == "of" and tree.child(child, "pcomp") is not None
        ),
        None,
    )
    return noun_range(tree, noun, before=accusation)


def neighbour_before(tree: Tree, verb: int, first: int = 0) -> Range | None:
    """The noun phrase right before a verb and its auxiliaries, where the parse gives no subject."""
    before = verb - 1
    while before > first:
        dated = tree.name[before] in WHEN
        introduces = tree.part[before] == "ADP" and tree.name[before + 1] in WHEN
        if not (dated or introduces or tree.part[before] in ("AUX", "ADV", "PART")):
            break
        before -= 1
    if before < first or tree.part[before] not in _NAMING or tree.name[before] in WHEN:
        return None
    if tree.part[before] == "PRON" and tree.lower[before] not in _NOMINATIVE:
        return None
    start, _ = noun_range(tree, before)
    return max(start, first), before


def neighbour_after(tree: Tree, verb: int) -> Range | None:
    """The noun phrase right after an inverted verb: "..., said the minister"."""
    after = verb + 1
    if after >= len(tree) or tree.part[after] not in ("PROPN", "PRON", "DET", "NOUN", "ADJ"):
        return None
    head = after
    while (
        verb < tree.head[head] < after + 12
        and tree.head[head] != head
        and tree.part[tree.head[head]] in ("NOUN", "PROPN")
    ):
        head = tree.head[head]
    if tree.part[head] not in _NAMING or tree.name[head] in WHEN:
        return None
    start, end = noun_range(tree, head)
    return max(start, after), end
