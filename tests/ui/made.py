"""Small things of the model, made with as few words as a test needs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

from workbench.model.article import Article, Span
from workbench.model.claim import Claim
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.model.prior import Lane, Prior, Relation, RelationLabel
from workbench.model.statement import Statement
from workbench.model.verdict import EvidenceFlag, Verdict, VerdictVersion

NOON = datetime(2022, 10, 22, 12, 0, tzinfo=UTC)


def article(text: str, *, title: str | None = None, published_on: date | None = None) -> Article:
    return Article(
        article_id="a",
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        title=title,
        published_on=published_on,
    )


def claim_on_desk(
    claim_id: str,
    start: int,
    end: int,
    *,
    state: ClaimState = ClaimState.OPEN,
    text: str = "",
    author: str = "chris",
    verdict: Verdict = Verdict.CONTESTED,
    flagged: bool = False,
) -> ClaimOnDesk:
    claim = Claim(
        claim_id=claim_id,
        article_id="a",
        text=text,
        start=start,
        end=end,
        sentence=Span(start, end),
        content=Span(start, end),
    )
    decided = None if state is ClaimState.OPEN else version(claim_id, verdict, author=author)
    flags = (EvidenceFlag(claim_id, 1, "s", Relation.CONTRADICTS, 0.9, NOON),) if flagged else ()
    return ClaimOnDesk(claim, state, decided, flags=flags)


def version(
    claim_id: str,
    verdict: Verdict,
    *,
    author: str = "chris",
    cited: tuple[str, ...] = (),
    outside_evidence: str | None = None,
    confidence: float | None = None,
) -> VerdictVersion:
    return VerdictVersion(
        claim_id=claim_id,
        version=1,
        verdict=verdict,
        rationale="because",
        author=author,
        decided_at=NOON,
        cited=cited,
        outside_evidence=outside_evidence,
        confidence=confidence,
    )


def prior(
    statement_id: str,
    relation: Relation,
    *,
    rank: int = 1,
    lane: Lane = Lane.PRIOR,
    text: str = "We sent none.",
    source_url: str | None = None,
    shared_words: tuple[str, ...] = (),
    days_before: int | None = None,
) -> Prior:
    shares = dict.fromkeys(Relation, 0.05) | {relation: 0.9}
    return Prior(
        statement=Statement(
            statement_id, text, speaker="Nasser Kanaani", actor="Iran", source_url=source_url
        ),
        rank=rank,
        score=0.5,
        lane=lane,
        label=RelationLabel(
            relation,
            shares[Relation.CONTRADICTS],
            shares[Relation.SUPPORTS],
            shares[Relation.RELATED],
        ),
        shared_words=shared_words,
        days_before=days_before,
    )
