"""The verdict: a finding and its versions, sign-offs, second opinions and what came later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.model.prior import Relation, RelationLabel


class Verdict(StrEnum):
    """A checker's finding. "Unverified" is a finding; not reviewed yet is the absence of one."""

    CONTESTED = "contested"
    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"

    def is_opposed_by(self, label: RelationLabel) -> bool:
        """Whether a statement goes the other way, and the machine is certain enough of it."""
        other = {Verdict.CONFIRMED: Relation.CONTRADICTS, Verdict.CONTESTED: Relation.SUPPORTS}
        return label.named is other.get(self)


class SignOffDecision(StrEnum):
    """What a supervisor does with one version of one verdict."""

    APPROVED = "approved"
    RETURNED = "returned"


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
