"""Which models stand behind the priors that people are shown, each with its revision.

A verdict keeps them, so that it can be told later what the machine that suggested its evidence was.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.archive.embedding.embedding import locate, weights_revision
from workbench.archive.priors.ranking import WEIGHTS_FILE
from workbench.archive.relation.cross_encoder import revision_of
from workbench.archive.relation.relation import MODEL_FILE
from workbench.storage.statements import serving_model
from workbench.storage.statements.serving_model import ServingModel

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


def revisions(
    database: Database, embedding_model: str | None, relation_model: str | None = None
) -> dict[str, str]:
    """Name and revision of each model.

    Args:
        embedding_model: What searches will use before they have loaded any: None for the installed
            default, else a folder or a hub name.
        relation_model: None for the cross-encoder that ships, else the folder of another.

    Raises:
        ModelUnavailable: a model is not on this machine.
    """
    with database.read() as cursor:
        serving = serving_model.find(cursor)
    if serving is None:
        name, folder = locate(embedding_model)
        serving = ServingModel(embedding_model, name, _weights(folder))
    return {
        "embedding": f"{serving.name} {serving.revision}",
        "ranking": _file(WEIGHTS_FILE),
        "relation": _file(MODEL_FILE),
        "relation encoder": _encoder(relation_model),
        "workbench": __version__,
    }


@lru_cache(maxsize=8)
def _weights(folder: Path) -> str:
    """Hashed once a process: the weights are tens of megabytes and a verdict must not wait."""
    return weights_revision(folder)


@lru_cache(maxsize=8)
def _encoder(model: str | None) -> str:
    return revision_of(model)


@lru_cache(maxsize=8)
def _file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
