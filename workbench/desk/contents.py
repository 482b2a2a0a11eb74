"""What an event says of the rows it stands for, so that a changed row can be told.

The desk writes these when something happens; ``desk.recorded`` makes them again from the rows
and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from workbench.model import Article, EvidenceFlag, SignOff, VerdictVersion
from workbench.storage import articles, evidence
from workbench.storage.digests import digest
from workbench.storage.moments import written

if TYPE_CHECKING:
    from workbench.storage.database import Cursor

Payload = dict[str, object]


NOTHING: Final = digest([])
"""The digest of no rows."""


def of_articles(cursor: Cursor, found: Sequence[Article]) -> dict[str, Payload]:
    """Articles by id and, through a digest, every claim lifted from each."""
    digests = articles.claims_digests(cursor, [article.article_id for article in found])
    return {
        article.article_id: _of_article(article, *digests.get(article.article_id, (0, NOTHING)))
        for article in found
    }


def of_versions(cursor: Cursor, found: Sequence[VerdictVersion]) -> dict[tuple[str, int], Payload]:
    """Versions by claim and number and, through a digest, the priors that were seen with each."""
    digests = evidence.digests(cursor, sorted({version.claim_id for version in found}))
    keys = {(version.claim_id, version.version): version for version in found}
    return {key: _of_version(version, digests.get(key, NOTHING)) for key, version in keys.items()}


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


def _of_article(article: Article, claims: int, claims_sha256: str) -> Payload:
    return {
        "sha256": article.sha256,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published_on": None if article.published_on is None else article.published_on.isoformat(),
        "language": article.language,
        "claims": claims,
        "claims_sha256": claims_sha256,
    }


def _of_version(version: VerdictVersion, evidence_sha256: str) -> Payload:
    return {
        "version": version.version,
        "verdict": version.verdict.value,
        "rationale": version.rationale,
        "author": version.author,
        "decided_at": written(version.decided_at),
        "confidence": version.confidence,
        "cited": list(version.cited),
        "outside_evidence": version.outside_evidence,
        "evidence_sha256": evidence_sha256,
    }
