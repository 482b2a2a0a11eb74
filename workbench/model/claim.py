"""The claim: one checkable assertion lifted from an article, and what people make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workbench.model.article import DateMention, Span


class Polarity(StrEnum):
    """The speaker's attitude to the words as they stand: what is denied is recorded as denied.

    Who neither confirms nor denies, does not know or will not say is ``UNCOMMITTED``.
    """

    ASSERTS = "asserts"
    DENIES = "denies"
    QUESTIONS = "questions"
    UNCOMMITTED = "uncommitted"


class Quotation(StrEnum):
    """How an article carries the words: in quotation marks, in the reporter's, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


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


class ActorKind(StrEnum):
    """What stands behind a speaker."""

    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    PARTY = "party"
    COMPANY = "company"
    PERSON = "person"


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
