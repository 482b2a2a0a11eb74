"""A disk that is full or may not be written, and files that are damaged or not ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests import made
from workbench.cli import main
from workbench.errors import DatabaseInUse, StorageError
from workbench.ledger.verification import verify
from workbench.storage.engine.database import Database
from workbench.storage.statements import statements


def count(database: Database) -> int:
    with database.read() as cursor:
        return statements.count(cursor)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.duckdb"


@pytest.fixture
def filled(path: Path) -> Path:
    """A database with something in it, closed."""
    database = Database(path)
    made.store_statements(database, [made.statement(f"s{n}", f"Ship {n} left.") for n in range(9)])
    database.close()
    return path


def one_line(error: pytest.ExceptionInfo[StorageError], *words: str) -> None:
    told = str(error.value)
    assert "\n" not in told
    assert all(word in told for word in words), told


def test_a_change_is_refused_before_the_disk_is_full(filled: Path) -> None:
    database = Database(filled, room=1 << 60)
    with pytest.raises(StorageError) as told:
        made.store_statements(database, [made.statement("late")])
    one_line(told, "MB left", "nothing is changed", "free at least")
    assert count(database) == 9, "reading goes on"
    database.close()


FULL = """
import os, resource, signal, sys
from pathlib import Path
from tests import made
from workbench.errors import StorageError
from workbench.storage.engine.database import Database
from workbench.storage.statements import statements

path, limit = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
database = Database(path, room=0)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
stored = 0
for round in range(2):
    try:
        while True:
            text = os.urandom(30_000).hex()
            made.store_statements(database, [made.statement(f"s{stored}", text)])
            stored += 1
    except StorageError as error:
        print(error)
    with database.read() as cursor:
        assert statements.count(cursor) == stored, "an acknowledged write is lost"
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit + 2_000_000, most))
print(stored)
"""


@pytest.mark.parametrize("limit", [3_000_000, 15_900_000], ids=["in its log", "in housekeeping"])
def test_a_file_that_cannot_grow_loses_nothing_and_goes_on_when_there_is_room(
    path: Path, root: Path, limit: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(limit)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *told, stored = done.stdout.splitlines()
    assert len(told) == 2
    assert all("nothing of it was kept" in line for line in told), told
    database = Database(path)
    verify(database)
    assert count(database) == int(stored) > 0
    database.close()


READ_ONLY = """
import os, sys
from workbench.cli import main
main(["--database", sys.argv[2], "user", "list"])  # everything is loaded while it may be read
print("---", file=sys.stderr)
if os.getuid() == 0:  # root may write anything
    os.setuid(65534)
sys.exit(main(["--database", sys.argv[1], "user", "list"]))
"""


def test_a_read_only_file_is_told_in_one_line_and_left_alone(filled: Path, root: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are shut to other people
        path = Path(folder) / "desk.duckdb"
        shutil.copy(filled, path)
        path.parent.chmod(0o755)
        path.chmod(0o444)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path), str(filled)],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        [told] = done.stderr.partition("---\n")[2].splitlines()
        assert f"{path} cannot be opened" in told
        assert "can be written" in told
        assert path.read_bytes() == filled.read_bytes()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def cut_a_little(data: bytes) -> bytes:
    return data[:-1]


def damage_the_head(data: bytes) -> bytes:
    return data[:5000] + bytes([data[5000] ^ 255]) + data[5001:]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (cut, "cut off"),
        (cut_a_little, "cut off"),
        (damage_the_head, "cannot be opened"),
        (lambda _: b"", "it is empty"),
        (lambda _: b"SQLite format 3\x00" + bytes(5000), "not a DuckDB file"),
        (lambda _: b"%PDF-1.7\n" * 99, "not a DuckDB file"),
    ],
    ids=["half", "a byte short", "bad head", "empty", "sqlite", "pdf"],
)
def test_a_damaged_or_foreign_file_is_named_and_left_alone(
    filled: Path,
    harm: Callable[[bytes], bytes],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled.write_bytes(harm(filled.read_bytes()))
    before = filled.read_bytes()
    with pytest.raises(StorageError) as told:
        Database(filled)
    one_line(told, str(filled), words)
    assert main(["--database", str(filled), "audit", "verify"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert filled.read_bytes() == before


def test_the_tables_of_another_program_are_not_joined_by_ours(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StorageError, match="something else"):
        Database(path)
    with duckdb.connect(str(path)) as connection:
        found = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert found == [("mine",)]


def test_nothing_is_fetched_for_a_file_or_a_statement(path: Path) -> None:
    database = Database(path)
    with database.read() as cursor:
        [(installs, loads)] = cursor.tuples(
            "SELECT current_setting('autoinstall_known_extensions'), "
            "current_setting('autoload_known_extensions')"
        )
    database.close()
    assert not installs
    assert not loads


HOLDER = """
import sys
import tempfile
from pathlib import Path
from workbench.storage.engine.database import Database
database = Database(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_which_one_has_the_file_and_what_to_do(
    filled: Path, root: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(filled)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(DatabaseInUse) as told:
            Database(filled)
        one_line(told, str(process.pid), "stop that desk first", "--database")
        process.communicate("")
    Database(filled).close()
