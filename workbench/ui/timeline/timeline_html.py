"""A timeline as HTML: a row an actor, a button a text, and the same as a table.

The drawing is an SVG behind the buttons. Places are in percent, so that it fills any width with
letters of the same size; real buttons keep the keyboard and screen readers what they are elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from workbench import markup as h
from workbench.markup import Markup
from workbench.model.prior import (
    Lane,
    Prior,
    Reversal,
    Timeline,
    TimelineMark,
    TimelinePart,
    TimelineRow,
)
from workbench.ui.shared.cards import source
from workbench.ui.timeline.time_scale import TimeScale, spread
from workbench.ui.words import RELATION_MARKS, RELATION_WORDS, counted, day, relation_word

HEAD: Final = 40
"""Pixels above the rows, where the article's day is named."""

NAME, LINE, TURN, BELOW = 26, 28, 11, 10
"""Pixels of a row: its name, each line of marks, each turn, and the space below."""

FOOT: Final = 44
MARK: Final = 24
WIDE, WIDER = 4.4, 7.0
"""What a mark takes, alone and with a count, in percent of the narrowest drawing."""

QUOTED: Final = 160
PART_WORDS = {
    TimelinePart.SPOKEN_OF: "spoken of in the claim",
    TimelinePart.MAKES_IT: "makes the claim",
    TimelinePart.OF_ITSELF: "makes the claim, about itself",
    TimelinePart.BESIDE: "",
}
NOBODY = "Speaker not named"


@dataclass(frozen=True, slots=True)
class _Row:
    row: TimelineRow
    places: tuple[float, ...]
    lines: tuple[int, ...]
    turns: tuple[tuple[int, int], ...]
    top: int

    @property
    def height(self) -> int:
        return NAME + LINE * (max(self.lines) + 1) + TURN * len(self.turns) + BELOW

    def centre(self, index: int) -> int:
        """Pixels from the top of the drawing to the middle of a mark."""
        return self.top + NAME + LINE * self.lines[index] + MARK // 2


def timeline_html(found: Timeline) -> Markup:
    """The drawing with its buttons; for a timeline with at least one mark."""
    days = [_day(mark) for mark in found.marks]
    scale = TimeScale.of(days if found.day is None else [*days, found.day])
    rows = _rows(found, scale)
    bottom = rows[-1].top + rows[-1].height
    keys = "Arrow keys move between statements, Enter opens one beside."
    return h.div(".wb-time", role="group", aria_label=f"{_summary(found)} {keys}")[
        h.p(".wb-time-read", aria_hidden="true")[keys],
        h.div(".wb-time-scroll")[
            h.div(".wb-time-plot", style=f"height:{bottom + FOOT}px")[
                _draw(found, scale, rows, bottom),
                (_band(each, found.turns) for each in rows),
            ]
        ],
    ]


def legend_html(found: Timeline) -> Markup:
    """What the marks mean, of those that are there."""
    there = {mark.prior.label.named for mark in found.marks}
    told = [
        f"{RELATION_MARKS[each]} {RELATION_WORDS[each]}" for each in RELATION_MARKS if each in there
    ]
    if any(mark.prior.lane is Lane.SINCE for mark in found.marks):
        told.append("dashed edge: after this article")
    if any(mark.copies > 1 for mark in found.marks):
        told.append("×3: one text in three places")
    if found.turns:
        told.append("⇄ joined: changed sides")
    return h.p(".wb-legend")[" · ".join(told)]


def turns_html(found: Timeline) -> Markup:
    """Who changed sides, in words; empty where nobody did."""
    if not found.turns:
        return h.NOTHING
    return h.section(".wb-card.wb-turns", aria_label="Changed sides")[
        h.p[
            h.strong["Said both."],
            " By the machine's reading; read both statements before you rest on it.",
        ],
        h.ul(".wb-plain")[(h.li[f"⇄ {turn.sentence}"] for turn in found.turns)],
    ]


def table_html(found: Timeline) -> Markup:
    """The same as a table, row by row, what has no day last."""
    turned = _describe_turns(found.turns)
    rows = (
        _table_row(mark, turned.get(mark.prior.statement.statement_id, ""))
        for mark in (*found.marks, *found.undated)
    )
    heads = ("Day", "Who", "For or against", "Words", "Source", "Copies")
    return h.div(".wb-time-scroll", tabindex="0", role="region", aria_label="Table of statements")[
        h.table(".wb-table.wb-time-table")[
            h.caption(".wb-hidden")["Statements by actor and day"],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[rows],
        ]
    ]


def _summary(found: Timeline) -> str:
    turns = f" {counted(len(found.turns), 'change')} of side." if found.turns else ""
    return (
        f"Timeline of {counted(len(found.marks), 'statement')} by "
        f"{counted(len(found.rows), 'actor')}.{turns}"
    )


def _rows(found: Timeline, scale: TimeScale) -> list[_Row]:
    rows: list[_Row] = []
    top = HEAD
    turned = _describe_turns(found.turns)
    for said in found.rows:
        # the ends of a turn stand below all of their day, where the line can leave them
        marks = sorted(
            said.marks,
            key=lambda mark: (_day(mark), mark.prior.statement.statement_id in turned),
        )
        row = replace(said, marks=tuple(marks))
        places = [scale.place(_day(mark)) for mark in row.marks]
        widths = [WIDE if mark.copies == 1 else WIDER for mark in row.marks]
        at = {mark.prior.statement.statement_id: n for n, mark in enumerate(row.marks)}
        turns = tuple(
            (at[turn.first.statement.statement_id], at[turn.then.statement.statement_id])
            for turn in found.turns
            if {turn.first.statement.statement_id, turn.then.statement.statement_id} <= at.keys()
        )
        lines = spread(list(zip(places, widths, strict=True)))
        rows.append(_Row(row, tuple(places), tuple(lines), turns, top))
        top += rows[-1].height
    return rows


def _day(mark: TimelineMark) -> date:
    dated = mark.prior.statement.dated
    assert dated is not None  # rows hold what has a day
    return dated


def _draw(found: Timeline, scale: TimeScale, rows: list[_Row], bottom: int) -> Markup:
    pieces, silences = [], []
    for each in scale.breaks:
        middle = (each.start + each.end) / 2
        pieces.append(
            h.rect(
                ".wb-time-break",
                x=f"{each.start:.2f}%",
                y=HEAD,
                width=f"{each.end - each.start:.2f}%",
                height=bottom - HEAD,
            )[None]
        )
        silences.append(_text(middle, HEAD - 6, _silence(each.days)))
    pieces += [_line(0, 100, row.top, row.top) for row in rows]
    pieces.append(_line(0, 100, bottom, bottom))
    for tick in scale.ticks():
        anchor = "start" if tick.at < 6 else "end" if tick.at > 94 else "middle"
        pieces += [
            _line(tick.at, tick.at, bottom, bottom + 6),
            _text(tick.at, bottom + 20, tick.label, anchor),
            _text(tick.at, bottom + 36, tick.year, anchor),
        ]
    if found.day is not None:
        at = scale.place(found.day)
        anchor = "start" if at < 20 else "end" if at > 80 else "middle"
        pieces += [
            _line(at, at, HEAD - 20, bottom, ".wb-time-rule"),
            _text(
                at, HEAD - 25, f"This article, {day(found.day)}", anchor, classes=".wb-time-article"
            ),
        ]
    pieces += silences  # above the line of the article's day, which they may meet
    for row in rows:
        for number, (first, then) in enumerate(row.turns):
            pieces.append(_turn(row, number, first, then))
    return h.svg(".wb-time-drawing", aria_hidden="true", width="100%", height=bottom + FOOT)[pieces]


def _line(from_x: float, to_x: float, from_y: int, to_y: int, classes: str = "") -> Markup:
    """A line: across in percent, down in pixels."""
    return h.line(classes, x1=f"{from_x:.2f}%", x2=f"{to_x:.2f}%", y1=from_y, y2=to_y)[None]


def _text(x: float, y: int, words: str, anchor: str = "middle", classes: str = "") -> Markup:
    return h.text(classes, x=f"{x:.2f}%", y=y, text_anchor=anchor)[words]


def _turn(row: _Row, number: int, first: int, then: int) -> Markup:
    """A line from one mark, below all marks of the row, up to the other."""
    level = row.top + NAME + LINE * (max(row.lines) + 1) + TURN * number + 3
    start, end = row.places[first], row.places[then]
    tip = row.centre(then) + MARK // 2 + 1
    return h.g(".wb-time-turn")[
        _line(start, start, row.centre(first), level),
        _line(start, end, level, level),
        _line(end, end, level, tip),
        h.svg(x=f"{end:.2f}%", y=tip, overflow="visible")[h.path(d="M-5 7L0 0L5 7Z")[None]],
    ]


def _band(row: _Row, turns: tuple[Reversal, ...]) -> Markup:
    name = row.row.actor or NOBODY
    part = PART_WORDS[row.row.part]
    many = counted(len(row.row.marks), "statement")
    told = f"{part}, {many}" if part else many
    turned = _describe_turns(turns)
    marks = (
        _mark(
            mark,
            row.places[index],
            row.centre(index) - row.top - MARK // 2,
            turned.get(mark.prior.statement.statement_id, ""),
        )
        for index, mark in enumerate(row.row.marks)
    )
    return h.div(
        ".wb-time-row",
        role="group",
        aria_label=f"{name}, {told}",
        style=f"top:{row.top}px;height:{row.height}px",
    )[
        h.p(".wb-time-actor", aria_hidden="true")[h.span[f"{name} ", h.small[told]]],
        marks,
    ]


def _mark(mark: TimelineMark, at: float, top: int, turned: str) -> Markup:
    prior = mark.prior
    end = ".wb-turned" if turned else ""
    return h.button(
        f".wb-time-mark.wb-{prior.label.named}.wb-lane-{prior.lane}{end}",
        type="button",
        tabindex="-1",
        data_statement=prior.statement.statement_id,
        data_at=f"{at:.3f}",
        aria_pressed="false",
        aria_label=_describe(mark, turned),
        style=f"left:{at:.2f}%;top:{top}px",
    )[
        h.span[RELATION_MARKS[prior.label.named]],
        h.sup[f"×{mark.copies}"] if mark.copies > 1 else None,
    ]


def _describe(mark: TimelineMark, turned: str) -> str:
    """A mark in words, for the line above the drawing and for screen readers."""
    statement = mark.prior.statement
    words = statement.text if len(statement.text) <= QUOTED else f"{statement.text[:QUOTED]} …"
    copies = f", one text in {mark.copies} places" if mark.copies > 1 else ""
    return (
        f"{_speaker(mark.prior)}, {day(statement.dated)}: "
        f"{relation_word(mark.prior.label)}{copies}{turned}. “{words}”"
    )


def _speaker(prior: Prior) -> str:
    statement = prior.statement
    who = statement.speaker or statement.actor or NOBODY
    both = statement.speaker and statement.actor and statement.actor != statement.speaker
    return f"{who} for {statement.actor}" if both else who


def _describe_turns(turns: tuple[Reversal, ...]) -> dict[str, str]:
    """What a mark that is one end of a turn says of the other end."""
    told: dict[str, str] = {}
    for turn in turns:
        first, then = turn.first.statement, turn.then.statement
        told[first.statement_id] = f", changed sides by {day(then.dated)}"
        told[then.statement_id] = f", was on the other side on {day(first.dated)}"
    return told


def _table_row(mark: TimelineMark, turned: str) -> Markup:
    statement, label = mark.prior.statement, mark.prior.label
    role = f", {statement.speaker_role}" if statement.speaker_role else ""
    return h.tr[
        h.td[day(statement.dated)],
        h.th(scope="row")[_speaker(mark.prior) + role],
        h.td[f"{RELATION_MARKS[label.named]} {relation_word(label)}{turned}"],
        h.td[statement.text],
        h.td[source(statement)],
        h.td(".wb-figure")[mark.copies],
    ]


def _silence(days: int) -> str:
    if days < 70:
        return counted(days, "day")
    months = round(days / 30.44)
    return counted(months, "month") if months < 24 else f"{days / 365.25:.0f} years"
