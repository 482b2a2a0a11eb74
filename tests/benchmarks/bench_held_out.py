"""Who said what on gold that nobody worked with: what to expect of articles not seen before."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.bench_speakers import GOLD, measurements
from tests.benchmarks.measurement import Measurement


def run(shared: Path) -> list[Measurement]:
    """The figures of ``bench_speakers``, on ``tests/gold/held_out``."""
    return list(measurements("held-out gold", GOLD / "held_out"))
