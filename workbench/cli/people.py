"""Commands on accounts: ``user add``, ``list``, ``set-role``, ``set-password``, ``disable``..."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from workbench.cli.options import Database, Format, Output, session_of
from workbench.cli.output import print_object, print_table
from workbench.cli.session import say
from workbench.errors import InputError
from workbench.model.people import Role

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
PasswordPiped = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]


def add(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do.", show_default=False)],
    display_name: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The name as colleagues see it.")
    ] = None,
    email: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="For single sign-on; no password is asked for then, but one may be piped.",
        ),
    ] = None,
    password_stdin: PasswordPiped = False,
    database: Database = None,
) -> None:
    """Open an account; the password is asked for and never shown."""
    shown = name if display_name is None else display_name
    password = None if email and not password_stdin else _password(name, password_stdin)
    with session_of(context).app_with_database(database) as app:
        app.accounts.create(name, shown, role, password, by=app.operator(), email=email)
    say(f"{name} may now sign in as {role}")


def list_all(
    context: typer.Context, output: Output = Format.TABLE, database: Database = None
) -> None:
    """Show every account, disabled ones too."""
    with session_of(context).app_with_database(database) as app:
        users, emails = app.accounts.users(), app.accounts.emails(by=app.operator())
    if not users:
        say("nobody has an account yet: workbench user add NAME --role admin")
    elif output is Format.JSONL:
        for user in users:
            print_object(
                {
                    "name": user.name,
                    "display_name": user.display_name,
                    "role": user.role.value,
                    "disabled": user.disabled,
                    "email": emails.get(user.name),
                }
            )
    else:
        print_table(
            ("name", "display name", "role", "e-mail", "state"),
            [
                (
                    user.name,
                    user.display_name,
                    user.role,
                    emails.get(user.name, ""),
                    "disabled" if user.disabled else "",
                )
                for user in users
            ],
        )


def set_role(
    context: typer.Context,
    name: Name,
    role: Annotated[Role, typer.Argument(show_default=False)],
    database: Database = None,
) -> None:
    """Give a person another role; what they decided before stays theirs."""
    with session_of(context).app_with_database(database) as app:
        app.accounts.set_role(name, role, by=app.operator())
    say(f"{name} is now {role}")


def set_password(
    context: typer.Context,
    name: Name,
    password_stdin: PasswordPiped = False,
    database: Database = None,
) -> None:
    """Give a person another password, for one that was forgotten; their sessions end."""
    password = _password(name, password_stdin)
    with session_of(context).app_with_database(database) as app:
        app.accounts.set_password(name, password, by=app.operator())
    say(f"{name} signs in with the new password from now on")


def set_email(
    context: typer.Context,
    name: Name,
    email: Annotated[
        str | None, typer.Argument(metavar="ADDRESS", help="Left out, the address is taken away.")
    ] = None,
    database: Database = None,
) -> None:
    """Give a person the e-mail address that single sign-on knows them by."""
    with session_of(context).app_with_database(database) as app:
        app.accounts.set_email(name, email, by=app.operator())
    say(f"single sign-on {'no longer knows' if email is None else 'now knows'} {name}")


def disable(context: typer.Context, name: Name, database: Database = None) -> None:
    """Close an account and end its sessions; what the person decided stays."""
    with session_of(context).app_with_database(database) as app:
        app.accounts.disable(name, by=app.operator())
    say(f"{name} can no longer sign in")


def _password(name: str, piped: bool) -> str:
    return _password_from_input() if piped else _password_asked_for(name)


def _password_from_input() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise InputError("standard input held no password; pipe it in as one line")
    return password


def _password_asked_for(name: str) -> str:
    if not sys.stdin.isatty():
        raise InputError("there is no terminal to ask on; pipe the password with --password-stdin")
    password = getpass.getpass(f"Password for {name}: ")
    if password != getpass.getpass("The same again: "):
        raise InputError("the two passwords differ; nothing was changed")
    return password
