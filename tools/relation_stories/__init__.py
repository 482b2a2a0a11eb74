"""Our own stories of charges, denials and evasions, labelled, for training the cross-encoder.

A ``.json`` file is one story: its statements, its claims, and for each claim the statements that
contradict or support it; every other pair of the story is related. A ``.jsonl`` file holds loose
pairs, some with who claims and who says it. ``harder/`` holds those written later, against what
the model then got wrong. A claim's label is for the claim as its speaker holds it, so that of a
claim with the polarity "denies" is turned before the cross-encoder is asked (``StoryPair.asked``).
All people, firms, parties and states are invented. The labelling rules are those of the
prior-statement bank; docs/decisions/006-relation.md tells how they were written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from workbench.archive.index.bm25 import stems
from workbench.model.claim import Polarity
from workbench.model.prior import Relation

FOLDER = Path(__file__).parent
HELD_OUT = FOLDER / "held_out.txt"
"""Names of the files kept from the cross-encoder, to fit what weighs its answers."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text with who said it, as far as that is known."""

    text: str
    speaker: str | None = None
    actor: str | None = None
    title: str | None = None
    denied: bool = False
    """Whether the speaker denies the text, which then reads as the thing denied."""


@dataclass(frozen=True, slots=True)
class StoryPair:
    """A claim beside a statement of the same story."""

    story: str
    claim: Told
    statement: Told
    relation: Relation
    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The story's actors, each with its other names."""

    @property
    def asked(self) -> Relation:
        """The relation to the words of the claim as they stand, even where its speaker denies them.

        This is what the cross-encoder is asked; the labeller turns its answer back for a claim
        that its speaker denies (``workbench.archive.relation.features``).
        """
        return turned(self.relation) if self.claim.denied else self.relation

    def mentioned(self, text: str) -> frozenset[str]:
        """The actors of the story that a text names."""
        return frozenset(
            actor
            for actor, names in self.actors.items()
            if any(re.search(rf"\b{re.escape(name)}\b", text) for name in (actor, *names))
        )


def turned(relation: Relation) -> Relation:
    """The relation to the opposite of a claim."""
    if relation is Relation.RELATED:
        return relation
    return Relation.SUPPORTS if relation is Relation.CONTRADICTS else Relation.CONTRADICTS


SAME_HAPPENING = 0.25
"""Of a rumour's words: a headline that shares so many is on that rumour."""


def is_rumour(story: str) -> bool:
    """Whether a file holds rumours and headlines, of several happenings, rather than a story."""
    return story.startswith("rumours")


def on_one_happening(pair: StoryPair) -> bool:
    """Whether a headline is on the rumour beside it, by its label or by its words."""
    claimed, said = set(stems(pair.claim.text)), set(stems(pair.statement.text))
    return pair.relation is not Relation.RELATED or len(claimed & said) >= SAME_HAPPENING * len(
        claimed
    )


def files(*, held_out: bool) -> list[Path]:
    """The files to train on, or those kept from it."""
    kept = HELD_OUT.read_text(encoding="utf-8").split()
    return [
        path
        for path in sorted(FOLDER.rglob("*.json*"))
        if path.suffix in (".json", ".jsonl")
        and any(fnmatch(path.stem, name) for name in kept) == held_out
    ]


def pairs_of(path: Path) -> list[StoryPair]:
    """The labelled pairs of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [loose_pair(path.stem, json.loads(line)) for line in text.splitlines()]
    story = json.loads(text)
    actors = {actor: tuple(names) for actor, names in story["actors"].items()}
    return [
        StoryPair(
            path.stem, _told(claim), _told(statement), _relation(claim, statement["id"]), actors
        )
        for claim in story["claims"]
        for statement in story["statements"]
    ]


def loose_pair(story: str, row: Mapping[str, Any]) -> StoryPair:
    """A pair told alone, with who claims and who says it where the row tells that."""
    claim, statement = (
        Told(
            row[side],
            row.get(f"{side}_speaker") or None,
            row.get(f"{side}_actor") or None,
            row.get(f"{side}_title") or None,
            denied=row.get(f"{side}_polarity") == Polarity.DENIES,
        )
        for side in ("claim", "statement")
    )
    return StoryPair(story, claim, statement, Relation(row["relation"]))


def _relation(claim: dict[str, Any], statement_id: str) -> Relation:
    for relation in (Relation.CONTRADICTS, Relation.SUPPORTS):
        if statement_id in claim[relation.value]:
            return relation
    return Relation.RELATED


def _told(row: dict[str, Any]) -> Told:
    title = row.get("title")
    return Told(
        row["text"],
        row.get("speaker") or None,
        row.get("actor") or None,
        title if title and title != row["text"] else None,
        denied=row.get("polarity") == Polarity.DENIES,
    )
