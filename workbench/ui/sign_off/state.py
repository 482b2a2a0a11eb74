"""What the sign-off screen knows, without any Streamlit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.model.prior import Lane, Prior, Relation
from workbench.model.queue import AwaitingSignature, RiskKind
from workbench.model.verdict import VerdictVersion

MINE: Final = "mine"
ALL: Final = "all"
PAGE: Final = 25
"""Verdicts that the list of the stack names at a time."""

RISK_WORDS: Final[Mapping[RiskKind, str]] = {
    RiskKind.CONTRADICTED: "contradicted, yet confirmed",
    RiskKind.OPINION: "a second opinion disagrees",
    RiskKind.NEW_EVIDENCE: "new evidence since",
    RiskKind.SUPPORTED: "supported, yet contested",
    RiskKind.CORRECTION: "changed after it was signed",
    RiskKind.THIN: "thin evidence",
    RiskKind.REATTRIBUTED: "speaker changed by hand",
    RiskKind.LATER: "evidence from after the article",
    RiskKind.LEFT_OPEN: "left open in spite of evidence",
    RiskKind.CHECKER_UNSURE: "the checker is not sure",
    RiskKind.MACHINE_UNSURE: "the machine is not sure",
}

RETURN_REASONS: Final[Mapping[str, str]] = {
    "Answer the other side": (
        "A statement that speaks against this verdict was shown and is not cited. Cite it, or say "
        "in the reason why it does not count."
    ),
    "Find another source": "It rests on one source. Find a second one, independent of the first.",
    "Say why": (
        "The reason does not tell how the verdict follows. Say what in the cited statements "
        "carries it."
    ),
    "Keep to the claim": (
        "The verdict answers something else than what was claimed. Hold it against the exact words."
    ),
    "Too strong": (
        "The evidence carries less than the verdict says. Consider unverified, or name the limits."
    ),
    "Wording": "Not fit to print yet: shorten it, and say no more than the sources do.",
}
"""What a return is most often about; each fills the note, which can be changed before it goes."""


@dataclass(frozen=True)
class SignOffState:
    """The verdicts that wait, those among them that are asked for, and the one looked at.

    Attributes:
        waiting: All of them, those that the person may sign first, each part riskiest first.
        shown: Those that ``show`` names.
        show: ``mine``, ``all`` or a kind of risk.
        gone: A claim that a link names and whose verdict does not wait, none for none.
    """

    waiting: tuple[AwaitingSignature, ...]
    shown: tuple[AwaitingSignature, ...]
    show: str
    position: int | None
    gone: str | None = None

    @classmethod
    def of(
        cls,
        waiting: Sequence[AwaitingSignature],
        show: str | None = None,
        claim_id: str | None = None,
    ) -> SignOffState:
        """What a link asks for; a claim that it names is shown, whatever else it says.

        Without a wish it is what the person can sign, or everything if that is nothing.
        """
        ordered = tuple(sorted(waiting, key=lambda one: one.locked is not None))
        usual = MINE if any(one.locked is None for one in ordered) else ALL
        known = (MINE, ALL, *RiskKind)
        show = usual if show not in known or show is None else str(show)
        ids = [one.item.claim.claim_id for one in _choose(ordered, show)]
        if claim_id is not None and claim_id not in ids:
            everywhere = [one.item.claim.claim_id for one in ordered]
            if claim_id in everywhere:
                show, ids = ALL, everywhere
        shown = _choose(ordered, show)
        if claim_id in ids:
            return cls(ordered, shown, show, ids.index(claim_id))
        return cls(ordered, shown, show, 0 if shown else None, claim_id)

    @property
    def choices(self) -> dict[str, int]:
        """What can be shown, and how many verdicts that is."""
        kinds = Counter(risk.kind for one in self.waiting for risk in one.risks)
        counts = {
            MINE: sum(one.locked is None for one in self.waiting),
            ALL: len(self.waiting),
            **{kind.value: kinds[kind] for kind in RiskKind if kinds[kind]},
        }
        return {self.show: 0} | counts if self.show not in counts else counts

    @property
    def current(self) -> AwaitingSignature | None:
        return None if self.position is None else self.shown[self.position]

    @property
    def page(self) -> range:
        """The places of the verdicts that the list names: the page that the current one is on."""
        start = 0 if self.position is None else self.position // PAGE * PAGE
        return range(start, min(start + PAGE, len(self.shown)))

    def beside(self, step: int) -> str | None:
        """The claim ``step`` places further down the list; None beyond its ends."""
        if self.position is None or not 0 <= self.position + step < len(self.shown):
            return None
        return self.shown[self.position + step].item.claim.claim_id


def _choose(waiting: Sequence[AwaitingSignature], show: str) -> tuple[AwaitingSignature, ...]:
    if show == ALL:
        return tuple(waiting)
    if show == MINE:
        return tuple(one for one in waiting if one.locked is None)
    return tuple(one for one in waiting if any(risk.kind == show for risk in one.risks))


@dataclass(frozen=True)
class Evidence:
    """What was on the screen when the verdict was given, as cited and as passed over."""

    cited: tuple[Prior, ...]
    passed_over: tuple[Prior, ...]
    against: tuple[Prior, ...] = ()
    """Those passed over that speak against the verdict, the surest first."""

    @classmethod
    def of(cls, version: VerdictVersion, seen: Sequence[Prior]) -> Evidence:
        """Part the priors seen by whether the version cites them."""
        by_id = {prior.statement.statement_id: prior for prior in seen}
        rest = [prior for prior in seen if prior.statement.statement_id not in version.cited]
        against = [prior for prior in rest if version.verdict.is_opposed_by(prior.label)]
        return cls(
            cited=tuple(by_id[one] for one in version.cited if one in by_id),
            passed_over=tuple(prior for prior in rest if prior not in against),
            against=tuple(sorted(against, key=lambda prior: -prior.label.probability)),
        )

    def count(self, relation: Relation) -> int:
        """How many statements known by then stand so to the claim, cited or not."""
        return sum(
            prior.label.named is relation and prior.lane is Lane.PRIOR
            for prior in (*self.cited, *self.passed_over, *self.against)
        )
