"""Killed in the midst of any job, a desk opens again and has all that it acknowledged."""

from __future__ import annotations

from pathlib import Path

from tests.crashing import JOBS, kill_at_random


def test_nothing_acknowledged_is_lost_whatever_the_desk_was_doing(tmp_path: Path) -> None:
    outcome = kill_at_random(tmp_path, kills=len(JOBS), seed=5)
    assert outcome.unopened == []
    assert outcome.lost == []
    assert outcome.acknowledged > 0, "every process died before its first write"
