"""Verdicts as ClaimReview (https://schema.org/ClaimReview), in JSON-LD."""

from __future__ import annotations

import json

from workbench.model.claim import Claim, Polarity
from workbench.model.desk import ClaimState
from workbench.model.prior import Prior
from workbench.model.verdict import Verdict, VerdictVersion
from workbench.publishing.records import Record, Snapshot
from workbench.storage.engine.moments import to_text

Node = dict[str, object]


def claimreview_bytes(snapshot: Snapshot) -> bytes:
    """One JSON-LD document with a ClaimReview for every verdict; claims without one are left out.

    The machine's findings are not in it: a review says what people decided, and on what evidence.
    """
    graph = [
        _present(_review(record, record.verdict))
        for record in snapshot.records
        if record.verdict is not None
    ]
    document = {
        "@context": "https://schema.org",
        "@graph": graph,
        "dateModified": snapshot.as_of,
        "identifier": snapshot.ledger_head,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # "</script>" inside a string would end the element that carries the document in a page, and
    # "<!--<script" would keep it from ending
    return (text.replace("<", "\\u003c") + "\n").encode("utf-8")


def claim_reviewed(claim: Claim) -> str:
    """The claim in one line, with who says it and whether they deny it."""
    who = claim.speaker if claim.speaker is not None else claim.source_text
    if claim.polarity is Polarity.DENIES:
        return f"{'Denied' if who is None else f'{who} denied'}: {claim.text}"
    if claim.polarity is Polarity.QUESTIONS:
        return f"{'Questioned' if who is None else f'{who} questioned'}: {claim.text}"
    if claim.polarity is Polarity.UNCOMMITTED:
        return f"{'Left open' if who is None else f'{who} left open'}: {claim.text}"
    return claim.text


def _review(record: Record, verdict: VerdictVersion) -> Node:
    article, claim = record.article, record.claim
    approval = record.sign_off if record.state is ClaimState.APPROVED else None
    return {
        "@type": "ClaimReview",
        "identifier": f"{claim.claim_id}/{verdict.version}",
        "creativeWorkStatus": record.state.value,
        "datePublished": None if approval is None else to_text(approval.signed_at),
        "dateCreated": to_text(verdict.decided_at),
        "claimReviewed": claim_reviewed(claim),
        "reviewBody": verdict.rationale,
        "reviewRating": _rate(verdict.verdict),
        "itemReviewed": {
            "@type": "Claim",
            "text": claim.text,
            "author": _author(claim),
            "datePublished": None if claim.said_on is None else claim.said_on.isoformat(),
            "appearance": {
                "@type": "Article",
                "headline": article.title,
                "url": article.url,
                "publisher": _name("Organization", article.publisher),
                "datePublished": (
                    None if article.published_on is None else article.published_on.isoformat()
                ),
            },
        },
        "correction": _correction(record),
        "citation": [_citation(prior) for prior in record.cited]
        + ([] if verdict.outside_evidence is None else [verdict.outside_evidence]),
    }


def _correction(record: Record) -> Node | None:
    """What was wrong in the signed version before, in public (schema.org/CorrectionComment)."""
    if record.correction is None or record.corrects is None:
        return None
    return {
        "@type": "CorrectionComment",
        "text": record.correction.correction_note,
        "datePublished": to_text(record.correction.reopened_at),
        "about": {
            "@type": "ClaimReview",
            "identifier": f"{record.claim.claim_id}/{record.corrects.version}",
            "reviewRating": _rate(record.corrects.verdict),
        },
    }


def _rate(verdict: Verdict) -> Node:
    return {"@type": "Rating", "alternateName": verdict.value.capitalize()}


def _author(claim: Claim) -> Node | None:
    name = claim.speaker if claim.speaker is not None else claim.source_text
    if name is None:
        return _name("Organization", claim.actor)
    author: Node = {"@type": "Person" if claim.actor not in (None, name) else "Thing", "name": name}
    if claim.actor is not None and claim.actor != name:
        author["affiliation"] = _name("Organization", claim.actor)
    return author


def _citation(prior: Prior) -> Node:
    statement = prior.statement
    return {
        "@type": "Quotation",
        "identifier": statement.statement_id,
        "text": statement.text,
        "spokenByCharacter": statement.speaker,
        "dateCreated": None if statement.said_on is None else statement.said_on.isoformat(),
        "isPartOf": {
            "@type": "CreativeWork",
            "headline": statement.title,
            "url": statement.source_url,
            "publisher": _name("Organization", statement.publisher),
            "datePublished": (
                None if statement.published_on is None else statement.published_on.isoformat()
            ),
        },
    }


def _name(kind: str, name: str | None) -> Node | None:
    return None if name is None else {"@type": kind, "name": name}


def _present(value: object) -> object:
    """The same without what is absent: a null in JSON-LD says nothing."""
    if isinstance(value, dict):
        kept = {key: _present(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part is not None and part != []}
    if isinstance(value, list):
        return [_present(part) for part in value]
    return value
