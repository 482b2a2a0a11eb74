"""What the command line may ask of the desk that has the database open: both ends of each request.

Only one process can open the database. Whichever has it, a desk or a command at long work, answers
through ``control_socket``; there is no other way from a command to a running desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.control_socket import Answer, ControlSocket, ask
from workbench.errors import Conflict

if TYPE_CHECKING:
    from workbench.app import App

BACKUP: Final = "backup"
RE_EMBED: Final = "re-embed"
RE_EMBEDDING: Final = "re-embedding"


@dataclass(frozen=True, slots=True)
class BackupMade:
    """What the desk tells of a backup that it made and proved."""

    bytes: int
    events: int
    head: str


def control_socket_of(app: App, *, at_long_work: bool = False) -> ControlSocket:
    """The answering end, not open yet.

    Args:
        at_long_work: Whether it is a command that answers, which ends with its own work.
    """

    def backup(request: Mapping[str, str]) -> Answer:
        made = app.backups.make(Path(request["file"]), by=app.operator())
        return {"bytes": made.bytes, "events": made.events, "head": made.ledger_head}

    def re_embed(request: Mapping[str, str]) -> Answer:
        if at_long_work:
            raise Conflict("a command has the database open; ask again when it is done")
        app.model_changes.ask(request.get("model"), by=app.operator())
        return {}

    def re_embedding(request: Mapping[str, str]) -> Answer:
        return {"told": app.model_changes.told}

    answers: dict[str, Callable[[Mapping[str, str]], Answer]] = {
        BACKUP: backup,
        RE_EMBED: re_embed,
        RE_EMBEDDING: re_embedding,
    }
    return ControlSocket(app.settings.database, answers)


@contextmanager
def answering(app: App) -> Iterator[None]:
    """Answer as a desk does while a command is at long work.

    Raises:
        DatabaseInUse: another process has the database open, and answers by itself.
    """
    _ = app.jobs  # the socket is ours only once the database is
    opened = control_socket_of(app, at_long_work=True)
    opened.open()
    try:
        yield
    finally:
        opened.close()


def ask_for_backup(database: Path, file: Path) -> BackupMade:
    """Have the running desk make a backup.

    Raises:
        DatabaseInUse: no desk answers, so another program has the database open.
        StorageError: the desk could not do it; the message is its own.
    """
    told = ask(database, BACKUP, file=str(file))
    return BackupMade(int(str(told["bytes"])), int(str(told["events"])), str(told["head"]))


def ask_to_re_embed(database: Path, model: str | None) -> None:
    """Have the running desk read the archive by another model, in the background.

    Args:
        model: A folder is named to the desk from the root, which may run elsewhere.

    Raises:
        DatabaseInUse: no desk answers, so another program has the database open.
        StorageError: the desk could not do it; the message is its own.
    """
    if model is None:
        ask(database, RE_EMBED)
    else:
        folder = Path(model)
        ask(database, RE_EMBED, model=str(folder.resolve()) if folder.is_dir() else model)


def ask_about_re_embedding(database: Path) -> str:
    """How far the running desk is with a change of the model, in one line for a person.

    Raises:
        DatabaseInUse: no desk answers, so another program has the database open.
    """
    return str(ask(database, RE_EMBEDDING)["told"])
