"""What an export is made of: every claim with its verdict and evidence, read in one look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.ledger.kinds import EDITORIAL
from workbench.model.claim import Claim
from workbench.model.desk import ClaimState
from workbench.model.people import Program, User
from workbench.model.prior import Prior
from workbench.model.publishing import Choice, LeftOut
from workbench.model.verdict import EvidenceFlag, Reopening, SignOff, VerdictVersion
from workbench.storage.claims import articles, moves
from workbench.storage.claims.articles import ArticleHeading
from workbench.storage.ledger import events
from workbench.storage.ledger.events import GENESIS
from workbench.storage.statements import reprints
from workbench.storage.verdicts import evidence, verdicts
from workbench.storage.verdicts.visibility import kept_from

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class Record:
    """One claim as an export sees it.

    Attributes:
        priors: What was before the author of the verdict, cited or not; rank 0 was searched for.
        previous: The version before the latest.
        flags: Evidence that came after the latest version.
        texts: A number for the text of each prior by its statement; reprints share it.
        corrects: The signed version that the latest one corrects.
        correction: The reopening of that version, with its public note.
    """

    article: ArticleHeading
    claim: Claim
    state: ClaimState
    verdict: VerdictVersion | None = None
    previous: VerdictVersion | None = None
    sign_off: SignOff | None = None
    priors: tuple[Prior, ...] = ()
    flags: tuple[EvidenceFlag, ...] = ()
    texts: Mapping[str, int] = field(default_factory=dict)
    corrects: VerdictVersion | None = None
    correction: Reopening | None = None

    @property
    def cited(self) -> tuple[Prior, ...]:
        """The cited statements in the order the author cited them."""
        if self.verdict is None:
            return ()
        by_id = {prior.statement.statement_id: prior for prior in self.priors}
        return tuple(by_id[statement_id] for statement_id in self.verdict.cited)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the desk that an export shows.

    Attributes:
        as_of: When the desk last changed, as the ledger wrote it; empty on an empty desk.
        ledger_head: The hash of the event that changed it. Exports and sign-ins come after it in
            the ledger and do not count, so exporting again gives the same bytes.
        left_out: How many claims stay behind, by the reason.
    """

    as_of: str
    ledger_head: str
    records: tuple[Record, ...]
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)


def snapshot(
    database: Database, wanted: Choice, *, reader: User | None = None, awaited: bool = False
) -> Snapshot:
    """The claims that are wanted, by article and place in the text.

    Args:
        reader: Who will read it; verdicts that they must not know are left out.
        awaited: Whether a program may have those all the same; a person never.
    """
    with database.read() as cursor:
        last = events.last_of(cursor, EDITORIAL)
        told_all = awaited and (reader is None or isinstance(reader, Program))
        hidden = frozenset[str]() if told_all else kept_from(cursor, reader)
        records, left_out = _records(cursor, wanted, hidden)
        return Snapshot(
            as_of="" if last is None else last.at,
            ledger_head=GENESIS if last is None else last.hash,
            records=records,
            left_out=left_out,
        )


def _records(
    cursor: Cursor, wanted: Choice, hidden: Collection[str]
) -> tuple[tuple[Record, ...], Mapping[LeftOut, int]]:
    every = articles.standings(cursor)
    headings = articles.headings(cursor)
    claims = articles.claims_by_id(cursor, [claim_id for claim_id, _ in every])
    left_out: Counter[LeftOut] = Counter()
    standings: list[tuple[str, ClaimState]] = []
    for claim_id, state in every:
        claim = claims[claim_id]
        why = wanted.before_reading(claim, headings[claim.article_id].publisher, state, hidden)
        if why is None:
            standings.append((claim_id, state))
        else:
            left_out[why] += 1
    chosen = [claim_id for claim_id, _ in standings]
    versions = verdicts.versions_of(cursor, chosen)
    sign_offs = verdicts.sign_offs_of(cursor, chosen)
    flags = verdicts.flags_of(cursor, chosen)
    seen = evidence.read_seen(cursor, chosen)
    shown = {prior.statement.statement_id for priors in seen.values() for prior in priors}
    texts = reprints.groups_of(cursor, shown)
    reopened = moves.reopenings_of(cursor, chosen)
    records = []
    for claim_id, state in standings:
        history = versions.get(claim_id, [])
        why = wanted.after_reading(history[-1] if history else None)
        if why is not None:
            left_out[why] += 1
            continue
        key = (claim_id, len(history))
        answered = [one for one in reopened.get(claim_id, ()) if one.version < len(history)]
        correction = answered[-1] if answered else None
        records.append(
            Record(
                article=headings[claims[claim_id].article_id],
                claim=claims[claim_id],
                state=state,
                verdict=history[-1] if history else None,
                previous=history[-2] if len(history) > 1 else None,
                sign_off=sign_offs.get(key),
                priors=seen.get(key, ()),
                flags=tuple(flags.get(key, ())),
                texts=texts,
                corrects=None if correction is None else history[correction.version - 1],
                correction=correction,
            )
        )
    return tuple(records), {why: left_out[why] for why in LeftOut if left_out[why]}
