"""Run every ``bench_<topic>.py`` and print one table.

Use ``python -m tests.benchmarks SHARED [TOPIC]``, or ``make bench``.

A benchmark that fails is reported and the others still run. The exit code is 1 when one failed or
a figure is below its floor.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

import tests.benchmarks as benchmarks
from tests.benchmarks.measurement import Measurement, Standing

PREFIX = "bench_"


def topics() -> list[str]:
    """The topics there are, in alphabetical order."""
    names = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX))


def table_of(measurements: Sequence[tuple[str, Measurement]]) -> Table:
    """One row a figure: topic, value, what is expected, what others reach."""
    table = Table("topic", "figure", show_lines=False)
    for column in ("value", "floor", "aim"):
        table.add_column(column, justify="right")
    for column in ("standing", "others on the same data", "note"):
        table.add_column(column)
    for topic, figure in measurements:
        others = ""
        if figure.baseline is not None:
            others = f"{figure.baseline}: {_number(figure.baseline_value)}"
        table.add_row(
            topic,
            figure.name,
            f"{_number(figure.value)} {figure.unit}".strip(),
            _number(figure.floor),
            _number(figure.aim),
            figure.standing.value,
            others,
            figure.note,
        )
    return table


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 or isinstance(value, int) else f"{value:.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the topics asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds eval/ and bank/")
    parser.add_argument("topic", nargs="?", help="only this topic")
    options = parser.parse_args(arguments)
    shared: Path = options.shared.resolve()
    if not shared.is_dir():
        parser.error(f"{options.shared} is not a folder; name the one that holds eval/ and bank/")
    known = topics()
    if options.topic is not None and options.topic not in known:
        parser.error(f"there is no topic {options.topic!r}; there are: {', '.join(known)}")

    figures: list[tuple[str, Measurement]] = []
    failed: list[str] = []
    for topic in known if options.topic is None else [options.topic]:
        started = time.perf_counter()
        print(f"{topic} ...", file=sys.stderr, flush=True)
        try:
            module = importlib.import_module(f"{benchmarks.__name__}.{PREFIX}{topic}")
            figures += [(topic, figure) for figure in module.run(shared)]
        except Exception:  # one broken benchmark must not hide the others' figures
            traceback.print_exc()
            failed.append(topic)
        print(f"{topic}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)

    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table_of(figures))
    below = [figure.name for _, figure in figures if figure.standing is Standing.BELOW_FLOOR]
    for topic in failed:
        console.print(f"failed: {topic}")
    for name in below:
        console.print(f"below its floor: {name}")
    return 1 if failed or below else 0


if __name__ == "__main__":
    sys.exit(main())
