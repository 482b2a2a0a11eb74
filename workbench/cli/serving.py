"""Commands that open the desk in a browser: ``serve`` and ``demo``."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from workbench import demo as demonstration
from workbench.app import App
from workbench.cli.options import Database, session_of
from workbench.cli.session import Session, say
from workbench.errors import DatabaseInUse, InputError
from workbench.settings import Settings, locate_shipped

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    database: Database = None,
) -> None:
    """Open the desk for a newsroom; stop it with Ctrl-C."""
    session = session_of(context)
    settings = session.settings(database)
    check_port(host, port)
    claim_serving(settings.database)
    with session.app_with_database(database) as app:
        greet(app, host, port)
    hand_over(settings, host, port)


def demo(
    context: typer.Context,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Only fill the database; do not open the desk.")
    ] = False,
    host: Host = "127.0.0.1",
    port: Port = 8501,
    database: Database = None,
) -> None:
    """Fill a database of its own with demonstration data and open the desk."""
    session = session_of(context)
    settings = demo_settings(session, database)
    if not no_serve:
        check_port(host, port)
        claim_serving(settings.database)
    with session.app_with_database(settings.database) as app:
        demonstration.seed(app, tell=say)
    say(demonstration.sign_ins())
    tell_of_reader(settings)
    if not no_serve:
        hand_over(settings, host, port)


def greet(app: App, host: str, port: int) -> None:
    """Refuse the demonstration's database; tell how a desk without accounts gets its first one.

    Raises:
        InputError: the database is the demonstration's.
    """
    demonstration.refuse(app)
    tell_of_reader(app.settings)
    token = app.first_admin.token(by=app.operator())
    if token is None:
        return
    address = app.settings.address
    say("nobody has an account yet. To become the first administrator, within an hour open")
    say(f"  {address if address else f'http://{format_host(host)}:{port}'}/first-admin")
    say(f"and type in the token  {token}")


def tell_of_reader(settings: Settings) -> None:
    """Say plainly what leaves the desk, where a larger reader was named."""
    reader = settings.larger_reader
    if reader is not None:
        say(f"a larger reader is on: {reader.name} reads again what is shown on Review")
        say(f"  {reader.where_words_go} At most {reader.a_day:,} statements a day.")


def demo_settings(session: Session, database: Path | None) -> Settings:
    """The demonstration keeps away from the newsroom's database unless told otherwise."""
    settings = replace(session.settings(database), demo=True)
    named = database is not None or session.database is not None
    if named or "WORKBENCH_DATABASE" in os.environ:
        return settings
    return replace(settings, database=settings.database.with_name("demo.duckdb"))


def check_port(host: str, port: int) -> None:
    """Say that the port is taken before anything heavy is loaded.

    Raises:
        InputError: nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"port {port} is taken, perhaps by a desk that is open already; "
                "stop that one or choose another with --port"
            ) from None
        raise InputError(
            f"nothing can listen on {host}, port {port} ({error.strerror}); "
            "choose others with --host and --port"
        ) from None


def claim_serving(database: Path) -> int | None:
    """Be the only one that serves a database, from before it is opened until the process ends.

    The server opens the file seconds after this command has closed it; without the claim a second
    desk that starts in between would break the first.

    Returns:
        The file descriptor that holds the claim and outlives ``hand_over``; None on a system
        without such locks.

    Raises:
        DatabaseInUse: another desk serves it, or is about to.
    """
    try:
        import fcntl
    except ImportError:
        return None
    path = database.with_name(f"{database.name}.serving")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise InputError(
            f"nothing can be written beside the database ({error.strerror}); name another file "
            "with --database",
            file=str(path),
        ) from None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise DatabaseInUse(
            f"another desk serves {database} or is starting to; stop that one, or name another "
            "file with --database"
        ) from None
    os.set_inheritable(held, True)
    return held


def server_command(host: str, port: int) -> list[str]:
    """How Streamlit is started; everything else is in ``.streamlit/config.toml``."""
    return [
        *(
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(locate_shipped("app.py", installed="asgi.py")),
        ),
        *("--server.address", host, "--server.port", str(port), "--server.headless", "true"),
    ]


def server_environment(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """The settings as the server's process reads them."""
    told = {
        **environment,
        "WORKBENCH_DATABASE": str(settings.database.resolve()),
        "WORKBENCH_ACTORS": str(settings.actors.resolve()),
        "WORKBENCH_DEMO": "1" if settings.demo else "0",
    }
    if settings.embedding_model is not None:
        told["WORKBENCH_EMBEDDING_MODEL"] = settings.embedding_model
    return told


def format_host(host: str) -> str:
    """The host as an address has it."""
    return f"[{host}]" if ":" in host else host


def hand_over(settings: Settings, host: str, port: int) -> None:
    """Become the server: one process, so that stopping it stops everything."""
    say(f"the desk opens at http://{format_host(host)}:{port} (Ctrl-C stops it)")
    sys.stdout.flush()
    os.execve(  # noqa: S606 - our own interpreter, no shell
        sys.executable, server_command(host, port), server_environment(settings, os.environ)
    )
