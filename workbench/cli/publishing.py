"""The command for what leaves the desk: ``export``."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Database, session_of
from workbench.cli.session import say
from workbench.errors import InputError
from workbench.model.publishing import Choice, LeftOut


class Export(StrEnum):
    """What can be exported."""

    CSV = "csv"
    EVIDENCE = "evidence"
    CLAIMREVIEW = "claimreview"


def export(
    context: typer.Context,
    what: Annotated[Export, typer.Argument(show_default=False)],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    include_open: Annotated[
        bool, typer.Option("--include-open", help="All claims, not only approved verdicts.")
    ] = False,
    include_awaited: Annotated[
        bool,
        typer.Option(
            "--include-awaited",
            help="Verdicts too on which somebody owes a second opinion without sight of them.",
        ),
    ] = False,
    database: Database = None,
) -> None:
    """Write verdicts as CSV, their evidence as CSV, or ClaimReview JSON-LD; the ledger notes it."""
    with session_of(context).app_with_database(database) as app:
        file = app.exports.take_file(
            what.value, Choice(include_open), awaited=include_awaited, by=app.operator()
        )
    awaited = file.left_out.get(LeftOut.BLIND, 0)
    if awaited:
        say(
            f"{awaited:,} left out: {LeftOut.BLIND.value}; --include-awaited takes them along, for "
            "readers who owe none"
        )
    if out is None:
        sys.stdout.buffer.write(file.data)
        return
    write_whole(out, file.data)
    say(f"{out}: {len(file.data):,} bytes")


def write_whole(path: Path, data: bytes) -> None:
    """Put the file in its place only when all of it is written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(
            f"the export cannot be written ({error.strerror}); name another with --out",
            file=str(path),
        ) from None
