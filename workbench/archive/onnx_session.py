"""How the desk runs an exported model: on the processors, in silence, in the quickest form."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# onnxruntime reports its use to its maker from the moment it is imported; nothing of ours may.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

NOT_FUSED = ("SkipLayerNormFusion",)
"""An addition and the normalising after it: as one, onnxruntime 1.31 computes them a number at a
time; apart, a fifth more pairs are read a second."""


def onnx_session(graph: Path) -> InferenceSession:
    """The graph, loaded; it may be run from several threads.

    As many threads work on it as ``OMP_NUM_THREADS`` says, else as there are processors.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    named = os.environ.get("OMP_NUM_THREADS", "")
    options.intra_op_num_threads = int(named) if named.isdigit() else os.cpu_count() or 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"], disabled_optimizers=NOT_FUSED
    )
