"""A backup is made while people work, is proved, and comes back only whole."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests import made
from tests.databases import database_of
from tests.fakes import app_on_fakes
from workbench.app import App
from workbench.cli import main
from workbench.control_socket import ControlSocket, ask, socket_of
from workbench.desk.upkeep.backups import checksum_of, prove
from workbench.errors import (
    Conflict,
    DatabaseInUse,
    InputError,
    LedgerBroken,
    NotAllowed,
    SchemaTooNew,
    StorageError,
)
from workbench.ledger.kinds import EventKind
from workbench.ledger.verification import verify
from workbench.model.people import Role
from workbench.settings import Settings

PASSWORD = "a long password"
Clock = Callable[[], datetime]


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[App]:
    app = app_on_fakes(settings, clock)
    add_people(app)
    app.articles.add(story(0), by=app.operator())
    yield app
    app.close()


def add_people(app: App) -> None:
    for person in (made.CHRIS, made.ADA):
        app.accounts.create(
            person.name, person.display_name, person.role, PASSWORD, by=app.operator()
        )


def story(number: int):
    return made.article(
        f"Kirby: Iran helps with {number} drones.\nTehran: it denied number {number}."
    )


def wire(folder: Path) -> Path:
    file = folder / "wire.csv"
    file.write_text("text\na remark", encoding="utf-8")
    return file


def events_of(app: App, kind: EventKind) -> list[dict]:
    return [
        json.loads(one.payload)
        for one in app.page_queries.events(1000, reader=None)
        if one.what == kind
    ]


def again(settings: Settings, clock: Clock) -> App:
    return app_on_fakes(settings, clock)


def restored(settings: Settings, clock: Clock, file: Path, *, force: bool = True) -> Path | None:
    app = App(settings, clock)
    try:
        return app.backups.restore(file, by=app.operator(), force=force).aside
    finally:
        app.close()


def test_a_backup_made_while_people_work_is_whole_and_holds_all_that_was_acknowledged(
    app: App, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    acknowledged: list[str] = []
    stop = threading.Event()

    def work() -> None:
        number = 1
        while not stop.is_set():
            added = app.articles.add(story(number), by=app.operator())
            acknowledged.append(added.article.article_id)
            number += 1

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            before = list(acknowledged)
            file = tmp_path / f"backup-{number}.duckdb"
            backup = app.backups.make(file, by=made.ADA)
            proved = prove(file)
            assert (proved.count, proved.head) == (backup.events, backup.ledger_head)
            copy = again(replace(settings, database=file), clock)
            assert set(before) <= {one.article_id for one in copy.page_queries.queue(made.ADA)}
            copy.close()
    finally:
        stop.set()
        worker.join()
    assert acknowledged
    assert verify(database_of(app)).count > 0
    assert not list(tmp_path.glob("*.partial*"))


def test_a_backup_is_noted_with_its_checksum(app: App, tmp_path: Path) -> None:
    file = tmp_path / "it's a backup.duckdb"
    backup = app.backups.make(file, by=made.ADA)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert checksum_of(file).read_text() == f"{digest}  {file.name}\n"
    [noted] = events_of(app, EventKind.DATABASE_BACKED_UP)
    assert noted["sha256"] == backup.sha256 == digest
    assert noted["bytes"] == file.stat().st_size
    verify(database_of(app), containing=noted["ledger_head"])


def test_only_an_admin_makes_backups_and_never_over_another(app: App, tmp_path: Path) -> None:
    file = tmp_path / "backup.duckdb"
    with pytest.raises(NotAllowed, match="back up"):
        app.backups.make(file, by=made.CHRIS)
    assert not file.exists()
    app.backups.make(file, by=made.ADA)
    kept = file.read_bytes()
    with pytest.raises(Conflict, match="new file"):
        app.backups.make(file, by=made.ADA)
    assert file.read_bytes() == kept


def test_a_folder_that_is_not_there_is_named(app: App, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nowhere"):
        app.backups.make(tmp_path / "nowhere" / "backup.duckdb", by=made.ADA)


def test_a_backup_comes_back_and_what_was_there_is_kept(
    app: App, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    token = app.sessions.sign_in("chris", PASSWORD)
    file = tmp_path / "backup.duckdb"
    backup = app.backups.make(file, by=made.ADA)
    later = app.articles.add(story(9), by=app.operator()).article.article_id
    head = verify(database_of(app)).head
    app.close()
    settings.index_directory.mkdir()

    aside = restored(settings, clock, file)

    assert aside is not None
    assert prove(aside).head == head, "the database that was replaced is whole"
    assert not settings.index_directory.exists(), "an index of the other database is made again"
    back = again(settings, clock)
    assert later not in {one.article_id for one in back.page_queries.queue(made.ADA)}
    assert len(back.page_queries.queue(made.ADA)) == 1
    assert back.sessions.user_of_session(token) is None, "an old session has come back"
    [noted] = events_of(back, EventKind.DATABASE_RESTORED)
    assert noted["ledger_head"] == backup.ledger_head
    assert noted["replaced_head"] == head
    verify(database_of(back), containing=backup.ledger_head)
    back.close()


def test_long_work_of_the_time_of_the_backup_rests_until_somebody_goes_on_with_it(
    app: App, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    app.statements.import_file(wire(tmp_path), by=app.operator())
    app._parts.archive.answers.clear()
    app.model_changes.ask(None, by=made.ADA)
    file = tmp_path / "backup.duckdb"
    app.backups.make(file, by=made.ADA)
    app._parts.archive.answers.set()
    app.close()

    restored(settings, clock, file)

    back = again(settings, clock)
    back.jobs.resume()
    assert back.jobs.wait(0), "nobody has asked this desk for it"
    assert back.model_changes.told.startswith("resting, since a backup was put back: ")
    job = back.model_changes.last()
    assert job is not None
    back.jobs.go_on(job.kind, job.job_id, by=made.ADA)
    assert back.jobs.wait()
    assert back.model_changes.told.startswith("searches use the installed model")
    back.close()


def test_a_backup_can_start_a_new_desk(
    app: App, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "backup.duckdb"
    app.backups.make(file, by=made.ADA)
    elsewhere = replace(settings, database=tmp_path / "new" / "desk.duckdb")
    assert restored(elsewhere, clock, file, force=False) is None
    back = again(elsewhere, clock)
    assert len(back.page_queries.queue(made.ADA)) == 1
    back.close()


def damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])
    checksum_of(file).unlink()


def forge(file: Path) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE users SET role = 'admin' WHERE name = 'chris'")
    checksum_of(file).unlink()


def make_newer(file: Path) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute("INSERT INTO migrations VALUES (9999, 'm9999_of_the_future')")
    checksum_of(file).unlink()


def replace_with_text(file: Path) -> None:
    file.write_text("not a database at all\n" * 9)
    checksum_of(file).unlink()


@pytest.mark.parametrize(
    ("harm", "error", "told"),
    [
        (damage, InputError, "damaged or was changed"),
        (cut, StorageError, "cut off"),
        (forge, LedgerBroken, "altered"),
        (make_newer, SchemaTooNew, "later"),
        (replace_with_text, StorageError, "not a DuckDB file"),
        (Path.unlink, InputError, "backup.duckdb: the file cannot be read"),
    ],
)
def test_a_backup_that_does_not_hold_changes_nothing(
    app: App,
    settings: Settings,
    tmp_path: Path,
    clock: Clock,
    harm: Callable[[Path], object],
    error: type[Exception],
    told: str,
) -> None:
    file = tmp_path / "backup.duckdb"
    app.backups.make(file, by=made.ADA)
    app.close()
    harm(file)
    kept = settings.database.read_bytes()
    with pytest.raises(error, match=told) as raised:
        restored(settings, clock, file)
    assert "\n" not in str(raised.value)
    assert settings.database.read_bytes() == kept
    assert not list(tmp_path.glob("*.restoring*"))
    assert not list(tmp_path.glob("*.before-*"))


def test_restoring_needs_force_and_never_takes_the_database_itself(
    app: App, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "backup.duckdb"
    app.backups.make(file, by=made.ADA)
    app.close()
    with pytest.raises(Conflict, match="--force"):
        restored(settings, clock, file, force=False)
    with pytest.raises(InputError, match="itself"):
        restored(settings, clock, settings.database)
    assert prove(settings.database).count


def test_a_database_that_no_longer_opens_is_kept_aside_too(
    app: App, settings: Settings, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "backup.duckdb"
    app.backups.make(file, by=made.ADA)
    app.close()
    settings.database.write_bytes(settings.database.read_bytes()[:5000])
    aside = restored(settings, clock, file)
    assert aside is not None
    assert aside.stat().st_size == 5000
    assert prove(settings.database).count


DESK = """
import sys
from pathlib import Path
from workbench.app import App
from workbench.settings import Settings
from workbench.running_desk import control_socket_of
app = App(Settings(database=Path(sys.argv[1])))
app.jobs  # opens the database
opened = control_socket_of(app)
opened.open()
print("open", flush=True)
sys.stdin.read()
opened.close()
app.close()
"""


@pytest.fixture
def running_desk(app: App, settings: Settings, root: Path) -> Iterator[Path]:
    """The path of a database that another process has open, as a desk has."""
    app.close()
    with subprocess.Popen(
        [sys.executable, "-c", DESK, str(settings.database)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield settings.database
        process.communicate("")


def test_the_command_has_a_running_desk_make_its_backup(
    running_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "backup.duckdb"
    assert main(["--database", str(running_desk), "backup", str(file)]) == 0
    proved = prove(file)
    assert f"{proved.count} events, head {proved.head}" in capsys.readouterr().err
    assert main(["--database", str(running_desk), "backup", str(file)]) == 2
    assert "the running desk says: " in capsys.readouterr().err
    assert socket_of(running_desk).stat().st_mode & 0o777 == 0o600


def test_nothing_is_restored_under_a_running_desk(
    running_desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "backup.duckdb"
    assert main(["--database", str(running_desk), "backup", str(file)]) == 0
    kept = running_desk.stat().st_ino
    assert main(["--database", str(running_desk), "restore", "--force", str(file)]) == 2
    assert "stop that desk first" in capsys.readouterr().err
    assert running_desk.stat().st_ino == kept


def test_the_commands_make_and_restore_backups_where_no_desk_runs(
    app: App, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.close()
    file, path = tmp_path / "backup.duckdb", str(settings.database)
    assert main(["--database", str(tmp_path / "none.duckdb"), "backup", str(file)]) == 2
    assert "there is no database" in capsys.readouterr().err
    assert not (tmp_path / "none.duckdb").exists()
    assert main(["--database", path, "backup", str(file)]) == 0
    assert main(["--database", path, "restore", str(file)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["--database", path, "restore", str(file), "--force"]) == 0
    assert "sign in again" in capsys.readouterr().err
    assert main(["--database", path, "audit", "verify"]) == 0


def test_a_door_answers_nonsense_and_failures_with_one_line(tmp_path: Path) -> None:
    def fails(request: object) -> dict[str, object]:
        raise ZeroDivisionError("secret things")

    database = tmp_path / "desk.duckdb"
    door = ControlSocket(database, {"fails": fails})
    with pytest.raises(DatabaseInUse, match="does not answer"):
        ask(database, "fails")
    door.open()
    try:
        with pytest.raises(StorageError, match="does not understand"):
            ask(database, "nonsense")
        with pytest.raises(StorageError, match="its log says why") as told:
            ask(database, "fails")
        assert "secret" not in str(told.value)
    finally:
        door.close()
    assert not socket_of(database).exists()


def test_a_command_that_ends_leaves_the_door_of_the_desk_that_opened_meanwhile(
    tmp_path: Path,
) -> None:
    database = tmp_path / "desk.duckdb"
    command, desk = (
        ControlSocket(database, {"who": lambda _, who=who: {"who": who}})
        for who in ("command", "desk")
    )
    command.open()
    desk.open()
    try:
        command.close()
        assert ask(database, "who") == {"who": "desk"}
    finally:
        desk.close()
    assert not socket_of(database).exists()


def test_the_role_that_makes_backups_is_admin_alone(app: App) -> None:
    from workbench.model.people import ALLOWED, Action

    assert [role for role in Role if Action.BACK_UP in ALLOWED[role]] == [Role.ADMIN]
