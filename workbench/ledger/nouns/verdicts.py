"""Verdicts and what becomes of them: signed, withdrawn, reopened, flagged with new evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from workbench.ledger.declaration import (
    NO_EVENT,
    Anchor,
    OneEventEach,
    Payload,
    Problem,
    Together,
    each,
    gone,
    present,
    report_alteration,
)
from workbench.ledger.kinds import EventKind
from workbench.model.ledger import Event, FlagsRaised, VerdictSubmitted
from workbench.model.verdict import EvidenceFlag, Reopening, SignOff, SignOffDecision, Withdrawal
from workbench.storage.claims import moves
from workbench.storage.engine.digests import canonical, digest
from workbench.storage.engine.moments import to_text
from workbench.storage.verdicts import evidence, verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

NO_PRIORS: Final = digest([])
SIGNED: Final[Mapping[SignOffDecision, EventKind]] = {
    SignOffDecision.APPROVED: EventKind.VERDICT_APPROVED,
    SignOffDecision.RETURNED: EventKind.VERDICT_RETURNED,
}
"""The event of each decision."""


def _add_version(cursor: Cursor, submitted: VerdictSubmitted) -> None:
    verdicts.add_version(cursor, submitted.version)
    evidence.add(cursor, submitted.version, submitted.priors)


def _every_version(cursor: Cursor) -> Iterator[VerdictSubmitted]:
    """Versions without their priors, which the payload reads as a digest."""
    for version in chain.from_iterable(verdicts.every_version(cursor).values()):
        yield VerdictSubmitted(version, ())


def _of_versions(cursor: Cursor, found: Sequence[VerdictSubmitted]) -> Iterator[Payload]:
    """A version and, through a digest, the priors that were seen with it."""
    digests = evidence.digests(cursor, sorted({one.version.claim_id for one in found}))
    for version in (one.version for one in found):
        payload: Payload = {
            "version": version.version,
            "verdict": version.verdict.value,
            "rationale": version.rationale,
            "author": version.author,
            "decided_at": to_text(version.decided_at),
            "confidence": version.confidence,
            "cited": list(version.cited),
            "outside_evidence": version.outside_evidence,
            "evidence_sha256": digests.get((version.claim_id, version.version), NO_PRIORS),
        }
        yield payload | present(models=dict(version.models))


def _of_sign_off(sign_off: SignOff) -> Payload:
    """A sign-off, with what was known then and where the ledger stood."""
    payload: Payload = {
        "version": sign_off.version,
        "decision": sign_off.decision.value,
        "note": sign_off.note,
        "signed_by": sign_off.signed_by,
        "signed_at": to_text(sign_off.signed_at),
    }
    return payload | present(
        seen=list(sign_off.seen),
        known_sha256=sign_off.known_sha256,
        ledger_head=sign_off.ledger_head,
    )


def _of_withdrawal(withdrawal: Withdrawal) -> Payload:
    return {
        "version": withdrawal.version,
        "withdrawn_by": withdrawal.withdrawn_by,
        "withdrawn_at": to_text(withdrawal.withdrawn_at),
        "reason": withdrawal.reason,
    }


def _of_reopening(reopening: Reopening) -> Payload:
    return {
        "version": reopening.version,
        "reopened_by": reopening.reopened_by,
        "reopened_at": to_text(reopening.reopened_at),
        "correction_note": reopening.correction_note,
    }


def _add_flags(cursor: Cursor, raised: FlagsRaised) -> None:
    for flag in raised.flags:
        verdicts.add_flag(cursor, flag)


def _of_flags(flags: Sequence[EvidenceFlag]) -> Payload:
    return {
        "version": flags[0].version,
        "raised_at": to_text(flags[0].raised_at),
        "statements": [
            [flag.statement_id, flag.relation.value, flag.probability] for flag in flags
        ],
    }


def _compare_flags(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    stored = {
        (flag.claim_id, flag.version, flag.statement_id): flag
        for flag in chain.from_iterable(verdicts.every_flag(cursor).values())
    }
    for event in happened:
        payload = json.loads(event.payload)
        keys = [(event.subject, payload["version"], row[0]) for row in payload["statements"]]
        flags = [stored.pop(key) for key in keys if key in stored]
        if not flags:
            yield gone(event)
        elif canonical(_of_flags(flags)) != event.payload:
            yield report_alteration(event)
    for claim_id, _, statement_id in sorted(stored):
        yield Problem(NO_EVENT, f"the flag of {statement_id} on {claim_id} has no event")


VERSION: Final = OneEventEach(
    noun=VerdictSubmitted,
    tables=("verdict_versions", "verdict_priors"),
    kinds=(EventKind.VERDICT_SUBMITTED,),
    kind=lambda submitted: EventKind.VERDICT_SUBMITTED,
    subject=lambda submitted: submitted.version.claim_id,
    by=lambda submitted: submitted.version.author,
    at=lambda submitted: submitted.version.decided_at,
    add=_add_version,
    payloads=_of_versions,
    key=("version",),
    every=_every_version,
    words="version {1} of the verdict on {0}",
)
SIGN_OFF: Final = OneEventEach(
    noun=SignOff,
    tables=("sign_offs",),
    kinds=tuple(SIGNED.values()),
    kind=lambda sign_off: SIGNED[sign_off.decision],
    subject=lambda sign_off: sign_off.claim_id,
    by=lambda sign_off: sign_off.signed_by,
    at=lambda sign_off: sign_off.signed_at,
    add=verdicts.add_sign_off,
    payloads=each(_of_sign_off),
    anchor=Anchor.LAST,
    key=("version",),
    every=lambda cursor: verdicts.every_sign_off(cursor).values(),
    words="the sign-off of version {1} on {0}",
)
WITHDRAWAL: Final = OneEventEach(
    noun=Withdrawal,
    tables=("withdrawals",),
    kinds=(EventKind.VERDICT_WITHDRAWN,),
    kind=lambda withdrawal: EventKind.VERDICT_WITHDRAWN,
    subject=lambda withdrawal: withdrawal.claim_id,
    by=lambda withdrawal: withdrawal.withdrawn_by,
    at=lambda withdrawal: withdrawal.withdrawn_at,
    add=moves.add_withdrawal,
    payloads=each(_of_withdrawal),
    key=("version",),
    every=moves.every_withdrawal,
    words="the withdrawal of version {1} on {0}",
)
REOPENING: Final = OneEventEach(
    noun=Reopening,
    tables=("reopenings",),
    kinds=(EventKind.VERDICT_REOPENED,),
    kind=lambda reopening: EventKind.VERDICT_REOPENED,
    subject=lambda reopening: reopening.claim_id,
    by=lambda reopening: reopening.reopened_by,
    at=lambda reopening: reopening.reopened_at,
    add=moves.add_reopening,
    payloads=each(_of_reopening),
    key=("version",),
    every=moves.every_reopening,
    words="the reopening of version {1} on {0}",
)
FLAGS: Final = Together(
    noun=FlagsRaised,
    tables=("evidence_flags",),
    kinds=(EventKind.EVIDENCE_FLAGGED,),
    kind=lambda raised: EventKind.EVIDENCE_FLAGGED,
    subject=lambda raised: raised.flags[0].claim_id,
    by=lambda raised: raised.raised_by,
    at=lambda raised: raised.flags[0].raised_at,
    add=_add_flags,
    payloads=each(lambda raised: _of_flags(raised.flags)),
    compare=_compare_flags,
)
