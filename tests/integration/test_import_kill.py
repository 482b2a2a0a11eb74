"""An import killed at any moment loses nothing it acknowledged, and goes on when run again."""

from __future__ import annotations

import random
from pathlib import Path

from tests.killed_imports import (
    check_what_is_left,
    check_whole,
    importing,
    run_and_kill,
    run_to_its_end,
)

KILLS = 4


def test_a_killed_import_loses_nothing_and_goes_on(
    tmp_path: Path, small_model: Path, model_cache: Path
) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    lasts, _ = run_to_its_end(importing(whole, small_model, model_cache, 8_000))

    one = importing(tmp_path, small_model, model_cache, 8_000)
    moment = random.Random(4)
    held = 0
    for _ in range(KILLS):
        acknowledged = run_and_kill(one, moment.uniform(0.2, 1.0) * lasts)
        left = check_what_is_left(one, acknowledged)
        assert left >= held
        held = left
    assert held > 0, "every process died before its first batch: nothing was tested"
    _, said = run_to_its_end(one)
    assert f"{7_991 - held} added, {held} there already, 9 rejected" in said
    check_whole(one, model_cache)
    assert len(list(tmp_path.glob("*.rejects*.csv"))) >= 1
