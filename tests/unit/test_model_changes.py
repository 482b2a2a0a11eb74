"""A change of the model from a page: asked for, paused, gone on with, each in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from workbench.archive.index.re_embedding import RUNNING, Progress, ProgressNote
from workbench.desk.intake.model_changes import ModelChanges
from workbench.errors import Conflict, ModelUnavailable, NotAllowed
from workbench.storage.engine.database import Database
from workbench.storage.ledger import events


@pytest.fixture
def note(tmp_path: Path) -> ProgressNote:
    return ProgressNote(tmp_path / "index")


class NothingToEmbed:
    """An archive that is never asked here."""

    def re_embed(self, model: str | None, *, progress: object = None) -> None:
        raise AssertionError

    def re_embed_if_asked(self, stop: object) -> None:
        raise AssertionError


def test_a_change_rests_and_goes_on_where_it_was(
    tmp_path: Path, note: ProgressNote, clock: Callable[[], datetime]
) -> None:
    database = Database(tmp_path / "desk.duckdb")
    changes = ModelChanges(database, note, archive=NothingToEmbed, clock=clock)
    with pytest.raises(Conflict):
        changes.rest(by=made.ADA)
    changes.ask(None, by=made.ADA)
    assert note.is_due
    changes.rest(by=made.ADA)
    note.write(Progress(RUNNING, None, 256, 1_000))  # the batch in hand
    assert not note.is_due
    assert note.told.startswith("resting: 256 of 1,000")
    changes.go_on(by=made.ADA)
    assert note.is_due
    assert not note.told.startswith("resting")
    with pytest.raises(Conflict):
        changes.go_on(by=made.ADA)
    with database.read() as cursor:
        told = [one.payload for one in events.all(cursor) if one.what == "model.change"]
    assert [words.split('"what":')[1] for words in told] == [
        '"asked for"}',
        '"paused"}',
        '"gone on with"}',
    ]


def test_only_an_administrator_asks_and_only_for_a_model_that_is_here(
    tmp_path: Path, note: ProgressNote, clock: Callable[[], datetime]
) -> None:
    changes = ModelChanges(
        Database(tmp_path / "desk.duckdb"), note, archive=NothingToEmbed, clock=clock
    )
    with pytest.raises(NotAllowed):
        changes.ask(None, by=made.LEE)
    with pytest.raises(ModelUnavailable):
        changes.ask("no-such/model", by=made.ADA)
    assert note.read() is None
