"""Reads the actors file: one alias a row, in a CSV that users extend (docs/actors.md)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from workbench.errors import InputError
from workbench.extraction.actors.alias import Alias, AliasKind
from workbench.model.claim import ActorKind

COLUMNS: Final = (
    "actor", "kind", "alias", "alias_kind", "role", "valid_from", "valid_to", "source",
)  # fmt: skip
_REQUIRED: Final = ("actor", "kind", "alias", "alias_kind")
# Two rows with the same office and dates are one person if the names are at least this alike.
_SAME_PERSON: Final = 0.6

Choice = TypeVar("Choice", bound=StrEnum)


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """Read every row of an actors file.

    Raises:
        InputError: the file is missing or not UTF-8, a column is missing, or a row is wrong; the
            message names the file, the row (the header is row 1) and the column.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"the actors file cannot be read ({error.strerror}); "
            "set WORKBENCH_ACTORS to a CSV file as described in docs/actors.md",
            file=str(path),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("save the actors file as UTF-8", file=str(path)) from error
    table = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _REQUIRED if name not in (table.fieldnames or ())]
    if missing:
        raise InputError(
            f"add the column to the first line; expected {', '.join(COLUMNS)}",
            file=path.name,
            row=1,
            column=missing[0],
        )
    return _with_persons(
        _alias(path.name, number, row)
        for number, row in enumerate(table, start=2)
        if any(isinstance(cell, str) and cell.strip() for cell in row.values())
    )


def _alias(file: str, number: int, row: dict[str, str | None]) -> Alias:
    def cell(column: str) -> str:
        return (row.get(column) or "").strip()

    if None in row:
        raise InputError(
            "more cells than columns; put double quotes around a cell with a comma",
            file=file,
            row=number,
        )
    for column in _REQUIRED:
        if not cell(column):
            raise InputError("fill in this cell", file=file, row=number, column=column)

    def choice(column: str, choices: type[Choice]) -> Choice:
        try:
            return choices(cell(column).casefold())
        except ValueError:
            allowed = ", ".join(choices)
            raise InputError(
                f"'{cell(column)}' is not one of {allowed}", file=file, row=number, column=column
            ) from None

    def day(column: str) -> date | None:
        if not cell(column):
            return None
        try:
            return date.fromisoformat(cell(column))
        except ValueError:
            raise InputError(
                f"'{cell(column)}' is not a date; write it as YYYY-MM-DD",
                file=file,
                row=number,
                column=column,
            ) from None

    valid_from, valid_to = day("valid_from"), day("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise InputError(
            f"{valid_to} is before valid_from {valid_from}",
            file=file,
            row=number,
            column="valid_to",
        )
    return Alias(
        actor=cell("actor"),
        kind=choice("kind", ActorKind),
        text=cell("alias"),
        alias_kind=choice("alias_kind", AliasKind),
        role=cell("role") or None,
        valid_from=valid_from,
        valid_to=valid_to,
        source=cell("source") or None,
    )


def _with_persons(rows: Iterable[Alias]) -> tuple[Alias, ...]:
    """Give each person's row the spelling that is shown: the first of a run of alike rows."""
    aliases: list[Alias] = []
    previous: Alias | None = None
    for row in rows:
        if row.alias_kind is not AliasKind.PERSON:
            previous = None
            aliases.append(row)
            continue
        shown = row.text
        if previous is not None and previous.person is not None and _one_office(previous, row):
            alike = SequenceMatcher(None, previous.person, row.text).ratio() >= _SAME_PERSON
            shown = previous.person if alike else row.text
        previous = Alias(
            row.actor, row.kind, row.text, row.alias_kind, shown,
            row.role, row.valid_from, row.valid_to, row.source,
        )  # fmt: skip
        aliases.append(previous)
    return tuple(aliases)


def _one_office(one: Alias, other: Alias) -> bool:
    return (one.actor, one.role, one.valid_from, one.valid_to) == (
        other.actor, other.role, other.valid_from, other.valid_to,
    )  # fmt: skip
