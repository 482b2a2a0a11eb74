"""The sets a cross-encoder is judged by, none of which it learned from.

Relations are those to the claim as its speaker holds it; ``turned`` marks the pairs whose speaker
denies the claim, of which the cross-encoder is asked by the words and its answer is turned.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from tools.archive_of import rows
from tools.relation.examples import with_names
from tools.relation_stories import (
    StoryPair,
    Told,
    files,
    is_rumour,
    loose_pair,
    on_one_happening,
    pairs_of,
)
from workbench.model.prior import Relation

SEED: Final = 11
T = TypeVar("T")
ATTITUDES: Final = ("argunsc", "perspectrum", "claimdiff")
"""About positions rather than facts: judged by how often a named side is right."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair as the cross-encoder is given it, and the relation people see."""

    claim: str
    statement: str
    relation: Relation
    turned: bool = False
    kind: str = ""
    repeated: bool = False
    """Whether claim and statement are the same speaker's and on the same side."""


def sets(shared: Path) -> dict[str, list[Judged]]:
    """Every set by name."""
    relations = shared / "eval" / "relations"
    found = {"bank": _bank(shared / "bank")}
    found["cases"] = [
        _of_pair(loose_pair(row["kind"], row)) for row in rows(shared / "cases" / "relations.jsonl")
    ]
    for row in rows(relations / "nli_dev.jsonl"):
        found.setdefault(row["pair_id"].rsplit("-", 1)[0], []).append(_plain(row))
    found["emergent"] = [_plain(row) for row in rows(relations / "emergent_train.jsonl")]
    for name in ("foolmetwice", "healthver", *ATTITUDES):
        with gzip.open(
            relations / "english" / f"dev_{name}.jsonl.gz", "rt", encoding="utf-8"
        ) as stream:
            found[name] = [_plain(row) for row in map(json.loads, stream)]
    return found | _kept()


def some(judged: Sequence[T], most: int) -> list[T]:
    """So many of a set's pairs, always the same ones."""
    if len(judged) <= most:
        return list(judged)
    return random.Random(SEED).sample(judged, most)  # noqa: S311 - reproducible


def _plain(row: Mapping[str, Any]) -> Judged:
    return Judged(row["claim"], row["statement"], Relation(row["relation"]))


def _of_pair(pair: StoryPair) -> Judged:
    kind = pair.story.removeprefix("pairs-").removesuffix("-kept")
    return Judged(
        with_names(pair.claim),
        with_names(pair.statement),
        pair.relation,
        turned=pair.claim.denied,
        kind=kind,
        repeated=pair.relation is Relation.SUPPORTS
        and pair.claim.speaker is not None
        and pair.claim.speaker == pair.statement.speaker,
    )


def _kept() -> dict[str, list[Judged]]:
    """Our own files that were kept back: stories, headlines, loose pairs; the harder ones apart."""
    found: dict[str, list[Judged]] = {}
    for path in files(held_out=True):
        pairs = pairs_of(path)
        kind = "loose pairs" if path.suffix == ".jsonl" else "stories"
        if is_rumour(path.stem):
            kind, pairs = "headlines", [pair for pair in pairs if on_one_happening(pair)]
        age = "harder" if path.parent.name == "harder" else "kept"
        found.setdefault(f"{age} {kind}", []).extend(map(_of_pair, pairs))
    return found


def _bank(folder: Path) -> list[Judged]:
    relations = {
        (row["claim_id"], row["statement_id"]): Relation(row["relation"])
        for row in rows(folder / "relations.jsonl")
    }
    return [
        _of_pair(
            StoryPair(
                claim["story"],
                Told(claim["text"], claim["speaker"], claim["actor"]),
                Told(said["text"], said["speaker"], said["actor"]),
                relations.get((claim["claim_id"], said["id"]), Relation.RELATED),
            )
        )
        for claim in rows(folder / "claims.jsonl")
        for said in rows(folder / "statements.jsonl")
        if claim["story"] == said["story"]
    ]
