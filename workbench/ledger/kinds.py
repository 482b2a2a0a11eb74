"""What can happen on a desk, each with the word that its events are hashed with."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class EventKind(StrEnum):
    """What can happen. Values are part of the hash and never change."""

    ARTICLE_ADDED = "article.added"
    STATEMENTS_IMPORTED = "statements.imported"
    VERDICT_SUBMITTED = "verdict.submitted"
    VERDICT_APPROVED = "verdict.approved"
    VERDICT_RETURNED = "verdict.returned"
    VERDICT_WITHDRAWN = "verdict.withdrawn"
    VERDICT_REOPENED = "verdict.reopened"
    CLAIM_TAKEN = "claim.taken"
    CLAIM_HANDED_OVER = "claim.handed_over"
    CLAIM_GIVEN_BACK = "claim.given_back"
    CLAIM_PLANNED = "claim.planned"
    CLAIM_ADDED = "claim.added"
    CLAIM_SPLIT = "claim.split"
    CLAIM_MERGED = "claim.merged"
    CLAIM_CORRECTED = "claim.corrected"
    CLAIM_REPLACED = "claim.replaced"
    CLAIM_DISMISSED = "claim.dismissed"
    CLAIM_RESTORED = "claim.restored"
    STATEMENT_SET_ASIDE = "statements.set_aside"
    OPINION_ASKED = "opinion.asked"
    OPINION_GIVEN = "opinion.given"
    EVIDENCE_FLAGGED = "evidence.flagged"
    VIEW_SHARED = "view.shared"
    EXPORT_MADE = "export.made"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_ROLE_SET = "account.role_set"
    ACCOUNT_DISABLED = "account.disabled"
    ACCOUNT_ENABLED = "account.enabled"
    ACCOUNT_PASSWORD_SET = "account.password_set"  # noqa: S105 - not a password
    ACCOUNT_EMAIL_SET = "account.email_set"
    SESSION_SIGNED_IN = "session.signed_in"
    SESSION_SIGNED_OUT = "session.signed_out"
    DATABASE_BACKED_UP = "database.backed_up"
    MODEL_CHANGE = "model.change"
    DATABASE_RESTORED = "database.restored"
    SESSION_REFUSED = "session.refused"
    SESSION_ENDED = "session.ended"
    DESK_TOKEN_MADE = "desk.token_made"  # noqa: S105 - not a password
    DESK_TOKEN_USED = "desk.token_used"  # noqa: S105

    @property
    def editorial(self) -> bool:
        """Whether it changes what an export can contain; exporting, planning, signing in do not."""
        of = self.value.partition(".")[0]
        return of in ("article", "statements", "verdict", "evidence") or self in OF_CLAIMS


OF_CLAIMS: Final = frozenset(
    {
        EventKind.CLAIM_ADDED,
        EventKind.CLAIM_SPLIT,
        EventKind.CLAIM_MERGED,
        EventKind.CLAIM_CORRECTED,
        EventKind.CLAIM_REPLACED,
        EventKind.CLAIM_DISMISSED,
        EventKind.CLAIM_RESTORED,
    }
)
"""What changes the claims themselves."""


EDITORIAL: Final = tuple(kind.value for kind in EventKind if kind.editorial)
"""The kinds that change what an export can contain."""
