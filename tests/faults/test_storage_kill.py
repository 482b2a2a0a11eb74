"""Killed at any moment, the database opens again and holds all that was acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.ledger.verification import verify
from workbench.storage.engine.database import Database
from workbench.storage.verdicts import verdicts

WRITER = """
import sys
from pathlib import Path
from tests import made
from tests.fakes import NoPriors
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.model.verdict import Verdict
from workbench.storage.engine.database import Database
from workbench.storage.reads.page_queries import PageQueries

database = Database(Path(sys.argv[1]))
story = made.article("Iran denied it. Kirby said Iran helps.")
claim = made.claim(story, "Iran helps")
denial = made.statement("s-denial")
screens = PageQueries(database)
if not screens.queue(made.CHRIS):
    made.store_statements(database, [denial])
    made.store_article(database, story, [claim])
desk = Verdicts(database, NoPriors(), clock=lambda: made.THEN)
while True:
    version = desk.submit(
        claim.claim_id,
        verdict=Verdict.CONTESTED,
        rationale="denied",
        cited=["s-denial"],
        shown=[made.prior(denial)],
        by=made.CHRIS,
        seen_version=screens.claim(claim.claim_id, reader=None).seen_version,
    )
    print(version.version, flush=True)
"""


@pytest.mark.parametrize("attempt", range(4))
def test_nothing_acknowledged_is_lost(tmp_path: Path, root: Path, attempt: int) -> None:
    path = tmp_path / "desk.duckdb"
    moment = random.Random(attempt)
    acknowledged = 0
    for _ in range(2):  # the second process goes on with what the first one left
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], cwd=root, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()  # it writes from now on
            time.sleep(moment.uniform(0, 0.4))
            process.kill()
            lines = [first, *process.stdout]
        acknowledged = int([line for line in lines if line.endswith("\n")][-1])
    database = Database(path)
    verify(database)
    with database.read() as cursor:
        [history] = verdicts.every_version(cursor).values()
    database.close()
    assert [version.version for version in history] == list(range(1, len(history) + 1))
    assert len(history) in (acknowledged, acknowledged + 1)
