"""What stands on a timeline and where: rows, marks, turns, silences, and places that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests import made
from tests.cases import each
from workbench.archive.priors.timeline import timeline
from workbench.model.claim import Polarity
from workbench.model.prior import Prior, Relation, RelationLabel, TimelinePart
from workbench.ui.timeline.time_scale import APART, LEFT, RIGHT, SILENCE, TimeScale, spread
from workbench.ui.timeline.timeline_html import table_html, timeline_html, turns_html

DAY = date(2022, 10, 20)
SENT = "Iran sends drones to Russia."


def said(
    statement_id: str,
    day: date | None,
    *,
    actor: str | None = "Iran",
    relation: Relation = Relation.CONTRADICTS,
    text: str = SENT,
    reprinted: tuple[str, ...] = (),
    sure: float = 0.9,
) -> Prior:
    of = replace(made.statement(statement_id, text, said_on=day), actor=actor)
    shares = dict.fromkeys(Relation, (1 - sure) / 2) | {relation: sure}
    label = RelationLabel(
        relation,
        shares[Relation.CONTRADICTS],
        shares[Relation.SUPPORTS],
        shares[Relation.RELATED],
    )
    return replace(made.prior(of), label=label, reprinted=reprinted)


DENIED = said("denied", date(2022, 10, 18), text="Iran denied that it had sent drones to Russia.")
CONCEDED = said(
    "conceded",
    date(2022, 11, 5),
    relation=Relation.SUPPORTS,
    text="Iran conceded that it had sent drones to Russia.",
)


def test_whom_the_claim_is_about_stands_first_then_who_makes_it_then_who_says_most() -> None:
    actors = ["Ukraine", "Ukraine", "NATO", "United States", "Russia", "Iran", None]
    priors = [said(f"s{n}", DAY, actor=actor) for n, actor in enumerate(actors)]
    found = timeline(priors, named=["Iran", "United States", "Russia"], actor="United States")
    assert [(row.actor, row.part) for row in found.rows] == [
        ("Iran", TimelinePart.SPOKEN_OF),
        ("Russia", TimelinePart.SPOKEN_OF),
        ("United States", TimelinePart.MAKES_IT),
        ("Ukraine", TimelinePart.BESIDE),
        ("NATO", TimelinePart.BESIDE),
        ("Nasser Kanaani", TimelinePart.BESIDE),
    ]


def test_a_denial_is_about_who_denies() -> None:
    priors = [said("one", DAY, actor="Ukraine"), said("two", DAY)]
    found = timeline(priors, named=["Russia", "Ukraine"], actor="Iran", polarity=Polarity.DENIES)
    assert [row.actor for row in found.rows] == ["Iran", "Ukraine"]
    assert found.rows[0].part is TimelinePart.OF_ITSELF


def test_reprints_are_one_mark_on_their_first_day_with_all_their_copies() -> None:
    late = said("late", date(2022, 10, 22), reprinted=("The Mail", "The Post"))
    early = said("early", date(2022, 10, 19))
    found = timeline([late, early, said("other", DAY)], texts={"late": 7, "early": 7, "other": 8})
    assert [(mark.prior.statement.statement_id, mark.copies) for mark in found.marks] == [
        ("early", 4),
        ("other", 1),
    ]


def test_what_has_no_day_has_no_place_and_is_not_lost() -> None:
    found = timeline([said("dated", DAY), said("undated", None)])
    assert [mark.prior.statement.statement_id for mark in found.marks] == ["dated"]
    assert [mark.prior.statement.statement_id for mark in found.undated] == ["undated"]
    assert table_html(found).count("<tr>") == 3
    assert "undated" in table_html(found)


def test_without_a_change_of_side_none_is_told() -> None:
    found = timeline([DENIED])
    assert turns_html(found) == ""
    assert "wb-time-turn" not in timeline_html(found)


def test_nothing_that_somebody_wrote_is_markup() -> None:
    bad = '<img src=x onerror="x">'
    prior = said(f"id{bad}", DAY, actor=f"A{bad}", text=f"T{bad}")
    statement = replace(prior.statement, speaker=bad, title=bad, publisher=bad, speaker_role=bad)
    found = timeline([replace(prior, statement=statement)])
    for html in (timeline_html(found), table_html(found)):
        assert "<img" not in html
        assert "&lt;img" in html


@each("number", [2, 5, 12])
def test_statements_of_one_day_can_all_be_told_apart(number: int) -> None:
    lines = spread([(50.0, 4.0)] * number)
    assert sorted(lines) == list(range(number))


def test_marks_share_a_line_where_there_is_room_and_none_covers_another() -> None:
    marks = [(10.0, 4.0), (12.0, 4.0), (14.0, 4.0), (60.0, 7.0), (65.0, 4.0)]
    lines = spread(marks)
    assert lines == [0, 1, 0, 0, 1]
    for line in set(lines):
        placed = [mark for mark, on in zip(marks, lines, strict=True) if on == line]
        for (before, wide), (after, narrow) in pairwise(placed):
            assert after - before >= (wide + narrow) / 2


def test_days_are_drawn_to_scale_from_edge_to_edge() -> None:
    days = [DAY, DAY + timedelta(days=10), DAY + timedelta(days=20), DAY + timedelta(days=30)]
    scale = TimeScale.of(days)
    assert [scale.place(day) for day in days] == pytest.approx(
        [LEFT, LEFT + (RIGHT - LEFT) / 3, LEFT + (RIGHT - LEFT) * 2 / 3, RIGHT]
    )
    assert scale.breaks == ()


def test_a_long_silence_is_shortened_and_says_how_long_it_was() -> None:
    early = date(2003, 3, 1)
    days = [early, *(DAY + timedelta(days=10 * number) for number in range(10))]
    scale = TimeScale.of(days)
    [silence] = scale.breaks
    assert silence.days == (DAY - early).days
    assert silence.end - silence.start < (RIGHT - LEFT) / 5
    assert "20 years" in timeline_html(timeline([said(f"s{n}", day) for n, day in enumerate(days)]))


def test_a_single_day_stands_in_the_middle() -> None:
    assert TimeScale.of([DAY]).place(DAY) == 50.0
    assert len(TimeScale.of([DAY]).ticks()) == 1


@each("span", [1, 9, 40, SILENCE + 1, 300, 2_000, 9_000])
def test_labels_of_days_never_run_into_one_another(span: int) -> None:
    days = [DAY + timedelta(days=span * number // 7) for number in range(8)]
    ticks = TimeScale.of(days).ticks()
    assert ticks[0].at == LEFT
    assert ticks[0].year == "2022"
    assert all(after.at - before.at >= APART for before, after in pairwise(ticks))


def test_a_statement_a_year_is_drawn_to_scale_since_nothing_else_is_there() -> None:
    scale = TimeScale.of([date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)])
    assert scale.breaks == ()
    assert scale.place(date(2021, 1, 1)) == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)


def test_of_one_day_what_takes_a_side_stands_first() -> None:
    sides = {"r": Relation.RELATED, "s": Relation.SUPPORTS, "c": Relation.CONTRADICTS}
    found = timeline([said(one, DAY, relation=side) for one, side in sides.items()])
    assert [mark.prior.statement.statement_id for mark in found.marks] == ["c", "s", "r"]


@each(
    "text, first",
    [
        ("that his country had supplied Russia with drones", "Iran"),
        ("it sent drones to Russia", "Iran"),
        ("We sent Russia no drones", "Iran"),
        ("Russia had asked for drones", "Russia"),
    ],
)
def test_who_speaks_of_itself_stands_first(text: str, first: str) -> None:
    priors = [said("one", DAY, actor="Russia"), said("two", DAY)]
    found = timeline(priors, text=text, named=["Russia"], actor="Iran")
    assert found.rows[0].actor == first
    assert [row.part for row in found.rows if row.actor == "Iran"] == [
        TimelinePart.OF_ITSELF if first == "Iran" else TimelinePart.MAKES_IT
    ]
