"""Nothing of ours reports anything to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_onnxruntime_keeps_no_reports_for_its_maker(tmp_path: Path) -> None:
    """It would open a queue of events for Microsoft in the home folder as soon as it is loaded."""
    environment = {
        name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"
    }
    subprocess.run(
        [sys.executable, "-c", "import workbench.archive.embedding.onnx_embedding, onnxruntime"],
        env={**environment, "HOME": str(tmp_path), "XDG_CACHE_HOME": ""},
        check=True,
    )
    assert [path for path in tmp_path.rglob("*") if "onnxruntime" in path.name] == []
