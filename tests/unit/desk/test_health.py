"""The checks of a desk's health, each on the real thing it looks at."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import made
from workbench.clock import SteadyClock, wall_clock
from workbench.desk.upkeep.health import Health
from workbench.desk.upkeep.health_checks import (
    ClockCheck,
    Condition,
    DatabaseCheck,
    DiskCheck,
    PreparedCheck,
)
from workbench.errors import ModelUnavailable, StorageError
from workbench.storage.engine.database import Database


def test_a_database_is_well_until_it_cannot_be_read(database: Database) -> None:
    check = DatabaseCheck(lambda: database)
    assert check.look() == Condition("database")
    database.close()
    found = check.look()
    assert (found.is_ok, found.state) == (False, "cannot be read")
    assert "restore the last backup" in found.remedy


def test_a_database_that_cannot_be_opened_is_found_by_its_check(tmp_path: Path) -> None:
    file = tmp_path / "desk.duckdb"
    file.write_text("no database at all\n" * 9)
    assert DatabaseCheck(lambda: Database(file)).look().state == "cannot be read"


def test_a_disk_is_nearly_full_when_changes_are_refused(tmp_path: Path) -> None:
    made.put_empty_file(tmp_path / "desk.duckdb")
    database = Database(tmp_path / "desk.duckdb", room=0)
    assert DiskCheck(lambda: database).look().is_ok
    database.close()
    database = Database(tmp_path / "desk.duckdb", room=1 << 60)
    with pytest.raises(StorageError), database.write():
        pass
    found = DiskCheck(lambda: database).look()
    assert found.state == "nearly full"
    assert "Make room" in found.remedy
    database.close()


def test_a_clock_that_was_set_back_is_told() -> None:
    clock = SteadyClock()
    check = ClockCheck(lambda: clock.behind)
    assert check.look().is_ok
    clock.not_before(wall_clock() + timedelta(hours=1))
    assert check.look().state == "behind the last event"


def test_what_is_made_ready_at_the_start_is_told_apart_and_stops_nothing() -> None:
    done: list[str] = []

    def lacks() -> None:
        done.append("lacks")
        raise ModelUnavailable("no weights at /secret/place")

    def breaks() -> None:
        done.append("breaks")
        raise RuntimeError("/secret/place")

    lacking = PreparedCheck("lacking", lacks, if_it_fails="Mend it.")
    broken = PreparedCheck("broken", breaks, if_it_fails="Mend it.")
    well = PreparedCheck("well", lambda: done.append("well"), if_it_fails="Mend it.")
    health = Health((), (lacking, broken, well))
    assert [one.state for one in health.look()] == ["loading"] * 3
    assert not any(one.is_ok for one in health.look())
    health.get_ready()
    assert done == ["lacks", "breaks", "well"]
    assert [one.state for one in health.look()] == ["not installed", "failed", "ok"]
    assert health.look()[1].remedy == "Mend it."
    assert "secret" not in repr(health.look())
