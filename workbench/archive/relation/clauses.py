"""What a sentence says and what it says is not so: its clauses, each with a sign (``signs``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Final

from workbench.archive.relation.factuality import (
    CLAUSE_DEPS,
    DENYING_NOUNS,
    FALSE_WORDS,
    NOTHING,
    denies,
    kind,
    sign_of,
)
from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import CueKind
from workbench.extraction.parse.language import PARSING, load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_CLAUSES: Final = 12
SHORTEST: Final = 2  # content words; less says nothing to compare
LONGEST_TEXT: Final = 2_000  # characters that are parsed; a claim is in its first sentences

_UNREAL_KINDS: Final = frozenset({CueKind.DIRECTIVE, CueKind.DESIRE, CueKind.COMMITMENT})
_MODALS: Final = frozenset({"may", "might", "could", "would", "should", "can"})


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


REMEMBERED: Final = 20_000
PARSED_TOGETHER: Final = 64
UNUSED: Final = ("ner",)
"""What the pipeline need not do here: finding names takes as long as parsing, and no rule asks."""
_remembered: dict[str, Stance] = {}
_remembering = Lock()


def stances(texts: Sequence[str]) -> list[Stance]:
    """The stance of each text; parsed together, remembered for the next time."""
    wanted = list(dict.fromkeys(texts))
    with _remembering:
        found = {text: _remembered[text] for text in wanted if text in _remembered}
    fresh = [text for text in wanted if text not in found]
    for start in range(0, len(fresh), PARSED_TOGETHER):
        batch = fresh[start : start + PARSED_TOGETHER]
        with PARSING:  # let go between batches, for the pages that wait to be read
            documents = load_pipeline().pipe(
                (text[:LONGEST_TEXT] for text in batch), disable=UNUSED
            )
            found.update(zip(batch, map(_stance, documents), strict=True))
    with _remembering:
        _remembered.update((text, found[text]) for text in fresh)
        for text in list(islice(_remembered, max(0, len(_remembered) - REMEMBERED))):
            del _remembered[text]
    return [found[text] for text in texts]


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
            token.text for token in doc if token.dep_ == "neg" or token.lower_ in NOTHING
        ),
        admitting=tuple(token.text for token in doc if kind(token) is CueKind.ADMISSION),
        numbers=frozenset(_numbers(doc)),
    )


def _is_head(token: Token) -> bool:
    return token.dep_ in CLAUSE_DEPS and (
        token.pos_ in ("VERB", "AUX") or (token.dep_ in ("ROOT", "ccomp") and token.pos_ != "PUNCT")
    )


def _frames(token: Token) -> bool:
    """Whether a verb only reports what another clause says."""
    return kind(token) is not None and any(
        child.dep_ in ("ccomp", "parataxis") for child in token.children
    )


def _clause(head: Token) -> Clause:
    sign, because = sign_of(head)
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
        if not reported or kind(main) is None:
            break
        main = reported[0]
    read = _clause(main)
    text = " ".join(token.text for token in root.sent if not token.is_space)
    return replace(read, text=text)


def _unreal(head: Token) -> bool:
    if any(child.dep_ == "aux" and child.lower_ in _MODALS for child in head.children):
        return True
    token = head
    while token.head.i != token.i:
        child, token = token, token.head
        if child.dep_ in ("xcomp", "ccomp", "acl") and (
            kind(token) in _UNREAL_KINDS
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
        if denies(token) or token.lemma_ in DENYING_NOUNS or token.lemma_.lower() in FALSE_WORDS:
            yield token.text


def _numbers(doc: Doc) -> Iterator[tuple[str, str]]:
    for token in doc:
        if token.like_num and token.dep_ in ("nummod", "quantmod", "pobj", "dobj", "attr"):
            noun = token.head if token.head.pos_ in ("NOUN", "PROPN", "SYM") else token
            yield token.lower_.replace(",", ""), noun.lemma_.lower()
