"""The columns of the two CSV files and how a record fills them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from workbench.model.prior import Prior, Relation
from workbench.model.statement import Statement
from workbench.publishing.records import Record, Snapshot
from workbench.storage.engine.moments import to_text

SCHEMA_VERSION: Final = "2"
SEPARATOR: Final = "; "
"""Between the parts of a cell that holds several; the evidence file has one to a row."""

VERDICT_COLUMNS: Final = (
    "schema_version",
    "as_of",
    "article_id",
    "article_title",
    "publisher",
    "article_url",
    "article_published_on",
    "article_sha256",
    "claim_id",
    "claim_text",
    "char_start",
    "char_end",
    "speaker",
    "actor",
    "source_text",
    "cue",
    "polarity",
    "quotation",
    "check_worthiness",
    "verdict",
    "rationale",
    "confidence",
    "verdict_version",
    "previous_verdict",
    "decided_by",
    "decided_at",
    "contradicting_count",
    "supporting_count",
    "cited_statement_ids",
    "cited_sources",
    "signoff_state",
    "signed_off_by",
    "signed_off_at",
    "signoff_note",
    "new_evidence_since",
    "ledger_head",
    "corrects_version",
    "corrected_verdict",
    "correction_note",
    "corrected_at",
)
EVIDENCE_COLUMNS: Final = (
    "schema_version",
    "as_of",
    "article_id",
    "claim_id",
    "claim_text",
    "verdict",
    "verdict_version",
    "signoff_state",
    "citation",
    "statement_id",
    "statement_text",
    "speaker",
    "actor",
    "said_on",
    "published_on",
    "title",
    "publisher",
    "source_url",
    "lane",
    "relation",
    "probability",
    "outside_evidence",
    "ledger_head",
)


def verdict_rows(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """One row a claim, the cells of ``VERDICT_COLUMNS``."""
    for record in snapshot.records:
        article, claim, verdict = record.article, record.claim, record.verdict
        sign_off = record.sign_off
        decided = verdict is not None
        yield (
            SCHEMA_VERSION,
            snapshot.as_of,
            article.article_id,
            _cell(article.title),
            _cell(article.publisher),
            _cell(article.url),
            _cell(article.published_on),
            article.sha256,
            claim.claim_id,
            claim.text,
            _cell(claim.start),
            _cell(claim.end),
            _cell(claim.speaker),
            _cell(claim.actor),
            _cell(claim.source_text),
            _cell(claim.cue_text),
            claim.polarity.value,
            _cell(claim.quotation),
            _cell(claim.check_worthiness),
            _cell(None if verdict is None else verdict.verdict),
            _cell(None if verdict is None else verdict.rationale),
            _cell(None if verdict is None else verdict.confidence),
            _cell(None if verdict is None else verdict.version),
            _cell(None if record.previous is None else record.previous.verdict),
            _cell(None if verdict is None else verdict.author),
            _cell(None if verdict is None else verdict.decided_at),
            _cell(_count(record, Relation.CONTRADICTS) if decided else None),
            _cell(_count(record, Relation.SUPPORTS) if decided else None),
            SEPARATOR.join(() if verdict is None else verdict.cited),
            SEPARATOR.join(_sources(record)),
            record.state.value,
            _cell(None if sign_off is None else sign_off.signed_by),
            _cell(None if sign_off is None else sign_off.signed_at),
            _cell(None if sign_off is None else sign_off.note),
            _cell(len(record.flags) if decided else None),
            snapshot.ledger_head,
            _cell(None if record.corrects is None else record.corrects.version),
            _cell(None if record.corrects is None else record.corrects.verdict),
            _cell(None if record.correction is None else record.correction.correction_note),
            _cell(None if record.correction is None else record.correction.reopened_at),
        )


def evidence_rows(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """One row a claim and cited statement, the cells of ``EVIDENCE_COLUMNS``.

    Evidence outside the archive has a row of its own, without a statement.
    """
    for record in snapshot.records:
        verdict = record.verdict
        if verdict is None:
            continue
        rows: list[tuple[str, ...]] = [
            (*_statement_cells(place, prior), "")
            for place, prior in enumerate(record.cited, start=1)
        ]
        if verdict.outside_evidence is not None:
            rows.append((*("",) * 13, verdict.outside_evidence))
        for row in rows:
            yield (
                SCHEMA_VERSION,
                snapshot.as_of,
                record.article.article_id,
                record.claim.claim_id,
                record.claim.text,
                verdict.verdict.value,
                _cell(verdict.version),
                record.state.value,
                *row,
                snapshot.ledger_head,
            )


def source_of(statement: Statement) -> str:
    """Where a statement can be read: publisher, title and address, as far as known."""
    words = ": ".join(part for part in (statement.publisher, statement.title) if part)
    if statement.source_url is None:
        return words if words else statement.statement_id
    return f"{words} <{statement.source_url}>" if words else statement.source_url


def _statement_cells(place: int, prior: Prior) -> tuple[str, ...]:
    statement = prior.statement
    return (
        _cell(place),
        statement.statement_id,
        statement.text,
        _cell(statement.speaker),
        _cell(statement.actor),
        _cell(statement.said_on),
        _cell(statement.published_on),
        _cell(statement.title),
        _cell(statement.publisher),
        _cell(statement.source_url),
        prior.lane.value,
        prior.label.relation.value,
        _cell(prior.label.probability),
    )


def _count(record: Record, relation: Relation) -> int:
    """How many texts before the author had this relation, cited or not, in either lane.

    Reprints of one text count once.
    """
    found = [prior.statement for prior in record.priors if prior.label.relation is relation]
    return len({record.texts[statement.statement_id] for statement in found})


def _sources(record: Record) -> list[str]:
    sources = [source_of(prior.statement) for prior in record.cited]
    if record.verdict is not None and record.verdict.outside_evidence is not None:
        sources.append(record.verdict.outside_evidence)
    return sources


def _cell(value: str | float | date | datetime | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return str(value)
        case datetime():
            return to_text(value)
        case date():
            return value.isoformat()
        case float():
            return repr(round(value, 6))
        case int():
            return str(value)
