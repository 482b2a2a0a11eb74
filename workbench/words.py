"""What the model names, days and numbers as screens, paper and reasons all put them.

And which marks people and models put for one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from workbench.model.claim import Polarity, Quotation
from workbench.model.prior import Relation, RelationLabel
from workbench.model.verdict import Verdict

VERDICT_MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.CONTESTED: "✕",
    Verdict.CONFIRMED: "✓",
    Verdict.UNVERIFIED: "?",
}
POLARITY_WORDS: Final[Mapping[Polarity, str]] = {
    Polarity.ASSERTS: "says it is so",
    Polarity.DENIES: "denies it",
    Polarity.QUESTIONS: "questions it",
    Polarity.UNCOMMITTED: "leaves it open",
}
QUOTATION_WORDS: Final[Mapping[Quotation, str]] = {
    Quotation.DIRECT: "quoted word for word",
    Quotation.INDIRECT: "in the reporter's words",
    Quotation.MIXED: "partly quoted, partly in the reporter's words",
}
RELATION_WORDS: Final[Mapping[Relation, str]] = {
    Relation.CONTRADICTS: "contradicts",
    Relation.SUPPORTS: "supports",
    Relation.RELATED: "related",
}
SAME_POINT, SAME_TOPIC = "on the same point", "on the topic"
"""Of a statement of which no side can be named."""
MARKS_ALIKE: Final = ('"“”„‟«»', "'‘’‚‛`", "-‐‑–—−")
"""Marks that are typed for one another, the plain one first."""


def day(when: date | None, *, missing: str = "undated") -> str:
    """A day as a newspaper writes it: 9 October 2022."""
    return missing if when is None else f"{when.day} {when:%B %Y}"


def moment(when: datetime) -> str:
    """A moment with its day, in UTC."""
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 claim, 3 claims."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share of one as whole percent; 0.995 is not yet 100 %."""
    return f"{min(99, round(share * 100)) if share < 1 else 100} %"


def relation_word(label: RelationLabel) -> str:
    """How a statement stands to the claim: a side with its probability, else what it is about."""
    if label.named is Relation.RELATED:
        return SAME_POINT if label.is_on_point else SAME_TOPIC
    changed = label.same_speaker and label.named is Relation.CONTRADICTS
    also = ", a change of position" if changed else ""
    return f"{RELATION_WORDS[label.named]} {percent(label.probability)}{also}"


def shares_in_words(label: RelationLabel) -> str:
    """How likely each side is. The chance of neither is told nowhere: it reads like a side."""
    return " · ".join(
        f"{RELATION_WORDS[side]} {percent(label.shares[side])}"
        for side in (Relation.CONTRADICTS, Relation.SUPPORTS)
    )
