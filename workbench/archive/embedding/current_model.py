"""The model that searches use: the one the database names, whatever the settings say meanwhile."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from workbench.archive.embedding.embedding import (
    Embedder,
    default_embedder,
    load_embedder,
    models_folder,
    resolve_name,
)
from workbench.storage.statements import serving_model
from workbench.storage.statements.serving_model import ServingModel

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database

log = logging.getLogger(__name__)


class CurrentModel:
    """Loads the model on first use; the first one ever loaded is noted in the database."""

    def __init__(
        self, database: Database, wanted: str | None, ready: Embedder | None = None
    ) -> None:
        """Name the model; nothing is loaded yet.

        Args:
            wanted: None for the installed default, else a folder or a hub name.
            ready: A ready embedder instead, for tests and benchmarks.
        """
        self._database = database
        self._wanted = wanted
        self._ready = ready
        self._loading = threading.Lock()

    def embedder(self) -> Embedder:
        """The model that searches use now."""
        with self._loading:
            if self._ready is None:
                with self._database.read() as cursor:
                    serving = serving_model.find(cursor)
                location = resolve_name(self._wanted) if serving is None else serving.location
                self._ready = load_model(location)
                if serving is None:
                    with self._database.write() as cursor:
                        _note_model(cursor, location, self._ready)
                elif location != resolve_name(self._wanted):
                    log.warning(
                        "searches use the model %s; workbench re-embed changes it", serving.name
                    )
            return self._ready

    def change(self, cursor: Cursor, location: str | None, embedder: Embedder) -> None:
        """Have searches use another model from now on."""
        _note_model(cursor, location, embedder)
        with self._loading:
            self._ready = embedder


def load_model(location: str | None) -> Embedder:
    """The model of that place, None for the installed one.

    Raises:
        ModelUnavailable: the weights are not on this machine.
    """
    if location is None:
        return default_embedder()
    return load_embedder(location, cache=models_folder())


def _note_model(cursor: Cursor, location: str | None, embedder: Embedder) -> None:
    serving_model.set_model(cursor, ServingModel(location, embedder.name, embedder.revision))
