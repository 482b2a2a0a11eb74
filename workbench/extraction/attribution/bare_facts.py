"""Sentences that nobody is named for: the article's own assertions, and the turns of a transcript.

A sentence may carry an attribution in one clause and a plain fact in another ("the president
visited in July, and the ministry said that..."); then only the plain clause is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.extraction.attribution.answers import is_denial
from workbench.extraction.candidates.cues import NOUNS
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.polarity import IGNORANCE
from workbench.extraction.candidates.sources import SUBJECT_ROLES
from workbench.extraction.parse.sections import SectionKind
from workbench.extraction.parse.speaker_labels import REPORTER
from workbench.extraction.parse.tree import Tree
from workbench.model.article import Span

FEWEST_WORDS = 4
_VOICING: Final = frozenset(
    {"make", "argue", "press", "repeat", "voice", "express", "air", "renew", "raise", "level"}
)
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NO_ONE: Final = frozenset({"nobody", "none", "nothing", "one"})


def bare_sentences(page: Page, found: Iterable[Candidate]) -> Iterator[Span]:
    """Stretches that assert something in the writer's or the turn's own voice, in order.

    Args:
        page: The article.
        found: Its attributions.

    Yields:
        In the turns of a transcript every whole sentence, except a reporter's; elsewhere whole
        sentences, or the part of one that no attribution covers.
    """
    covered = _mark_covered(page, found)
    tree = page.tree
    for first, past in tree.sentences:
        if page.is_furniture(first) or page.section(first).kind is SectionKind.HEADLINE:
            continue
        if page.section(first).speaker == REPORTER:
            continue  # a reporter asks; what goes before the question mark is no claim either
        if page.section(first).kind is SectionKind.TURN:
            spoken = _trim(page, first, past - 1)
            if spoken is not None and _says_enough(page, *spoken):
                yield tree.span(*spoken)
            continue
        free = _free_stretch(page, covered, first, past - 1)
        if free is not None:
            yield tree.span(*free)


def _mark_covered(page: Page, found: Iterable[Candidate]) -> bytearray:
    """Marks the tokens that belong to an attribution."""
    tree = page.tree
    covered = bytearray(len(tree))
    for candidate in found:
        if tree.part[candidate.head] == "NOUN" and tree.lemma[candidate.head] in IGNORANCE:
            first, last = tree.left[tree.head[candidate.head]], tree.right[candidate.head]
            covered[first : last + 1] = b"\1" * (last + 1 - first)  # "have no idea whether"
        if tree.part[candidate.head] == "NOUN" and _is_voiced(tree, candidate):
            verb = tree.head[candidate.head]
            covered[tree.left[verb] : tree.right[verb] + 1] = b"\1" * (
                tree.right[verb] + 1 - tree.left[verb]
            )
        elif tree.lemma[candidate.head] in NOUNS and tree.part[candidate.head] == "NOUN":
            continue  # "support for the bill grew" is a fact of its own
        stretches = [candidate.cue_words]
        verbs = [token for token in (candidate.head, candidate.lead) if token is not None]
        stretches += [
            (tree.left[verb], tree.right[verb])
            for verb in verbs
            if tree.part[verb] in ("VERB", "AUX")
        ]
        stretches += [
            (page.token_at(start), page.token_at(end - 1)) for start, end in candidate.pieces
        ]
        for first, last in stretches:
            covered[first : last + 1] = b"\1" * (last + 1 - first)
    return covered


def _is_voiced(tree: Tree, candidate: Candidate) -> bool:
    """ "Made the claim that P": the sentence tells nothing but that."""
    head = candidate.head
    return (
        candidate.pattern == "noun clause"
        and tree.role[head] in ("dobj", "obj")
        and tree.lemma[tree.head[head]] in _VOICING
    )


def _free_stretch(page: Page, covered: bytearray, first: int, last: int) -> Range | None:
    """The longest uncovered run of a sentence, if it has a finite verb with its subject."""
    best: Range | None = None
    start = first
    for token in range(first, last + 2):
        if token <= last and not covered[token]:
            continue
        if best is None or token - start > best[1] + 1 - best[0]:
            best = start, token - 1
        start = token + 1
    if best is None:
        return None
    trimmed = _trim(page, *best)
    if trimmed is None:
        return None
    start, end = trimmed
    if _words(page, start, end) < FEWEST_WORDS or not _has_finite_clause(page, start, end):
        return None
    return trimmed


def _says_enough(page: Page, first: int, last: int) -> bool:
    """Whether a spoken sentence may be a claim; "No." and "Nobody died." are, short as they are."""
    tree = page.tree
    if _words(page, first, last) >= FEWEST_WORDS or is_denial(
        page.text[tree.start[first] : tree.end[last]]
    ):
        return True
    if not any(tree.tag[token] in _FINITE for token in range(first, last + 1)):
        return False  # "Fifteen percent.", "Every one."
    return "NUM" in tree.part[first : last + 1] or any(
        tree.lower[token] in _NO_ONE and tree.role[token] in SUBJECT_ROLES
        for token in range(first, last)
    )


def _words(page: Page, first: int, last: int) -> int:
    """How many words there are; the "n't" and "'s" of a contraction are none of their own."""
    tree = page.tree
    return sum(
        tree.part[token] not in ("PUNCT", "SPACE")
        and not (token > first and tree.start[token] == tree.end[token - 1])
        for token in range(first, last + 1)
    )


def _trim(page: Page, first: int, last: int) -> Range | None:
    tree = page.tree
    whole = tree.sentences[tree.sentence[first]]
    while first <= last and (
        tree.part[first] == "SPACE"
        or (first > whole[0] and (tree.part[first] in ("PUNCT", "CCONJ", "SCONJ")))
    ):
        first += 1
    while last >= first and (
        tree.part[last] == "SPACE"
        or (last < _last_word(page, whole) and tree.part[last] in ("PUNCT", "CCONJ", "SCONJ"))
    ):
        last -= 1
    return (first, last) if first <= last else None


def _last_word(page: Page, sentence: Range) -> int:
    last = sentence[1] - 1
    while last > sentence[0] and page.tree.part[last] == "SPACE":
        last -= 1
    return last


def _has_finite_clause(page: Page, first: int, last: int) -> bool:
    tree = page.tree
    return any(
        tree.part[token] in ("VERB", "AUX")
        and tree.role[token] in ("ROOT", "conj", "ccomp", "parataxis")
        and any(
            tree.role[child] in SUBJECT_ROLES and first <= child <= last
            for child in tree.children[token]
        )
        for token in range(first, last + 1)
    )
