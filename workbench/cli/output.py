"""Results out: one JSON object a line, or a table for people. Rich is loaded only for tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

WIDTH_WITHOUT_A_TERMINAL = 160


def print_object(fields: Mapping[str, object]) -> None:
    """One line of JSON on standard output, characters as they are."""
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")


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
def progress_bar(doing: str) -> Iterator[Callable[[int], None]]:
    """A function to tell how many are done; shown only where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(pulse_style="cyan"),
        TextColumn("{task.completed:,.0f} done"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda done: progress.update(task, completed=done)
