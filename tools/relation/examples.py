"""One pair to learn from or to be judged by, and the numbers of its labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tools.relation_stories import StoryPair, Told
from workbench.archive.relation.cross_encoder import LABELS, with_speaker
from workbench.model.prior import Relation

NOT_SUPPORTS: Final = len(LABELS)  # some sources know only "does not follow"
BARE, UNTITLED = 0.35, 0.85  # shares of pairs without names, and without a headline


@dataclass(frozen=True, slots=True)
class Example:
    """One pair; ``label`` is an index into LABELS, or NOT_SUPPORTS."""

    claim: str
    statement: str
    label: int


def labelled(claim: str, statement: str, relation: str) -> Example:
    """A pair as a source gives it.

    Args:
        relation: A relation's name, or "not_supports".
    """
    label = NOT_SUPPORTS if relation == "not_supports" else LABELS.index(Relation(relation))
    return Example(claim, statement, label)


def as_example(pair: StoryPair, form: float) -> Example:
    """A pair of a story as the desk would show it, with names and headline or without.

    Args:
        form: From 0 to 1; chooses how much is told of who said it and where.
    """
    said, answered = pair.claim.text, pair.statement.text
    if form >= BARE:
        said, answered = with_names(pair.claim), with_names(pair.statement)
    if form >= UNTITLED and pair.statement.title is not None:
        answered = f"{pair.statement.title}. {answered}"
    return Example(said, answered, LABELS.index(pair.asked))


def with_names(one: Told) -> str:
    """A text as the cross-encoder reads it, who speaks in front."""
    return with_speaker(one.text, (one.speaker, one.actor))
