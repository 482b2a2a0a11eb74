"""Cues in parenthesis: "P, she said." "P, said the minister." "P, she said, P."

Told from the place of the commas, since the parser hangs such a verb in many ways; what it makes
of the sentence only decides whether the words after the parenthesis belong to the content.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates.asides import subject_before_aside
from workbench.extraction.candidates.cues import VERBS
from workbench.extraction.candidates.page import Range
from workbench.extraction.candidates.sources import neighbour_before
from workbench.extraction.parse.tree import Tree

_COMMAS: Final = frozenset({",", "—", "–", "”", '"', "''", "’", "'", "»"})
_OPENING: Final = frozenset({"“", '"', "''", "``", "‘", "«"})
_CLOSING: Final = frozenset({"”", '"', "''", "’", "»", "'"})
_WHEN: Final = frozenset({"WRB", "IN", "VBN", "VBG"})
_LONGEST_SUBJECT: Final = 24
_NAMING: Final = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WHEN_AND_WHERE: Final = ("ADP", "ADV", "NOUN", "PROPN")
_SUBJECT_PARTS: Final = ("nsubj", "aux", "neg", "advmod", "prt")
_AFTERTHOUGHTS: Final = frozenset(
    {"who", "which", "whose", "where", "while", "when", "as", "after", "before", "during",
     "according", "though", "although"}
)  # fmt: skip


def parenthesis(tree: Tree, verb: int) -> tuple[str, list[Range]] | None:
    """The content around a cue in parenthesis, as pattern and token ranges."""
    first, past = tree.sentences[tree.sentence[verb]]
    last = past - 1
    while last > first and (tree.part[last] == "SPACE" or tree.lower[last] in (".", "!", "?", ")")):
        last -= 1
    core = _subject_first(tree, verb, first, last)
    inverted = core is None
    if core is None:
        core = _verb_first(tree, verb, first, last)
    if core is None:
        return None
    core_first = core[0]
    before = (after_stop(tree, first, core_first), core_first - 1)
    if before[1] < before[0]:
        return None
    before = (_own_half(tree, *before), before[1])
    quoted_before = tree.lower[core_first - 1] in _CLOSING
    after = _after(tree, core, last, inverted=inverted, quoted_before=quoted_before)
    if after is None:
        comma_after_quote = core_first > 1 and tree.lower[core_first - 2] in _CLOSING
        if not (_has_finite(tree, *before) or quoted_before or comma_after_quote):
            return None  # "On Monday, she said." has no content before it
        return "before", [before]
    if tree.lower[after[0]] in _OPENING and not quoted_before and tree.tag[before[0]] in _WHEN:
        return "clause", [after]
    return "inside", [before, after]


def _own_half(tree: Tree, first: int, last: int) -> int:
    """Where the half begins that a cue breaks: "P, and their wash, it is said, breaks the ice"."""
    for token in range(last, first + 1, -1):
        if tree.tag[token] in _FINITE:
            return first
        if tree.part[token] == "CCONJ" and tree.lower[token - 1] in (",", ";"):
            named = any(tree.part[t] in _NAMING for t in range(token + 1, last + 1))
            return token + 1 if named and _has_finite(tree, first, token - 1) else first
    return first


def _subject_first(tree: Tree, verb: int, first: int, last: int) -> Range | None:
    """ ", the minister said" up to the comma or the end."""
    subject = tree.child(verb, "nsubj")
    elsewhere = subject is not None and (subject > verb or tree.tag[subject] in ("WDT", "WP"))
    if elsewhere and subject_before_aside(tree, verb, first) is None:
        return None
    end = _end_of_core(tree, verb, last)
    if end is None:
        return None
    starts: list[int] = []
    if subject is not None:
        starts.append(
            min(
                tree.left[child]
                for child in tree.children[verb]
                if child < verb and tree.role[child] in _SUBJECT_PARTS
            )
        )
    aside = subject_before_aside(tree, verb, first)
    if aside is not None and aside[0] > first + 1 and tree.lower[aside[0] - 1] in _COMMAS:
        return aside[0], end
    beside = neighbour_before(tree, verb, first)
    if beside is not None:
        starts += list(range(beside[1], max(first, beside[1] - 9), -1))
    for start in starts:
        while start < verb and tree.part[start] in ("PUNCT", "SPACE", "CCONJ"):
            start += 1
        fits = first + 1 < start <= verb and verb - start <= _LONGEST_SUBJECT
        fits = fits and not any(tree.tag[token] in _FINITE for token in range(start, verb - 3))
        if fits and tree.lower[start - 1] in _COMMAS:
            return start, end
    return None


def _verb_first(tree: Tree, verb: int, first: int, last: int) -> Range | None:
    """ ", said the minister" up to the comma or the end."""
    if verb <= first + 1 or verb >= last or tree.lower[verb - 1] not in _COMMAS:
        return None
    if tree.tag[verb] not in _FINITE or tree.part[verb + 1] not in ("PROPN", "DET", "PRON", "NOUN"):
        return None
    for token in range(verb + 1, min(verb + _LONGEST_SUBJECT, last + 1)):
        if tree.lower[token] == ",":
            return verb, token - 1
        if tree.tag[token] in _FINITE or tree.lower[token] in ("that", "to", ":"):
            return None
        if token == last:
            return verb, last
    return None


def _hears(tree: Tree, verb: int) -> bool:
    """Whether what follows a verb is who listens: "told the committee"."""
    return tree.lemma[verb] in ("tell", "assure", "inform", "remind", "warn", "advise")


def _end_of_core(tree: Tree, verb: int, last: int) -> int | None:
    """Where the parenthesis ends: the verb, or a short adverbial before the comma or the end."""
    end = verb
    while end < last and end - verb < 8:
        following = end + 1
        if tree.lower[following] in (",", "—", "–", ";"):
            return end
        if tree.tag[following] in _FINITE or tree.lower[following] in ("that", ":", "to"):
            return None
        if tree.part[following] in ("PRON", "VERB") and tree.role[following] != "dobj":
            return None
        end = following
    beside = ("ADP", "ADV", "NOUN", "PROPN", "DET") if _hears(tree, verb) else _WHEN_AND_WHERE
    if end == last and (end == verb or tree.part[verb + 1] in beside):
        return end
    return None


def _after(
    tree: Tree, core: Range, last: int, *, inverted: bool, quoted_before: bool
) -> Range | None:
    """What follows the parenthesis, if it goes on with the content."""
    start = core[1] + 1
    while start <= last and tree.lower[start] in (",", "—", "–", "-"):
        start += 1
    if last - start < 1 or start == core[1] + 1:
        return None
    opens = tree.lower[start] in _OPENING
    if quoted_before and not opens:
        return None
    if not opens and (tree.tag[start] == "VBG" or tree.lower[start] in _AFTERTHOUGHTS):
        return None
    if tree.part[start] == "CCONJ" and any(
        tree.tag[token] in _FINITE and tree.lemma[token] in VERBS
        for token in range(start, last + 1)
    ):
        return None  # "P, they say, but the firm disputes that"
    if inverted and not opens:
        governor = start
        while start <= tree.head[governor] <= last and tree.head[governor] != governor:
            governor = tree.head[governor]
        aside = core[0] <= tree.head[governor] <= core[1] and tree.role[governor] != "ccomp"
        if aside or not _has_finite(tree, start, last):
            return None  # ", said Jane Doe, a lawyer in Leeds."
    return start, last


def _has_finite(tree: Tree, first: int, last: int) -> bool:
    return any(tree.tag[token] in _FINITE for token in range(first, last + 1))


def after_stop(tree: Tree, first: int, before: int) -> int:
    """The first token after the last semicolon or colon between two places."""
    for token in range(before - 2, first, -1):
        if tree.lower[token] in (";", ":"):
            return token + 1
    while first < before and tree.part[first] in ("SPACE", "CCONJ"):
        first += 1
    return first
