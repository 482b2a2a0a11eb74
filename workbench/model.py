"""The nouns of the workbench: frozen dataclasses and enums that every stage shares.

This module imports nothing of ours. Offsets are code points into ``Article.text``, end
exclusive; for every claim ``article.text[claim.start:claim.end] == claim.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Polarity(StrEnum):
    """What the speaker does with the proposition. A denied proposition is recorded as denied."""

    ASSERTS = "asserts"
    DENIES = "denies"
    QUESTIONS = "questions"


class Quotation(StrEnum):
    """How an article carries the words: in quotation marks, in the reporter's, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Relation(StrEnum):
    """What a statement does to a claim."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    RELATED = "related"


class Lane(StrEnum):
    """Said on or before the article's date (prior), or later (since)."""

    PRIOR = "prior"
    SINCE = "since"


class Verdict(StrEnum):
    """A checker's finding. "Unverified" is a finding; not reviewed yet is the absence of one."""

    CONTESTED = "contested"
    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"


class SignOffDecision(StrEnum):
    """What a supervisor does with one version of one verdict."""

    APPROVED = "approved"
    RETURNED = "returned"


class ClaimState(StrEnum):
    """Where a claim stands on the desk. Taken passes with time; every other state is for good."""

    OPEN = "open"
    TAKEN = "taken"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    DISMISSED = "dismissed"


class ClaimChangeKind(StrEnum):
    """What a person did with the claims of an article."""

    ADDED = "added"
    SPLIT = "split"
    MERGED = "merged"
    CORRECTED = "corrected"


class DismissalReason(StrEnum):
    """Why something that was suggested is no claim to check."""

    OPINION = "opinion"
    FORECAST = "forecast"
    NOT_CHECKABLE = "not checkable"
    WRONGLY_CUT = "wrongly cut"
    DUPLICATE = "duplicate"
    TRIVIAL = "trivial"
    OTHER = "other"


class Priority(StrEnum):
    """How soon a claim should be looked at, the most pressing first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Role(StrEnum):
    """What a person may do; the moves themselves are listed in ``desk.permissions``."""

    CHECKER = "checker"
    SUPERVISOR = "supervisor"
    LIBRARIAN = "librarian"
    ADMIN = "admin"


class TimelinePart(StrEnum):
    """What an actor on a timeline has to do with the claim."""

    SPOKEN_OF = "spoken of"
    MAKES_IT = "makes the claim"
    OF_ITSELF = "makes the claim, of itself"
    BESIDE = "beside"


class ActorKind(StrEnum):
    """What stands behind a speaker."""

    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    PARTY = "party"
    COMPANY = "company"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Article:
    """An immutable snapshot of a document. ``article_id`` derives from the text's SHA-256."""

    article_id: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_on: date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Article.text`` in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """Date words inside a claim and the days they resolve to, both ends inclusive."""

    span: Span
    words: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class AttributionLink:
    """One level of a nested attribution, outermost first: who, through which words."""

    source: Span | None
    cue: Span | None
    speaker: str | None
    actor: str | None
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the machine says so: ``of`` names what is explained (claim, speaker, polarity...)."""

    of: str
    words: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable assertion lifted from an article.

    Attributes:
        text: The exact words, ``article.text[start:end]``.
        sentence: The sentence or sentences that carry the claim.
        content: What is claimed, without source and cue; equals the span for bare facts.
        source: The words that name the speaker, none for an unattributed fact.
        cue: The words that report ("denied", "according to").
        speaker: The resolved person or body, "John Kirby" for "he".
        actor: Who stands behind the speaker, "United States" for John Kirby.
        check_worthiness: 0 to 1.
        proposition: A self-contained rendering for matching; derived, never shown as a quotation.
        chain: Nested attribution, outermost first; one link for a plain one, empty for none.
    """

    claim_id: str
    article_id: str
    text: str
    start: int
    end: int
    sentence: Span
    content: Span
    source: Span | None = None
    cue: Span | None = None
    source_text: str | None = None
    cue_text: str | None = None
    speaker: str | None = None
    actor: str | None = None
    polarity: Polarity = Polarity.ASSERTS
    quotation: Quotation | None = None
    check_worthiness: float = 0.0
    said_on: date | None = None
    proposition: str = ""
    dates: tuple[DateMention, ...] = ()
    chain: tuple[AttributionLink, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A dated, attributed statement in the archive.

    ``statement_id`` is the importer's own id. A statement extracted from an article carries the
    ids of that article and claim, so that an article's own claims are never its priors.
    """

    statement_id: str
    text: str
    speaker: str | None = None
    speaker_role: str | None = None
    actor: str | None = None
    said_on: date | None = None
    published_on: date | None = None
    title: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    language: str = "en"
    polarity: Polarity | None = None
    article_id: str | None = None
    claim_id: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)

    @property
    def dated(self) -> date | None:
        """The day it was said or, failing that, published."""
        return self.said_on if self.said_on is not None else self.published_on


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


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in the archive, and among which statements.

    Attributes:
        as_of: Only what is dated on or before this day.
        actor: Only what this actor said, by any of its names.
        source: Only what this publisher printed.
        language: Only statements in this language, such as "en".
        speaker: Only those of whose speaker's name these are words.
        since: Only what is dated on or after this day.
    """

    text: str
    as_of: date | None = None
    actor: str | None = None
    source: str | None = None
    language: str | None = None
    speaker: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """The relation of one statement to one claim; the three probabilities sum to 1.

    ``parts`` tells what each kind of evidence adds to the log-odds of contradicting rather than
    supporting.
    """

    relation: Relation
    contradicts: float
    supports: float
    related: float
    reasons: tuple[str, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def probability(self) -> float:
        """The probability of the label itself."""
        return {
            Relation.CONTRADICTS: self.contradicts,
            Relation.SUPPORTS: self.supports,
            Relation.RELATED: self.related,
        }[self.relation]


@dataclass(frozen=True, slots=True)
class Prior:
    """A statement shown against a claim.

    ``parts`` are the named pieces of ``score`` for "why this match"; ``days_before`` counts from
    the statement to the article's date, negative in the since lane. ``reprinted`` has the
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
class VerdictVersion:
    """One version of the verdict on a claim. Versions count from 1 and are never changed."""

    claim_id: str
    version: int
    verdict: Verdict
    rationale: str
    author: str
    decided_at: datetime
    confidence: float | None = None
    cited: tuple[str, ...] = ()
    outside_evidence: str | None = None
    models: tuple[tuple[str, str], ...] = ()
    """Name and revision of each model behind the priors that were shown."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form of a verdict, complete or not."""

    verdict: Verdict | None = None
    rationale: str = ""
    cited: tuple[str, ...] = ()
    outside_evidence: str | None = None
    confidence: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been filled in."""
        texts = (self.rationale, self.outside_evidence or "")
        chosen = (self.verdict, self.confidence)
        return (
            not self.cited
            and not any(text.strip() for text in texts)
            and all(one is None for one in chosen)
        )


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One person's draft on one claim, shown to nobody else.

    Attributes:
        seen_version: The latest version of the verdict that the person saw, 0 for none.
    """

    person: str
    claim_id: str
    draft: Draft
    seen_version: int
    saved_at: datetime


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
class SignOff:
    """A supervisor's decision on one version of one verdict.

    Attributes:
        seen: Statements and articles that came after the version and were seen before signing.
        known_sha256: The fingerprint of what the signer had before them, see ``desk.as_known``.
        ledger_head: The ledger's head when it was signed.
    """

    claim_id: str
    version: int
    decision: SignOffDecision
    signed_by: str
    signed_at: datetime
    note: str | None = None
    seen: tuple[str, ...] = ()
    known_sha256: str | None = None
    ledger_head: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim taken by a checker. It ends with its time, or with the next version of the verdict.

    Attributes:
        number: Counts the holds of the claim from 1.
        version: The latest version of the verdict when it was taken, 0 for none.
        holder: Who has it; none when it was given back.
        until: When it lapses; none when it was given back.
        set_by: Who took it, handed it over or gave it back.
    """

    claim_id: str
    number: int
    version: int
    holder: str | None
    until: datetime | None
    set_by: str
    set_at: datetime

    def is_live(self, version: int, at: datetime) -> bool:
        """Whether somebody has the claim at a moment, if ``version`` is the latest verdict."""
        return self.until is not None and self.version == version and at < self.until


@dataclass(frozen=True, slots=True)
class Plan:
    """Who should look at a claim and how soon; the latest plan of a claim counts.

    Attributes:
        number: Counts the plans of the claim from 1.
    """

    claim_id: str
    number: int
    assignee: str | None
    priority: Priority
    due_at: datetime | None
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The author took a version back before anybody signed it."""

    claim_id: str
    version: int
    withdrawn_by: str
    withdrawn_at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reopening:
    """A signed version was reopened; ``correction_note`` is public and tells what was wrong."""

    claim_id: str
    version: int
    reopened_by: str
    reopened_at: datetime
    correction_note: str


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who stands behind a claim, what they do with it, and on which day."""

    speaker: str | None = None
    actor: str | None = None
    polarity: Polarity = Polarity.ASSERTS
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim as a person made it: added, cut, put together, or with its attribution corrected.

    Attributes:
        claim: The whole claim as it stands from then on.
        number: Counts the changes of the claim from 1.
        came_from: The claims that it was cut from or put together of.
        version: The version of the verdict that it comes before.
        hands: Everybody with a hand in the claim as it is: none of them signs its verdict.
    """

    claim: Claim
    number: int
    kind: ClaimChangeKind
    came_from: tuple[str, ...]
    version: int
    hands: tuple[str, ...]
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A claim taken off the desk or put back; the latest of a claim counts.

    Attributes:
        number: Counts those of all claims from 1.
        dismissed: False where it was put back.
        reason: None where it was put back, or others took its place.
        same_as: The claim that a person dismissed, where the desk dismissed the same suggestion.
        replaced_by: The claims in its place, once it was cut or put together with another.
        suggestions: What tells the same suggestion elsewhere, see ``desk.suggestions``.
    """

    claim_id: str
    number: int
    dismissed: bool
    reason: DismissalReason | None
    note: str | None
    same_as: str | None
    replaced_by: tuple[str, ...]
    suggestions: tuple[str, ...]
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class OpinionRequest:
    """Somebody was asked for a second opinion; until they give it they see no verdict."""

    claim_id: str
    version: int
    reviewer: str
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a second checker found who had not seen the verdict. ``version`` was the latest."""

    claim_id: str
    version: int
    reviewer: str
    verdict: Verdict
    rationale: str
    given_at: datetime
    confidence: float | None = None
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceFlag:
    """A statement that came after a verdict and contradicts or supports its claim."""

    claim_id: str
    version: int
    statement_id: str
    relation: Relation
    probability: float
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the append-only ledger; ``hash`` covers every other field and the chain."""

    seq: int
    at: str
    who: str
    what: str
    subject: str
    payload: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account. The password hash never leaves storage and accounts."""

    name: str
    display_name: str
    role: Role
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Program(User):
    """A program on this machine, such as the command line, that says so itself.

    It has no account and stands by the role it names: whoever may run it may open the file.
    Nothing that comes over the network is ever made one.
    """


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input that could not be taken, with the way to mend it."""

    file: str
    row: int | None
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a bulk import did. ``rejects_file`` holds the rejected rows with their reasons.

    ``rejections`` may name only the first of very many; ``rejected`` counts them all.
    """

    file: str
    accepted: int
    duplicates: int
    rejections: tuple[Rejection, ...] = ()
    rejects_file: str | None = None
    rejected: int = 0


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
