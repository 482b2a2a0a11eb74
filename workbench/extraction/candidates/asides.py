"""The name in front of an aside: "Ms Ruiz, a former judge, told", "a man, whose farm burned, told".

Asides hide a subject from the parser, which then takes the listener for the speaker. Here position
decides: the noun phrase that begins where the words before it end, at a comma, dash or mark.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates.page import Range
from workbench.extraction.parse.tree import Tree

_MARKS: Final = frozenset({",", "—", "–", "--", "-"})
_EDGES: Final = _MARKS | frozenset({"”", '"', "''", "’", "'", "»", ":", ";"})
_NAME_TAGS: Final = frozenset(
    {
        "DT", "JJ", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "POS", "CD", "HYPH", "VBN",
        "VBG", "AFX", "RB",
    }
)  # fmt: skip
_LINKS: Final = frozenset({"of", "for", "from", "at", "in", "and", "&", "the", "."})
_NAMING: Final = frozenset({"NOUN", "PROPN", "PRON"})
_LONGEST_NAME: Final = 12
_LONGEST_ASIDE: Final = 45
_BEFORE_VERB: Final = frozenset({"AUX", "ADV", "PART"})


def subject_before_aside(tree: Tree, verb: int, first: int) -> Range | None:
    """The noun phrase before the aside that ends right before a verb.

    Args:
        tree: The parse.
        verb: The reporting verb.
        first: Where to stop: the first token of the sentence or after the quotation.

    Returns:
        The tokens of the name without the aside, None where no aside stands before the verb.
    """
    token = verb - 1
    while token > first and tree.part[token] in _BEFORE_VERB:
        token -= 1
    if token <= first:
        return None
    if tree.lower[token] == ")":
        opened = _back_to(tree, token - 1, first, frozenset({"("}))
        return None if opened is None else _name_ending(tree, opened - 1, first)
    if tree.lower[token] not in _MARKS:
        return None
    kind = frozenset({","}) if tree.lower[token] == "," else _MARKS - {","}
    mark = token
    while (earlier := _back_to(tree, mark - 1, first, kind)) is not None:
        if token - earlier > _LONGEST_ASIDE:
            return None
        name = _name_ending(tree, earlier - 1, first)
        if name is not None:
            return name
        mark = earlier
    return None


def _back_to(tree: Tree, token: int, first: int, marks: frozenset[str]) -> int | None:
    while token > first:
        if tree.lower[token] in marks:
            return token
        token -= 1
    return None


def _name_ending(tree: Tree, last: int, first: int) -> Range | None:
    """A noun phrase that ends at a token and begins at an edge."""
    if last >= first and tree.lower[last] == ")":
        opened = _back_to(tree, last - 1, first, frozenset({"("}))
        if opened is None:
            return None
        last = opened - 1
    start = last + 1
    while start > first and last - start < _LONGEST_NAME:
        before = start - 1
        if tree.lower[before] in _EDGES:
            break
        if tree.tag[before] not in _NAME_TAGS and tree.lower[before] not in _LINKS:
            return None
        start = before
    begins = start == first or tree.lower[start - 1] in _EDGES
    if not begins or start > last or tree.part[last] not in _NAMING:
        return None
    return start, last
