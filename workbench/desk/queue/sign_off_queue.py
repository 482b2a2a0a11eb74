"""What waits for a signature, riskiest first, with the reasons and who is barred from signing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

from workbench.desk.claims.claim_state import why_barred
from workbench.desk.people.permissions import may
from workbench.desk.queue.risk import Decided, place, risks
from workbench.desk.verdicts.differences import since_last_decision
from workbench.model.claim import Claim
from workbench.model.on_desk import ClaimOnDesk, Difference
from workbench.model.people import Action, User
from workbench.model.prior import Prior
from workbench.model.queue import AwaitingSignature
from workbench.model.verdict import Opinion, Reopening
from workbench.storage.claims import claim_edits, moves
from workbench.storage.reads.page_queries import PageQueries
from workbench.storage.statements import reprints
from workbench.storage.verdicts import evidence, opinions

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

Key = tuple[str, int]

KEPT: Final = 500
"""Versions whose priors are kept at hand; they never change."""
NOT_A_SIGNER: Final = "signing off is for supervisors; you can read what waits"


class SignOffQueue:
    """Reads for sign-off. Every method is safe to call from many threads."""

    def __init__(self, database: Database, page_queries: PageQueries) -> None:
        self._database = database
        self._page_queries = page_queries
        self._kept: OrderedDict[Key, tuple[Prior, ...]] = OrderedDict()
        self._lock = Lock()

    def waiting(self, reader: User) -> list[AwaitingSignature]:
        """The verdicts that wait, riskiest first, see ``desk.queue.risk``.

        Left out are claims of which the reader must see no verdict, having been asked for a
        second opinion.
        """
        items = self._page_queries.awaiting_sign_off(reader=reader)
        ids = [item.claim.claim_id for item in items]
        with self._database.read() as cursor:
            shown = self._read_shown(cursor, items)
            cited = {one for item in items if item.verdict for one in item.verdict.cited}
            texts = reprints.groups_of(cursor, cited)
            given = opinions.of_claims(cursor, ids)
            reopened = moves.reopenings_of(cursor, ids)
            hands = moves.contributions_of(cursor, ids)
            changed = claim_edits.changes_of(cursor, ids)
            read_as = {one: claim_edits.claim_at(cursor, one, 0) for one in changed}
        found = []
        for item in items:
            claim_id, version = item.claim.claim_id, item.verdict
            if version is None:
                continue
            decided = Decided(
                version=version,
                shown=shown.get((claim_id, version.version), ()),
                texts=texts,
                opinions=_on(given.get(claim_id, ()), version.version),
                flags=item.flags,
                corrects=_find_answered(reopened.get(claim_id, ()), version.version),
                reattributed=_read_before(item.claim, read_as.get(claim_id)),
            )
            locked = (
                why_barred(hands.get(claim_id, ()), version, reader.name)
                if may(reader, Action.SIGN_OFF)
                else NOT_A_SIGNER
            )
            found.append(AwaitingSignature(item, risks(decided), locked))
        return sorted(found, key=lambda one: place(one.risks))

    def difference(self, claim_id: str, *, reader: User | None) -> Difference | None:
        """What the latest version changes in the one decided on last; none for a first version."""
        return since_last_decision(self._page_queries.history(claim_id, reader=reader))

    def _read_shown(
        self, cursor: Cursor, items: Sequence[ClaimOnDesk]
    ) -> dict[Key, tuple[Prior, ...]]:
        """What was seen with the versions that wait, from what is kept where it is."""
        wanted = [(one.claim.claim_id, one.seen_version) for one in items]
        with self._lock:
            found = {key: self._kept[key] for key in wanted if key in self._kept}
        missing = [claim_id for claim_id, version in wanted if (claim_id, version) not in found]
        read = evidence.read_seen(cursor, missing) if missing else {}
        found |= {key: read.get(key, ()) for key in wanted if key not in found}
        with self._lock:
            for key in reversed(wanted):
                self._kept[key] = found[key]
                self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


def _read_before(claim: Claim, lifted: Claim | None) -> str | None:
    """Whom the machine had read as the speaker, where a person has put in somebody else."""
    if lifted is None or (lifted.speaker, lifted.actor) == (claim.speaker, claim.actor):
        return None
    return lifted.speaker or lifted.actor or lifted.source_text or "nobody named"


def _on(given: Sequence[Opinion], version: int) -> tuple[Opinion, ...]:
    """A new version answers the opinions on the one before it."""
    return tuple(one for one in given if one.version == version)


def _find_answered(reopened: Sequence[Reopening], version: int) -> Reopening | None:
    """The last reopening of a version before this one."""
    before = [one for one in reopened if one.version < version]
    return before[-1] if before else None
