"""Which nouns a kind of cue takes for a proposition, as data.

A verb that takes a clause is a speech act with every clause; with a noun it is one only where the
noun stands for a proposition. "Police questioned the student", "dismissed 40 workers" and "attacked
the film" are facts about police, a firm and critics; what is claimed there is the whole sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto
from typing import Final

from workbench.extraction.candidates.cues import CueKind


class Noun(Flag):
    """What a noun in the place of a content may be for the cue to hold a proposition."""

    NONE = 0
    CHARGE = auto()
    ACT = auto()


_NO = Noun.NONE
_BOTH = Noun.CHARGE | Noun.ACT

BY_KIND: Final[Mapping[CueKind, Noun]] = {
    CueKind.SPEECH: Noun.ACT,
    CueKind.BELIEF: Noun.ACT,
    CueKind.FINDING: Noun.ACT,
    CueKind.DENIAL: _BOTH,
    CueKind.REJECTION: Noun.CHARGE,
    CueKind.RETRACTION: Noun.CHARGE,
    CueKind.ADMISSION: Noun.ACT,
    CueKind.REFUSAL: _BOTH,
    CueKind.QUESTION: Noun.CHARGE,
    CueKind.COMMITMENT: _NO,
    CueKind.DIRECTIVE: _NO,
    CueKind.JUDGEMENT: _NO,
    CueKind.STANCE: _NO,
    CueKind.DESIRE: _NO,
    CueKind.TOPIC: _NO,
    CueKind.APPEARANCE: _NO,
}
"""What each kind takes; ``BY_VERB`` says otherwise for single verbs."""

BY_VERB: Final[Mapping[str, Noun]] = {
    "announce": Noun.ACT,
    "confirm": _BOTH,
    "acknowledge": _BOTH,
    "allege": Noun.ACT,
    "contest": Noun.CHARGE,
    "contradict": Noun.CHARGE,
    "disclaim": Noun.ACT,
    "report": Noun.ACT,
    "repeat": Noun.CHARGE,
    "reiterate": Noun.CHARGE,
    "claim": Noun.NONE,
    "fear": Noun.ACT,
    "expect": Noun.ACT,
    "predict": Noun.ACT,
    "list": Noun.NONE,
    "document": Noun.ACT,
    "doubt": _BOTH,
    "exclude": Noun.ACT,
    "rule out": Noun.ACT,
    "communicate": Noun.NONE,
    "convey": Noun.NONE,
    "explain": Noun.NONE,
    "discount": Noun.CHARGE,
    "argue": Noun.NONE,
}

INFINITIVE_IS_FACT: Final = frozenset(
    {CueKind.DESIRE, CueKind.DIRECTIVE, CueKind.STANCE, CueKind.REFUSAL}
)
"""Kinds that say with an infinitive what somebody wants or does, and claim nothing by it."""

PROMISES: Final = frozenset({"promise", "vow", "pledge", "swear", "threaten", "guarantee"})
"""Verbs of undertaking that are said aloud; "plans to leave" and "agreed to pay" are facts."""


def nouns_of(kind: CueKind, verb: str) -> Noun:
    """What nouns stand for a proposition under a verb.

    Args:
        verb: Its lemma, with the particle of a phrasal verb.
    """
    return BY_VERB.get(verb, BY_KIND[kind])
