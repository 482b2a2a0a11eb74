"""The command as a whole: its list of commands, its errors in one line, its exit codes."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer
from typer.main import get_command

from workbench import __version__, logs
from workbench.app import App
from workbench.cli import audit as auditing
from workbench.cli import documents, models, people, publishing, searching, serving, statements
from workbench.cli.backup import backup, restore
from workbench.cli.options import Database, session_of
from workbench.cli.session import MakeApp, Session, say
from workbench.cli.sheet import sheet
from workbench.errors import WorkbenchError

FAILED = 2
INTERRUPTED = 130
PLAINER = (
    ("Value error, ", ""),
    ("Input should be", "it must be"),
    (", unable to parse string as an integer", ""),
)
"""What typer says of a bad option in a programmer's words, and in ours."""

app = typer.Typer(
    name="workbench",
    help="A desk for fact-checkers: who said what, when, and what they said before.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
audit = typer.Typer(
    help="Prove what happened on the desk.", rich_markup_mode=None, no_args_is_help=True
)
user = typer.Typer(help="Accounts.", rich_markup_mode=None, no_args_is_help=True)

app.command("demo")(serving.demo)
app.command("serve")(serving.serve)
app.command("extract")(documents.extract)
app.command("import-statements")(statements.import_statements)
app.command("import-articles")(documents.import_articles)
app.command("search")(searching.search)
app.command("match")(statements.match)
app.command("relate")(statements.relate)
app.command("re-embed")(models.re_embed)
app.command("export")(publishing.export)
app.command("sheet")(sheet)
app.command("backup")(backup)
app.command("restore")(restore)
app.add_typer(audit, name="audit")
audit.command("verify")(auditing.verify)
audit.command("as-known")(auditing.as_known)
audit.command("disagreements")(auditing.disagreements)
audit.command("agreement")(auditing.agreement)
app.add_typer(user, name="user")
user.command("add")(people.add)
user.command("list")(people.list_all)
user.command("set-role")(people.set_role)
user.command("set-password")(people.set_password)
user.command("set-email")(people.set_email)
user.command("disable")(people.disable)


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        print(f"workbench {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    database: Database = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the trace of an unexpected error.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Keep the options given before the command."""
    session = session_of(context)
    session.database, session.debug = database, debug
    logs.configure(session.settings().log_format)
    if debug:
        logging.getLogger("workbench").setLevel(logging.DEBUG)


def main(arguments: Sequence[str] | None = None, *, make_app: MakeApp = App) -> int:
    """Run the command.

    Args:
        arguments: What follows ``workbench``; None takes the process's own.
        make_desk: Builds the application object from settings.

    Returns:
        0, or 2 after one clear line on standard error; 130 when stopped from the keyboard.
    """
    offline_by_default()
    session = Session(make_app)
    command = get_command(app)
    try:
        code = command.main(
            args=None if arguments is None else list(arguments),
            prog_name="workbench",
            standalone_mode=False,
            obj=session,
        )
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # typer turns a closed pipe into SystemExit, nothing else
        return _reader_left()
    except (KeyboardInterrupt, typer.Abort):
        say("stopped")
        return INTERRUPTED
    except Exception as error:
        return _report_failure(error, session)
    if isinstance(code, int) and code != 0:
        return code
    return FAILED if session.rejected else 0


def offline_by_default() -> None:
    """No library may reach for the network unless the person allows it; text goes out as UTF-8."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a test's or an embedding program's own stream
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _report_failure(error: Exception, session: Session) -> int:
    if session.debug:
        traceback.print_exc()
    if isinstance(error, WorkbenchError):
        say(f"workbench: {error}")
    elif isinstance(error, typer.TyperException):
        say(_usage(error))
    elif isinstance(error, OSError):
        named = "" if error.filename is None else f"{error.filename}: "
        say(f"workbench: {named}{error.strerror if error.strerror else error}")
    else:
        first = str(error).splitlines()[0] if str(error) else "no message"
        say(
            f"workbench: unexpected {type(error).__name__}: {first} "
            "(run again as workbench --debug ... for the trace, and report it)"
        )
    return FAILED


def _usage(error: typer.TyperException) -> str:
    """What was wrong with the command line; the group's own help where no command was given."""
    message = getattr(error, "format_message", error.__str__)()
    where = getattr(error, "ctx", None)
    if "\n" in message or where is None:
        return str(message)
    for words, plainer in PLAINER:
        message = message.replace(words, plainer)
    return f"workbench: {message.rstrip('.')} (see {where.command_path} --help)"


def _reader_left() -> int:
    """Whoever read our output has enough; leave without a word, as other filters do."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
