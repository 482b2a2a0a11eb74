"""Flags on decided claims: evidence that came after the latest version of their verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.ledger.recording import record
from workbench.model.claim import Claim
from workbench.model.ledger import FlagsRaised
from workbench.model.prior import Prior
from workbench.model.verdict import EvidenceFlag
from workbench.storage.claims import articles
from workbench.storage.verdicts import evidence, verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


class EvidenceFlags:
    """Flags what people have decided. The desk itself does so; the verdicts stay as they are."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def decided(self) -> list[Claim]:
        """Every claim on the desk that has a verdict, approved or not."""
        with self._database.read() as cursor:
            on_desk = {claim_id for claim_id, _ in articles.standings(cursor)}
            decided = on_desk.intersection(verdicts.latest_versions(cursor))
            claims = articles.claims_by_id(cursor, sorted(decided))
        return [claims[claim_id] for claim_id in sorted(claims)]

    def raise_flags(self, found: Mapping[str, Sequence[Prior]], *, by: str) -> list[EvidenceFlag]:
        """Flag decided claims with evidence that came after their latest version.

        The verdict stays as it is. Passed over is a statement that was seen with the version or
        already flags it, one that is merely related, and one whose relation is unlikely.

        Args:
            found: New statements by the claim they may contradict or support.
            by: Whose import brought them.
        """
        raised: list[EvidenceFlag] = []
        with self._database.write() as cursor:
            at = self._clock()
            for claim_id, priors in found.items():
                latest = verdicts.latest(cursor, claim_id)
                if latest is None:
                    continue
                version = claim_id, latest.version
                known = evidence.statement_ids(cursor, *version)
                known |= {
                    flag.statement_id
                    for flag in verdicts.flags_of(cursor, [claim_id]).get(version, [])
                }
                flags = {
                    prior.statement.statement_id: EvidenceFlag(
                        claim_id=claim_id,
                        version=latest.version,
                        statement_id=prior.statement.statement_id,
                        relation=prior.label.relation,
                        probability=float(prior.label.probability),
                        raised_at=at,
                    )
                    for prior in priors
                    if prior.statement.statement_id not in known and prior.label.is_certain
                }
                if flags:
                    record(cursor, FlagsRaised(tuple(flags.values()), by))
                    raised.extend(flags.values())
        return raised
