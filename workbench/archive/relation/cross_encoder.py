"""A small model that reads a claim and a statement together and says how they stand.

The one that ships, ``encoder/model.onnx`` (4-bit), has the layers of all-mpnet-base-v2 and was
trained by ``python -m tools.train_relation`` on inference pairs and on our own stories of charges
and denials (docs/decisions/006-relation.md). Any other cross-encoder that tells contradiction,
entailment and neutral apart can be named instead; it is exported once and kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.archive.embedding.embedding import weights_revision
from workbench.archive.embedding.onnx_model import OnnxModel
from workbench.errors import ModelUnavailable
from workbench.model.prior import Relation

SHIPPED: Final = Path(__file__).with_name("encoder")
LABELS: Final = (Relation.CONTRADICTS, Relation.SUPPORTS, Relation.RELATED)
LONGEST: Final = 160  # tokens of both texts together; the statement is cut first
TOGETHER: Final = 8  # pairs of like length: larger batches pad more than they save

NOT_FUSED: Final = ("SkipLayerNormFusion",)
"""An addition and the normalising after it: as one, onnxruntime 1.31 computes them a number at a
time; apart, they are quicker. Vectors are made the other way: those of a
revision must stay as they are stored."""

# What makers of inference models call our three labels.
_NAMES: Final[Mapping[str, Relation]] = {
    "contradicts": Relation.CONTRADICTS,
    "contradiction": Relation.CONTRADICTS,
    "supports": Relation.SUPPORTS,
    "entailment": Relation.SUPPORTS,
    "related": Relation.RELATED,
    "neutral": Relation.RELATED,
}

Logits = NDArray[np.float32]


def with_speaker(text: str, names: Sequence[str | None]) -> str:
    """A text as the cross-encoder reads it: who speaks comes first, unless the text says so."""
    missing = [name for name in names if name is not None and name.split()[-1] not in text]
    return f"{', '.join(missing)}: {text}" if missing else text


class PairReader(Protocol):
    """What the labeller needs of a cross-encoder."""

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Scores of (claim, statement) pairs, shape (pairs, 3), in the order of LABELS."""


class CrossEncoder:
    """An exported cross-encoder on onnxruntime; safe to call from several threads."""

    def __init__(self, graph: Path, tokenizer: Path, order: Sequence[int]) -> None:
        """Load the graph.

        Args:
            graph: An ONNX file, as ``OnnxModel`` takes it.
            order: Where each of LABELS stands in the graph's output.
        """
        from tokenizers import Tokenizer

        self._order = list(order)
        reads = Tokenizer.from_file(str(tokenizer))
        reads.enable_truncation(LONGEST, strategy="longest_first")
        reads.enable_padding()
        self._model = OnnxModel(graph, reads, not_fused=NOT_FUSED)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Scores of (claim, statement) pairs, shape (pairs, 3), in the order of LABELS."""
        out = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        by_length = sorted(range(len(pairs)), key=lambda one: sum(map(len, pairs[one])))
        for start in range(0, len(pairs), TOGETHER):
            batch = by_length[start : start + TOGETHER]
            # the statement is the premise and so comes first, as inference models are trained
            read = self._model.read([pairs[one][::-1] for one in batch])
            out[batch] = read[:, self._order]
        return out


def load_cross_encoder(model: str | None, *, cache: Path) -> CrossEncoder:
    """The cross-encoder for ``model``.

    Args:
        model: None for the one that ships, else the folder of a sequence classifier whose labels
            are called contradiction, entailment and neutral.
        cache: Where exports are kept; one folder a model and revision.

    Raises:
        ModelUnavailable: the folder holds no such model.
    """
    if model is None:
        return CrossEncoder(SHIPPED / "model.onnx", SHIPPED / "tokenizer.json", range(len(LABELS)))
    folder = Path(model)
    order = _order(folder)
    kept = cache / f"{revision_of(model)}-relation-full.onnx"
    if not kept.exists():
        from workbench.archive.relation.onnx_export import export_cross_encoder

        kept.parent.mkdir(parents=True, exist_ok=True)
        export_cross_encoder(folder, kept)
    return CrossEncoder(kept, folder / "tokenizer.json", order)


def revision_of(model: str | None) -> str:
    """What names the weights of a cross-encoder in the ledger.

    Args:
        model: As for ``load_cross_encoder``.

    Raises:
        ModelUnavailable: the folder holds no weights.
    """
    if model is None:
        return weights_revision(SHIPPED)
    folder = Path(model)
    return f"{folder.resolve().name}-{weights_revision(folder)}"


def _order(folder: Path) -> list[int]:
    try:
        described: Any = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        named = {
            _NAMES[str(label).lower()]: int(number)
            for number, label in described["id2label"].items()
        }
        return [named[label] for label in LABELS]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelUnavailable(
            f"{folder} is not a relation model: its config.json must name the three labels "
            "contradiction, entailment and neutral; correct WORKBENCH_RELATION_MODEL, or unset it"
        ) from error
