"""The prior: a statement shown against a claim, its relation and lane; what priors add up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from workbench.model.article import Span
from workbench.model.claim import Polarity
from workbench.model.statement import Statement


class Relation(StrEnum):
    """What a statement does to a claim."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    RELATED = "related"


class Lane(StrEnum):
    """Said on or before the article's date (prior), or later (since)."""

    PRIOR = "prior"
    SINCE = "since"


class TimelinePart(StrEnum):
    """What an actor on a timeline has to do with the claim."""

    SPOKEN_OF = "spoken of"
    MAKES_IT = "makes the claim"
    OF_ITSELF = "makes the claim, of itself"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Query:
    """What priors are sought for: a stored claim, or free text from the command line.

    ``article_id`` excludes that article's own claims; ``context`` is its headline, if known.
    """

    claim_id: str
    text: str
    proposition: str | None = None
    speaker: str | None = None
    actor: str | None = None
    polarity: Polarity | None = None
    article_date: date | None = None
    article_id: str | None = None
    context: str | None = None


NAMED_FROM: Final = 0.5
"""The probability from which a side is named: from here on it is right more often than not
(docs/decisions/006-relation.md)."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A larger reader that judged a relation.

    Attributes:
        model: What answered, by the name that it gives itself.
        host: Where it was asked.
        rules: Which wording of the question it was asked with.
    """

    model: str
    host: str
    rules: str

    @property
    def revision(self) -> str:
        """As a verdict records it."""
        return f"{self.model} at {self.host}, question {self.rules}"


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """The relation of one statement to one claim; the three probabilities sum to 1.

    Attributes:
        parts: What each kind of evidence adds to the log-odds of contradicting rather than
            supporting.
        same_speaker: Whether the claim's own speaker made the statement: against the claim it is
            then a change of position.
        judge: The larger reader that read the statement again, none where the model that ships has
            judged.
        carried_by: The statement's words that the larger reader names for its answer.
    """

    relation: Relation
    contradicts: float
    supports: float
    related: float
    reasons: tuple[str, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()
    judge: Judge | None = None
    carried_by: str | None = None
    same_speaker: bool | None = None

    @property
    def named(self) -> Relation:
        """The relation as people are told it: a side only where it is likelier than not.

        Of what is labelled now this is ``relation``; labels recorded under earlier rules may name
        a side that nobody should be told of.
        """
        return self.relation if self.probability >= NAMED_FROM else Relation.RELATED

    @property
    def is_on_point(self) -> bool:
        """Whether the statement is likelier than not to take one of the sides, whichever it be."""
        return 1 - self.related >= NAMED_FROM

    @property
    def probability(self) -> float:
        """The probability of the label itself."""
        return self.shares[self.relation]

    @property
    def shares(self) -> dict[Relation, float]:
        """The three probabilities by relation."""
        return {
            Relation.CONTRADICTS: self.contradicts,
            Relation.SUPPORTS: self.supports,
            Relation.RELATED: self.related,
        }


@dataclass(frozen=True, slots=True)
class Prior:
    """A statement shown against a claim.

    ``parts`` are the named pieces of ``score`` for "why this match"; ``days_before`` counts from
    the statement to the article's date, negative in the since lane. ``other_publishers`` has the
    publisher of each further copy of the same text in that lane; they are one source.
    """

    statement: Statement
    rank: int
    score: float
    lane: Lane
    label: RelationLabel
    parts: tuple[tuple[str, float], ...] = ()
    shared_words: tuple[str, ...] = ()
    days_before: int | None = None
    reprinted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordMarks:
    """Where a statement's words meet a claim's, in code points of the statement's text.

    Attributes:
        agreeing: Words that both have, and numbers that both give for the same thing.
        clashing: Another number for the same thing, or a denial that the claim lacks.
    """

    agreeing: tuple[Span, ...] = ()
    clashing: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reversal:
    """The same actor on both sides of a claim at different times.

    Attributes:
        first: The earlier statement.
        then: The later one, which says the opposite.
        sentence: What happened, in words.
    """

    actor: str
    first: Prior
    then: Prior
    sentence: str


@dataclass(frozen=True, slots=True)
class Absence:
    """A search of the archive that found nothing for or against a claim.

    Attributes:
        searched: How many statements could have been found.
        above: The relevance from which a statement is shown, 0 to 1.
        read: The nearest of them, whose relation was read.
        sentence: The finding with its numbers, fit to stand in a rationale.
    """

    searched: int
    above: float
    read: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """One text on a timeline, however often it was printed.

    Attributes:
        prior: The earliest of its copies.
        copies: How many of them the archive holds, 1 for a text that stands alone.
    """

    prior: Prior
    copies: int = 1


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What one actor said, oldest first.

    Attributes:
        actor: The actor, else the speaker; none where neither is known.
        part: What the actor has to do with the claim: spoken of, makes it, or neither.
    """

    actor: str | None
    part: TimelinePart
    marks: tuple[TimelineMark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements on one topic by actor and day.

    Attributes:
        day: The day of the article that the topic comes from, if there is one.
        rows: The actors spoken of first, then who makes the claim, then the others.
        turns: Who changed sides, each between two marks of one row, told in words.
        undated: What has no day and so no place on the line.
    """

    day: date | None
    rows: tuple[TimelineRow, ...]
    turns: tuple[Reversal, ...] = ()
    undated: tuple[TimelineMark, ...] = ()

    @property
    def marks(self) -> tuple[TimelineMark, ...]:
        """All that stands on the line, row by row."""
        return tuple(mark for row in self.rows for mark in row.marks)


A_DAY: Final = 1000
"""Statements a larger reader may be asked about a day, unless another number is set."""
TIMEOUT: Final = 20.0
"""Seconds it has for each, unless others are set."""
LONGEST_NAME: Final = 200
"""Characters of its model's name or of a host's that are taken."""


@dataclass(frozen=True, slots=True)
class ReaderEndpoint:
    """A chat endpoint that speaks as OpenAI's does: Ollama, llama.cpp, vLLM, or a hosted one.

    Attributes:
        url: Where it is asked, whole.
        host: Who gets the words, as people are told: the host's name, and its port if it has one.
        on_this_machine: Whether that is the machine the desk runs on.
        key: What lets the desk in, if the endpoint wants to know.
        a_day: Statements it may be asked about a day, by UTC.
        timeout: Seconds it has for a statement, from the first byte to the last.
    """

    url: str
    host: str
    model: str
    on_this_machine: bool = False
    key: str | None = field(default=None, repr=False)
    a_day: int = A_DAY
    timeout: float = TIMEOUT

    @property
    def name(self) -> str:
        """The model and where it is."""
        return f"{self.model} at {self.host}"

    @property
    def where_words_go(self) -> str:
        """One sentence that says plainly what leaves the desk, and to whom."""
        what = "The words of claims and of the statements beside them"
        if self.on_this_machine:
            return f"{what} go to a program on this machine."
        return f"{what} leave this machine: they go to {self.host}."


@dataclass(frozen=True, slots=True)
class ReaderState:
    """How far the reading of the statements beside one claim is.

    Attributes:
        shown: How many statements stand beside the claim.
        read: Of how many the larger reader's answer is there.
        in_hand: How many are being read or wait for it.
        refused: Of how many its answer could not be used.
        trouble: Why the others are not read, in words; none if they are or will be.
    """

    endpoint: ReaderEndpoint
    shown: int
    read: int
    in_hand: int = 0
    refused: int = 0
    trouble: str | None = None
