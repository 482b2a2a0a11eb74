"""Propositions that are named and called false: "reports that P are not true".

What is denied is the report, so only its noun phrase is content; with the verdict in it the
content would deny twice.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates.cues import FALSE_WORDS, PROPOSITION_NOUNS, TRUE_WORDS
from workbench.extraction.candidates.page import Range
from workbench.extraction.parse.tree import Tree

_NOT: Final = frozenset({"not", "n't", "n’t", "never"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TELLING_OF: Final = frozenset({"that", "of", "about"})
_NEAR_BEGINNING: Final = 4
_MARKS: Final = frozenset("\"'“”‘’.,!")


def find_called_false(tree: Tree, content: Range) -> tuple[Range, str] | None:
    """The report in a content that ends by calling it false, and the words that do.

    Args:
        tree: The parse.
        content: First and last token, such as those of "reports that P are not true".

    Returns:
        The tokens of "reports that P" and "not true"; None where no named proposition is denied.
    """
    first, last = content
    while last > first and (tree.lower[last] in _MARKS or tree.part[last] in ("PUNCT", "SPACE")):
        last -= 1
    word = tree.lower[last]
    before = last - 1
    while before > first and tree.part[before] in ("ADV", "DET"):
        before -= 1
    negated = tree.lower[before] in _NOT
    if word in TRUE_WORDS if negated else word in FALSE_WORDS:
        verdict = f"not {word}" if negated else word
    else:
        return None
    while before > first and (
        tree.lower[before] in _NOT | _MARKS
        or tree.part[before] in ("AUX", "PUNCT")
        or tree.lemma[before] == "be"
        # not the "back" of "turned back"
        or (tree.part[before] == "ADV" and tree.part[before - 1] != "VERB")
    ):
        before -= 1
    report = _report(tree, first, before)
    return None if report is None else (report, verdict)


def _report(tree: Tree, first: int, last: int) -> Range | None:
    if tree.lower[first] == "that" and tree.part[first] == "SCONJ":
        first += 1
    noun = next(
        (
            token
            for token in range(first, min(first + _NEAR_BEGINNING, last))
            if tree.lemma[token] in PROPOSITION_NOUNS
        ),
        None,
    )
    if noun is None:
        return None
    told = next((t for t in range(noun + 1, last) if tree.lower[t] in _TELLING_OF), None)
    clause = next((t for t in range(noun + 1, last) if tree.lower[t] == "that"), last)
    if told is None or any(tree.tag[token] in _FINITE for token in range(first, clause)):
        return None
    return first, last
