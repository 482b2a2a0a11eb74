"""The sign of a clause: is it put forward as true, denied, or left open?

+1: the clause is put forward as true; -1: it is denied, negated or called false, by its own
negation or by what governs it ("denied that", "dismissed as baseless the claim that"); 0: it is
left open (asked, conditional, "no evidence that", "could not confirm"). Signs multiply downwards,
so "denied that no weapons were sent" comes out positive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import CueKind

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSE_DEPS: Final = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "pcomp", "parataxis", "csubj", "csubjpass"}
)
_ARGUMENTS: Final = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "dobj",
        "obj",
        "attr",
        "dative",
        "pobj",
        "oprd",
        "acomp",
        "expl",
        "npadvmod",
    }
)
# Where a word of falsehood stands when it judges something ("called it a lie", "false news").
_CALLS: Final = frozenset(
    {"attr", "acomp", "oprd", "pobj", "dobj", "ROOT", "appos", "ccomp", "xcomp", "conj", "amod",
     "npadvmod", "advcl", "obj", "compound"}
)  # fmt: skip
_DENYING: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION, CueKind.RETRACTION})
_DENYING_PHRASES: Final = frozenset(
    {"rule out", "wave away", "wave off", "brush off", "brush aside", "laugh off", "shoot down"}
)
DENYING_NOUNS: Final = frozenset({"denial", "rebuttal", "refutation", "disavowal", "rejection"})
_FAILING: Final = frozenset(
    {"fail", "lack", "refuse", "refrain", "stop", "cease", "avoid", "abstain"}
)
_NO: Final = frozenset(
    {"no", "neither", "nor", "nobody", "none", "nothing", "nowhere", "zero", "any"}
)
NOTHING: Final = _NO - {"any"}
_OPEN_MARKS: Final = frozenset({"if", "whether", "unless"})
_UNSURE: Final = frozenset(
    {"know", "confirm", "verify", "corroborate", "establish", "tell", "say", "prove", "show",
     "aware", "see", "find", "have", "sure", "certain"}
)  # fmt: skip
_TELLING: Final = frozenset(
    {"tell", "know", "confirm", "verify", "corroborate", "establish", "determine", "comment"}
)
_EVIDENCE: Final = frozenset(
    {"evidence", "proof", "sign", "indication", "information", "confirmation", "fact", "document",
     "intelligence", "data", "reason"}
)  # fmt: skip
_OPEN_KINDS: Final = frozenset({CueKind.QUESTION, CueKind.REFUSAL})

FALSE_WORDS: Final = cues.FALSE_WORDS | frozenset(
    {"laughable", "delusional", "delusion", "foolish", "stupid", "insane", "crazy", "madness",
     "hysteria", "insinuation", "provocation", "untruth", "canard", "farce", "farcical", "fantasy",
     "fabricate", "invention", "unproven", "unproved", "implausible", "far-fetched", "fanciful",
     "rubbish", "garbage", "bunk", "outlandish", "imaginary", "fictitious", "mistaken", "erroneous",
     "spurious", "libel", "libellous", "defamatory", "doctored", "staged", "conspiracy", "gossip",
     "bluff"}
)  # fmt: skip


def sign_of(head: Token) -> tuple[int, list[str]]:
    """The sign of a clause, from its own words and from all that governs it."""
    sign, because = _own_sign(head)
    token = head
    while token.head.i != token.i and sign != 0:
        child, token = token, token.head
        turn, words = _turn(token, child)
        sign *= turn
        because += words
    return sign, because


def _own_sign(head: Token) -> tuple[int, list[str]]:
    """What the clause's own words make of it."""
    marks = [child.text for child in head.children if child.dep_ == "mark"]
    if any(mark.lower() in _OPEN_MARKS for mark in marks):
        return 0, marks
    supposed = [child.text for child in head.children if child.lower_ in cues.ADVERBS]
    if supposed:
        return 0, supposed
    sign, because = 1, list(_negations(head))[:1]  # "neither has nor will" negates once
    if because:
        sign = -1
    if head.dep_ == "pcomp" and head.head.lower_ == "without":
        sign, because = -sign, [*because, head.head.text]
    if head.lemma_ in _FAILING:
        sign, because = -sign, [*because, head.text]
    if sign < 0 and (_lacks_evidence(head) or head.lemma_ in _TELLING):
        return 0, [*because, head.text]
    denials = [
        child.text
        for child in head.children
        if child.dep_ == "dobj" and child.lemma_ in DENYING_NOUNS and not denies(head)
    ]
    if denials and not _false_words(head):
        sign, because = -sign, [*because, *denials]  # "issued a denial"
    turn, words = _judgement(head)
    return sign * turn, because + words


def _judgement(verb: Token) -> tuple[int, list[str]]:
    """-1 where a verb denies or its clause calls something false, turned if that is a denial."""
    words = [verb.text] if denies(verb) else _false_words(verb)
    if not words:
        return 1, []
    rejected = [
        token for token in _own_tokens(verb) if token.i != verb.i and token.lemma_ in DENYING_NOUNS
    ]
    return (1, [*words, rejected[0].text]) if rejected else (-1, words)


def _turn(governor: Token, child: Token) -> tuple[int, list[str]]:
    """What a governing word does to the clause or phrase below it."""
    if governor.lemma_ in DENYING_NOUNS:
        return -1, [governor.text]
    if governor.lemma_ in _EVIDENCE and any(
        word.lower_ in ("no", "any", "scant", "little") for word in governor.children
    ):
        return 0, [f"no {governor.text}"]
    if governor.pos_ not in ("VERB", "AUX"):
        return 1, []
    if child.dep_ in ("conj", "advcl", "parataxis", "relcl"):
        return 1, []
    turn, words = _judgement(governor)
    reported = child.dep_ in ("ccomp", "xcomp", "pcomp", "prep", "acomp", "dobj")
    if kind(governor) in _OPEN_KINDS and reported:
        return 0, [governor.text]
    negation = next(iter(_negations(governor)), None)
    if negation is not None and child.dep_ in ("ccomp", "xcomp", "prep", "acomp"):
        unsure = {governor.lemma_} | {
            word.lemma_ for word in governor.children if word.dep_ == "acomp"
        }
        if unsure & _UNSURE:
            return 0, [negation, governor.text]
        turn, words = -turn, [negation, *words]
    return turn, words


def _lacks_evidence(head: Token) -> bool:
    return any(
        token.lemma_ in _EVIDENCE for token in head.children if token.dep_ in ("dobj", "attr")
    )


def denies(token: Token) -> bool:
    """Whether a verb denies, rejects or takes back."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if kind(token) in _DENYING:
        return True
    return any(
        f"{token.lemma_} {child.lower_}" in _DENYING_PHRASES
        for child in token.children
        if child.dep_ in ("prt", "advmod", "prep")
    )


def kind(token: Token) -> CueKind | None:
    """The kind of cue that a verb is, with its particle if it has one; None for no cue."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    for child in token.children:
        if child.dep_ == "prt":
            cue = cues.VERBS.get(f"{token.lemma_} {child.lower_}")
            if cue is not None:
                return cue.kind
    cue = cues.VERBS.get(token.lemma_)
    return None if cue is None else cue.kind


def _negations(head: Token) -> Iterator[str]:
    """Words that negate this very clause."""
    for child in head.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "hardly", "neither", "nor"):
            yield child.text
        elif child.dep_ in _ARGUMENTS:
            if child.lower_ in NOTHING:
                yield child.text
            for word in child.children:
                if word.lower_ in ("no", "neither") and not _compares(word):
                    yield f"{word.text} {child.text}"
        elif child.dep_ == "prep":
            for noun in child.children:
                if noun.lower_ in NOTHING or any(
                    word.lower_ in ("no", "neither") for word in noun.children
                ):
                    yield noun.text


def _compares(word: Token) -> bool:
    """Whether "no" belongs to "no fewer than", which negates nothing."""
    following = word.nbor() if word.i + 1 < len(word.doc) else word
    return following.lower_ in ("fewer", "less", "more", "later")


def _false_words(head: Token) -> list[str]:
    """Words in this clause, below its verb but in no clause of its own, that say "false"."""
    return [
        token.text
        for token in _own_tokens(head)
        if token.dep_ in _CALLS
        and (token.lemma_.lower() in FALSE_WORDS or token.lower_ in FALSE_WORDS)
        and not (token.i == head.i and token.pos_ in ("VERB", "AUX"))
    ]


def _own_tokens(head: Token) -> Iterator[Token]:
    stack = [head]
    while stack:
        token = stack.pop()
        yield token
        stack.extend(
            child
            for child in token.children
            if not (child.dep_ in CLAUSE_DEPS - {"conj", "pcomp"} and child.pos_ in ("VERB", "AUX"))
        )
