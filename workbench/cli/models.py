"""The command on the embedding model: ``re-embed``."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import Database, session_of
from workbench.cli.output import progress_bar
from workbench.cli.session import say
from workbench.errors import DatabaseInUse


def re_embed(
    context: typer.Context,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|PATH",
            help="The model; else WORKBENCH_EMBEDDING_MODEL, else the installed one.",
        ),
    ] = None,
    status: Annotated[
        bool, typer.Option("--status", help="Only tell how far it is; needs no database.")
    ] = False,
    database: Database = None,
) -> None:
    """Give every statement a vector of another model, then search with it. Run again, it goes on.

    Where a desk has the database open, that desk does it in the background.
    """
    session = session_of(context)
    if status:
        with session.app(database) as app:
            say(app.re_embedding.told)
        return
    wanted = session.settings(database).embedding_model if model is None else model
    try:
        with session.app_with_database(database) as app:
            with progress_bar("statements", app.archive.count()) as progress:
                app.model_changes.run(wanted, by=app.operator(), progress=progress)
            say(app.re_embedding.told)
    except DatabaseInUse:
        with session.app(database) as app:
            app.re_embedding.ask(wanted)
        say(
            "the desk that has the database open does it in the background; "
            "workbench re-embed --status tells how far it is"
        )
