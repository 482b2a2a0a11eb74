"""Whether somebody does say, admit or deny it, or only may, would, was asked to or stopped short.

"The ministry may deny that P" and "if she denies P" deny nothing, "neither confirmed nor denied P"
leaves P open. What such words lead up to is nobody's claim: its speaker is uncommitted.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates.sources import SUBJECT_ROLES
from workbench.extraction.parse.tree import Tree

CONFIRMING: Final = frozenset(
    {"confirm", "admit", "accept", "acknowledge", "verify", "affirm", "endorse", "corroborate"}
)
DENYING: Final = frozenset({"deny", "refute", "dispute", "rebut", "reject", "exclude", "dismiss"})
REFUSING: Final = frozenset({"decline", "refuse"})
_MODALS: Final = frozenset({"may", "might", "could", "should", "must", "ought"})
_FUTURE: Final = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d", "can", "wo", "ca"})
_CONDITIONS: Final = frozenset({"if", "unless", "whether", "lest", "until", "once"})
_INVERTED: Final = frozenset({"had", "should", "were"})
# "Wants him to admit", "was asked to deny", "is likely to deny": not done.
_NOT_DONE: Final = frozenset(
    {
        "apologise", "apologize", "ask", "avoid", "beg", "call", "demand", "dare", "expect", "fail",
        "hesitate", "instruct", "invite", "need", "order", "persuade", "plan", "prepare", "press",
        "pressure", "prohibit", "promise", "refrain", "request", "require", "stop", "tell",
        "tempt", "threaten", "urge", "use", "vow", "want", "hope", "wish", "intend",
        "likely", "unlikely", "ready", "unable", "unwilling", "willing", "reluctant", "due", "set",
        "able", "obliged", "careful", "right", "wrong",
    }
)  # fmt: skip
_SHORT: Final = frozenset({"short", "shy"})
_DEEP: Final = 4


def pair_of(tree: Tree, verb: int) -> int | None:
    """The first verb of "confirm or deny", for the verb that its content hangs on.

    Returns:
        The other verb's token, before or after; None where the verb is not one of such a pair.
    """
    for first, second in (
        (verb, _next_conjunct(tree, verb)),
        (_previous_conjunct(tree, verb), verb),
    ):
        if first is None or second is None:
            continue
        lemmas = tree.lemma[first], tree.lemma[second]
        mixed = (lemmas[0] in CONFIRMING and lemmas[1] in DENYING) or (
            lemmas[0] in DENYING and lemmas[1] in CONFIRMING
        )
        if mixed and _alternatives(tree, first, second):
            return first if verb == second else second
    return None


def _next_conjunct(tree: Tree, verb: int) -> int | None:
    return next((t for t in tree.children_in(verb, "conj") if t > verb), None)


def _previous_conjunct(tree: Tree, verb: int) -> int | None:
    return tree.head[verb] if tree.role[verb] == "conj" else None


def _alternatives(tree: Tree, first: int, second: int) -> bool:
    """Whether "or" or "nor" stands between two verbs, or "neither" before them."""
    if second < first:
        first, second = second, first
    between = tree.lower[first + 1 : second]
    before = tree.lower[max(0, first - 2) : first]
    return "or" in between or "nor" in between or "neither" in before


def short_of(tree: Tree, verb: int) -> int | None:
    """The verb of "stopped short of denying" and "fell short of admitting"."""
    if tree.role[verb] != "pcomp" or tree.lower[tree.head[verb]] != "of":
        return None
    of = tree.head[verb]
    for token in (tree.head[of], of - 1):
        if tree.lower[token] in _SHORT:
            governor = tree.head[token]
            return governor if governor != token else token
        if token + 1 < len(tree) and tree.lower[of - 1] in _SHORT:
            return token
    return None


def only_possible(tree: Tree, verb: int, *, denial: bool) -> bool:
    """Whether a verb tells what may be said, or was asked or failed to be said.

    Args:
        denial: Whether the verb denies; "will deny" is none yet, "will say" is told beforehand.
    """
    token = verb
    for _ in range(_DEEP):
        if _is_condition(tree, token) or _has_modal(tree, token, denial=denial):
            return True
        governor = tree.head[token]
        role = tree.role[token]
        if governor == token:
            return False
        if role in ("xcomp", "pcomp", "ccomp", "acomp") and _leads_nowhere(tree, token):
            return True
        if role == "conj" or (role == "xcomp" and tree.part[governor] in ("VERB", "AUX", "ADJ")):
            token = governor
            continue
        return role == "advcl" and _is_condition(tree, token)
    return False


def _is_condition(tree: Tree, verb: int) -> bool:
    marks = [token for token in tree.children[verb] if token < verb]
    if any(tree.role[t] in ("mark", "advmod") and tree.lower[t] in _CONDITIONS for t in marks):
        return True
    first = marks[0] if marks else verb
    subject = next((t for t in marks if tree.role[t] in SUBJECT_ROLES), None)
    inverted = subject is not None and first < subject and tree.role[first].startswith("aux")
    last = tree.sentences[tree.sentence[verb]][1] - 1
    return inverted and tree.lower[first] in _INVERTED and tree.lower[last] != "?"


def _has_modal(tree: Tree, verb: int, *, denial: bool) -> bool:
    words = {tree.lower[t] for t in tree.children[verb] if tree.role[t] == "aux" and t < verb}
    if not words:
        return False
    if words & _MODALS:
        return not _in_first_person(tree, verb)
    return denial and bool(words & _FUTURE) and "have" not in words


def _in_first_person(tree: Tree, verb: int) -> bool:
    """ "I must say that P", "we should add that P": said all the same."""
    subject = tree.child(verb, "nsubj")
    return subject is not None and tree.lower[subject] in ("i", "we")


def _leads_nowhere(tree: Tree, token: int) -> bool:
    governor = tree.head[token]
    if tree.lemma[governor] in _NOT_DONE:
        return True
    if tree.part[governor] == "ADP":  # "apologised for claiming", "without denying"
        if tree.lower[governor] == "without":
            return True
        over = tree.head[governor]
        return tree.lemma[over] in ("apologise", "apologize", "accuse", "refrain", "stop", "avoid")
    return False
