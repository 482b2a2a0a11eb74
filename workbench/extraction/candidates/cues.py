"""The lexicon of attribution: words that say somebody said, thinks, found, denied or asked.

A cue has a kind (what the speaker does), a polarity (what it does to the proposition) and frames
(the shapes its content may take in a sentence): rows of ``lexicon.csv``. Polarity is that of the
bare cue; negation, refusal and revoking are computed by ``polarity.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.extraction.candidates.lexicon import Cue, CueKind, Noun, Part, read_lexicon
from workbench.model.claim import Polarity

_LEXICON: Final = read_lexicon()
VERBS: Final[Mapping[str, Cue]] = _LEXICON[Part.VERB]
"""Verbs by lemma; a phrasal verb is written with its particle ("point out")."""
NOUNS: Final[Mapping[str, Cue]] = _LEXICON[Part.NOUN]
"""Nouns by lemma: "her claim that", "reports of", "a promise to"."""
ADJECTIVES: Final[Mapping[str, Cue]] = _LEXICON[Part.ADJECTIVE]
"""Adjectives of a speaker's state: "is confident that", "skeptical of"."""

# Adverbs that report without naming anybody.
ADVERBS: Final[frozenset[str]] = frozenset(
    {"reportedly", "allegedly", "supposedly", "purportedly", "apparently", "ostensibly"}
)

# Words that, as the object of a cue of saying or denying, stand for a proposition that follows:
# "dismissed as baseless reports that", "denied the allegations that".
PROPOSITION_NOUNS: Final[frozenset[str]] = frozenset(
    {
        "accusation", "allegation", "assertion", "charge", "claim", "complaint", "concern",
        "criticism", "denial", "fact", "idea", "notion", "report", "rumor", "rumour", "speculation",
        "story", "suggestion", "theory", "view", "warning", "argument", "contention", "possibility",
        "talk", "gossip", "account", "version", "information", "news", "footage", "document",
    }
)  # fmt: skip

# "blasted rumours that P": an attack on hearsay denies what it tells of.
ATTACKS: Final[frozenset[str]] = frozenset(
    {"attack", "blast", "condemn", "decry", "denounce", "lambast", "lambaste", "mock", "rip",
     "ridicule", "slam", "deride", "scorn", "deplore", "criticize", "criticise"}
)  # fmt: skip
HEARSAY_NOUNS: Final[frozenset[str]] = frozenset(
    {"accusation", "allegation", "claim", "gossip", "insinuation", "rumor", "rumour", "smear",
     "speculation", "story", "suggestion", "talk"}
)  # fmt: skip

# "hit back at claims that P": the same, where the verb alone is one of speech.
RETORTS: Final[frozenset[str]] = frozenset(
    {"fire back", "hit back", "hit out", "kick back", "lash out", "push back", "strike back"}
)
RETORT: Final = Cue(
    CueKind.REJECTION,
    Polarity.DENIES,
    frozenset(),
    frozenset({"at", "against", "on", "over"}),
    nouns=Noun.CHARGE,
)

# What a rejection calls what it rejects: "dismissed as baseless", "called the report false".
FALSE_WORDS: Final[frozenset[str]] = frozenset(
    {
        "absurd", "baseless", "bogus", "concocted", "fabricated", "fabrication", "fake", "false",
        "falsehood", "fiction", "groundless", "hoax", "inaccurate", "incorrect", "invented", "lie",
        "ludicrous", "misinformation", "misleading", "myth", "nonsense", "preposterous",
        "propaganda", "ridiculous", "unfounded", "unsubstantiated", "untrue", "wrong", "slander",
        "smear", "disinformation", "nonsensical", "invention", "rubbish", "gossip", "lies", "myths",
        "inventions", "fabrications", "fantasy", "diversion", "propagandistic", "incorrectly",
    }
)  # fmt: skip
TRUE_WORDS: Final[frozenset[str]] = frozenset(
    {"true", "accurate", "correct", "right", "genuine", "authentic", "fact", "valid"}
)

# Refused acts that would have told something about P: "declined to confirm that P" asserts
# neither P nor its opposite. "Refused to accept/believe that P" rejects P.
SILENCE_VERBS: Final[frozenset[str]] = frozenset(
    {"answer", "comment", "confirm", "deny", "disclose", "discuss", "elaborate", "identify",
     "name", "provide", "release", "reveal", "rule", "say", "share", "specify", "speculate",
     "talk", "tell", "speak", "verify"}
)  # fmt: skip
ACCEPTANCE_VERBS: Final[frozenset[str]] = frozenset(
    {"accept", "acknowledge", "admit", "believe", "concede", "recognize", "recognise", "buy",
     "credit", "endorse", "support"}
)  # fmt: skip


def words_of(*kinds: CueKind) -> frozenset[str]:
    """All verb and noun lemmas of the given kinds, for readers that only need the words."""
    return frozenset(
        word for lexicon in (VERBS, NOUNS) for word, cue in lexicon.items() if cue.kind in kinds
    )
