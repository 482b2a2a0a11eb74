"""Who changed sides on a timeline, read from their own words."""

from __future__ import annotations

from tests.unit.ui.test_timeline import CONCEDED, DAY, DENIED
from workbench.archive.priors.timeline import timeline
from workbench.ui.timeline.timeline_html import timeline_html, turns_html


def test_a_change_of_side_is_told_in_words_and_joined_by_a_line() -> None:
    found = timeline([CONCEDED, DENIED], day=DAY)
    [turn] = found.turns
    assert turn.sentence == "Iran: denied on 18 October 2022, conceded on 5 November 2022"
    assert turn.sentence in turns_html(found)
    drawn = timeline_html(found)
    assert drawn.count('class="wb-time-turn"') == 1
    assert "changed sides by 5 November 2022" in drawn
    assert "This article, 20 October 2022" in drawn
