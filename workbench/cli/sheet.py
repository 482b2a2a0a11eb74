"""The command for paper: ``sheet``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Database, session_of
from workbench.cli.publishing import write_whole
from workbench.cli.session import say


def sheet(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", show_default=False)],
    version: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="A signed version; without it, the last one that was signed."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write here, not to standard output."),
    ] = None,
    database: Database = None,
) -> None:
    """Write the printed sheet of a signed verdict: a page of HTML that needs nothing else."""
    with session_of(context).app_with_database(database) as app:
        made = app.sheets.make(claim, version, by=app.operator())
    if out is None:
        sys.stdout.buffer.write(made.data)
        return
    write_whole(out, made.data)
    say(f"{out}: {len(made.data):,} bytes")
