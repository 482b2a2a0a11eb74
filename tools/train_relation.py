"""Train the cross-encoder that reads a claim and a statement together.

    OMP_NUM_THREADS=1 python -m tools.train_relation SHARED --work DIR [--base DIR]

Starts from any encoder that transformers can load (by default all-mpnet-base-v2, put together as
SHARED/MODELS.md tells) and learns, mixed from the first batch on, from our own stories
(``tools/relation_stories``), pairs from frames and the inference sources whose licences permit
shipping what is learned from them (``tools/relation/inference.py``).

The run lives in ``DIR``: its plan, written once, and its last checkpoint, of which ``model/`` is
the model so far. The same command takes a run up again where it was; SIGTERM writes a checkpoint
first. ``--end`` moves the end, so that a run can be brought home early: the rate goes down over
the last two fifths of it.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

# read when torch is loaded: batches come in some hundred shapes, each compiled once
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")

import torch

from tools.relation import checkpoint
from tools.relation.checkpoint import Position
from tools.relation.network import Network
from tools.relation.plan import SEED, plan_of
from tools.relation.run import Run

PASSES, BATCH, FROZEN, RATE, MINUTES = 3, 24, 6, 4e-5, 8.0


def main() -> None:
    """Begin a run or take it up again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="the run's folder")
    parser.add_argument("--base", type=Path, help="folder of the encoder to start from")
    parser.add_argument("--passes", type=int, default=PASSES, help="over our own pairs")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--frozen", type=int, default=FROZEN, help="lower layers left as they are")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--end", type=int, help="pairs to see in all; by default the whole plan")
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help="at work between checkpoints"
    )
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    def log(line: str) -> None:
        print(line, flush=True)

    taken_up = checkpoint.latest(work)
    if taken_up is None:
        base = options.base or options.shared.parent / "training" / "mpnet" / "all-mpnet-base-v2"
        position = Position(options.frozen, options.rate, options.end or 0)
        network = Network(base, frozen=position.frozen)
    else:
        position = checkpoint.position_of(taken_up)
        position = replace(position, end=options.end or position.end)
        network = Network(taken_up / "model", frozen=position.frozen)
    plan = plan_of(
        work, options.shared, passes=options.passes, batch=options.batch, length=network.length
    )
    whole = sum(len(batch) for batch in plan)
    position = replace(position, end=position.end or whole)
    log(f"{position.pairs} of {position.end} pairs seen; the plan holds {whole}")
    Run(network, position, taken_up).learn(plan, work, minutes=options.minutes, log=log)


if __name__ == "__main__":
    main()
