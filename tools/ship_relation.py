"""Make what ships of a trained cross-encoder: ``python -m tools.ship_relation MODEL``.

``MODEL`` is a run's ``checkpoint/model``. Its matrices and its word table become 4-bit integers in
blocks of BLOCK (by onnxruntime's own quantiser), what else is multiplied 8-bit ones; the graph and
the tokenizer go to ``workbench/archive/relation/encoder``. After it: ``python -m
tools.fit_relation SHARED --write`` and ``python -m tools.fit_ranking SHARED --second --write``.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np

from tools.relation.first_token import read_first_token_only
from workbench.archive.relation.cross_encoder import SHIPPED
from workbench.archive.relation.onnx_export import write_graph

BLOCK: Final = 32
EIGHT_BIT_PRODUCTS: Final = 4
"""How onnxruntime names the precision in which 4-bit weights are multiplied."""


def main() -> None:
    """Write graph and tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--to", type=Path, default=SHIPPED)
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # the quantiser tells of every node, a thousand lines
    ship(options.model, options.to)
    print(f"{(options.to / 'model.onnx').stat().st_size / 1e6:.1f} MB in {options.to}")


def ship(model: Path, to: Path) -> None:
    """Write the graph in few bits, and its tokenizer."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    classifier: Any = AutoModelForSequenceClassification.from_pretrained(
        model, attn_implementation="eager"
    ).eval()
    read_first_token_only(classifier)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        full, fewer, small = (Path(made) / f"{name}.onnx" for name in ("full", "fewer", "small"))
        write_graph(classifier, AutoTokenizer.from_pretrained(model), full)
        to_four_bits(full, fewer)
        to_eight_bits(fewer, small)
        shutil.copyfile(small, to / "model.onnx")
    shutil.copyfile(model / "tokenizer.json", to / "tokenizer.json")


def to_four_bits(full: Path, fewer: Path) -> None:
    """Make the matrices of the layers and the word table 4-bit integers; the head stays."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    graph = onnx.load(full)
    left = [
        node.name
        for node in graph.graph.node
        if "layer." not in node.name and "word_embeddings" not in node.name
    ]
    quantiser = MatMulNBitsQuantizer(
        graph,
        block_size=BLOCK,
        is_symmetric=True,
        accuracy_level=EIGHT_BIT_PRODUCTS,
        nodes_to_exclude=left,
        op_types_to_quantize=("MatMul", "Gather"),
        quant_axes=(("MatMul", 0), ("Gather", 1)),
    )
    with np.errstate(invalid="ignore"):  # the empty word is all zeros, and so are its blocks
        quantiser.process()
    quantiser.model.save_model_to_file(str(fewer), use_external_data_format=False)


def to_eight_bits(full: Path, small: Path) -> None:
    """Make 8-bit integers of matrices and word table, a channel at a time.

    Activations are quantised as they come.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        full,
        small,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        # of what a graph in fewer bits does not say itself
        extra_options={"DefaultTensorType": 1},
    )


if __name__ == "__main__":
    main()
