"""The order in which a run sees its pairs, made once and kept beside the run.

Stories and inference are mixed from the first batch on, so that a run stopped anywhere leaves a
model that has seen some of everything; batches are of like length. The plan is written to the
run's folder, so a run that is taken up again goes on where it was, whatever has been written or
mended since.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path

from tools.relation.desk import desk_pairs
from tools.relation.examples import Example
from tools.relation.inference import inference_pairs

SEED = 20221020
SORTED_TOGETHER = 40  # batches among which pairs are put with those of like length

Batch = list[Example]
Length = Callable[[Example], int]


def plan_of(folder: Path, shared: Path, *, passes: int, batch: int, length: Length) -> list[Batch]:
    """The batches of a run: those kept in its folder, else new ones, which are then kept.

    Args:
        length: Of a pair as the network reads it, in tokens: a batch costs what its longest costs.
    """
    kept = folder / "plan.jsonl.gz"
    if not kept.exists():
        chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
        ours = desk_pairs(passes, chosen)
        others = inference_pairs(shared, passes, chosen)
        batches = [
            one
            for pair in zip(ours, others, strict=True)
            for one in batches_of([*pair[0], *pair[1]], batch, chosen, length)
        ]
        new = kept.with_suffix(".new")
        with gzip.open(new, "wt", encoding="utf-8") as stream:
            for one in batches:
                stream.write(json.dumps([astuple(example) for example in one]) + "\n")
        new.replace(kept)
    with gzip.open(kept, "rt", encoding="utf-8") as stream:
        return [[Example(*row) for row in json.loads(line)] for line in stream]


def batches_of(
    examples: Sequence[Example], size: int, chosen: random.Random, length: Length
) -> list[Batch]:
    """Shuffled batches of like length."""
    order = list(examples)
    chosen.shuffle(order)
    batches = []
    for first in range(0, len(order), size * SORTED_TOGETHER):
        near = sorted(order[first : first + size * SORTED_TOGETHER], key=length)
        mine = [near[start : start + size] for start in range(0, len(near), size)]
        chosen.shuffle(mine)
        batches += mine
    return batches
