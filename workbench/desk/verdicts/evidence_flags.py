"""Flags on decided claims: evidence that came after the latest version of their verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.ledger.recording import record
from workbench.model.claim import Claim
from workbench.model.ledger import FlagsRaised
from workbench.model.prior import Prior, Relation
from workbench.model.statement import Statement
from workbench.model.verdict import EvidenceFlag, VerdictVersion
from workbench.storage.claims import articles
from workbench.storage.statements import statements
from workbench.storage.verdicts import evidence, verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
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
        already flags it, one of which no side can be named, one without a day or anybody who says
        it, and one that repeats what the verdict cites or what flags it: the same side, taken by
        the same people.

        Args:
            found: New statements by the claim they may contradict or support.
            by: Whose import brought them.
        """
        raised: list[EvidenceFlag] = []
        with self._database.write() as cursor:
            at = self._clock()
            for claim_id, priors in found.items():
                telling = [prior for prior in priors if _is_telling(prior)]
                if not telling:
                    continue
                latest = verdicts.latest(cursor, claim_id)
                if latest is None:
                    continue
                flags = tuple(
                    EvidenceFlag(
                        claim_id=claim_id,
                        version=latest.version,
                        statement_id=prior.statement.statement_id,
                        relation=prior.label.named,
                        probability=float(prior.label.probability),
                        raised_at=at,
                    )
                    for prior in _new_in_substance(cursor, latest, telling)
                )
                if flags:
                    record(cursor, FlagsRaised(flags, by))
                    raised.extend(flags)
        return raised


def _new_in_substance(
    cursor: Cursor, latest: VerdictVersion, priors: Sequence[Prior]
) -> Iterator[Prior]:
    """The first of each view that a verdict had not before it, of some new statements that tell."""
    version = latest.claim_id, latest.version
    seen = evidence.read_seen(cursor, [latest.claim_id]).get(version, ())
    flags = verdicts.flags_of(cursor, [latest.claim_id]).get(version, [])
    flagging = statements.by_ids(cursor, [flag.statement_id for flag in flags])
    known = {one.statement.statement_id for one in seen} | {flag.statement_id for flag in flags}
    told = {
        _view(one.statement, one.label.named)
        for one in seen
        if one.statement.statement_id in latest.cited
    }
    told |= {
        _view(flagging[flag.statement_id], flag.relation)
        for flag in flags
        if flag.statement_id in flagging
    }
    for prior in priors:
        view = _view(prior.statement, prior.label.named)
        if prior.statement.statement_id not in known and view not in told:
            told.add(view)
            yield prior


def _view(statement: Statement, side: Relation) -> tuple[str | None, Relation]:
    """Who takes which side: people who speak for one actor are of one view."""
    return statement.actor or statement.speaker, side


def _is_telling(prior: Prior) -> bool:
    """Whether it takes a side that can be named, on a day and by somebody."""
    statement = prior.statement
    return (
        prior.label.named is not Relation.RELATED
        and statement.dated is not None
        and (statement.actor or statement.speaker) is not None
    )
