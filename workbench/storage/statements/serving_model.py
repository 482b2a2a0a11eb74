"""The embedding model that searches use, until a re-embedding has made another one whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.storage.engine.cursor import record

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class ServingModel:
    """Where the model lies (none for the installed one), its name and its revision."""

    location: str | None
    name: str
    revision: str


def find(cursor: Cursor) -> ServingModel | None:
    """The model, none before the first one was loaded."""
    row = cursor.row("SELECT location, model AS name, revision FROM serving_model")
    return None if row is None else record(ServingModel, row)


def set_model(cursor: Cursor, model: ServingModel) -> None:
    """Make it the one."""
    cursor.execute("DELETE FROM serving_model")
    cursor.execute(
        "INSERT INTO serving_model (only_row, location, model, revision) VALUES (1, ?, ?, ?)",
        [model.location, model.name, model.revision],
    )
