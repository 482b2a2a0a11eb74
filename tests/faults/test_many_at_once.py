"""Many people at one desk: nobody's work is lost, nobody reads what is not so."""

from __future__ import annotations

from pathlib import Path

from tests.load import sessions_at_once


def test_twelve_sessions_lose_no_update_and_read_nothing_wrong(tmp_path: Path) -> None:
    load = sessions_at_once(tmp_path, sessions=12, rounds=4)
    assert load.errors == []
    assert load.wrong_reads == []
    assert load.lost == []
    assert load.decisions
    assert load.reads == 12 * 4
    for told in load.conflicts:
        assert "\n" not in told
        assert len(told) > 20, "a conflict says what happened and what to do"
