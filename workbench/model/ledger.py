"""The event, one line of the append-only ledger, and nouns that one event covers together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.people import User
from workbench.model.prior import Prior
from workbench.model.statement import Statement
from workbench.model.verdict import EvidenceFlag, VerdictVersion


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
class ArticleAdded:
    """An article put on the desk with the claims lifted from it."""

    article: Article
    claims: tuple[Claim, ...]
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class StatementsAdded:
    """Statements put into the archive together.

    Attributes:
        hashes: The content hash of each.
        rows: The numbers that they get.
        subject: The file or article that they came from.
    """

    statements: tuple[Statement, ...]
    hashes: tuple[str, ...]
    rows: range
    import_id: str | None
    subject: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class VerdictSubmitted:
    """A version of a verdict with the priors that stood before its author."""

    version: VerdictVersion
    priors: tuple[Prior, ...]


@dataclass(frozen=True, slots=True)
class FlagsRaised:
    """Flags raised together on one version; there is at least one."""

    flags: tuple[EvidenceFlag, ...]
    raised_by: str


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """An account as it was opened."""

    user: User
    password_hash: str
    opened_by: str
    opened_at: datetime
