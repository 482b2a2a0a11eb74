"""One training run: a warm-up, a steady rate, a slow end; stopped and taken up again at will.

The weights to use are the mean over the last few hundred batches (Polyak and Juditsky 1992),
which stands in for the slow end while a run is still in the middle.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final

import torch

from tools.relation import checkpoint
from tools.relation.checkpoint import Position, Weights
from tools.relation.network import Network
from tools.relation.plan import Batch

WARM_UP: Final = 1_500  # pairs
DOWN: Final = 0.4  # the last part of a run, in which the rate goes down to nothing
HEAD: Final = 5.0  # the head starts from nothing and learns so many times as fast
MEAN_OF: Final = 200  # batches over which weights are averaged, fewer at first
LOGGED: Final = 20  # batches between lines of the log


def rate_at(position: Position) -> float:
    """The learning rate after so many pairs."""
    done, end = position.pairs, position.end
    up = min(1.0, (done + 1) / WARM_UP)
    down = min(1.0, max(0.0, end - done) / (DOWN * end))
    return position.rate * min(up, down)


class Run:
    """A network, its optimiser, and where in the plan they are."""

    def __init__(self, network: Network, position: Position, taken_up: Path | None = None) -> None:
        """Begin, or go on.

        Args:
            taken_up: The checkpoint to go on from; the network is loaded from its ``model/``.
        """
        self.network, self.position = network, position
        head = [one for name, one in network.learned.items() if name.startswith("classifier")]
        body = [one for name, one in network.learned.items() if not name.startswith("classifier")]
        self._adam = torch.optim.AdamW(
            [{"params": body, "times": 1.0}, {"params": head, "times": HEAD}], weight_decay=0.01
        )
        self._mean: Weights = (
            {name: one.detach().clone() for name, one in network.learned.items()}
            if taken_up is None
            else checkpoint.read(taken_up, network, self._adam)
        )
        self._losses: deque[float] = deque(maxlen=100)
        self._told_to_stop = False

    def learn(
        self, plan: Sequence[Batch], work: Path, *, minutes: float, log: Callable[[str], None]
    ) -> None:
        """Go through the rest of the plan; SIGTERM or SIGINT writes a checkpoint and returns.

        Args:
            minutes: Of the processor's time between checkpoints: where others go first, hours may
                pass in which little is learned that could be lost.
        """
        before = {stop: signal.signal(stop, self._stop) for stop in (signal.SIGTERM, signal.SIGINT)}
        written = time.process_time()
        self.network.model.train()
        for batch in plan[self.position.batches :]:
            if self._told_to_stop or self.position.pairs >= self.position.end:
                break
            self._take(batch)
            if self.position.batches % LOGGED == 0:
                log(self._line())
            if time.process_time() - written > minutes * 60:
                self.write(work)
                written = time.process_time()
        self.write(work)
        for stop, handler in before.items():
            signal.signal(stop, handler)
        log(f"{self._line()}; checkpoint written")

    def write(self, work: Path) -> None:
        """Write a checkpoint."""
        checkpoint.write(work, self.network, self._mean, self._adam, self.position)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _take(self, batch: Batch) -> None:
        began = time.process_time()
        for group in self._adam.param_groups:
            group["lr"] = rate_at(self.position) * group["times"]
        loss = self.network.loss(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.learned.values(), 1.0)
        self._adam.step()
        self._adam.zero_grad(set_to_none=True)
        self._losses.append(loss.item())
        self.position = self.position.after(
            len(batch), time.process_time() - began, sum(self._losses) / len(self._losses)
        )
        share = 1 / min(MEAN_OF, 1 + self.position.batches / 4)
        with torch.no_grad():
            for name, one in self.network.learned.items():
                self._mean[name].lerp_(one, share)

    def _line(self) -> str:
        at = self.position
        pace = at.pairs / max(1.0, at.seconds)
        return (
            f"{time.strftime('%H:%M:%S')} {at.pairs}/{at.end} pairs, loss {at.loss:.3f}, "
            f"rate {rate_at(at):.1e}, {pace:.2f} pairs a processor second"
        )
