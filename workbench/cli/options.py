"""Options and arguments that several commands share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.session import Session
from workbench.errors import InputError


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSONL = "jsonl"


Database = Annotated[
    Path | None,
    typer.Option(
        "--database",
        metavar="PATH",
        help="The database file; else WORKBENCH_DATABASE, else the user's data folder.",
    ),
]
Output = Annotated[
    Format,
    typer.Option("--format", help="A table to read, or one JSON object a line."),
]
Priors = Annotated[
    int,
    typer.Option("--k", min=1, max=1000, metavar="N", help="How many statements at most."),
]


def session_of(context: typer.Context) -> Session:
    """The run's session, put there by ``main``."""
    session = context.obj
    assert isinstance(session, Session)
    return session


def day(words: str | None, option: str) -> date | None:
    """Read a date such as 2022-10-20.

    Raises:
        InputError: it is no date.
    """
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise InputError(f"{option} {words!r} is not a date; write YYYY-MM-DD") from None
