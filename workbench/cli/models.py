"""The command on the embedding model: ``re-embed``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Database, session_of
from workbench.cli.output import progress_bar
from workbench.cli.session import Session, say
from workbench.errors import DatabaseInUse
from workbench.running_desk import answering, ask_about_re_embedding, ask_to_re_embed


def re_embed(
    context: typer.Context,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|PATH",
            help="The model; else WORKBENCH_EMBEDDING_MODEL, else the installed one.",
        ),
    ] = None,
    status: Annotated[bool, typer.Option("--status", help="Only tell how far it is.")] = False,
    database: Database = None,
) -> None:
    """Give every statement a vector of another model, then search with it. Run again, it goes on.

    Where a desk has the database open, that desk does it in the background.
    """
    session = session_of(context)
    settings = session.settings(database)
    if status:
        say(read_status(session, settings.database, database))
        return
    wanted = settings.embedding_model if model is None else model
    try:
        with session.app_with_database(database) as app, answering(app):
            with progress_bar("statements", app.archive.count()) as progress:
                app.model_changes.run(wanted, by=app.operator(), progress=progress)
            say(app.model_changes.told)
    except DatabaseInUse:
        ask_to_re_embed(settings.database, wanted)
        say(
            "the desk that has the database open does it in the background; "
            "workbench re-embed --status tells how far it is"
        )


def read_status(session: Session, path: Path, database: Path | None) -> str:
    """How far a change of the model is, from whoever has the database open; makes no database."""
    if not path.exists():
        return "the model was never changed"
    try:
        with session.app(database) as app:
            return app.model_changes.told
    except DatabaseInUse:
        return ask_about_re_embedding(path)
