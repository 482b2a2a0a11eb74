"""A real server: it tells how it is, is backed up while it runs, and bears no second one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.e2e.desk_server import serving
from workbench.desk.upkeep.backups import prove
from workbench.settings import Settings

PROGRAM = "import sys; from workbench.cli import main; sys.exit(main())"


def asked(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def workbench(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=dict(os.environ),
    )


def test_a_running_desk_is_watched_backed_up_and_alone(settings: Settings, tmp_path: Path) -> None:
    log, file = tmp_path / "log.txt", tmp_path / "backup.duckdb"
    path = str(settings.database)
    with serving(settings, log, told={"WORKBENCH_LOG_FORMAT": "json"}) as address:
        assert asked(f"{address}/healthz") == (200, "ok")
        _, told = asked(f"{address}/readyz")
        assert json.loads(told)["database"] == "ok"

        made = workbench("--database", path, "backup", str(file))
        assert made.returncode == 0, made.stderr
        assert prove(file).head in made.stderr

        second = workbench("--database", path, "user", "list")
        assert second.returncode == 2
        [line] = second.stderr.splitlines()
        assert "stop that desk first" in line
        assert "--database" in line
    after = workbench("--database", path, "audit", "verify")
    assert after.returncode == 0, after.stderr
