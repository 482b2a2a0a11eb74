"""Look the pinned packages up in the Python advisory database: part of ``make check``.

``python -m tools.dependency_audit`` ends with 1 if a package has a known vulnerability. Where the
advisories cannot be had (no network, or a mirror of packages alone) it says so in one line and ends
with 0, so that the other checks still count; ``AUDIT=required`` makes that a failure too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

CONSTRAINTS: Final = Path(__file__).resolve().parent.parent / "constraints.txt"
SECONDS: Final = 300
NOT_DONE: Final = "dependency audit: NOT DONE, the advisory database cannot be reached from here"

Ask = Callable[[Sequence[str]], list[dict[str, Any]] | None]


def ask_pip_audit(pins: Sequence[str]) -> list[dict[str, Any]] | None:
    """What is known of exact versions, as pip-audit reports it; none without an answer."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        requirements.write("\n".join(pins))
        requirements.flush()
        call = [
            *(sys.executable, "-m", "pip_audit", "--requirement", requirements.name),
            *("--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "10"),
            *("--format", "json"),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
                call, capture_output=True, text=True, timeout=SECONDS, check=False
            )
            found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, OSError, ValueError, KeyError):
            return None
    return found


def audit(pins: Sequence[str], ask: Ask = ask_pip_audit) -> tuple[list[str], list[str]] | None:
    """Known vulnerabilities, a line each, and the packages that nothing could be learnt of.

    The first pin is asked for alone, so that no answer is known at once. None without an answer.
    """
    first = ask(pins[:1])
    if not first or "skip_reason" in first[0]:
        return None
    told = ask(pins)
    if told is None:
        return None
    vulnerable = [
        f"{one['name']} {one['version']}: {bug['id']}, mended in {', '.join(bug['fix_versions'])}"
        for one in told
        for bug in one.get("vulns", ())
    ]
    return vulnerable, [one["name"] for one in told if "skip_reason" in one]


def main(pins: Sequence[str], *, required: bool, ask: Ask = ask_pip_audit) -> int:
    """Tell what was found; the exit code."""
    found = audit(pins, ask)
    if found is None:
        print(NOT_DONE)
        return int(required)
    vulnerable, unknown = found
    for line in vulnerable:
        print(line)
    beside = f"; nothing is known of {', '.join(unknown)}" if unknown else ""
    print(f"dependency audit: {len(vulnerable)} known vulnerabilities{beside}")
    return int(bool(vulnerable) or (required and bool(unknown)))


if __name__ == "__main__":
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if "==" in line and not line.startswith("#")]
    sys.exit(main(pinned, required=os.environ.get("AUDIT") == "required"))
