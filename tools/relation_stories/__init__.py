"""Our own stories of charges, denials and evasions, labelled, for training the cross-encoder.

A ``.json`` file is one story: its statements, its claims, and for each claim the statements that
contradict or support it; every other pair of the story is related. A ``.jsonl`` file holds loose
pairs. All people, firms, parties and states are invented. The labelling rules are those of the
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


@dataclass(frozen=True, slots=True)
class StoryPair:
    """A claim beside a statement of the same story."""

    story: str
    claim: Told
    statement: Told
    relation: Relation
    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The story's actors, each with its other names."""

    def mentioned(self, text: str) -> frozenset[str]:
        """The actors of the story that a text names."""
        return frozenset(
            actor
            for actor, names in self.actors.items()
            if any(re.search(rf"\b{re.escape(name)}\b", text) for name in (actor, *names))
        )


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
        for path in sorted(FOLDER.iterdir())
        if path.suffix in (".json", ".jsonl")
        and any(fnmatch(path.stem, name) for name in kept) == held_out
    ]


def pairs_of(path: Path) -> list[StoryPair]:
    """The labelled pairs of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [
            StoryPair(
                path.stem, Told(row["claim"]), Told(row["statement"]), Relation(row["relation"])
            )
            for row in map(json.loads, text.splitlines())
        ]
    story = json.loads(text)
    actors = {actor: tuple(names) for actor, names in story["actors"].items()}
    return [
        StoryPair(
            path.stem, _told(claim), _told(statement), _relation(claim, statement["id"]), actors
        )
        for claim in story["claims"]
        for statement in story["statements"]
    ]


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
    )
