"""The desk's figures as pictures with their numbers under each: plain HTML, so that both themes,
any width and screen readers are served by the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from workbench import markup as h
from workbench.markup import Markup, Node
from workbench.model.figures import ENOUGH_JUDGED, ENOUGH_TIMED, Backlog, Bar, Figures, Step, Times
from workbench.ui.words import (
    VERDICT_MARKS,
    VERDICT_MEANINGS,
    VERDICT_WORDS,
    counted,
    day,
    moment,
    percent,
)

SERIES: Final[tuple[tuple[str, str, Callable[[Bar], int]], ...]] = (
    ("Submitted", "verdicts submitted by checkers", lambda bar: bar.submitted),
    ("Signed off", "verdicts approved by a supervisor", lambda bar: bar.signed_off),
    ("Returned", "verdicts sent back with a reason", lambda bar: bar.returned),
    ("Corrected", "signed verdicts reopened with a public note", lambda bar: bar.corrected),
)
CLOSE: Final = 45
"""Bars from which they stand without a space between."""

WAITING_WORDS: Final = {
    "submitted": "wait for sign-off",
    "returned": "returned to the checker",
    "reopened": "reopened for a correction",
    "withdrawn": "withdrawn by their author",
    "open": "not reviewed yet",
    "overdue": "past their due time",
    "flagged": "with new evidence since the verdict",
}


def section(heading: str, explained: str, picture: Node, numbers: Markup | None = None) -> Markup:
    """One figure: what it is, the picture, and its numbers to open."""
    table = h.details[h.summary["Numbers"], numbers] if numbers else None
    return h.section(".wb-card.wb-insight", aria_label=heading)[
        h.h2[heading], h.p[explained], picture, table
    ]


def throughput(found: Figures) -> Markup:
    """Four small charts on one scale: what was submitted, signed off, returned and corrected."""
    most = max((count(bar) for _, _, count in SERIES for bar in found.bars), default=0)
    charts = [_chart(found, name, told, count, most) for name, told, count in SERIES]
    busy = [bar for bar in found.bars if any(count(bar) for _, _, count in SERIES)]
    rows = [
        [_when(bar.start, found.step), *(str(count(bar)) for _, _, count in SERIES)] for bar in busy
    ]
    total = ["All", *(str(count(found.happened)) for _, _, count in SERIES)]
    return section(
        f"What was done, by {found.step}",
        f"Each bar is a {found.step}. A verdict that was replaced by a new version counts as "
        "submitted twice. All four have one scale.",
        h.div(".wb-charts")[charts],
        table([found.step.capitalize(), *(name for name, _, _ in SERIES)], [*rows, total]),
    )


def times(found: Figures) -> Markup:
    """How long it took from taking to submitting, and from there to the signature."""
    both = (
        (
            "From taking a claim to submitting",
            found.to_submit,
            "verdicts",
        ),
        ("From submitting to sign-off", found.to_sign, "approvals"),
    )
    strips = [_strip(name, one, of) for name, one, of in both]
    rows = [
        [
            name,
            *(_or_few(one, value) for value in (one.quarter, one.median, one.three_quarters)),
            f"{one.timed} of {one.among}",
        ]
        for name, one, _ in both
    ]
    return section(
        "How long it took",
        "The bar is the middle half, the line in it the median; each has a scale of its own. What "
        "was submitted without taking the claim first cannot be timed.",
        strips,
        table(
            ["Way", "A quarter within", "Half within", "Three quarters within", "Timed"],
            rows,
        ),
    )


def verdicts(found: Figures) -> Markup:
    """The verdicts that stand, as shares of one bar."""
    total = sum(number for _, number in found.verdicts)
    kept = (
        f" {counted(found.kept_back, 'claim')} left out, of which you were asked for a second "
        "opinion."
        if found.kept_back
        else ""
    )
    explained = (
        "Claims by their latest verdict, where it was submitted in this period and waits for "
        "sign-off or is signed off."
    )
    if not total:
        return section(
            "Verdicts", explained + kept, _draw_nothing("No verdict yet in this period.")
        )
    pieces = [
        h.span(f".wb-{verdict}", style=f"flex-grow:{number}")[None]
        for verdict, number in found.verdicts
        if number
    ]
    words = [
        h.li(f".wb-{verdict}")[
            h.strong[f"{VERDICT_MARKS[verdict]} {VERDICT_WORDS[verdict]}"],
            f" {number} ({_share(number, total)})",
        ]
        for verdict, number in found.verdicts
    ]
    rows = [
        [
            f"{VERDICT_WORDS[verdict]}: {VERDICT_MEANINGS[verdict]}",
            str(number),
            _share(number, total),
        ]
        for verdict, number in found.verdicts
    ]
    return section(
        "Verdicts",
        explained + kept,
        h.fragment(
            h.div(".wb-shares", aria_hidden="true")[pieces], h.ul(".wb-plain.wb-share-words")[words]
        ),
        table(["Verdict", "Claims", "Share"], rows),
    )


def machine(found: Figures) -> Markup:
    """How often checkers rested on the first contradicting statement that they were shown."""
    shown, cited = found.contradiction_shown, found.contradiction_cited
    explained = (
        "Of the verdicts beside which the machine put a contradicting statement from before the "
        "article, how many cite the first of these. Not citing it is no fault: the machine can be "
        "wrong."
    )
    if not shown:
        return section(
            "The machine's first contradiction",
            explained,
            _draw_nothing("No verdict in this period stood beside a contradicting statement."),
        )
    return section(
        "The machine's first contradiction",
        explained,
        _bar("cited", cited, shown, f"{cited} of {shown} ({_share(cited, shown)})"),
        table(
            ["Verdicts beside a contradicting statement", "Cite the first", "Share"],
            [[str(shown), str(cited), _share(cited, shown)]],
        ),
    )


def agreement(found: Figures, named: Callable[[str], str]) -> Markup:
    """How far people agree who judged the same claim, one of them without sight of the verdict.

    Args:
        named: The people of a pair as they are shown.
    """
    explained = (
        "Second opinions given in this period, beside the verdict they were given on. κ is 1 for "
        "full agreement and 0 for what chance alone would bring; on fewer than "
        f"{ENOUGH_JUDGED} claims it says too little."
    )
    listed = [(one.of, one) for one in found.by_kind]
    listed += [(named(one.of), one) for one in found.by_pair]
    if not listed:
        return section(
            "Agreement",
            explained,
            _draw_nothing(
                "Nobody has given a second opinion in this period. Ask for one on Review."
            ),
        )
    pictures = [
        _bar(
            name,
            round(one.observed * one.claims),
            one.claims,
            f"{_share(round(one.observed * one.claims), one.claims)} agree, "
            f"{_kappa(one.claims, one.kappa)}",
        )
        for name, one in listed
    ]
    rows = [
        [
            name,
            str(one.claims),
            _share(round(one.observed * one.claims), one.claims),
            _kappa(one.claims, one.kappa),
        ]
        for name, one in listed
    ]
    return section(
        "Agreement",
        explained,
        pictures,
        table(["Kind of claim, or pair", "Judged twice (n)", "Agree", "κ"], rows),
    )


def draw_waiting(found: Figures) -> Markup:
    """What waits now, and since when."""
    explained = "At this moment, whatever the period above."
    if not found.waiting:
        return section("What waits", explained, _draw_nothing("Nothing waits."))
    most = max(one.claims for one in found.waiting)
    pictures = [
        _bar(WAITING_WORDS[one.what], one.claims, most, _since(one, found.until))
        for one in found.waiting
    ]
    rows = [
        [WAITING_WORDS[one.what], str(one.claims), "" if one.oldest is None else moment(one.oldest)]
        for one in found.waiting
    ]
    return section("What waits", explained, pictures, table(["Claims", "Number", "Since"], rows))


def dismissals(found: Figures) -> Markup:
    """Why claims were taken off the desk."""
    if not found.dismissed:
        return h.NOTHING
    total = sum(number for _, number in found.dismissed)
    return section(
        "Dismissed claims",
        "Taken off the desk by a person in this period and not put back, by reason.",
        [
            _bar(reason, number, total, f"{number} ({_share(number, total)})")
            for reason, number in found.dismissed
        ],
        table(
            ["Reason", "Claims", "Share"],
            [[reason, str(number), _share(number, total)] for reason, number in found.dismissed],
        ),
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Rows of text, the first cell of each its heading; numbers stand to the right."""
    told = [h.th(scope="col")[heads[0]]]
    told += [h.th(".wb-figure", scope="col")[head] for head in heads[1:]]
    lines = [
        h.tr[h.th(scope="row")[row[0]], (h.td(".wb-figure")[cell] for cell in row[1:])]
        for row in rows
    ]
    return h.table(".wb-table")[h.thead[h.tr[told]], h.tbody[lines]]


def format_duration(time: timedelta) -> str:
    """How long, as one says it: 40 seconds, 12 minutes, 3.5 hours, 2 days."""
    seconds = time.total_seconds()
    if seconds < 60:
        return counted(round(seconds), "second")
    if seconds < 100 * 60:
        return counted(round(seconds / 60), "minute")
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.1f} hours"
    return counted(round(seconds / 86400), "day")


def _chart(found: Figures, name: str, told: str, count: Callable[[Bar], int], most: int) -> Markup:
    total = count(found.happened)
    peak = max(found.bars, key=count) if total else None
    first, last = found.bars[0].start, found.bars[-1].start
    label = f"{told}: {total} from {day(first)} to {day(found.until.date())}"
    if peak is not None:
        label += f", most {_within(peak.start, found.step)} ({count(peak)})"
    spans = [
        h.span(
            style=f"height:{(100 * count(bar) / most if most else 0):.1f}%",
            title=f"{_when(bar.start, found.step)}: {count(bar)}",
        )[None]
        for bar in found.bars
    ]
    many = ".wb-many" if len(found.bars) > CLOSE else ""
    ends = (h.span[_short(first)], h.span[_short(last)] if last != first else None)
    return h.figure[
        h.figcaption[f"{name} ", h.strong[total]],
        h.div(f".wb-bars{many}", role="img", aria_label=label)[spans],
        h.div(".wb-ends", aria_hidden="true")[ends],
    ]


def _strip(name: str, one: Times, of: str) -> Markup:
    if one.median is None or one.quarter is None or not one.three_quarters:
        told = f"too few to say ({one.timed} timed; at least {ENOUGH_TIMED} are needed)"
        return h.p(".wb-strip-name")[h.strong[name], f" {told}"]
    whole = one.three_quarters * 1.15
    start, middle, end = (100 * (t / whole) for t in (one.quarter, one.median, one.three_quarters))
    told = (
        f"median {format_duration(one.median)}; the middle half {format_duration(one.quarter)} to "
        f"{format_duration(one.three_quarters)} · {one.timed} of {one.among} {of}"
    )
    return h.fragment(
        h.p(".wb-strip-name")[h.strong[name], f" {told}"],
        h.div(".wb-strip", aria_hidden="true")[
            h.span(style=f"left:{start:.1f}%;width:{max(end - start, 0.6):.1f}%")[None],
            h.b(style=f"left:{middle:.1f}%")[None],
        ],
        h.div(".wb-ends", aria_hidden="true")[h.span["0"], h.span[format_duration(whole)]],
    )


def _bar(name: str, number: int, total: int, told: str) -> Markup:
    share = 100 * number / total if total else 0
    return h.div(".wb-measure")[
        h.span(".wb-measure-name")[name],
        h.span(".wb-measure-track", aria_hidden="true")[h.span(style=f"width:{share:.1f}%")[None]],
        h.span(".wb-measure-told")[told],
    ]


def _since(one: Backlog, now: datetime) -> str:
    if one.oldest is None:
        return str(one.claims)
    return f"{one.claims:,}, the oldest for {format_duration(max(now - one.oldest, timedelta()))}"


def _kappa(claims: int, kappa: float | None) -> str:
    if claims < ENOUGH_JUDGED:
        return f"too few for κ (n = {claims})"
    if kappa is None:
        return f"κ not defined: always the same verdict (n = {claims})"
    return f"κ {kappa:.2f} (n = {claims})"


def _or_few(one: Times, value: timedelta | None) -> str:
    return "too few to say" if value is None else format_duration(value)


def _share(number: int, total: int) -> str:
    return percent(number / total) if total else "–"


def _draw_nothing(told: str) -> Markup:
    return h.p(".wb-source")[told]


def _short(when: date) -> str:
    return f"{when.day} {when:%b %Y}"


def _within(start: date, step: Step) -> str:
    if step is Step.DAY:
        return f"on {day(start)}"
    return f"in the {_when(start, step)}" if step is Step.WEEK else f"in {_when(start, step)}"


def _when(start: date, step: Step) -> str:
    if step is Step.MONTH:
        return f"{start:%B %Y}"
    return f"week of {day(start)}" if step is Step.WEEK else day(start)
