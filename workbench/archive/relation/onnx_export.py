"""Writing a trained cross-encoder as one ONNX file."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from typing import Any

PROBE = ("The minister denied it.", "The minister signed the order.")


def export_cross_encoder(folder: Path, kept: Path) -> None:
    """Export the sequence classifier in ``folder`` to the file ``kept``, in 32-bit numbers.

    Not in fewer: what a model of another make loses by that nobody here has measured, and to
    all-mpnet-base-v2 eight bits leave little better than chance. A kill in between leaves nothing
    behind at ``kept``.
    """
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    # eager attention: the fused one's export guards each product against rows all masked, which
    # no pair has, at a tenth of the time
    model: Any = AutoModelForSequenceClassification.from_pretrained(
        folder, local_files_only=True, attn_implementation="eager"
    )
    with tempfile.TemporaryDirectory(dir=kept.parent) as made:
        full = Path(made) / "full.onnx"
        write_graph(model, tokenizer, full)
        full.replace(kept)


def write_graph(model: Any, tokenizer: Any, full: Path) -> None:
    """Write a sequence classifier as it is, in 32-bit numbers."""
    import torch

    read = tokenizer(*PROBE, return_tensors="pt")
    inputs = [name for name in tokenizer.model_input_names if name in read]

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.classifier = model

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            logits: torch.Tensor = self.classifier(**dict(zip(inputs, tensors, strict=True))).logits
            return logits

    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            tuple(read[name] for name in inputs),
            str(full),
            input_names=inputs,
            output_names=["logits"],
            dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in inputs}
            | {"logits": {0: "pairs"}},
            opset_version=17,
            dynamo=False,
        )
