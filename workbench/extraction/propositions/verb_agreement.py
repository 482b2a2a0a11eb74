"""Verbs that agree with a name put in place of "we", "I" or "they": "we have" is "India has"."""

from __future__ import annotations

from typing import Final

from workbench.extraction.parse.tree import Tree

_SINGULAR: Final = {
    "have": "has", "'ve": " has", "’ve": " has", "are": "is", "'re": " is", "’re": " is",
    "am": "is", "'m": " is", "’m": " is", "do": "does", "were": "was", "go": "goes",
}  # fmt: skip
_WILL: Final = frozenset({"'ll", "’ll"})
_DOUBTFUL: Final = frozenset({"'d", "’d", "ai", "gon", "got"})
_AFTER_PRONOUN: Final = frozenset({"all", "both", "each", "two", "three"})
_HISSING: Final = ("s", "sh", "ch", "x", "z", "o")


def third_person(verb: str) -> str:
    """The form a verb in the present takes after a singular name: "want" is "wants"."""
    if verb in _SINGULAR:
        return _SINGULAR[verb]
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(_HISSING) else f"{verb}s"


def singular_verbs(tree: Tree, subject: int, first: int, last: int) -> dict[int, str] | None:
    """What a pronoun's verbs become when a singular name takes its place.

    Args:
        tree: The parse; ``subject`` is the pronoun's token.
        first: The first token that may be written anew; ``last`` is the last one.

    Returns:
        New words by token, which may be none; None where the agreement is in doubt.
    """
    if tree.role[subject] not in ("nsubj", "nsubjpass") or tree.children[subject]:
        return None
    if subject + 1 < len(tree) and tree.lower[subject + 1] in _AFTER_PRONOUN:
        return None
    changes: dict[int, str] = {}
    verb: int | None = tree.head[subject]
    own = True
    while verb is not None:
        if not own and tree.child(verb, "nsubj", "nsubjpass", "expl") is not None:
            return changes
        finite = next(iter(tree.children_in(verb, "aux", "auxpass")), verb)
        word, tag = tree.lower[finite], tree.tag[finite]
        if word in _DOUBTFUL or not first <= finite <= last:
            return None
        if word in _WILL:
            changes[finite] = " will"
        elif tag == "VBP" or word == "were":
            changes[finite] = third_person(word)
        elif own and tag not in ("MD", "VBD"):
            return None  # a slip of the parser: the verb of "we" is finite
        verb, own = tree.child(verb, "conj"), False
    return changes
