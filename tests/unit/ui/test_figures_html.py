"""The pictures of Insights say their numbers in words, and say when there are too few."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.cases import each
from workbench.desk.opinions.kappa import agreement
from workbench.model.figures import ENOUGH_JUDGED, Backlog, Bar, Figures, Period, Step, Times
from workbench.model.verdict import Verdict
from workbench.ui.insights import figures_html

NOW = datetime(2022, 10, 22, 12, 0, tzinfo=UTC)
FOUND = Figures(
    period=Period.WEEK,
    since=datetime(2022, 10, 20, tzinfo=UTC),
    until=NOW,
    step=Step.DAY,
    bars=(
        Bar(date(2022, 10, 20), submitted=2),
        Bar(date(2022, 10, 21), submitted=4, signed_off=1),
        Bar(date(2022, 10, 22)),
    ),
    verdicts=((Verdict.CONTESTED, 3), (Verdict.CONFIRMED, 1), (Verdict.UNVERIFIED, 0)),
    to_submit=Times(2, 6),
    to_sign=Times(9, 9, timedelta(hours=1), timedelta(hours=2), timedelta(hours=3)),
    contradiction_shown=4,
    contradiction_cited=1,
    by_pair=(),
    by_kind=(),
    waiting=(Backlog("submitted", 2, NOW - timedelta(days=3)),),
    dismissed=(),
)


def test_each_chart_says_what_it_shows_to_who_cannot_see_it() -> None:
    html = figures_html.throughput(FOUND)
    assert (
        'aria-label="verdicts submitted by checkers: 6 from 20 October 2022 to 22 October 2022, '
        'most on 21 October 2022 (4)"' in html
    )
    assert 'style="height:50.0%" title="20 October 2022: 2"' in html
    assert html.count('role="img"') == 4
    assert "<details><summary>Numbers</summary>" in html


def test_a_median_of_a_few_is_said_to_be_of_too_few() -> None:
    html = figures_html.times(FOUND)
    assert "too few to say (2 timed; at least 5 are needed)" in html
    assert "median 2.0 hours; the middle half 60 minutes to 3.0 hours · 9 of 9 approvals" in html


def test_shares_are_of_what_there_is() -> None:
    assert "✕ Contested</strong> 3 (75 %)" in figures_html.verdicts(FOUND)
    assert "1 of 4 (25 %)" in figures_html.machine(FOUND)
    nearly = replace(FOUND, contradiction_shown=300, contradiction_cited=299)
    assert "299 of 300 (99 %)" in figures_html.machine(nearly), "not yet all"
    assert "2, the oldest for 3 days" in figures_html.draw_waiting(FOUND)
    assert figures_html.dismissals(FOUND) == ""


@each("claims, told", [(ENOUGH_JUDGED - 1, "too few for κ (n = 19)"), (ENOUGH_JUDGED, "κ 1.00")])
def test_kappa_is_told_from_enough_claims_on_and_always_with_how_many(
    claims: int, told: str
) -> None:
    judged = [(Verdict.CONTESTED, Verdict.CONTESTED), (Verdict.CONFIRMED, Verdict.CONFIRMED)]
    pairs = (judged * claims)[:claims]
    found = replace(FOUND, by_pair=(agreement("a and b", pairs),))
    html = figures_html.agreement(found, lambda pair: f"<{pair}>")
    assert told in html
    assert f"n = {claims}" in html
    assert "&lt;a and b&gt;" in html
    assert "<a and b>" not in html


def test_a_period_in_which_nothing_happened_says_so() -> None:
    empty = replace(
        FOUND,
        bars=(Bar(date(2022, 10, 22)),),
        verdicts=((Verdict.CONTESTED, 0),),
        contradiction_shown=0,
        waiting=(),
    )
    assert "No verdict yet in this period." in figures_html.verdicts(empty)
    assert "No verdict in this period stood beside" in figures_html.machine(empty)
    assert "Nothing waits." in figures_html.draw_waiting(empty)
    assert "Nobody has given a second opinion" in figures_html.agreement(empty, str)
    assert figures_html.throughput(empty).count("height:0.0%") == 4
