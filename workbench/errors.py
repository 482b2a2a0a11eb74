"""Every error the workbench raises on purpose.

WorkbenchError
├── InputError            a file, row, field or option that cannot be taken as it is
├── NotFound              an article, claim, statement or person that is not there
├── NotAllowed            the person's role does not permit the action, or four eyes forbids it
├── NotSignedIn           no valid session
│   └── TooManyTries      too many failed tries to sign in; the wait is named
├── Conflict              someone else changed it first; what changed is named
│   └── DeskStopping      nothing new is begun any more
├── StorageError          the database cannot be opened, read or written
│   ├── DatabaseInUse     another process holds the file
│   └── SchemaTooNew      written by a later release
├── LedgerBroken          the chain of events does not verify
├── ModelUnavailable      weights or a parser are not installed
├── ReaderUnavailable     the larger reader that was named does not answer
└── AnswerRefused         it answered, but not as it was asked to
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """Base of all; ``str(error)`` is one clear line fit to show to a person."""

    def __str__(self) -> str:
        """The message; whatever input it quotes, it is one line that any stream can take."""
        return "".join(
            character
            if character.isprintable()
            else " "
            if character.isspace()
            else character.encode("unicode_escape").decode("ascii")
            for character in super().__str__()
        )


class InputError(WorkbenchError):
    """Input that cannot be taken. Names the file, row and column where they are known.

    ``field`` names the part of what was sent that is at fault, for a form to go to it.
    """

    def __init__(
        self,
        reason: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        field: str | None = None,
    ) -> None:
        self.reason, self.file, self.row, self.column = reason, file, row, column
        self.field = field
        where = [
            part
            for part in (
                file,
                None if row is None else f"row {row}",
                None if column is None else f"column {column}",
            )
            if part
        ]
        super().__init__(f"{', '.join(where)}: {reason}" if where else reason)


class NotFound(WorkbenchError):
    """What was asked for does not exist."""


class NotAllowed(WorkbenchError):
    """The action is not permitted to this person."""


class NotSignedIn(WorkbenchError):
    """There is no valid session."""


class TooManyTries(NotSignedIn):
    """Too many tries have failed; the next is possible after ``seconds``."""

    def __init__(self, *, seconds: int) -> None:
        self.seconds = seconds
        when = f"{seconds} seconds" if seconds > 1 else "a second"
        super().__init__(f"too many tries have failed; wait {when}, then try again")


class Conflict(WorkbenchError):
    """The thing changed since it was seen."""


class DeskStopping(Conflict):
    """The desk is being stopped and begins nothing new."""


class StorageError(WorkbenchError):
    """The database cannot be used."""


class DatabaseInUse(StorageError):
    """Another process holds the database file."""


class SchemaTooNew(StorageError):
    """The database was written by a later release."""


class LedgerBroken(WorkbenchError):
    """The hash chain does not verify; the message names the first bad event."""


class ModelUnavailable(WorkbenchError):
    """A model or parser that the action needs is not installed."""


class ReaderUnavailable(WorkbenchError):
    """The larger reader does not answer: nobody there, too slow, or it refuses to."""


class AnswerRefused(WorkbenchError):
    """An answer of the larger reader that is not what was asked for, so it is not used."""
