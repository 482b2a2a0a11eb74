"""People and programs, and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MACHINE: Final = "desk:machine"
"""Who the ledger names where the desk itself acts; no account can have a colon in its name."""


class Role(StrEnum):
    """What a person may do; see ``ALLOWED``."""

    CHECKER = "checker"
    SUPERVISOR = "supervisor"
    LIBRARIAN = "librarian"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account. The password hash never leaves storage and accounts."""

    name: str
    display_name: str
    role: Role
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Program(User):
    """A program on this machine, such as the command line, that says so itself.

    It has no account and stands by the role it names: whoever may run it may open the file.
    Nothing that comes over the network is ever made one.
    """


class Action(StrEnum):
    """What a person may ask for. The words complete "may" in a message."""

    READ = "read articles and the archive"
    ADD_ARTICLE = "add articles"
    IMPORT_STATEMENTS = "import statements"
    DECIDE = "submit a verdict"
    CHANGE_CLAIMS = "add, change or dismiss claims"
    PLAN = "assign claims and set their priority and due time"
    SHARE_VIEWS = "share a saved view with everybody"
    SIGN_OFF = "approve or send back a verdict"
    SEE_INSIGHTS = "see the figures of the whole desk"
    EXPORT = "export verdicts"
    VERIFY_LEDGER = "verify the ledger"
    MANAGE_ACCOUNTS = "manage accounts"
    BACK_UP = "back up the database"
    CHANGE_MODEL = "change the model that compares meanings"


ALLOWED: Final[Mapping[Role, frozenset[Action]]] = {
    Role.CHECKER: frozenset(
        {
            Action.READ,
            Action.ADD_ARTICLE,
            Action.DECIDE,
            Action.CHANGE_CLAIMS,
            Action.EXPORT,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Action.READ,
            Action.ADD_ARTICLE,
            Action.IMPORT_STATEMENTS,
            Action.DECIDE,
            Action.CHANGE_CLAIMS,
            Action.PLAN,
            Action.SHARE_VIEWS,
            Action.SIGN_OFF,
            Action.SEE_INSIGHTS,
            Action.EXPORT,
            Action.VERIFY_LEDGER,
        }
    ),
    Role.LIBRARIAN: frozenset(
        {Action.READ, Action.ADD_ARTICLE, Action.IMPORT_STATEMENTS, Action.EXPORT}
    ),
    Role.ADMIN: frozenset(Action),
}
"""No role is above the rule of four eyes; ``desk.claims.claim_state`` keeps that one."""
