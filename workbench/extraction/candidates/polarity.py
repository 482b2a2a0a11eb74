"""What a source does to a proposition: asserts, denies or leaves it open.

Decisions, with the reasons in docs/decisions/002-attribution.md. A negated denial ("did not
deny") is no denial. A refusal to tell ("declined to confirm", "would not say whether") leaves the
proposition open and counts as a question; a refusal to accept ("refused to believe that") denies.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.cues import CueKind
from workbench.extraction.candidates.page import Candidate, Page
from workbench.extraction.parse.tree import Tree
from workbench.model.claim import Polarity, Reason

_OPEN_MARKS: Final = frozenset({"whether", "if"})
_NEGATABLE_BELIEF: Final = frozenset({CueKind.BELIEF, CueKind.STANCE})
_REFUSING: Final = frozenset({"decline", "refuse"})
_OBJECTS: Final = frozenset({"object", "object and more", "clause"})
_SO: Final = frozenset({"it", "that", "this", "they", "these", "those"})
_VERDICTS: Final = frozenset({"object and more", "passive passive", "clause", "before", "inside"})
_DENYING: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION, CueKind.RETRACTION})


def polarity(page: Page, candidate: Candidate) -> tuple[Polarity, Reason]:
    """The polarity of an attribution and the words that decide it."""
    tree, kind = page.tree, candidate.cue.kind
    words = _words(page, candidate)
    lead = candidate.lead
    negated = is_negated(tree, candidate.head) or (lead is not None and is_negated(tree, lead))
    if lead is not None and tree.lemma[lead] in _REFUSING:
        if tree.lemma[candidate.head] in cues.ACCEPTANCE_VERBS:
            return Polarity.DENIES, _reason(words, "refuses to accept what is said")
        return Polarity.QUESTIONS, _reason(words, "refuses to tell, and so leaves it open")
    if kind is CueKind.REFUSAL:
        silent = any(
            tree.lemma[token] in cues.SILENCE_VERBS for token in tree.children[candidate.head]
        )
        decided = Polarity.QUESTIONS if silent else Polarity.ASSERTS
        return decided, _reason(words, "refuses")
    if kind in _DENYING:
        if negated:
            return Polarity.ASSERTS, _reason(
                words, "a denial that is itself negated denies nothing"
            )
        return Polarity.DENIES, _reason(words, f"a cue of {kind.value}")
    if candidate.verdict is not None:
        return Polarity.DENIES, _reason(f"{words} {candidate.verdict}", "calls it false")
    if _voices_a_denial(page, candidate):
        return Polarity.DENIES, _reason(words, "the thing said is itself a denial")
    false_word = _false_word(page, candidate)
    if false_word is not None:
        turned = Polarity.ASSERTS if negated else Polarity.DENIES
        return turned, _reason(f"{words} {false_word}", "calls what is said false")
    if _attacks_rumour(page, candidate) and not negated:
        return Polarity.DENIES, _reason(words, "attacks a report rather than what it tells of")
    if _is_open(page, candidate):
        return Polarity.QUESTIONS, _reason(words, "asks or leaves open what follows")
    if negated and kind in _NEGATABLE_BELIEF:
        return Polarity.DENIES, _reason(words, "a belief that is negated")
    if negated and kind in (CueKind.ADMISSION, CueKind.SPEECH):
        if tree.lemma[candidate.head] in cues.SILENCE_VERBS:
            return Polarity.QUESTIONS, _reason(words, "does not tell, and so leaves it open")
        return Polarity.DENIES, _reason(words, f"a cue of {kind.value} that is negated")
    return Polarity.ASSERTS, _reason(words, f"a cue of {kind.value}")


def _voices_a_denial(page: Page, candidate: Candidate) -> bool:
    """ "repeated his denial that P", "issued a denial of P"."""
    tree = page.tree
    target = tree.child(candidate.head, "dobj", "obj")
    noun = None if target is None else cues.NOUNS.get(tree.lemma[target])
    return candidate.pattern == "object" and noun is not None and noun.kind in _DENYING


def _attacks_rumour(page: Page, candidate: Candidate) -> bool:
    """ "blasted rumours that P", "mocked the story that P"."""
    tree = page.tree
    if tree.lemma[candidate.head] not in cues.ATTACKS or candidate.pattern not in _OBJECTS:
        return False
    target = tree.child(candidate.head, "dobj", "obj")
    return target is not None and tree.lemma[target] in cues.HEARSAY_NOUNS


def is_negated(tree: Tree, head: int) -> bool:
    """Whether "not", "never", "no one" or "without" governs a cue."""
    for token in tree.children[head]:
        if tree.role[token] == "neg" or tree.lower[token] in ("never", "hardly", "neither"):
            return True
        if tree.role[token] in ("nsubj", "nsubjpass") and (
            tree.lower[token] in ("nobody", "none", "neither")
            or any(tree.lower[child] in ("no", "neither") for child in tree.children[token])
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


def _false_word(page: Page, candidate: Candidate) -> str | None:
    """The word by which "called the report false" or "said it was nonsense" rejects P."""
    if candidate.pattern not in _VERDICTS:
        return None
    tree = page.tree
    first = page.token_at(candidate.pieces[0][0])
    last = page.token_at(candidate.pieces[-1][1] - 1)
    for token in range(first, last + 1):
        word = tree.lower[token]
        if word == "truth" and any(tree.lower[child] == "no" for child in tree.children[token]):
            return "no truth"
        if word not in cues.FALSE_WORDS or tree.part[token] == "VERB":
            continue
        if candidate.pattern in ("object and more", "passive passive"):
            return word
        verb = tree.head[token]
        subject = tree.child(verb, "nsubj")
        if (
            tree.role[token] in ("acomp", "attr")
            and tree.head[verb] == candidate.head
            and subject is not None
            and (tree.lemma[subject] in cues.PROPOSITION_NOUNS or tree.lower[subject] in _SO)
        ):
            return None if is_negated(tree, verb) else word
    return None


def _words(page: Page, candidate: Candidate) -> str:
    span = page.tree.span(*candidate.cue_words)
    return page.text[span.start : span.end]


def _reason(words: str, explanation: str) -> Reason:
    return Reason(of="polarity", words=words, explanation=explanation)
