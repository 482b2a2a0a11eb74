"""What the workbench writes to its log: lines for people, or one JSON object a line.

Whatever a message holds, a line of the log is a line that the workbench wrote: line breaks are
written as ``\\n`` and the lines of a trace are indented, so that no input can forge an entry. What
looks like a password or the token of a session is left out.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

from workbench.settings import LogFormat

SECRET: Final = re.compile(
    r"""(?ix)
    ( \b [\w-]* (?: password | passwd | secret | token | authorization | cookie | session )
      ["']? \s* [=:] \s* ["']? (?: bearer \s+ | basic \s+ )? )
    ( [^\s"'&;,]+ )
    """
)
HIDDEN: Final = r"\1***"
OTHERS: Final = ("streamlit", "uvicorn", "websockets")
"""Libraries that write to the console by themselves, past the root of all loggers."""


class TextLines(logging.Formatter):
    """When, how grave, who and what, in one line; a trace follows in indented lines."""

    def format(self, record: logging.LogRecord) -> str:
        line = (
            f"{moment(record)} {record.levelname} {one_line(record.name)}: "
            f"{one_line(without_secrets(record.getMessage()))}"
        )
        return "\n  | ".join([line, *(one_line(part) for part in trace(record).splitlines())])


class JsonLines(logging.Formatter):
    """One object a line: ``at``, ``level``, ``logger``, ``message``, and ``trace`` if there is one.

    All characters beyond ASCII are escaped, line separators of Unicode too.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "at": moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if told := trace(record):
            fields["trace"] = told
        return json.dumps(fields)


def configure(
    style: LogFormat, *, level: int = logging.WARNING, stream: TextIO | None = None
) -> None:
    """Write all logs in this style to one stream, standard error unless another is named."""
    handler = logging.StreamHandler(sys.stderr if stream is None else stream)
    handler.setFormatter(JsonLines() if style is LogFormat.JSON else TextLines())
    root = logging.getLogger()
    for old in list(root.handlers):
        if type(old) is logging.StreamHandler:  # not those of a test or an embedding program
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in OTHERS:
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.propagate = True


def moment(record: logging.LogRecord) -> str:
    """When it happened, in UTC."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def trace(record: logging.LogRecord) -> str:
    """The trace of the error that the record is about, if any, without secrets."""
    if not record.exc_info:
        return ""
    return without_secrets(logging.Formatter().formatException(record.exc_info))


def without_secrets(words: str) -> str:
    """``words`` with the values of passwords, cookies and tokens left out."""
    return SECRET.sub(HIDDEN, words)


def one_line(words: str) -> str:
    """``words`` with every character that could end a line or move a terminal's cursor escaped."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in words
    )
