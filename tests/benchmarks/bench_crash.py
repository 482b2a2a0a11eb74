"""Kills at random moments over every path that writes: what is lost, and what does not open.

``WORKBENCH_BENCH_KILLS`` changes the number of kills.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from tests.crashing import JOBS, kill_at_random


def run(shared: Path) -> list[Measurement]:
    """Kill a desk 200 times."""
    kills = int(os.environ.get("WORKBENCH_BENCH_KILLS", "200"))
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        outcome = kill_at_random(Path(folder), kills=kills, seed=2022)
    note = f"{outcome.kills} kills in {', '.join(JOBS)}"
    for one in [*outcome.lost, *outcome.unopened]:
        print(one)
    return [
        Measurement("acknowledged writes looked for", outcome.acknowledged, note=note),
        Measurement(
            "acknowledged writes lost", len(outcome.lost), floor=0, aim=0, higher_is_better=False
        ),
        Measurement(
            "databases that do not open or whose ledger does not verify",
            len(outcome.unopened),
            floor=0,
            aim=0,
            higher_is_better=False,
        ),
    ]
