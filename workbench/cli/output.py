"""Results out: one JSON object a line, or a table for people. Rich is loaded only for tables."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

WIDTH_WITHOUT_A_TERMINAL = 160


def print_object(fields: Mapping[str, object]) -> None:
    """One line of JSON on standard output, characters as they are."""
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")


def iso(day: date | None) -> str | None:
    """A day as 2022-10-20."""
    return None if day is None else day.isoformat()


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str | None = None
) -> None:
    """A table on standard output; None is an empty cell and nothing in a cell is markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    width = None if sys.stdout.isatty() else WIDTH_WITHOUT_A_TERMINAL
    Console(file=sys.stdout, width=width).print(table)


@contextmanager
def progress_bar(doing: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A function to tell how many are done; a bar on a terminal, else a line each percent.

    Args:
        total: About how many there are, if that is known.
    """
    words = _Pace(total)
    if not sys.stderr.isatty():
        yield _lines(doing, words)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(pulse_style="cyan"),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(doing, total=total, told="")
        yield lambda done: progress.update(task, completed=done, told=words.of(done))


class _Pace:
    """How far a long job is and how fast it goes, in words."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self._began = time.monotonic()

    def of(self, done: int) -> str:
        rate = done / max(time.monotonic() - self._began, 1e-6)
        so_far = f"{done:,} done" if self.total is None else f"{done:,} of about {self.total:,}"
        return f"{so_far}, {rate:,.0f} a second"


def _lines(doing: str, words: _Pace) -> Callable[[int], None]:
    """A log gets a line when another percent is done, and none where the end is near anyway."""
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        if words.total is None or done >= words.total:
            return
        percent = done * 100 // words.total
        if percent > told:
            told = percent
            print(f"{doing}: {words.of(done)}", file=sys.stderr, flush=True)

    return tell
