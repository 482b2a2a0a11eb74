"""What a run keeps on disk, so that one that was killed goes on where it was.

A checkpoint is a folder: ``model/`` holds the averaged weights, which are the ones to judge and to
ship; ``learned.safetensors`` the weights as the optimiser has them; ``adam.safetensors`` its
moments; ``position.json`` how far the run is. A new one is written beside the old and takes its
place only when it is whole.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file, save_file

from tools.relation.network import Network

MOMENTS: Final = ("exp_avg", "exp_avg_sq")


@dataclass(frozen=True, slots=True)
class Position:
    """How far a run is, and what it was begun with."""

    frozen: int
    rate: float
    end: int
    """Pairs after which the rate is nothing and the run over."""
    batches: int = 0
    pairs: int = 0
    seconds: float = 0.0
    """Of the processor's time."""
    loss: float = 0.0
    """Mean of the last batches'."""

    def after(self, pairs: int, seconds: float, loss: float) -> Position:
        """The same one batch later."""
        return replace(
            self,
            batches=self.batches + 1,
            pairs=self.pairs + pairs,
            seconds=self.seconds + seconds,
            loss=loss,
        )


Weights = dict[str, torch.Tensor]


def latest(work: Path) -> Path | None:
    """The newest whole checkpoint of a run's folder."""
    for name in ("checkpoint", "checkpoint.old"):
        if (work / name / "position.json").exists():
            return work / name
    return None


def position_of(checkpoint: Path) -> Position:
    """How far the run was when it was written."""
    return Position(**json.loads((checkpoint / "position.json").read_text(encoding="utf-8")))


def write(
    work: Path, network: Network, mean: Weights, adam: torch.optim.AdamW, position: Position
) -> None:
    """Write a checkpoint and put it in the place of the last."""
    new, kept, old = (work / name for name in ("checkpoint.new", "checkpoint", "checkpoint.old"))
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    learned = {name: one.detach().clone() for name, one in network.learned.items()}
    _put(network, mean)
    network.save(new / "model")
    _put(network, learned)
    save_file(learned, new / "learned.safetensors")
    moments = {
        f"{moment}.{name}": adam.state[one][moment]
        for name, one in network.learned.items()
        for moment in MOMENTS
        if one in adam.state
    }
    save_file(moments, new / "adam.safetensors")
    # last, for what has it is whole
    (new / "position.json").write_text(json.dumps(asdict(position), indent=1), encoding="utf-8")
    shutil.rmtree(old, ignore_errors=True)
    if kept.exists():
        kept.rename(old)
    new.rename(kept)
    shutil.rmtree(old, ignore_errors=True)


def read(checkpoint: Path, network: Network, adam: torch.optim.AdamW) -> Weights:
    """Put weights and moments back where they were; returns the averaged weights."""
    mean = {name: one.detach().clone() for name, one in network.learned.items()}
    _put(network, load_file(checkpoint / "learned.safetensors"))
    moments = load_file(checkpoint / "adam.safetensors")
    steps = torch.tensor(float(position_of(checkpoint).batches))
    for name, one in network.learned.items():
        if f"{MOMENTS[0]}.{name}" in moments:
            adam.state[one] = {
                "step": steps.clone(),
                **{moment: moments[f"{moment}.{name}"] for moment in MOMENTS},
            }
    return mean


def _put(network: Network, weights: Weights) -> None:
    with torch.no_grad():
        for name, one in network.learned.items():
            one.copy_(weights[name])
