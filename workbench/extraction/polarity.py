"""What a source does to a proposition: asserts, denies or leaves it open.

Decisions, with the reasons in docs/decisions/002-attribution.md. A negated denial ("did not
deny") is no denial. A refusal to tell ("declined to confirm", "would not say whether") leaves the
proposition open and counts as a question; a refusal to accept ("refused to believe that") denies.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction import cues
from workbench.extraction.cues import CueKind
from workbench.extraction.page import Candidate, Page
from workbench.extraction.tree import Tree
from workbench.model import Polarity, Reason

_OPEN_MARKS: Final = frozenset({"whether", "if"})
_NEGATABLE_BELIEF: Final = frozenset({CueKind.BELIEF, CueKind.STANCE})
_DENYING: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION, CueKind.RETRACTION})


def polarity(page: Page, candidate: Candidate) -> tuple[Polarity, Reason]:
    """The polarity of an attribution and the words that decide it."""
    tree = page.tree
    words = _words(page, candidate)
    kind = candidate.cue.kind
    negated = is_negated(tree, candidate.head)
    refused = any(
        tree.lemma[token] in ("decline", "refuse", "refusal") and token != candidate.head
        for token in range(candidate.cue_words[0], candidate.cue_words[1] + 1)
    )
    if refused:
        if tree.lemma[candidate.head] in cues.ACCEPTANCE_VERBS:
            return Polarity.DENIES, _reason(words, "refuses to accept what is said")
        return Polarity.QUESTIONS, _reason(words, "refuses to tell, and so leaves it open")
    if kind in _DENYING:
        if negated:
            return Polarity.ASSERTS, _reason(
                words, "a denial that is itself negated denies nothing"
            )
        return Polarity.DENIES, _reason(words, f"a cue of {kind.value}")
    false_word = _false_word(page, candidate)
    if false_word is not None:
        turned = Polarity.ASSERTS if negated else Polarity.DENIES
        return turned, _reason(f"{words} {false_word}", "calls what is said false")
    if _is_open(page, candidate):
        return Polarity.QUESTIONS, _reason(words, "asks or leaves open what follows")
    if negated and kind in _NEGATABLE_BELIEF:
        return Polarity.DENIES, _reason(words, "a belief that is negated")
    if negated and kind in (CueKind.ADMISSION, CueKind.SPEECH):
        if tree.lemma[candidate.head] in cues.SILENCE_VERBS:
            return Polarity.QUESTIONS, _reason(words, "does not tell, and so leaves it open")
        return Polarity.DENIES, _reason(words, f"a cue of {kind.value} that is negated")
    return Polarity.ASSERTS, _reason(words, f"a cue of {kind.value}")


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
    if tree.lower[first] in _OPEN_MARKS:
        return True
    text = page.text[candidate.pieces[-1][0] : candidate.pieces[-1][1]].rstrip("\"'”’»,. ")
    asks = text.endswith("?") and text.count(".") == 0
    if kind is not CueKind.QUESTION:
        return asks and candidate.pattern.startswith(("quotation", "before"))
    if tree.lemma[candidate.head] == "ask":
        return tree.lower[first] != "to" and "infinitive" not in candidate.pattern
    return True


def _false_word(page: Page, candidate: Candidate) -> str | None:
    """ "called the report false", "said the claim was baseless": the word, if it is the verdict."""
    if candidate.pattern not in ("object and more", "clause", "before", "passive passive"):
        return None
    tree = page.tree
    first = page.token_at(candidate.pieces[0][0])
    last = page.token_at(candidate.pieces[-1][1] - 1)
    for token in range(first, last + 1):
        if tree.lower[token] not in cues.FALSE_WORDS:
            continue
        if candidate.pattern in ("object and more", "passive passive"):
            return tree.lower[token]
        subject = tree.child(tree.head[token], "nsubj")
        if (
            tree.role[token] in ("acomp", "attr")
            and tree.head[tree.head[token]] == candidate.head
            and subject is not None
            and tree.lemma[subject] in cues.PROPOSITION_NOUNS
        ):
            return tree.lower[token]
    return None


def _words(page: Page, candidate: Candidate) -> str:
    span = page.tree.span(*candidate.cue_words)
    return page.text[span.start : span.end]


def _reason(words: str, explanation: str) -> Reason:
    return Reason(of="polarity", words=words, explanation=explanation)
