"""What two people judged: a verdict and the second opinion beside it, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.opinions.kappa import agreement
from workbench.model.claim import Claim
from workbench.model.figures import Agreement
from workbench.model.people import User
from workbench.model.verdict import Opinion, Verdict, VerdictVersion
from workbench.storage.claims import articles
from workbench.storage.verdicts import opinions, verdicts
from workbench.storage.verdicts.visibility import kept_from

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

BARE_FACT = "stated as fact"


@dataclass(frozen=True, slots=True)
class JudgedTwice:
    """A second opinion with the version that it was given beside.

    Attributes:
        is_latest: Whether no later version decides the claim.
    """

    claim: Claim
    version: VerdictVersion
    opinion: Opinion
    is_latest: bool


def pair_judgements(cursor: Cursor, *, reader: User | None) -> list[JudgedTwice]:
    """All second opinions, oldest first, without those on claims kept from the reader."""
    kept = kept_from(cursor, reader)
    given = [one for one in opinions.every(cursor) if one.claim_id not in kept]
    ids = sorted({opinion.claim_id for opinion in given})
    claims = articles.claims_by_id(cursor, ids)
    history = verdicts.versions_of(cursor, ids)
    return [
        JudgedTwice(
            claims[opinion.claim_id],
            history[opinion.claim_id][opinion.version - 1],
            opinion,
            opinion.version == len(history[opinion.claim_id]),
        )
        for opinion in given
    ]


def agreement_by_pair(judged: Iterable[JudgedTwice]) -> list[Agreement]:
    """How far each two people agree, over the versions that one wrote and the other judged.

    The two stand in the order of the alphabet, whoever was the author.
    """
    found: dict[str, list[tuple[Verdict, Verdict]]] = {}
    for one in judged:
        version, opinion = one.version, one.opinion
        both = sorted([(version.author, version.verdict), (opinion.reviewer, opinion.verdict)])
        names = " and ".join(name for name, _ in both)
        found.setdefault(names, []).append((both[0][1], both[1][1]))
    return [agreement(names, pairs) for names, pairs in sorted(found.items())]


def agreement_by_kind(judged: Sequence[JudgedTwice]) -> list[Agreement]:
    """How far authors and second checkers agree, by kind of claim; first over all of them.

    The kind is what the speaker does with the words (asserts, denies, questions), or that the
    article states them as fact.
    """
    found: dict[str, list[tuple[Verdict, Verdict]]] = {}
    for one in judged:
        kind = BARE_FACT if one.claim.source is None else one.claim.polarity.value
        found.setdefault(kind, []).append((one.version.verdict, one.opinion.verdict))
    every = [(one.version.verdict, one.opinion.verdict) for one in judged]
    overall = [agreement("all claims", every)] if every else []
    return overall + [agreement(kind, pairs) for kind, pairs in sorted(found.items())]
