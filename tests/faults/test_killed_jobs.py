"""Long work of every kind killed in the midst: the next desk finds it and brings it to its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import made
from tests.contract.test_jobs import go_on, now, small_steps  # noqa: F401 - a fixture
from tests.crashing import quick_app
from tests.long_work import AT_ONCE, EVERY, ROWS
from workbench.model.job import JobKind, JobState

WORKS = """
import sys
from pathlib import Path
from tests import long_work
from tests.crashing import quick_app
long_work.make_steps_small()
folder, work = Path(sys.argv[1]), long_work.EVERY[sys.argv[2]]
with quick_app(folder / "desk.duckdb") as app:
    work.ready(app, folder)
    held = long_work.Held(work.kind(app))
    job = work.start(app, folder)
    held.wait()
    held.let_go(1)  # the first step may be on record
    held.wait()  # the second is committed and will never be told of
    print(job.job_id, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def killed(tmp_path: Path, root: Path, name: JobKind) -> str:
    """The id of a job whose process was killed with SIGKILL after two of its three steps."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKS, str(tmp_path), name.value],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        job_id = process.stdout.readline().strip()
        process.kill()
        process.wait()
    assert job_id
    return job_id


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("name", EVERY)
def test_what_a_kill_cut_off_is_found_and_brought_to_its_end(
    killed: str, name: JobKind, tmp_path: Path
) -> None:
    work = EVERY[name]
    with quick_app(tmp_path / "desk.duckdb") as app:
        [left] = [one for one in app.jobs.latest(name) if one.job_id == killed]
        assert left.state in (JobState.WAITING, JobState.RUNNING)
        assert work.amount(app) == 2 * AT_ONCE, "what was committed is there"
        [shown] = app.jobs.under_way(name)
        assert (shown.working, shown.why) == (False, "the desk was stopped meanwhile")
        go_on(app, name, left)
        assert app.jobs.wait()
        assert now(app, left).state is JobState.FINISHED
        assert work.amount(app) == ROWS
        app.ledger.verify(by=made.ADA)
