"""What a person has typed about a claim and not sent: one row a person and claim, replaced.

The one thing at the desk that is overwritten: it is nobody's finding yet, and no record.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.model.verdict import Draft, KeptDraft, Verdict
from workbench.storage.engine.moments import from_stored, to_stored

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def store(cursor: Cursor, kept: KeptDraft) -> None:
    """Keep a draft in place of the person's earlier one on the claim."""
    cursor.execute(
        """
        INSERT INTO drafts (person, claim_id, seen_version, fields, saved_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (person, claim_id) DO UPDATE SET
            seen_version = excluded.seen_version, fields = excluded.fields,
            saved_at = excluded.saved_at
        """,
        [
            kept.person,
            kept.claim_id,
            kept.seen_version,
            json.dumps(asdict(kept.draft), ensure_ascii=False),
            to_stored(kept.saved_at),
        ],
    )


def find(cursor: Cursor, person: str, claim_id: str) -> KeptDraft | None:
    """A person's own draft on a claim, if there is one."""
    row = cursor.row(
        "SELECT seen_version, fields, saved_at FROM drafts WHERE person = ? AND claim_id = ?",
        [person, claim_id],
    )
    if row is None:
        return None
    fields = json.loads(row.fields)
    draft = Draft(
        verdict=None if fields["verdict"] is None else Verdict(fields["verdict"]),
        rationale=fields["rationale"],
        cited=tuple(fields["cited"]),
        outside_evidence=fields["outside_evidence"],
        confidence=fields["confidence"],
    )
    return KeptDraft(
        person, claim_id, draft, seen_version=row.seen_version, saved_at=from_stored(row.saved_at)
    )


def drop(cursor: Cursor, person: str, claim_id: str) -> None:
    """Forget a person's draft on a claim."""
    cursor.execute("DELETE FROM drafts WHERE person = ? AND claim_id = ?", [person, claim_id])
