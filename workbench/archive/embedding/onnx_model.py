"""How the desk runs an exported model: on the processors and in silence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

# onnxruntime reports its use to its maker from the moment it is imported; nothing of ours may.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


class OnnxModel:
    """An exported model that reads texts, or pairs of them; safe to call from several threads."""

    def __init__(self, graph: Path, tokenizer: Tokenizer, *, not_fused: Sequence[str] = ()) -> None:
        """Load the graph.

        Args:
            graph: An ONNX file with inputs among ``input_ids``, ``attention_mask`` and
                ``token_type_ids``.
            tokenizer: Set to cut and to pad as the model was taught.
            not_fused: What onnxruntime is not to make one operation of, by its names.
        """
        self._tokenizer = tokenizer
        self._session = _session(graph, not_fused)
        self._inputs = [one.name for one in self._session.get_inputs()]

    def read(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Any:
        """The graph's first output, one row a text."""
        read = self._tokenizer.encode_batch(texts)
        every = {
            "input_ids": [one.ids for one in read],
            "attention_mask": [one.attention_mask for one in read],
            "token_type_ids": [one.type_ids for one in read],
        }
        feed = {key: np.asarray(every[key], dtype=np.int64) for key in self._inputs}
        return self._session.run(None, feed)[0]


def _session(graph: Path, not_fused: Sequence[str]) -> InferenceSession:
    """The graph, loaded.

    As many threads work on it as ``OMP_NUM_THREADS`` says, else as there are processors.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    named = os.environ.get("OMP_NUM_THREADS", "")
    options.intra_op_num_threads = int(named) if named.isdigit() else os.cpu_count() or 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"], disabled_optimizers=not_fused
    )
