"""Verdict versions, sign-offs and evidence flags: added only, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from workbench.model.prior import Relation
from workbench.model.verdict import EvidenceFlag, SignOff, SignOffDecision, Verdict, VerdictVersion
from workbench.storage.engine.moments import loaded, stored

if TYPE_CHECKING:
    from workbench.storage.engine.database import Cursor

VERSION: Final = """
    SELECT
        versions.claim_id, versions.version, versions.verdict, versions.rationale,
        versions.author, versions.decided_at, versions.confidence, versions.outside_evidence,
        (
            SELECT list(priors.statement_id ORDER BY priors.citation)
            FROM verdict_priors AS priors
            WHERE priors.claim_id = versions.claim_id AND priors.version = versions.version
                AND priors.citation IS NOT NULL
        ) AS cited,
        versions.models
    FROM verdict_versions AS versions
"""
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
            stored(version.decided_at),
            json.dumps(version.models, ensure_ascii=False) if version.models else None,
        ],
    )


def versions(cursor: Cursor, claim_id: str) -> list[VerdictVersion]:
    """Every version of the verdict on a claim, first to last."""
    rows = cursor.execute(
        VERSION + "WHERE versions.claim_id = ? ORDER BY versions.version", [claim_id]
    ).fetchall()
    return [version_from_row(row) for row in rows]


def latest(cursor: Cursor, claim_id: str) -> VerdictVersion | None:
    """The latest version, none while the claim is open."""
    row = cursor.execute(
        VERSION + "WHERE versions.claim_id = ? ORDER BY versions.version DESC LIMIT 1", [claim_id]
    ).fetchone()
    return None if row is None else version_from_row(row)


def every_version(cursor: Cursor) -> dict[str, list[VerdictVersion]]:
    """All versions by claim, first to last."""
    rows = cursor.execute(VERSION + "ORDER BY versions.claim_id, versions.version").fetchall()
    return _by_claim(rows)


def versions_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, list[VerdictVersion]]:
    """The versions of some claims by claim, first to last; claims without any are left out."""
    rows = cursor.execute(
        VERSION
        + """
        WHERE versions.claim_id IN (SELECT unnest(CAST(? AS TEXT[])))
        ORDER BY versions.claim_id, versions.version
        """,
        [list(claim_ids)],
    ).fetchall()
    return _by_claim(rows)


def decided_claims(cursor: Cursor) -> dict[str, int]:
    """The latest version of every claim that has a verdict."""
    rows = cursor.execute(
        "SELECT claim_id, max(version) FROM verdict_versions GROUP BY claim_id ORDER BY claim_id"
    ).fetchall()
    return {row[0]: row[1] for row in rows}


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
            stored(sign_off.signed_at),
            json.dumps(sign_off.seen, ensure_ascii=False) if sign_off.seen else None,
            sign_off.known_sha256,
            sign_off.ledger_head,
        ],
    )


def sign_off_of(cursor: Cursor, claim_id: str, version: int) -> SignOff | None:
    """The sign-off of a version, if it has one."""
    row = cursor.execute(
        SIGN_OFF + "WHERE claim_id = ? AND version = ?", [claim_id, version]
    ).fetchone()
    return None if row is None else sign_off_from_row(row)


def every_sign_off(cursor: Cursor) -> dict[tuple[str, int], SignOff]:
    """All sign-offs by claim and version."""
    found = [sign_off_from_row(row) for row in cursor.execute(SIGN_OFF).fetchall()]
    return {(sign_off.claim_id, sign_off.version): sign_off for sign_off in found}


def sign_offs_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], SignOff]:
    """The sign-offs of some claims by claim and version."""
    rows = cursor.execute(
        SIGN_OFF + "WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[])))", [list(claim_ids)]
    ).fetchall()
    found = [sign_off_from_row(row) for row in rows]
    return {(sign_off.claim_id, sign_off.version): sign_off for sign_off in found}


def add_flag(cursor: Cursor, flag: EvidenceFlag) -> bool:
    """Store a flag; false when that statement already flags that version."""
    known = cursor.execute(
        "SELECT 1 FROM evidence_flags WHERE claim_id = ? AND version = ? AND statement_id = ?",
        [flag.claim_id, flag.version, flag.statement_id],
    ).fetchone()
    if known is not None:
        return False
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
            stored(flag.raised_at),
        ],
    )
    return True


def every_flag(cursor: Cursor) -> dict[tuple[str, int], list[EvidenceFlag]]:
    """All flags by claim and version, in the order they were raised."""
    return _by_version(cursor.execute(FLAG + "ORDER BY raised_at, statement_id").fetchall())


def flags_of(cursor: Cursor, claim_ids: Sequence[str]) -> dict[tuple[str, int], list[EvidenceFlag]]:
    """The flags of some claims by claim and version, in the order they were raised."""
    rows = cursor.execute(
        FLAG
        + """
        WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[]))) ORDER BY raised_at, statement_id
        """,
        [list(claim_ids)],
    ).fetchall()
    return _by_version(rows)


def version_from_row(row: Sequence[Any]) -> VerdictVersion:
    """A version from a row of ``VERSION``."""
    return VerdictVersion(
        claim_id=row[0],
        version=row[1],
        verdict=Verdict(row[2]),
        rationale=row[3],
        author=row[4],
        decided_at=loaded(row[5]),
        confidence=row[6],
        outside_evidence=row[7],
        cited=() if row[8] is None else tuple(row[8]),
        models=() if row[9] is None else tuple((name, of) for name, of in json.loads(row[9])),
    )


def sign_off_from_row(row: Sequence[Any]) -> SignOff:
    """A sign-off from a row of ``SIGN_OFF``."""
    return SignOff(
        claim_id=row[0],
        version=row[1],
        decision=SignOffDecision(row[2]),
        signed_by=row[3],
        signed_at=loaded(row[4]),
        note=row[5],
        seen=() if row[6] is None else tuple(json.loads(row[6])),
        known_sha256=row[7],
        ledger_head=row[8],
    )


def flag_from_row(row: Sequence[Any]) -> EvidenceFlag:
    """A flag from a row of ``FLAG``."""
    return EvidenceFlag(row[0], row[1], row[2], Relation(row[3]), row[4], loaded(row[5]))


def _by_claim(rows: Sequence[Sequence[Any]]) -> dict[str, list[VerdictVersion]]:
    found: dict[str, list[VerdictVersion]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(version_from_row(row))
    return found


def _by_version(rows: Sequence[Sequence[Any]]) -> dict[tuple[str, int], list[EvidenceFlag]]:
    found: dict[tuple[str, int], list[EvidenceFlag]] = {}
    for row in rows:
        found.setdefault((row[0], row[1]), []).append(flag_from_row(row))
    return found
