"""What the sign-off screen knows, without any Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.desk_app import ClaimOnDesk
from workbench.model import Lane, Prior, Relation, User, Verdict, VerdictVersion


@dataclass(frozen=True)
class SignOffState:
    """The verdicts that wait, those the person may sign first, and the one being looked at."""

    waiting: tuple[ClaimOnDesk, ...]
    position: int | None

    @classmethod
    def of(cls, waiting: Sequence[ClaimOnDesk], user: User, claim_id: str | None) -> SignOffState:
        """Put other people's work before one's own, keep the order otherwise, open ``claim_id``."""
        ordered = sorted(waiting, key=lambda item: is_own(item, user))
        ids = [item.claim.claim_id for item in ordered]
        if claim_id in ids:
            return cls(tuple(ordered), ids.index(claim_id))
        return cls(tuple(ordered), 0 if ordered else None)

    @property
    def current(self) -> ClaimOnDesk | None:
        return None if self.position is None else self.waiting[self.position]

    def beside(self, step: int) -> str | None:
        """The claim ``step`` places further down the list; None beyond its ends."""
        if self.position is None or not 0 <= self.position + step < len(self.waiting):
            return None
        return self.waiting[self.position + step].claim.claim_id


def is_own(item: ClaimOnDesk, user: User) -> bool:
    """Whether the person wrote the verdict that waits; the desk refuses them whatever we show."""
    return item.verdict is not None and item.verdict.author == user.name


@dataclass(frozen=True)
class Evidence:
    """What was on the screen when the verdict was given, as cited and as passed over."""

    cited: tuple[Prior, ...]
    passed_over: tuple[Prior, ...]

    @classmethod
    def of(cls, version: VerdictVersion, seen: Sequence[Prior]) -> Evidence:
        """Part the priors seen by whether the version cites them."""
        cited = set(version.cited)
        return cls(
            tuple(prior for prior in seen if prior.statement.statement_id in cited),
            tuple(prior for prior in seen if prior.statement.statement_id not in cited),
        )

    def count(self, relation: Relation) -> int:
        """How many statements known by then stand so to the claim, cited or not."""
        return sum(
            prior.label.relation is relation and prior.lane is Lane.PRIOR
            for prior in (*self.cited, *self.passed_over)
        )


def cautions(version: VerdictVersion, evidence: Evidence) -> tuple[str, ...]:
    """What a supervisor should look at twice; none of it forbids anything."""
    found = []
    against, in_favour = evidence.count(Relation.CONTRADICTS), evidence.count(Relation.SUPPORTS)
    cited_since = sum(prior.lane is Lane.SINCE for prior in evidence.cited)
    if version.verdict is Verdict.CONFIRMED and against:
        found.append(f"Confirmed, though the machine reads {against} earlier as contradicting it.")
    if version.verdict is Verdict.CONTESTED and not against:
        found.append(
            "Contested, though the machine reads no earlier statement as contradicting it."
        )
    if version.verdict is Verdict.UNVERIFIED and (against or in_favour):
        found.append(
            f"Unverified, though {against} earlier contradict and {in_favour} support it by the "
            "machine's reading."
        )
    if cited_since:
        found.append(f"{cited_since} of the cited statements came after the article.")
    if not evidence.cited and version.outside_evidence is None:
        found.append("No evidence is cited.")
    if not evidence.cited and version.outside_evidence is not None:
        found.append("It rests on evidence outside the archive alone.")
    if version.confidence is not None and version.confidence < 0.7:
        found.append("The checker is less than 70 % sure.")
    return tuple(found)
