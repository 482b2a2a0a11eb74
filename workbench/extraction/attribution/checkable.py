"""Which attributions lay down something that can be checked.

"Declined to comment", "told jurors to ignore the press" and "asked whether" report an act of
speech without a proposition of its source. They stay attributions, so that no other sentence is
made of their words, but are no claims.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page
from workbench.extraction.candidates.sources import is_loose_participle
from workbench.extraction.parse.sections import SectionKind
from workbench.model.claim import Polarity

_NAMING: Final = frozenset({"NOUN", "PROPN", "NUM"})
_FEWEST_WITHOUT_A_NAME: Final = 4
_OBJECTS: Final = ("dobj", "obj")


def tells(page: Page, candidate: Candidate, decided: Polarity) -> bool:
    """Whether the content is a proposition, or a thing denied, that its source stands for.

    Args:
        page: The article.
        candidate: A finished attribution.
        decided: What it does to its content.
    """
    if candidate.cue.kind is CueKind.REFUSAL or candidate.lead is not None:
        return not _is_silence(page, candidate)
    if decided is Polarity.UNCOMMITTED:
        return _names(page, candidate) or _has_verb(page, candidate)
    if _is_order(candidate) or _is_echo(page, candidate):
        return False
    if candidate.cue.kind is CueKind.QUESTION and candidate.passive and candidate.source is None:
        return False  # "asked whether the firm would pay": the reporter's question
    if candidate.quotes:
        return True
    if _has_verb(page, candidate):
        return not _points_only(page, candidate, decided)
    if candidate.cue.kind is CueKind.TOPIC and page.tree.role[candidate.head] == "advcl":
        return False  # "reacting to the charge, ..."
    return not (candidate.cue.kind is CueKind.DENIAL and decided is Polarity.ASSERTS)


def _points_only(page: Page, candidate: Candidate, decided: Polarity) -> bool:
    """ "Thinks it is", "knows what he does", said in a turn: nothing to look up is named."""
    if page.section(candidate.head).kind is not SectionKind.TURN:
        return False
    words = [
        token
        for token in _tokens(page, candidate)
        if page.tree.part[token] not in ("PUNCT", "SPACE")
        and not page.tree.lower[token].startswith(("'", "’"))
    ]
    short = len(words) < _FEWEST_WITHOUT_A_NAME
    return short and decided is not Polarity.DENIES and not _names(page, candidate)


def _is_silence(page: Page, candidate: Candidate) -> bool:
    """ "declined to comment", "refused to rule it out": nothing is named that is left open."""
    tree = page.tree
    if candidate.lead is not None:
        silent = tree.lemma[candidate.head] in cues.SILENCE_VERBS
        return silent and not (_names(page, candidate) or _has_clause(page, candidate))
    inner = tree.child(candidate.head, "xcomp")
    silent = inner is not None and tree.lemma[inner] in cues.SILENCE_VERBS
    return silent and not (_names(page, candidate) and _has_clause(page, candidate))


def _is_order(candidate: Candidate) -> bool:
    """ "told jurors to ignore": what should be, not what is. A demand ("urged") is a position."""
    return Frame.ADDRESSEE in candidate.cue.frames and candidate.pattern.endswith("infinitive")


def _is_echo(page: Page, candidate: Candidate) -> bool:
    """ "dismissed reports that P, terming them baseless": says of P what is said already."""
    tree = page.tree
    if not is_loose_participle(tree, candidate.head) or candidate.pattern != "object and more":
        return False
    target = tree.child(candidate.head, *_OBJECTS)
    if target is None or tree.part[target] != "PRON":
        return False
    return any(tree.lower[token] in cues.FALSE_WORDS for token in _tokens(page, candidate))


def _tokens(page: Page, candidate: Candidate) -> list[int]:
    return [
        token
        for start, end in candidate.pieces
        for token in range(page.token_at(start), page.token_at(end - 1) + 1)
    ]


def _names(page: Page, candidate: Candidate) -> bool:
    return any(page.tree.part[token] in _NAMING for token in _tokens(page, candidate))


def _has_verb(page: Page, candidate: Candidate) -> bool:
    return any(page.tree.part[token] in ("VERB", "AUX") for token in _tokens(page, candidate))


def _has_clause(page: Page, candidate: Candidate) -> bool:
    tree = page.tree
    return any(tree.tag[token] in ("VBD", "VBZ", "VBP", "MD") for token in _tokens(page, candidate))
