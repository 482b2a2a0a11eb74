"""What an event says of the rows it stands for, so that a changed row can be told.

The desk writes these when something happens; ``desk.ledger`` makes them again from the rows and
compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import Article, EvidenceFlag, SignOff, VerdictVersion
from workbench.storage import articles, evidence
from workbench.storage.moments import written

if TYPE_CHECKING:
    from workbench.storage.database import Cursor

Payload = dict[str, object]


def of_article(cursor: Cursor, article: Article) -> Payload:
    """An article and, through a digest, its metadata and every claim lifted from it."""
    return {
        "sha256": article.sha256,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published_on": None if article.published_on is None else article.published_on.isoformat(),
        "language": article.language,
        "claims": articles.count_claims(cursor, article.article_id),
        "claims_sha256": articles.claims_digest(cursor, article.article_id),
    }


def of_version(cursor: Cursor, version: VerdictVersion) -> Payload:
    """A version and, through a digest, the priors that were seen with it."""
    return {
        "version": version.version,
        "verdict": version.verdict.value,
        "rationale": version.rationale,
        "author": version.author,
        "decided_at": written(version.decided_at),
        "confidence": version.confidence,
        "cited": list(version.cited),
        "outside_evidence": version.outside_evidence,
        "evidence_sha256": evidence.digest_of(cursor, version.claim_id, version.version),
    }


def of_sign_off(sign_off: SignOff) -> Payload:
    """A sign-off."""
    return {
        "version": sign_off.version,
        "decision": sign_off.decision.value,
        "note": sign_off.note,
        "signed_by": sign_off.signed_by,
        "signed_at": written(sign_off.signed_at),
    }


def of_flags(flags: Sequence[EvidenceFlag]) -> Payload:
    """Flags raised together on one version."""
    return {
        "version": flags[0].version,
        "raised_at": written(flags[0].raised_at),
        "statements": [
            [flag.statement_id, flag.relation.value, flag.probability] for flag in flags
        ],
    }
