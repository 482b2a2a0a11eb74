"""Which verdicts a supervisor should look at first, and why, in words: the order of the stack.

The rule. A verdict is the riskier the graver the gravest thing that speaks against signing it
unread; the order of graveness is that of ``RiskKind``. Where two are alike in this, the next
gravest thing decides, then the next; who has none left comes later. Verdicts without a difference
keep the order they came in (what is planned as pressing first, then the oldest decision).

First comes what would be wrong in print and was not answered by the checker: the archive
contradicts a confirmation, a second checker disagrees, something came in since. Then what changes
what readers were told. Then how much the verdict stands on, then what was changed or guessed on
the way. Nothing here forbids a signature, and no number is added up: a supervisor can see from the
words alone why one verdict stands before another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model.prior import Lane, Prior, Relation
from workbench.model.queue import Risk, RiskKind
from workbench.model.verdict import EvidenceFlag, Opinion, Reopening, Verdict, VerdictVersion
from workbench.words import counted, percent

SURE: Final = 0.6
"""From here on the machine is taken to be sure of a relation."""
SURE_PERSON: Final = 0.7
"""Below this a checker's own confidence is worth a second look."""


GRAVENESS: Final[Mapping[RiskKind, int]] = {kind: rank for rank, kind in enumerate(RiskKind)}


@dataclass(frozen=True, slots=True)
class Decided:
    """All that the rule looks at.

    Attributes:
        shown: What was before the author, cited or not.
        texts: A number for the text of each statement; reprints share it.
        opinions: Second opinions on this very version.
        flags: Evidence that came after it.
        corrects: The reopening that the version answers, if it is a correction.
        reattributed: Who the claim was said to be by before a person changed that, if one did.
    """

    version: VerdictVersion
    shown: tuple[Prior, ...] = ()
    texts: Mapping[str, int] = field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()
    flags: tuple[EvidenceFlag, ...] = ()
    corrects: Reopening | None = None
    reattributed: str | None = None

    @property
    def cited(self) -> tuple[Prior, ...]:
        """What the verdict cites of it."""
        return tuple(one for one in self.shown if self.is_cited(one))

    def is_cited(self, prior: Prior) -> bool:
        """Whether the verdict cites it."""
        return prior.statement.statement_id in self.version.cited


def risks(decided: Decided) -> tuple[Risk, ...]:
    """What speaks against signing a verdict unread, the gravest first."""
    told = ((kind, RULES[kind](decided)) for kind in RiskKind)
    return tuple(Risk(kind, words) for kind, words in told if words is not None)


def place(found: Sequence[Risk]) -> tuple[int, ...]:
    """Where risks put a verdict in the stack: sort by this, the riskiest comes first."""
    return (*(GRAVENESS[risk.kind] for risk in found), len(RiskKind))


def independent_sources(priors: Sequence[Prior], texts: Mapping[str, int]) -> int:
    """How many sources statements go back to.

    Statements of one publisher are one source, and so are all that carry the same text.
    """
    sources: list[set[object]] = []
    for prior in priors:
        marks = _marks_of_source(prior, texts)
        touched = [one for one in sources if one & marks]
        sources = [one for one in sources if not one & marks]
        sources.append(marks.union(*touched))
    return len(sources)


def _marks_of_source(prior: Prior, texts: Mapping[str, int]) -> set[object]:
    """What tells that two statements are one source; its own id where nothing else is known."""
    statement = prior.statement
    marks: set[object] = {("text", texts.get(statement.statement_id, statement.text.casefold()))}
    if statement.publisher is not None:
        marks.add(("publisher", statement.publisher.casefold()))
    return marks


def _against_a_confirmation(decided: Decided) -> str | None:
    return _find_unanswered(decided, Verdict.CONFIRMED, "contradicts", "contradict")


def _against_a_contest(decided: Decided) -> str | None:
    return _find_unanswered(decided, Verdict.CONTESTED, "supports", "support")


def _find_unanswered(decided: Decided, verdict: Verdict, one: str, many: str) -> str | None:
    """What speaks the other way and is not cited, or is cited with nothing on the other side."""
    if decided.version.verdict is not verdict:
        return None
    other = [prior for prior in decided.shown if verdict.is_opposed_by(prior.label)]
    passed_over = [prior for prior in other if not decided.is_cited(prior)]
    word = verdict.value.capitalize()
    if passed_over:
        told = counted(len(passed_over), "statement")
        verb = one if len(passed_over) == 1 else many
        return (
            f"{word}, though {told} shown and not cited {verb} the claim by the machine's "
            f"reading; the surest is {_surest(passed_over)}."
        )
    answer = Relation.SUPPORTS if verdict is Verdict.CONFIRMED else Relation.CONTRADICTS
    if other and not any(prior.label.named is answer for prior in decided.cited):
        return f"{word}, though what is cited {many}s the claim by the machine's reading."
    return None


def _another_opinion(decided: Decided) -> str | None:
    differ = [one for one in decided.opinions if one.verdict is not decided.version.verdict]
    if not differ:
        return None
    verdicts = " and ".join(dict.fromkeys(one.verdict.value for one in differ))
    people = "A second checker" if len(differ) == 1 else f"{len(differ)} second checkers"
    finds = "finds" if len(differ) == 1 else "find"
    return f"{people}, who saw no verdict, {finds} it {verdicts}."


def _came_since(decided: Decided) -> str | None:
    against = sum(one.relation is Relation.CONTRADICTS for one in decided.flags)
    in_favour = len(decided.flags) - against
    if not decided.flags:
        return None
    parts = []
    if against:
        parts.append(f"{against} against the claim")
    if in_favour:
        parts.append(f"{in_favour} for it")
    came = counted(len(decided.flags), "statement")
    return f"{came} came in after this verdict: {', '.join(parts)}."


def _corrects(decided: Decided) -> str | None:
    if decided.corrects is None:
        return None
    return f"It takes the place of version {decided.corrects.version}, which was signed."


def _thin(decided: Decided) -> str | None:
    version = decided.version
    if not version.cited:
        if version.outside_evidence is None:
            return "No evidence is cited."
        return "It rests on evidence outside the archive alone."
    if version.outside_evidence is not None:
        return None
    if len(version.cited) == 1:
        return "One statement alone carries it."
    if len(decided.cited) < len(version.cited):
        return None
    if independent_sources(decided.cited, decided.texts) > 1:
        return None
    carry = f"The {len(version.cited)} cited statements"
    texts = {decided.texts.get(name, name) for name in version.cited}
    if len(texts) == 1:
        return f"{carry} are one source: the same text, reprinted."
    return f"{carry} go back to one source."


def _named_by_hand(decided: Decided) -> str | None:
    if decided.reattributed is None:
        return None
    return f"Who says it was changed by hand; the machine had read {decided.reattributed}."


def _from_later(decided: Decided) -> str | None:
    later = sum(prior.lane is Lane.SINCE for prior in decided.cited)
    if not later:
        return None
    if later == len(decided.version.cited):
        return "Everything that is cited came after the article."
    return f"{later} of the cited statements came after the article."


def _left_open(decided: Decided) -> str | None:
    if decided.version.verdict is not Verdict.UNVERIFIED:
        return None
    earlier = [prior.label.named for prior in decided.shown if prior.lane is Lane.PRIOR]
    against, in_favour = earlier.count(Relation.CONTRADICTS), earlier.count(Relation.SUPPORTS)
    if not against and not in_favour:
        return None
    return (
        f"Left unverified, though of the earlier statements {against} contradict and {in_favour} "
        "support it by the machine's reading."
    )


def _checker_unsure(decided: Decided) -> str | None:
    confidence = decided.version.confidence
    if confidence is None or confidence >= SURE_PERSON:
        return None
    return f"The checker is only {percent(confidence)} sure."


def _machine_unsure(decided: Decided) -> str | None:
    cited = decided.cited
    if decided.version.verdict is Verdict.UNVERIFIED or not cited:
        return None
    surest = max(max(one.label.contradicts, one.label.supports) for one in cited)
    if surest >= SURE:
        return None
    return (
        "The machine is not sure that anything cited speaks for or against the claim: "
        f"{percent(surest)} at best."
    )


RULES: Final[Mapping[RiskKind, Callable[[Decided], str | None]]] = {
    RiskKind.CONTRADICTED: _against_a_confirmation,
    RiskKind.OPINION: _another_opinion,
    RiskKind.NEW_EVIDENCE: _came_since,
    RiskKind.SUPPORTED: _against_a_contest,
    RiskKind.CORRECTION: _corrects,
    RiskKind.THIN: _thin,
    RiskKind.REATTRIBUTED: _named_by_hand,
    RiskKind.LATER: _from_later,
    RiskKind.LEFT_OPEN: _left_open,
    RiskKind.CHECKER_UNSURE: _checker_unsure,
    RiskKind.MACHINE_UNSURE: _machine_unsure,
}


def _surest(priors: Iterable[Prior]) -> str:
    prior = max(priors, key=lambda one: one.label.probability)
    who = prior.statement.speaker or prior.statement.actor or "one whose speaker is not named"
    return f"{who} ({percent(prior.label.probability)})"
