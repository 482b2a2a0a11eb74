"""What a sentence says and what it says is not so: its clauses, each with a sign.

+1: the clause is put forward as true; -1: it is denied, negated or called false, by its own
negation or by what governs it ("denied that", "dismissed as baseless the claim that"); 0: it is
left open (asked, conditional, "no evidence that", "could not confirm"). Signs multiply downwards,
so "denied that no weapons were sent" comes out positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.extraction import cues
from workbench.extraction.cues import CueKind
from workbench.extraction.language import load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_CLAUSES: Final = 12
SHORTEST: Final = 2  # content words; less says nothing to compare
LONGEST_TEXT: Final = 2_000  # characters that are parsed; a claim is in its first sentences

_CLAUSE_DEPS: Final = frozenset(
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
_DENYING_NOUNS: Final = frozenset({"denial", "rebuttal", "refutation", "disavowal", "rejection"})
_FAILING: Final = frozenset(
    {"fail", "lack", "refuse", "refrain", "stop", "cease", "avoid", "abstain"}
)
_NO: Final = frozenset(
    {"no", "neither", "nor", "nobody", "none", "nothing", "nowhere", "zero", "any"}
)
_NOTHING: Final = _NO - {"any"}
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
_UNREAL_KINDS: Final = frozenset({CueKind.DIRECTIVE, CueKind.DESIRE, CueKind.COMMITMENT})
_MODALS: Final = frozenset({"may", "might", "could", "would", "should", "can"})

FALSE_WORDS: Final = cues.FALSE_WORDS | frozenset(
    {"laughable", "delusional", "delusion", "foolish", "stupid", "insane", "crazy", "madness",
     "hysteria", "insinuation", "provocation", "untruth", "canard", "farce", "farcical", "fantasy",
     "fabricate", "invention", "unproven", "unproved", "implausible", "far-fetched", "fanciful",
     "rubbish", "garbage", "bunk", "outlandish", "imaginary", "fictitious", "mistaken", "erroneous",
     "spurious", "libel", "libellous", "defamatory", "doctored", "staged", "conspiracy", "gossip",
     "bluff"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as compared: its words, its sign, who does what.

    Attributes:
        unreal: Wanted, demanded, promised or possible rather than said to be so.
        doer: The words of the subject; of the agent after "by" in a passive; "" for none.
        agents: Lower-cased lemmas of the doer's nouns.
        objects: The same for what is acted on.
        deed: The lemma of the head verb.
        because: The words that made the sign negative or open.
    """

    text: str
    sign: int
    unreal: bool
    doer: str
    agents: frozenset[str]
    objects: frozenset[str]
    deed: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """A text read for what it holds true and what it denies.

    Attributes:
        clauses: Whole sentences first, then their clauses.
        denying: Words of denial or falsehood anywhere.
        negating: Words of negation anywhere.
        admitting: Words of concession anywhere ("conceded", "acknowledged").
        numbers: Numbers with the noun they count, such as ("12", "drone").
    """

    clauses: tuple[Clause, ...]
    denying: tuple[str, ...]
    negating: tuple[str, ...]
    admitting: tuple[str, ...]
    numbers: frozenset[tuple[str, str]]


def stances(texts: Sequence[str]) -> list[Stance]:
    """The stance of each text; parsed together, remembered for the next time."""
    wanted = dict.fromkeys(texts)
    fresh = [text for text in wanted if text not in _remembered()]
    documents = load_pipeline().pipe((text[:LONGEST_TEXT] for text in fresh), batch_size=64)
    held = _remembered()
    found = dict(zip(fresh, map(_stance, documents), strict=True))
    for text, stance in found.items():
        if len(held) >= REMEMBERED:
            held.pop(next(iter(held)))
        held[text] = stance
    return [found[text] if text in found else held[text] for text in texts]


REMEMBERED: Final = 20_000


@lru_cache(maxsize=1)
def _remembered() -> dict[str, Stance]:
    return {}


def _stance(doc: Doc) -> Stance:
    heads = [token for token in doc if _is_head(token) and not _frames(token)]
    whole = [sentence.root for sentence in doc.sents]
    clauses = [_sentence_clause(root) for root in whole]
    clauses += [_clause(head) for head in heads]
    distinct = {clause.text: clause for clause in reversed(clauses) if clause.text}
    ordered = sorted(distinct.values(), key=lambda clause: -len(clause.text))
    return Stance(
        clauses=tuple(ordered[:MOST_CLAUSES]),
        denying=tuple(_denying_words(doc)),
        negating=tuple(
            token.text for token in doc if token.dep_ == "neg" or token.lower_ in _NOTHING
        ),
        admitting=tuple(token.text for token in doc if _kind(token) is CueKind.ADMISSION),
        numbers=frozenset(_numbers(doc)),
    )


def _is_head(token: Token) -> bool:
    return token.dep_ in _CLAUSE_DEPS and (
        token.pos_ in ("VERB", "AUX") or (token.dep_ in ("ROOT", "ccomp") and token.pos_ != "PUNCT")
    )


def _frames(token: Token) -> bool:
    """Whether a verb only reports what another clause says."""
    return _kind(token) is not None and any(
        child.dep_ in ("ccomp", "parataxis") for child in token.children
    )


def _clause(head: Token) -> Clause:
    sign, because = _sign(head)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in head.children)
    subjects = set(_nouns(head, ("nsubj", "nsubjpass", "csubj")))
    objects = set(_nouns(head, ("dobj", "obj", "attr", "dative", "oprd"))) | set(_after(head))
    doers = [
        child
        for child in head.children
        if child.dep_ in (("agent",) if passive else ("nsubj", "csubj"))
    ]
    agents = {
        token.lemma_.lower()
        for child in doers
        for token in child.subtree
        if token.pos_ in ("NOUN", "PROPN")
    }
    return Clause(
        text=_words(head),
        sign=sign,
        unreal=_unreal(head),
        doer=" ".join(token.text for child in doers for token in child.subtree),
        agents=frozenset(agents),
        objects=frozenset(subjects | objects if passive else objects),
        deed=head.lemma_.lower(),
        because=tuple(because),
    )


def _sentence_clause(root: Token) -> Clause:
    """The whole sentence, with the sign of what its main verb reports."""
    main = root
    while True:
        reported = [
            child
            for child in main.children
            if child.dep_ in ("ccomp", "parataxis") and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ")
        ]
        if not reported or _kind(main) is None:
            break
        main = reported[0]
    read = _clause(main)
    text = " ".join(token.text for token in root.sent if not token.is_space)
    return replace(read, text=text)


def _sign(head: Token) -> tuple[int, list[str]]:
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
        if child.dep_ == "dobj" and child.lemma_ in _DENYING_NOUNS and not _denies(head)
    ]
    if denials and not _false_words(head):
        sign, because = -sign, [*because, *denials]  # "issued a denial"
    turn, words = _judgement(head)
    return sign * turn, because + words


def _judgement(verb: Token) -> tuple[int, list[str]]:
    """-1 where a verb denies or its clause calls something false, turned if that is a denial."""
    words = [verb.text] if _denies(verb) else _false_words(verb)
    if not words:
        return 1, []
    rejected = [
        token for token in _own_tokens(verb) if token.i != verb.i and token.lemma_ in _DENYING_NOUNS
    ]
    return (1, [*words, rejected[0].text]) if rejected else (-1, words)


def _turn(governor: Token, child: Token) -> tuple[int, list[str]]:
    """What a governing word does to the clause or phrase below it."""
    if governor.lemma_ in _DENYING_NOUNS:
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
    kind = _kind(governor)
    if kind in _OPEN_KINDS and reported:
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


def _denies(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if _kind(token) in _DENYING:
        return True
    return any(
        f"{token.lemma_} {child.lower_}" in _DENYING_PHRASES
        for child in token.children
        if child.dep_ in ("prt", "advmod", "prep")
    )


def _kind(token: Token) -> CueKind | None:
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
            if child.lower_ in _NOTHING:
                yield child.text
            for word in child.children:
                if word.lower_ in ("no", "neither") and not _compares(word):
                    yield f"{word.text} {child.text}"
        elif child.dep_ == "prep":
            for noun in child.children:
                if noun.lower_ in _NOTHING or any(
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
            if not (
                child.dep_ in _CLAUSE_DEPS - {"conj", "pcomp"} and child.pos_ in ("VERB", "AUX")
            )
        )


def _unreal(head: Token) -> bool:
    if any(child.dep_ == "aux" and child.lower_ in _MODALS for child in head.children):
        return True
    token = head
    while token.head.i != token.i:
        child, token = token, token.head
        if child.dep_ in ("xcomp", "ccomp", "acl") and (
            _kind(token) in _UNREAL_KINDS
            or (
                token.pos_ == "NOUN"
                and token.lemma_ in cues.NOUNS
                and cues.NOUNS[token.lemma_].kind in _UNREAL_KINDS
            )
        ):
            return True
    return False


def _nouns(head: Token, roles: Iterable[str]) -> Iterator[str]:
    for child in head.children:
        if child.dep_ in roles:
            for token in child.subtree:
                if token.pos_ in ("NOUN", "PROPN", "PRON") and not token.is_stop:
                    yield token.lemma_.lower()


def _after(head: Token) -> Iterator[str]:
    for child in head.children:
        if child.dep_ in ("prep", "dative"):
            for token in child.subtree:
                if token.pos_ in ("NOUN", "PROPN"):
                    yield token.lemma_.lower()


def _words(head: Token) -> str:
    tokens = [token for token in head.subtree if not token.is_space]
    if sum(1 for token in tokens if not token.is_stop and token.is_alpha) < SHORTEST:
        return ""
    return " ".join(token.text for token in tokens if token.dep_ != "mark")


def _denying_words(doc: Doc) -> Iterator[str]:
    for token in doc:
        if _denies(token) or token.lemma_ in _DENYING_NOUNS or token.lemma_.lower() in FALSE_WORDS:
            yield token.text


def _numbers(doc: Doc) -> Iterator[tuple[str, str]]:
    for token in doc:
        if token.like_num and token.dep_ in ("nummod", "quantmod", "pobj", "dobj", "attr"):
            noun = token.head if token.head.pos_ in ("NOUN", "PROPN", "SYM") else token
            yield token.lower_.replace(",", ""), noun.lemma_.lower()
