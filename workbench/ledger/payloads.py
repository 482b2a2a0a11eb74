"""What an event says of the rows it stands for, so that a changed row can be told.

The desk writes these when something happens; ``desk.recorded`` makes them again from the rows
and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.ledger.kinds import EventKind
from workbench.model.article import Article
from workbench.model.claim import ClaimChange, ClaimChangeKind, Dismissal
from workbench.model.desk import Hold, Plan
from workbench.model.verdict import (
    EvidenceFlag,
    Opinion,
    OpinionRequest,
    Reopening,
    SignOff,
    VerdictVersion,
    Withdrawal,
)
from workbench.storage.claims import articles
from workbench.storage.claims.claim_edits import SetAside
from workbench.storage.engine.digests import digest
from workbench.storage.engine.moments import written
from workbench.storage.ledger.exports_taken import ExportTaken
from workbench.storage.verdicts import evidence

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

Payload = dict[str, object]


NOTHING: Final = digest([])
"""The digest of no rows."""
EVENT_OF: Final = {
    ClaimChangeKind.ADDED: EventKind.CLAIM_ADDED,
    ClaimChangeKind.SPLIT: EventKind.CLAIM_SPLIT,
    ClaimChangeKind.MERGED: EventKind.CLAIM_MERGED,
    ClaimChangeKind.CORRECTED: EventKind.CLAIM_CORRECTED,
}
"""The event of each change; the audit and the proof of a sign-off tell changes by it too."""


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
    """A sign-off, with what was known then and where the ledger stood."""
    payload: Payload = {
        "version": sign_off.version,
        "decision": sign_off.decision.value,
        "note": sign_off.note,
        "signed_by": sign_off.signed_by,
        "signed_at": written(sign_off.signed_at),
    }
    return payload | _present(
        seen=list(sign_off.seen),
        known_sha256=sign_off.known_sha256,
        ledger_head=sign_off.ledger_head,
    )


def of_flags(flags: Sequence[EvidenceFlag]) -> Payload:
    """Flags raised together on one version."""
    return {
        "version": flags[0].version,
        "raised_at": written(flags[0].raised_at),
        "statements": [
            [flag.statement_id, flag.relation.value, flag.probability] for flag in flags
        ],
    }


def of_hold(hold: Hold) -> Payload:
    """A hold: taken, handed over or given back."""
    return {
        "number": hold.number,
        "version": hold.version,
        "holder": hold.holder,
        "until": _moment(hold.until),
        "set_by": hold.set_by,
        "set_at": written(hold.set_at),
    }


def of_plan(plan: Plan) -> Payload:
    """A plan: assignment, priority and due time."""
    return {
        "number": plan.number,
        "assignee": plan.assignee,
        "priority": plan.priority.value,
        "due_at": _moment(plan.due_at),
        "set_by": plan.set_by,
        "set_at": written(plan.set_at),
    }


def of_withdrawal(withdrawal: Withdrawal) -> Payload:
    """A withdrawal."""
    return {
        "version": withdrawal.version,
        "withdrawn_by": withdrawal.withdrawn_by,
        "withdrawn_at": written(withdrawal.withdrawn_at),
        "reason": withdrawal.reason,
    }


def of_reopening(reopening: Reopening) -> Payload:
    """A reopening with its public correction note."""
    return {
        "version": reopening.version,
        "reopened_by": reopening.reopened_by,
        "reopened_at": written(reopening.reopened_at),
        "correction_note": reopening.correction_note,
    }


def of_change(change: ClaimChange) -> Payload:
    """A claim as a person made it: what is read first and, through a digest, all of it."""
    claim = change.claim
    return {
        "number": change.number,
        "change": change.kind.value,
        "from": list(change.came_from),
        "article": claim.article_id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "speaker": claim.speaker,
        "actor": claim.actor,
        "polarity": claim.polarity.value,
        "said_on": None if claim.said_on is None else claim.said_on.isoformat(),
        "claim_sha256": digest([articles.claim_cells(claim)]),
        "version": change.version,
        "hands": sorted(change.hands),
        "made_by": change.made_by,
        "made_at": written(change.made_at),
    }


def of_dismissal(dismissal: Dismissal) -> Payload:
    """A claim taken off the desk or put back."""
    return {
        "number": dismissal.number,
        "dismissed": dismissal.dismissed,
        "reason": None if dismissal.reason is None else dismissal.reason.value,
        "note": dismissal.note,
        "same_as": dismissal.same_as,
        "replaced_by": list(dismissal.replaced_by),
        "suggestions": sorted(dismissal.suggestions),
        "set_by": dismissal.set_by,
        "set_at": written(dismissal.set_at),
    }


def of_set_aside(gone: SetAside) -> Payload:
    """A statement that the archive no longer shows."""
    return {"row": gone.row_id, "set_at": written(gone.set_at)}


def of_request(request: OpinionRequest) -> Payload:
    """A request for a second opinion."""
    return {
        "version": request.version,
        "reviewer": request.reviewer,
        "asked_by": request.asked_by,
        "asked_at": written(request.asked_at),
    }


def of_opinion(opinion: Opinion) -> Payload:
    """A second opinion."""
    return {
        "version": opinion.version,
        "reviewer": opinion.reviewer,
        "verdict": opinion.verdict.value,
        "rationale": opinion.rationale,
        "given_at": written(opinion.given_at),
        "confidence": opinion.confidence,
        "cited": list(opinion.cited),
    }


def of_export(taken: ExportTaken) -> Payload:
    """A file that left the desk, with the head it carries."""
    payload: Payload = {
        "number": taken.number,
        "taken_by": taken.taken_by,
        "taken_at": written(taken.taken_at),
        "sha256": taken.sha256,
        "bytes": taken.bytes,
        "ledger_head": taken.ledger_head,
    }
    return payload | _present(rows=taken.rows, chosen=taken.chosen)


def _present(**parts: object) -> Payload:
    """Only what is there: events of earlier releases, which lack the rest, still compare."""
    return {name: part for name, part in parts.items() if part not in (None, [], {})}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else written(moment)


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
    payload: Payload = {
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
    return payload | _present(models=dict(version.models))
