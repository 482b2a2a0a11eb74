"""The lexicon of attribution: words that say somebody said, thinks, found, denied or asked.

A cue has a kind (what the speaker does), a polarity (what it does to the proposition) and frames
(the shapes its content may take in a sentence). The classes follow the usual ones of English
verb lexicons: saying, telling, manner of speaking, believing, finding, denying, asking and so on.
Polarity is that of the bare cue; negation, refusal and revoking are computed by ``polarity.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.model.claim import Polarity


class CueKind(StrEnum):
    """What the source does with the content."""

    SPEECH = "speech"
    BELIEF = "belief"
    FINDING = "finding"
    DENIAL = "denial"
    REJECTION = "rejection"
    RETRACTION = "retraction"
    ADMISSION = "admission"
    REFUSAL = "refusal"
    QUESTION = "question"
    COMMITMENT = "commitment"
    DIRECTIVE = "directive"
    JUDGEMENT = "judgement"
    STANCE = "stance"
    DESIRE = "desire"
    TOPIC = "topic"
    APPEARANCE = "appearance"


class Frame(StrEnum):
    """A shape of content: ``said: "..."``, that-clause, to-infinitive, denied selling, ..."""

    QUOTE = "quote"
    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    NOUN = "noun"
    OBJECT_AND_MORE = "object_and_more"  # called her a liar, described it as, accused him of
    ADDRESSEE = "addressee"  # the object is the listener: told reporters that


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a reporting word.

    Attributes:
        prepositions: Those that introduce its content ("warned of", "called for").
    """

    kind: CueKind
    polarity: Polarity
    frames: frozenset[Frame]
    prepositions: frozenset[str] = frozenset()


_POLARITY_OF_KIND: Final[Mapping[CueKind, Polarity]] = {
    CueKind.DENIAL: Polarity.DENIES,
    CueKind.REJECTION: Polarity.DENIES,
    CueKind.RETRACTION: Polarity.DENIES,
    CueKind.QUESTION: Polarity.QUESTIONS,
}


def _class(
    kind: CueKind, frames: str, words: str, prepositions: str = ""
) -> tuple[tuple[str, Cue], ...]:
    cue = Cue(
        kind=kind,
        polarity=_POLARITY_OF_KIND.get(kind, Polarity.ASSERTS),
        frames=frozenset(Frame(frame) for frame in frames.split()),
        prepositions=frozenset(prepositions.split()),
    )
    return tuple((word.replace("_", " "), cue) for word in words.split())


def _lexicon(*classes: tuple[tuple[str, Cue], ...]) -> Mapping[str, Cue]:
    """Join classes; a word in several keeps the kind of the first and the frames of all."""
    lexicon: dict[str, Cue] = {}
    for word, cue in (entry for entries in classes for entry in entries):
        known = lexicon.get(word, cue)
        lexicon[word] = Cue(
            kind=known.kind,
            polarity=known.polarity,
            frames=known.frames | cue.frames,
            prepositions=known.prepositions | cue.prepositions,
        )
    return lexicon


# Verbs by lemma; a phrasal verb is written with its particle ("point out").
VERBS: Final[Mapping[str, Cue]] = _lexicon(
    # saying
    _class(CueKind.SPEECH, "quote clause infinitive", "say claim report", "about of"),
    _class(
        CueKind.SPEECH,
        "quote clause noun",
        "state declare announce assert allege stress emphasize emphasise reiterate repeat explain "
        "argue affirm reaffirm proclaim disclose recount recall underline confirm clarify specify "
        "imply",
        "about",
    ),
    _class(
        CueKind.SPEECH,
        "quote clause",
        "add note observe remark counter respond retort rejoin continue contend insist maintain "
        "conclude elaborate interject quip volunteer write tweet retweet reply answer reckon "
        "post blog email text summarize summarise hint underscore relate "
        "point_out go_on chime_in stipulate theorize posit surmise profess pronounce hear vouch "
        "predict forecast foresee prophesy hypothesize deadpan venture offer concur exclaim sum_up "
        "read_out reminisce blurt_out attest spell_out",
    ),
    _class(
        CueKind.SPEECH,
        "quote clause",
        "comment joke muse opine testify boast brag gloat complain grumble lament bemoan speculate "
        "marvel rant caution agree disagree ruminate protest fret gripe",
        "about on of at that over for to with",
    ),
    _class(
        CueKind.SPEECH,
        "quote",
        "shout yell scream chant cry whisper mutter mumble murmur snap bark growl sigh laugh "
        "chuckle thunder bellow intone gush rave fume vent sneer snarl plead beg gasp giggle begin "
        "crow enthuse rhapsodize sing recite read open close press persist prod cheer fire_back "
        "shoot_back hit_back strike_back write_back push_back cut_in weigh_in",
    ),
    _class(
        CueKind.SPEECH,
        "quote clause infinitive addressee",
        "tell assure inform remind advise notify brief instruct warn lecture teach",
        "of about on against",
    ),
    _class(CueKind.SPEECH, "quote clause", "apologize apologise"),
    _class(CueKind.SPEECH, "quote clause", "divulge let_slip blab leak"),
    _class(CueKind.SPEECH, "clause infinitive addressee", "convince persuade", "of"),
    _class(CueKind.SPEECH, "clause noun", "signal telegraph communicate convey relay articulate"),
    # the topic of talk
    _class(
        CueKind.TOPIC,
        "quote noun",
        "discuss mention cite reference detail outline describe highlight tout reveal voice "
        "express echo mull publish release unveil recite lay_out bring_up spell_out play_up "
        "play_down downplay trumpet hype",
        "as",
    ),
    _class(CueKind.TOPIC, "quote", "talk speak rave", "about of"),
    _class(CueKind.TOPIC, "quote", "quote invoke raise debate address present"),
    _class(CueKind.TOPIC, "", "refer allude point testify appeal react attest", "to"),
    _class(CueKind.TOPIC, "", "focus dwell elaborate expand expound touch", "on upon"),
    # believing and knowing
    _class(
        CueKind.BELIEF,
        "quote clause infinitive",
        "think believe feel suspect assume presume suppose guess imagine figure hold "
        "worry expect anticipate understand know realize realise recognize recognise "
        "perceive remember forget learn decide conclude dream judge sense gather",
        "about of over",
    ),
    _class(CueKind.BELIEF, "clause noun infinitive", "fear expect anticipate foresee"),
    _class(CueKind.BELIEF, "clause", "accept notice calculate conceive envision bet"),
    # finding and showing
    _class(
        CueKind.FINDING,
        "clause infinitive",
        "find demonstrate prove conclude estimate project determine establish verify corroborate "
        "rule illustrate rate calculate detect discover",
    ),
    _class(CueKind.FINDING, "clause noun infinitive", "show indicate reveal suggest document list"),
    # denying and taking back
    _class(
        CueKind.DENIAL,
        "quote clause gerund noun infinitive",
        "deny refute rebut disavow contradict disclaim repudiate debunk negate gainsay "
        "dispute contest",
    ),
    _class(
        CueKind.REJECTION,
        "clause noun gerund object_and_more",
        "reject dismiss rubbish discount ridicule rebuff disregard brush_off brush_aside wave_off "
        "wave_away shrug_off laugh_off shoot_down knock_down pooh-pooh deride",
        "as",
    ),
    _class(CueKind.DENIAL, "clause gerund noun", "rule_out exclude"),
    _class(CueKind.REJECTION, "quote", "scoff bristle balk", "at"),
    _class(
        CueKind.RETRACTION,
        "noun clause",
        "retract recant withdraw rescind renounce disown take_back walk_back",
    ),
    _class(CueKind.RETRACTION, "", "backtrack backpedal", "on from"),
    # admitting
    _class(
        CueKind.ADMISSION,
        "quote clause gerund noun infinitive",
        "admit acknowledge concede confess own_up",
        "to",
    ),
    _class(CueKind.ADMISSION, "clause", "grant allow"),
    # refusing and declining; what is refused decides whether anything is said about P
    _class(CueKind.REFUSAL, "infinitive", "decline refuse"),
    # asking
    _class(CueKind.QUESTION, "quote clause infinitive addressee", "ask", "about for on"),
    _class(
        CueKind.QUESTION, "quote clause addressee", "query inquire enquire wonder quiz", "about if"
    ),
    _class(CueKind.QUESTION, "quote clause noun gerund", "question"),
    _class(CueKind.QUESTION, "clause noun", "doubt"),
    # undertaking
    _class(
        CueKind.COMMITMENT,
        "quote clause infinitive",
        "promise vow pledge swear threaten guarantee commit resolve undertake",
    ),
    _class(CueKind.COMMITMENT, "noun", "promise pledge guarantee"),
    _class(CueKind.COMMITMENT, "infinitive", "plan intend agree offer propose volunteer opt"),
    # telling others what to do
    _class(
        CueKind.DIRECTIVE,
        "quote clause infinitive",
        "urge demand order request encourage exhort implore beseech entreat propose recommend "
        "suggest advocate insist dare",
        "for",
    ),
    _class(CueKind.DIRECTIVE, "noun", "propose recommend demand urge suggest"),
    # praising, blaming, naming
    _class(
        CueKind.JUDGEMENT,
        "quote clause noun",
        "criticize criticise praise slam blast denounce condemn decry deplore assail bash attack "
        "mock lambast lambaste rebuke scold berate castigate excoriate skewer applaud hail laud "
        "commend salute admire defend rip savage fault disparage belittle insult taunt chastise "
        "call_out single_out endorse thank credit",
        "for over as",
    ),
    _class(
        CueKind.JUDGEMENT,
        "quote",
        "rail lash_out inveigh hit_out sound_off",
        "against at on",
    ),
    _class(CueKind.JUDGEMENT, "object_and_more", "accuse blame credit charge fault", "of for with"),
    _class(CueKind.JUDGEMENT, "noun", "blame challenge congratulate chide champion welcome extol"),
    _class(CueKind.JUDGEMENT, "object_and_more", "attribute ascribe", "to"),
    _class(CueKind.FINDING, "object_and_more", "estimate put value", "at"),
    _class(
        CueKind.JUDGEMENT,
        "object_and_more quote",
        "call describe characterize characterise portray depict paint label brand dub term view "
        "see regard consider deem declare cast frame liken hail denounce",
        "as to",
    ),
    _class(CueKind.DIRECTIVE, "infinitive", "call push press lobby argue", "for on"),
    # taking sides
    _class(
        CueKind.STANCE,
        "noun gerund",
        "support back endorse oppose favor favour embrace prefer approve resist promote regret "
        "dislike resent distrust trust contemplate",
        "of",
    ),
    _class(CueKind.STANCE, "", "vote campaign side", "for against with"),
    _class(CueKind.STANCE, "", "care", "about"),
    _class(
        CueKind.DESIRE,
        "infinitive clause",
        "want hope wish seek aim long yearn desire like love hate",
        "for",
    ),
    # seeming, with nobody named
    _class(CueKind.APPEARANCE, "infinitive clause", "seem appear"),
)


# Nouns by lemma: "her claim that", "reports of", "a promise to".
NOUNS: Final[Mapping[str, Cue]] = _lexicon(
    _class(
        CueKind.SPEECH,
        "clause quote",
        "claim statement assertion allegation report announcement argument contention insistence "
        "declaration remark comment accusation charge complaint rumor rumour suggestion "
        "explanation testimony disclosure revelation reminder boast tweet hint word "
        "story warning prediction speculation criticism praise",
        "of about on that against for",
    ),
    _class(
        CueKind.BELIEF,
        "clause infinitive",
        "belief view opinion assumption notion idea impression conviction feeling fear "
        "worry concern suspicion expectation hope confidence hunch perception understanding "
        "thought theory skepticism scepticism consensus",
        "of about over on",
    ),
    _class(
        CueKind.FINDING,
        "clause",
        "finding conclusion evidence estimate projection forecast indication proof ruling "
        "assessment determination",
        "of",
    ),
    _class(CueKind.DENIAL, "clause", "denial rebuttal disavowal refutation", "of"),
    _class(CueKind.REJECTION, "clause", "rejection dismissal", "of"),
    _class(CueKind.RETRACTION, "clause", "retraction withdrawal", "of"),
    _class(
        CueKind.ADMISSION, "clause", "admission acknowledgment acknowledgement concession", "of"
    ),
    _class(CueKind.REFUSAL, "infinitive", "refusal"),
    _class(CueKind.QUESTION, "clause", "question doubt query inquiry", "about of over as"),
    _class(
        CueKind.COMMITMENT,
        "clause infinitive",
        "promise pledge vow threat commitment plan offer intention decision proposal",
        "of for",
    ),
    _class(
        CueKind.DIRECTIVE,
        "clause infinitive",
        "call demand request recommendation appeal plea push",
        "for",
    ),
    _class(
        CueKind.STANCE,
        "gerund",
        "support opposition endorsement defense defence",
        "of for to",
    ),
)

# Adjectives of a speaker's state: "is confident that", "skeptical of".
ADJECTIVES: Final[Mapping[str, Cue]] = _lexicon(
    _class(
        CueKind.BELIEF,
        "clause infinitive",
        "confident certain sure aware convinced hopeful optimistic pessimistic afraid worried "
        "concerned fearful proud glad happy sorry surprised disappointed satisfied mindful",
        "of about that by with",
    ),
    _class(CueKind.QUESTION, "clause", "doubtful skeptical sceptical unsure uncertain", "of about"),
    _class(CueKind.STANCE, "gerund", "critical supportive wary dismissive", "of"),
    _class(CueKind.DESIRE, "infinitive", "eager willing ready reluctant determined keen", "for"),
    _class(CueKind.ADMISSION, "clause", "guilty", "to of"),
    _class(CueKind.SPEECH, "clause", "adamant clear insistent emphatic", "about on"),
)

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
    CueKind.REJECTION, Polarity.DENIES, frozenset(), frozenset({"at", "against", "on", "over"})
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
