"""The attitude of a source to the words as they stand: asserts, denies, questions, uncommitted.

Decisions, with the reasons in docs/decisions/002-attribution.md. A negated denial ("did not
deny"), a refusal to tell ("declined to confirm", "would not say whether"), not knowing and what
somebody only may say leave it open; a refusal to accept ("refused to believe that") denies. Who
says that something was a hoax asserts that it was one.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import CueKind
from workbench.extraction.candidates.page import Candidate, Page
from workbench.extraction.candidates.standing import REFUSING, only_possible
from workbench.extraction.parse.tree import Tree
from workbench.model.claim import Polarity, Reason

_OPEN_MARKS: Final = frozenset({"whether", "if"})
_OBJECTS: Final = frozenset({"object", "object and more", "clause"})
_DENYING: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION, CueKind.RETRACTION})
_SPEAKING: Final = frozenset({CueKind.SPEECH, CueKind.FINDING, CueKind.ADMISSION, CueKind.BELIEF})
# Not to think so is to deny it; not to know it leaves it open.
_REJECTED_BELIEFS: Final = frozenset(
    {"accept", "agree", "believe", "buy", "feel", "imagine", "reckon", "see", "suppose", "think"}
)
IGNORANCE: Final = frozenset({"idea", "knowledge", "recollection", "memory", "evidence", "sign"})


def polarity(page: Page, candidate: Candidate) -> tuple[Polarity, Reason]:
    """The polarity of an attribution and the words that decide it."""
    tree, kind = page.tree, candidate.cue.kind
    words = _words(page, candidate)
    lead, lemma = candidate.lead, tree.lemma[candidate.head]
    negated = is_negated(tree, candidate.head) or (lead is not None and is_negated(tree, lead))
    if candidate.uncommitted:
        return Polarity.UNCOMMITTED, _reason(words, "stops short of saying whether it is so")
    if lead is not None and tree.lemma[lead] in REFUSING:
        if lemma in cues.ACCEPTANCE_VERBS:
            return Polarity.DENIES, _reason(words, "refuses to accept what is said")
        return Polarity.UNCOMMITTED, _reason(words, "refuses to tell, and so leaves it open")
    if kind is CueKind.REFUSAL:
        return Polarity.UNCOMMITTED, _reason(words, "refuses to tell, and so leaves it open")
    if _only_possible(tree, candidate, lead):
        return Polarity.UNCOMMITTED, _reason(words, "has not said so, and so leaves it open")
    if kind in _DENYING:
        if negated:
            return Polarity.UNCOMMITTED, _reason(words, "does not deny it, and so leaves it open")
        return Polarity.DENIES, _reason(words, f"a cue of {kind.value}")
    if candidate.verdict is not None:
        return Polarity.DENIES, _reason(f"{words} {candidate.verdict}", "calls it false")
    if _voices_a_denial(page, candidate):
        return Polarity.DENIES, _reason(words, "the thing said is itself a denial")
    if attacks_rumour(page.tree, candidate) and not negated:
        return Polarity.DENIES, _reason(words, "attacks a report rather than what it tells of")
    if negated and _leaves_open(candidate, lemma):
        return Polarity.UNCOMMITTED, _reason(words, "does not know or tell, and so leaves it open")
    if _is_open(page, candidate):
        return Polarity.QUESTIONS, _reason(words, "asks or leaves open what follows")
    if negated and kind in (CueKind.BELIEF, CueKind.STANCE):
        return Polarity.DENIES, _reason(words, "a belief that is negated")
    return Polarity.ASSERTS, _reason(words, f"a cue of {kind.value}")


def _only_possible(tree: Tree, candidate: Candidate, lead: int | None) -> bool:
    if tree.part[candidate.head] not in ("VERB", "AUX"):
        return False
    denial = candidate.cue.kind in _DENYING
    return any(
        only_possible(tree, verb, denial=denial)
        for verb in (candidate.head, lead)
        if verb is not None
    )


def _leaves_open(candidate: Candidate, lemma: str) -> bool:
    """Whether a cue that is negated says nothing of what it is about: "does not know how"."""
    if lemma in IGNORANCE:
        return True
    return candidate.cue.kind in _SPEAKING and lemma not in _REJECTED_BELIEFS


def _voices_a_denial(page: Page, candidate: Candidate) -> bool:
    """ "repeated his denial that P", "issued a denial of P"."""
    tree = page.tree
    target = tree.child(candidate.head, "dobj", "obj")
    noun = None if target is None else cues.NOUNS.get(tree.lemma[target])
    return candidate.pattern == "object" and noun is not None and noun.kind in _DENYING


def attacks_rumour(tree: Tree, candidate: Candidate) -> bool:
    """ "blasted rumours that P", "mocked the story that P"."""
    if tree.lemma[candidate.head] not in cues.ATTACKS or candidate.pattern not in _OBJECTS:
        return False
    target = tree.child(candidate.head, "dobj", "obj")
    return target is not None and tree.lemma[target] in cues.HEARSAY_NOUNS


def is_negated(tree: Tree, head: int) -> bool:
    """Whether "not", "never", "no one" or "without" governs a cue."""
    for token in tree.children[head]:
        if tree.role[token] == "neg" or tree.lower[token] in ("never", "hardly", "neither"):
            return True
        if tree.lower[token] in ("longer", "more") and tree.lower[token - 1] == "no":
            return True
        if tree.role[token] in ("nsubj", "nsubjpass") and (
            tree.lower[token] in ("nobody", "none", "neither")
            or (
                any(tree.lower[child] in ("no", "neither") for child in tree.children[token])
                and tree.part[token] != "NUM"
            )  # "No 10"
        ):
            return True
        if tree.role[token] == "det" and tree.lower[token] == "no":
            return True
    governor = tree.head[head]
    if tree.role[head] == "pcomp" and tree.lower[governor] == "without":
        return True
    if tree.role[head] in ("acomp", "attr", "xcomp") and governor != head:
        return any(tree.role[child] == "neg" for child in tree.children[governor])
    return False


def _is_open(page: Page, candidate: Candidate) -> bool:
    tree, kind = page.tree, candidate.cue.kind
    first = page.token_at(candidate.pieces[0][0])
    if tree.lower[first] in _OPEN_MARKS and candidate.pattern == "clause":
        return True
    text = page.text[candidate.pieces[-1][0] : candidate.pieces[-1][1]].rstrip("\"'”’»,. ")
    asks = text.endswith("?") and text.count(".") == 0
    if kind is not CueKind.QUESTION:
        return asks and candidate.pattern.startswith(("quotation", "before"))
    if tree.lemma[candidate.head] == "ask":
        return tree.lower[first] != "to" and "infinitive" not in candidate.pattern
    return True


def _words(page: Page, candidate: Candidate) -> str:
    span = page.tree.span(*candidate.cue_words)
    return page.text[span.start : span.end]


def _reason(words: str, explanation: str) -> Reason:
    return Reason(of="polarity", words=words, explanation=explanation)
