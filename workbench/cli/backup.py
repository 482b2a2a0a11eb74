"""Commands on the database file as a whole: ``backup`` and ``restore``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Database, session_of
from workbench.cli.serving import claim_serving
from workbench.cli.session import say
from workbench.errors import DatabaseInUse, InputError
from workbench.running_desk import ask_for_backup

File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


def backup(context: typer.Context, file: File, database: Database = None) -> None:
    """Copy the database into a new FILE and prove it; a running desk goes on meanwhile."""
    session = session_of(context)
    path = session.settings(database).database
    if not path.exists():
        raise InputError(
            "there is no database to back up; name one with --database", file=str(path)
        )
    file = file.expanduser().absolute()
    try:
        with session.app(database) as app:
            made = app.backups.make(file, by=app.operator())
        size, events, head = made.bytes, made.events, made.ledger_head
    except DatabaseInUse:
        told = ask_for_backup(path, file)
        size, events, head = told.bytes, told.events, told.head
    say(f"{file}: {size:,} bytes, the ledger holds: {events} events, head {head}")


def restore(
    context: typer.Context,
    file: File,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the database that is there; it is kept aside.")
    ] = False,
    database: Database = None,
) -> None:
    """Put a backup in the place of the database, once its ledger is proved; stop the desk first."""
    session = session_of(context)
    path = session.settings(database).database
    claim = claim_serving(path)
    try:
        with session.app(database) as app:
            restored = app.backups.restore(file.expanduser(), by=app.operator(), force=force)
    finally:
        if claim is not None:
            os.close(claim)
    if restored.aside is not None:
        say(f"the database that was there is now {restored.aside}")
    say(
        f"{restored.database} restored: the ledger held {restored.events} events, "
        f"head {restored.ledger_head}; everybody has to sign in again"
    )
