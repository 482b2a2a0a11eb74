"""Drafts: what a checker has typed outlives a lost connection, a closed tab and an ended session.

A draft belongs to one person. It is no finding and no record: nobody else is ever shown it, no
event tells of it, and it is gone once the verdict is submitted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from workbench.desk.claims.claim_state import claim_of
from workbench.desk.people.permissions import require_now
from workbench.desk.validation import LONGEST
from workbench.errors import InputError
from workbench.model.people import Action, User
from workbench.model.verdict import Draft, KeptDraft
from workbench.storage.verdicts import drafts, opinions, verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

MOST_CITED: Final = 200
LONGEST_ID: Final = 500


class Drafts:
    """Everybody's drafts, each for its owner alone. Safe to call from many threads."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def keep(self, claim_id: str, draft: Draft, *, seen_version: int, by: User) -> KeptDraft | None:
        """Keep what a person has typed, in place of what they had typed before.

        An empty form forgets the draft. What arrives late, after the person's own verdict on what
        they saw, is let go.

        Args:
            seen_version: The latest version the person saw, 0 for none.

        Raises:
            InputError: it is longer than any verdict.
            NotAllowed: the person's role may not decide.
            NotFound: there is no such claim.
        """
        _check_size(draft)
        with self._database.write() as cursor:
            require_now(cursor, by, Action.DECIDE)
            claim_of(cursor, claim_id)
            if _has_gone_out(cursor, claim_id, seen_version, by.name):
                return None
            if draft.is_empty:
                drafts.drop(cursor, by.name, claim_id)
                return None
            kept = KeptDraft(by.name, claim_id, draft, seen_version, self._clock())
            drafts.store(cursor, kept)
        return kept

    def mine(self, claim_id: str, user: User) -> KeptDraft | None:
        """The person's own draft on a claim, if there is one."""
        with self._database.read() as cursor:
            return drafts.find(cursor, user.name, claim_id)

    def throw_away(self, claim_id: str, *, by: User) -> None:
        """Forget the person's own draft on a claim.

        Raises:
            NotAllowed: the person's role may not decide.
        """
        with self._database.write() as cursor:
            require_now(cursor, by, Action.DECIDE)
            drafts.drop(cursor, by.name, claim_id)


def _check_size(draft: Draft) -> None:
    texts = (draft.rationale, draft.outside_evidence or "")
    if any(len(text) > LONGEST for text in texts):
        raise InputError(f"a draft may have {LONGEST:,} characters; shorten it to keep it")
    if len(draft.cited) > MOST_CITED or any(len(one) > LONGEST_ID for one in draft.cited):
        raise InputError(f"a draft may cite {MOST_CITED} statements; cite fewer to keep it")


def _has_gone_out(cursor: Cursor, claim_id: str, seen_version: int, person: str) -> bool:
    """Whether the person has given a verdict or an opinion since they saw that version.

    Who is asked for an opinion sees none, which is version 0, and gives it on a later one.
    """
    latest = verdicts.latest(cursor, claim_id)
    if latest is not None and latest.version > seen_version and latest.author == person:
        return True
    given = opinions.of_claim(cursor, claim_id)
    return any(one.reviewer == person and one.version > seen_version for one in given)
