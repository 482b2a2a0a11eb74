"""The 8-bit ONNX form of a sentence-transformers model: made once, checked, kept, run.

The whole pipeline (transformer, pooling, normalising) is exported as one graph, so any model
sentence-transformers can load is served the same way. Only matrix products are quantised:
quantising everything costs quality (docs/decisions/005-search.md).
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from workbench.archive.embedding.embedding import BATCH, TorchEmbedder, Vectors
from workbench.archive.embedding.onnx_model import OnnxModel

FAITHFUL = 0.95  # least cosine between the export's and torch's vector of one probe
PROBES = (
    "Officials denied on Monday that any shipment had crossed the border.",
    "The minister said unemployment fell to 4.1% last year, the lowest since 2008.",
    "No.",
)
log = logging.getLogger(__name__)


class OnnxEmbedder:
    """The exported graph on onnxruntime; safe to call from several threads."""

    def __init__(self, name: str, revision: str, folder: Path) -> None:
        from tokenizers import Tokenizer

        described = json.loads((folder / "export.json").read_text(encoding="utf-8"))
        self.name, self.revision = name, f"{revision}-int8"
        self.dimension: int = described["dimension"]
        reads = Tokenizer.from_file(str(folder / "tokenizer.json"))
        reads.enable_truncation(described["longest"])
        reads.enable_padding(pad_id=described["pad_id"], pad_token=described["pad"])
        self._model = OnnxModel(folder / "model.onnx", reads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(texts), BATCH):
            batch = by_length[start : start + BATCH]
            rows[batch] = self._model.read([texts[i] for i in batch])
        return rows


def export_embedder(
    name: str, revision: str, folder: Path, cache: Path
) -> OnnxEmbedder | TorchEmbedder | None:
    """The cached export, made now if it is missing; None where it cannot be had.

    A failed export is logged and torch serves instead: vectors matter more than speed.
    """
    kept = cache / f"{name.replace('/', '--')}-{revision}"
    try:
        if not (kept / "export.json").exists():
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache) as made:
                _export(TorchEmbedder(name, revision, folder), folder, Path(made))
                _move(Path(made), kept)
        return OnnxEmbedder(name, revision, kept)
    except Exception as error:  # whatever the exporter cannot do, torch can
        log.warning("no ONNX export of %s (%s); torch serves, more slowly", name, error)
        return None


def _export(original: TorchEmbedder, source: Path, made: Path) -> None:
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = original.model
    inputs = [
        key
        for key in ("input_ids", "attention_mask", "token_type_ids")
        if key in model.tokenizer.model_input_names
    ]

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.pipeline = torch.nn.Sequential(*model)

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            features: Any = dict(zip(inputs, tensors, strict=True))
            vector = self.pipeline(features)["sentence_embedding"]
            return torch.nn.functional.normalize(vector, p=2.0, dim=1)

    read = model.tokenizer(list(PROBES), padding=True, return_tensors="pt")
    axes = {key: {0: "texts", 1: "words"} for key in inputs} | {"vector": {0: "texts"}}
    with _quietly(), torch.no_grad():
        torch.onnx.export(
            Graph().eval(),
            tuple(read[key] for key in inputs),
            str(made / "full.onnx"),
            input_names=inputs,
            output_names=["vector"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            made / "full.onnx",
            made / "model.onnx",
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
        )
    (made / "full.onnx").unlink()
    shutil.copy(source / "tokenizer.json", made / "tokenizer.json")
    described = {
        "dimension": original.dimension,
        "longest": int(model.max_seq_length or 512),
        "pad": str(model.tokenizer.pad_token),
        "pad_id": int(model.tokenizer.pad_token_id),
    }
    (made / "export.json").write_text(json.dumps(described), encoding="utf-8")
    agreement = np.sum(
        OnnxEmbedder("check", "check", made).encode(PROBES) * original.encode(PROBES), axis=1
    )
    if float(agreement.min()) < FAITHFUL:
        raise ValueError(f"the export's vectors differ from torch's, cosine {agreement.min():.3f}")


def _move(made: Path, kept: Path) -> None:
    partial = Path(tempfile.mkdtemp(dir=kept.parent))
    for path in made.iterdir():
        shutil.move(str(path), partial / path.name)
    try:
        partial.rename(kept)
    except OSError:  # another process was first; its export is as good
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the exporter's notes to its own developers, on any channel."""
    root = logging.getLogger()
    silence = logging.Filter()
    silence.filter = lambda record: record.name != "root"  # type: ignore[method-assign]
    root.addFilter(silence)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeFilter(silence)
