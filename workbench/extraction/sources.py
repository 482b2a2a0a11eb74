"""Who a cue belongs to: its subject, the subject it shares, the noun it describes, its agent."""

from __future__ import annotations

from typing import Final

from workbench.extraction.page import Range
from workbench.extraction.tree import Tree

SUBJECT_ROLES: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_ACTIVE_SUBJECTS: Final = ("nsubj", "csubj")
_RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
_LOOSE: Final = ("relcl", "acl", "advcl", "parataxis")
_DEEPEST: Final = 6


def subject_of(tree: Tree, verb: int) -> Range | None:
    """The words that name who speaks, thinks or does, for an active verb."""
    token = verb
    for _ in range(_DEEPEST):
        subject = tree.child(token, *_ACTIVE_SUBJECTS, "expl") if token == verb else None
        if subject is None and token != verb:
            subject = tree.child(token, *_ACTIVE_SUBJECTS, "nsubjpass")
        if subject is not None:
            if tree.role[subject] == "expl":
                return None
            return named(tree, subject, token)
        role, head = tree.role[token], tree.head[token]
        if role in ("acl", "relcl"):
            return noun_range(tree, head, before=token)
        if head == token or role not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep"):
            return None
        token = head
    return None


def named(tree: Tree, subject: int, verb: int) -> Range:
    """The subject's words; for "who" and "which" the noun they stand for as well, when near."""
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
    return first, last


def by_agent(tree: Tree, verb: int) -> Range | None:
    """ "by critics" after a passive."""
    agent = tree.child(verb, "agent")
    noun = None if agent is None else tree.child(agent, "pobj")
    return None if noun is None else noun_range(tree, noun)
