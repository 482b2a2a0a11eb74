"""Fifty sessions reading and deciding at one desk for a minute.

Storage, workflow, ledger, archive and index are the real ones; the embedding model and the reading
of English are stand-ins, so the times are those of the desk and not of a model.
``WORKBENCH_BENCH_SECONDS`` and ``WORKBENCH_BENCH_SESSIONS`` change the length and the number.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from tests.load import sessions_at_once


def run(shared: Path) -> list[Measurement]:
    """Run the sessions and count."""
    sessions = int(os.environ.get("WORKBENCH_BENCH_SESSIONS", "50"))
    seconds = float(os.environ.get("WORKBENCH_BENCH_SECONDS", "60"))
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        alone = sessions_at_once(Path(folder) / "alone", sessions=1, seconds=min(seconds, 5))
        load = sessions_at_once(Path(folder) / "many", sessions=sessions, seconds=seconds)
    for one in [*load.errors[:5], *load.wrong_reads[:5], *load.lost[:5]]:
        print(one)
    note = f"{sessions} sessions, {seconds:.0f} s, {os.cpu_count()} cores, load {_load()}"

    def none(name: str, found: list[str]) -> Measurement:
        return Measurement(name, len(found), floor=0, aim=0, higher_is_better=False)

    return [
        none("errors", load.errors),
        none("updates lost", load.lost),
        none("wrong reads", load.wrong_reads),
        Measurement("decisions", len(load.decisions), note=note),
        Measurement("approvals", load.approvals),
        Measurement("reads", load.reads),
        Measurement("refused since somebody else was first", len(load.conflicts)),
        *(
            Measurement(
                f"decision, p{share}",
                load.percentile(share / 100) * 1000,
                "ms",
                baseline="one session alone",
                baseline_value=alone.percentile(share / 100) * 1000,
                higher_is_better=False,
            )
            for share in (50, 95)
        ),
        Measurement(
            "processor time a turn",
            load.processor / load.reads * 1000,
            "ms",
            higher_is_better=False,
        ),
    ]


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
