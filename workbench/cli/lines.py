"""JSON Lines in: one object a line, each bad line named and left out, the rest going on."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

from workbench.errors import InputError

Item = TypeVar("Item")
STANDARD_INPUT = Path("-")


class Record:
    """One object of a JSON Lines file, with getters that name the row and column of what is bad."""

    def __init__(self, fields: dict[str, object], file: str, row: int) -> None:
        self.fields, self.file, self.row = fields, file, row

    def bad(self, column: str, reason: str) -> InputError:
        """The error for one field of this line."""
        return InputError(reason, file=self.file, row=self.row, column=column)

    def optional_text(self, column: str) -> str | None:
        """The words of a field, None where it is absent, null or blank."""
        value = self.fields.get(column)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.bad(column, f"this must be words in quotation marks, not {value!r:.40}")
        return value if value.strip() else None

    def text(self, column: str) -> str:
        """The words of a field that must be there."""
        value = self.optional_text(column)
        if value is None:
            raise self.bad(column, "this is missing or blank; every line needs it")
        return value

    def identifier(self, column: str) -> str:
        """An id, written as words or as a whole number."""
        value = self.fields.get(column)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(column)

    def day(self, column: str) -> date | None:
        """A date, None where it is absent."""
        value = self.optional_text(column)
        if value is None:
            return None
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise self.bad(column, f"{value[:40]!r} is not a date; write YYYY-MM-DD") from None


def read_lines(
    path: Path, take: Callable[[Record], Item], reject: Callable[[InputError], None]
) -> Iterator[Item]:
    """What ``take`` makes of each line of ``path``; ``-`` is standard input, ``.gz`` is unpacked.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    name = "standard input" if path == STANDARD_INPUT else str(path)
    with ExitStack() as opened:
        for row, line in enumerate(_raw_lines(path, name, opened), start=1):
            try:
                fields = _object(line, name, row)
                if fields is not None:
                    yield take(Record(fields, name, row))
            except InputError as error:
                reject(error)


def _raw_lines(path: Path, name: str, opened: ExitStack) -> Iterator[bytes]:
    try:
        stream: IO[bytes]
        if path == STANDARD_INPUT:
            stream = sys.stdin.buffer
        else:
            stream = opened.enter_context(path.open("rb"))
        if path.name.endswith(".gz"):
            yield from opened.enter_context(gzip.GzipFile(fileobj=stream))
        else:
            yield from stream
    except FileNotFoundError:
        raise InputError("there is no such file; check the path", file=name) from None
    except IsADirectoryError:
        raise InputError("this is a folder; name a file in it", file=name) from None
    except (OSError, EOFError) as error:
        raise InputError(f"the file cannot be read ({error})", file=name) from None


def _object(line: bytes, name: str, row: int) -> dict[str, object] | None:
    try:
        words = line.decode("utf-8-sig" if row == 1 else "utf-8").strip()
    except UnicodeDecodeError:
        raise InputError("this is not UTF-8; save the file as UTF-8", file=name, row=row) from None
    if not words:
        return None
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        raise InputError(
            "this is not JSON; write one object a line, as in {...}", file=name, row=row
        ) from None
    if not isinstance(value, dict):
        raise InputError("this is not an object; write {...} on each line", file=name, row=row)
    return value


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of up to ``size`` items, so that a long file is never held whole."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
