"""Verdict versions, sign-offs and evidence flags: added only, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, LiteralString

from workbench.model.prior import Relation
from workbench.model.verdict import EvidenceFlag, SignOff, SignOffDecision, Verdict, VerdictVersion
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

VERSION: Final = """
    SELECT claim_id, version, verdict, rationale, author, decided_at, confidence,
        outside_evidence, models
    FROM verdict_versions WHERE
"""
CITED: Final = """
    SELECT claim_id, version, statement_id FROM verdict_priors WHERE citation IS NOT NULL AND
"""
OF_CLAIM: Final = " claim_id = ? "
OF_CLAIMS: Final = " claim_id IN (SELECT unnest(CAST(? AS TEXT[]))) "
OF_ALL: Final = " TRUE "
SIGN_OFF: Final = """
    SELECT claim_id, version, decision, signed_by, signed_at, note, seen, known_sha256, ledger_head
    FROM sign_offs
"""
FLAG: Final = (
    "SELECT claim_id, version, statement_id, relation, probability, raised_at FROM evidence_flags "
)


def add_version(cursor: Cursor, version: VerdictVersion) -> None:
    """Store a version; its citations go with the priors that were seen, see ``evidence``."""
    cursor.execute(
        """
        INSERT INTO verdict_versions (claim_id, version, verdict, rationale, confidence,
            outside_evidence, author, decided_at, models)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            version.claim_id,
            version.version,
            version.verdict.value,
            version.rationale,
            version.confidence,
            version.outside_evidence,
            version.author,
            to_stored(version.decided_at),
            json.dumps(version.models, ensure_ascii=False) if version.models else None,
        ],
    )


def versions(cursor: Cursor, claim_id: str) -> list[VerdictVersion]:
    """Every version of the verdict on a claim, first to last."""
    return _versions(cursor, OF_CLAIM, [claim_id]).get(claim_id, [])


def latest(cursor: Cursor, claim_id: str) -> VerdictVersion | None:
    """The latest version, none while the claim is open."""
    found = versions(cursor, claim_id)
    return found[-1] if found else None


def every_version(cursor: Cursor) -> dict[str, list[VerdictVersion]]:
    """All versions by claim, first to last."""
    return _versions(cursor, OF_ALL)


def versions_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[VerdictVersion]]:
    """The versions of some claims by claim, first to last; claims without any are left out."""
    return _versions(cursor, OF_CLAIMS, [list(claim_ids)])


def latest_versions(cursor: Cursor) -> dict[str, int]:
    """The latest version of every claim that has a verdict."""
    rows = cursor.rows("SELECT claim_id, version FROM latest_versions ORDER BY claim_id")
    return {row.claim_id: row.version for row in rows}


def add_sign_off(cursor: Cursor, sign_off: SignOff) -> None:
    """Store the one sign-off of a version."""
    cursor.execute(
        """
        INSERT INTO sign_offs (claim_id, version, decision, note, signed_by, signed_at, seen,
            known_sha256, ledger_head)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            sign_off.claim_id,
            sign_off.version,
            sign_off.decision.value,
            sign_off.note,
            sign_off.signed_by,
            to_stored(sign_off.signed_at),
            json.dumps(sign_off.seen, ensure_ascii=False) if sign_off.seen else None,
            sign_off.known_sha256,
            sign_off.ledger_head,
        ],
    )


def sign_off_of(cursor: Cursor, claim_id: str, version: int) -> SignOff | None:
    """The sign-off of a version, if it has one."""
    row = cursor.row(SIGN_OFF + "WHERE claim_id = ? AND version = ?", [claim_id, version])
    return None if row is None else sign_off_from_row(row)


def every_sign_off(cursor: Cursor) -> dict[tuple[str, int], SignOff]:
    """All sign-offs by claim and version."""
    found = [sign_off_from_row(row) for row in cursor.rows(SIGN_OFF)]
    return {(sign_off.claim_id, sign_off.version): sign_off for sign_off in found}


def sign_offs_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], SignOff]:
    """The sign-offs of some claims by claim and version."""
    rows = cursor.rows(SIGN_OFF + "WHERE" + OF_CLAIMS, [list(claim_ids)])
    found = [sign_off_from_row(row) for row in rows]
    return {(sign_off.claim_id, sign_off.version): sign_off for sign_off in found}


def add_flag(cursor: Cursor, flag: EvidenceFlag) -> None:
    """Store a flag; there is one a claim, version and statement."""
    cursor.execute(
        """
        INSERT INTO evidence_flags (claim_id, version, statement_id, relation, probability,
            raised_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
            flag.claim_id,
            flag.version,
            flag.statement_id,
            flag.relation.value,
            flag.probability,
            to_stored(flag.raised_at),
        ],
    )


def every_flag(cursor: Cursor) -> dict[tuple[str, int], list[EvidenceFlag]]:
    """All flags by claim and version, in the order they were raised."""
    return _by_version(cursor.rows(FLAG + "ORDER BY raised_at, statement_id"))


def flags_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], list[EvidenceFlag]]:
    """The flags of some claims by claim and version, in the order they were raised."""
    rows = cursor.rows(
        FLAG + "WHERE" + OF_CLAIMS + "ORDER BY raised_at, statement_id", [list(claim_ids)]
    )
    return _by_version(rows)


def _version(row: Row, cited: Sequence[str]) -> VerdictVersion:
    return VerdictVersion(
        claim_id=row.claim_id,
        version=row.version,
        verdict=Verdict(row.verdict),
        rationale=row.rationale,
        author=row.author,
        decided_at=from_stored(row.decided_at),
        confidence=row.confidence,
        outside_evidence=row.outside_evidence,
        cited=tuple(cited),
        models=()
        if row.models is None
        else tuple((name, of) for name, of in json.loads(row.models)),
    )


def sign_off_from_row(row: Row) -> SignOff:
    """A sign-off from a row of ``SIGN_OFF``."""
    return SignOff(
        claim_id=row.claim_id,
        version=row.version,
        decision=SignOffDecision(row.decision),
        signed_by=row.signed_by,
        signed_at=from_stored(row.signed_at),
        note=row.note,
        seen=() if row.seen is None else tuple(json.loads(row.seen)),
        known_sha256=row.known_sha256,
        ledger_head=row.ledger_head,
    )


def flag_from_row(row: Row) -> EvidenceFlag:
    """A flag from a row of ``FLAG``."""
    return EvidenceFlag(
        claim_id=row.claim_id,
        version=row.version,
        statement_id=row.statement_id,
        relation=Relation(row.relation),
        probability=row.probability,
        raised_at=from_stored(row.raised_at),
    )


def _versions(
    cursor: Cursor, of: LiteralString, parameters: Sequence[object] = ()
) -> dict[str, list[VerdictVersion]]:
    # what is cited is read apart: DuckDB plans a query within the query longer than two plain ones
    rows = cursor.rows(VERSION + of + "ORDER BY claim_id, version", parameters)
    if not rows:
        return {}
    cited: dict[tuple[str, int], list[str]] = {}
    for row in cursor.rows(CITED + of + "ORDER BY claim_id, version, citation", parameters):
        cited.setdefault((row.claim_id, row.version), []).append(row.statement_id)
    found: dict[str, list[VerdictVersion]] = {}
    for row in rows:
        version = _version(row, cited.get((row.claim_id, row.version), ()))
        found.setdefault(version.claim_id, []).append(version)
    return found


def _by_version(rows: Sequence[Row]) -> dict[tuple[str, int], list[EvidenceFlag]]:
    found: dict[tuple[str, int], list[EvidenceFlag]] = {}
    for row in rows:
        found.setdefault((row.claim_id, row.version), []).append(flag_from_row(row))
    return found
