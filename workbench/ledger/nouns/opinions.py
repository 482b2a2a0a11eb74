"""Second opinions and the requests for them."""

from __future__ import annotations

from typing import Final

from workbench.ledger.declaration import OneEventEach, Payload, each
from workbench.ledger.kinds import EventKind
from workbench.model.verdict import Opinion, OpinionRequest
from workbench.storage.engine.moments import to_text
from workbench.storage.verdicts import opinions


def _of_request(request: OpinionRequest) -> Payload:
    return {
        "version": request.version,
        "reviewer": request.reviewer,
        "asked_by": request.asked_by,
        "asked_at": to_text(request.asked_at),
    }


def _of_opinion(opinion: Opinion) -> Payload:
    return {
        "version": opinion.version,
        "reviewer": opinion.reviewer,
        "verdict": opinion.verdict.value,
        "rationale": opinion.rationale,
        "given_at": to_text(opinion.given_at),
        "confidence": opinion.confidence,
        "cited": list(opinion.cited),
    }


REQUEST: Final = OneEventEach(
    noun=OpinionRequest,
    tables=("opinion_requests",),
    kinds=(EventKind.OPINION_ASKED,),
    kind=lambda request: EventKind.OPINION_ASKED,
    subject=lambda request: request.claim_id,
    by=lambda request: request.asked_by,
    at=lambda request: request.asked_at,
    add=opinions.add_request,
    payloads=each(_of_request),
    key=("version", "reviewer"),
    every=opinions.every_request,
    words="the request to {2} for an opinion on {0}",
)
OPINION: Final = OneEventEach(
    noun=Opinion,
    tables=("opinions",),
    kinds=(EventKind.OPINION_GIVEN,),
    kind=lambda opinion: EventKind.OPINION_GIVEN,
    subject=lambda opinion: opinion.claim_id,
    by=lambda opinion: opinion.reviewer,
    at=lambda opinion: opinion.given_at,
    add=opinions.add,
    payloads=each(_of_opinion),
    key=("version", "reviewer"),
    every=opinions.every,
    words="the opinion of {2} on {0}",
)
