"""What people dismissed is not suggested again: in a new article it is dismissed at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.claims.suggestions import suggestions_of
from workbench.ledger.recording import record
from workbench.model.article import Article
from workbench.model.claim import Claim, Dismissal, DismissalReason
from workbench.model.people import MACHINE
from workbench.storage.claims import claim_edits

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


def dismiss_again(
    cursor: Cursor, article: Article, claims: Sequence[Claim], *, at: datetime
) -> None:
    """Dismiss those of an article's claims that people dismissed elsewhere, for the same reason.

    What a person said last of a suggestion counts: one that was put back is suggested again. Of
    what was dismissed as a duplicate, the first in a text stays.
    """
    suggested = {claim.claim_id: suggestions_of(claim, article) for claim in claims}
    every = {told for suggestions in suggested.values() for told in suggestions}
    said = claim_edits.last_said_of(cursor, sorted(every))
    if not said:
        return
    stood: set[str] = set()
    for claim in claims:
        suggestions = suggested[claim.claim_id]
        before = [said[told] for told in suggestions if told in said and said[told].dismissed]
        is_first = stood.isdisjoint(suggestions)
        stood.update(suggestions)
        if not before:
            continue
        same = max(before, key=lambda dismissal: dismissal.number)
        if same.reason is DismissalReason.DUPLICATE and is_first:
            continue
        dismissal = Dismissal(
            claim_id=claim.claim_id,
            number=claim_edits.next_dismissal(cursor),
            dismissed=True,
            reason=same.reason,
            note=same.note,
            same_as=same.claim_id,
            replaced_by=(),
            suggestions=(),  # only what people say counts
            set_by=MACHINE,
            set_at=at,
        )
        record(cursor, dismissal)
