"""Our own stories as an archive and a newsroom would hold them: dated, with their actors known."""

from __future__ import annotations

import csv
import json
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tools.relation_stories import FOLDER, is_rumour
from workbench.model.prior import Query, Relation
from workbench.settings import Settings

SUPPORT_COUNTS = 0.05
"""A statement that supports the claim, beside 1 for one that contradicts it: both must be found,
but a side repeats itself more often than it is denied, and near-repetitions rank high anyway."""
STORIES_BETWEEN = (date(2019, 1, 1), date(2024, 12, 30))
"""Days to which the stories are moved, each as a whole: an article is checked while it is new, so
most of the archive is older than what it reports. PolitiFact's statements end in 2021."""


@dataclass(frozen=True, slots=True)
class Story:
    """One story.

    Attributes:
        actors: Each with its other names.
        counts: For each claim the statements to be found, and how much each counts.
    """

    name: str
    actors: Mapping[str, Sequence[str]]
    statements: Sequence[dict[str, Any]]
    queries: Sequence[Query]
    counts: Mapping[str, Mapping[str, float]]


def stories() -> list[Story]:
    """Our stories of people and states; the files of rumours hold headlines and no dates."""
    return [_story(path) for path in sorted(FOLDER.glob("*.json")) if not is_rumour(path.stem)]


def _story(path: Path) -> Story:
    told = json.loads(path.read_text(encoding="utf-8"))
    first, last = STORIES_BETWEEN
    ends = max(date.fromisoformat(claim["article_date"]) for claim in told["claims"])
    chosen = random.Random(zlib.crc32(path.stem.encode()))  # noqa: S311 - reproducible
    moved = first + timedelta(days=chosen.randrange((last - first).days)) - ends

    def day(written: str) -> date:
        return date.fromisoformat(written) + moved

    def name(one: str) -> str:
        return f"{path.stem}/{one}"

    said = {row["id"]: day(row["said_on"]) for row in told["statements"]}
    return Story(
        path.stem,
        told["actors"],
        [
            row | {"id": name(row["id"]), "said_on": said[row["id"]].isoformat()}
            for row in told["statements"]
        ],
        [
            Query(
                name(claim["id"]),
                claim["text"],
                speaker=claim["speaker"] or None,
                actor=claim["actor"] or None,
                article_date=day(claim["article_date"]),
            )
            for claim in told["claims"]
        ],
        {
            name(claim["id"]): {
                name(one): counts
                for relation, counts in (
                    (Relation.CONTRADICTS, 1.0),
                    (Relation.SUPPORTS, SUPPORT_COUNTS),
                )
                for one in claim[relation.value]
                if said[one] <= day(claim["article_date"])
            }
            for claim in told["claims"]
        },
    )


def write_statements(told: Sequence[Story], path: Path) -> Path:
    """The stories' statements as a file to import."""
    kept = ("id", "text", "speaker", "actor", "said_on", "title")
    with path.open("w", encoding="utf-8") as stream:
        for story in told:
            for row in story.statements:
                stream.write(json.dumps({name: row.get(name) or None for name in kept}) + "\n")
    return path


def write_actors(told: Sequence[Story], path: Path) -> Path:
    """The shipped actors file with the stories' invented actors added."""
    shipped = Settings().actors
    with shipped.open(encoding="utf-8", newline="") as stream:
        header, *lines = csv.reader(stream)
    known = {line[header.index("alias")] for line in lines}
    for story in told:
        kind = "government" if story.name.startswith("state") else "organisation"
        for actor, others in story.actors.items():
            for alias in (actor, *others):
                if alias not in known:
                    known.add(alias)
                    row = {"actor": actor, "kind": kind, "alias": alias, "alias_kind": "name"}
                    lines.append([row.get(column, "") for column in header])
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *lines])
    return path
