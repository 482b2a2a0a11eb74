"""The desk's figures as pictures with their numbers under each: plain HTML, so that both themes,
any width and screen readers are served by the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from html import escape
from typing import Final

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


def section(heading: str, explained: str, picture: str, numbers: str = "") -> str:
    """One figure: what it is, the picture, and its numbers to open. Only ``picture`` and
    ``numbers`` are HTML."""
    table = f"<details><summary>Numbers</summary>{numbers}</details>" if numbers else ""
    return (
        f'<section class="wb-card wb-insight" aria-label="{escape(heading)}">'
        f"<h2>{escape(heading)}</h2><p>{escape(explained)}</p>{picture}{table}</section>"
    )


def throughput(found: Figures) -> str:
    """Four small charts on one scale: what was submitted, signed off, returned and corrected."""
    most = max((count(bar) for _, _, count in SERIES for bar in found.bars), default=0)
    charts = "".join(_chart(found, name, told, count, most) for name, told, count in SERIES)
    busy = [bar for bar in found.bars if any(count(bar) for _, _, count in SERIES)]
    rows = [
        [_when(bar.start, found.step), *(str(count(bar)) for _, _, count in SERIES)] for bar in busy
    ]
    total = ["All", *(str(count(found.happened)) for _, _, count in SERIES)]
    return section(
        f"What was done, by {found.step}",
        f"Each bar is a {found.step}. A verdict that was replaced by a new version counts as "
        "submitted twice. All four have one scale.",
        f'<div class="wb-charts">{charts}</div>',
        table([found.step.capitalize(), *(name for name, _, _ in SERIES)], [*rows, total]),
    )


def times(found: Figures) -> str:
    """How long it took from taking to submitting, and from there to the signature."""
    both = (
        (
            "From taking a claim to submitting",
            found.to_submit,
            "verdicts",
        ),
        ("From submitting to sign-off", found.to_sign, "approvals"),
    )
    strips = "".join(_strip(name, one, of) for name, one, of in both)
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


def verdicts(found: Figures) -> str:
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
        return section("Verdicts", explained + kept, _nothing("No verdict yet in this period."))
    pieces = "".join(
        f'<span class="wb-{verdict}" style="flex-grow:{number}"></span>'
        for verdict, number in found.verdicts
        if number
    )
    words = "".join(
        f'<li class="wb-{verdict}"><strong>{VERDICT_MARKS[verdict]} {VERDICT_WORDS[verdict]}'
        f"</strong> {number} ({_share(number, total)})</li>"
        for verdict, number in found.verdicts
    )
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
        f'<div class="wb-shares" aria-hidden="true">{pieces}</div>'
        f'<ul class="wb-plain wb-share-words">{words}</ul>',
        table(["Verdict", "Claims", "Share"], rows),
    )


def machine(found: Figures) -> str:
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
            _nothing("No verdict in this period stood beside a contradicting statement."),
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


def agreement(found: Figures, named: Callable[[str], str]) -> str:
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
            _nothing("Nobody has given a second opinion in this period. Ask for one on Review."),
        )
    pictures = "".join(
        _bar(
            name,
            round(one.observed * one.claims),
            one.claims,
            f"{_share(round(one.observed * one.claims), one.claims)} agree, "
            f"{_kappa(one.claims, one.kappa)}",
        )
        for name, one in listed
    )
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


def waiting(found: Figures) -> str:
    """What waits now, and since when."""
    explained = "At this moment, whatever the period above."
    if not found.waiting:
        return section("What waits", explained, _nothing("Nothing waits."))
    most = max(one.claims for one in found.waiting)
    pictures = "".join(
        _bar(WAITING_WORDS[one.what], one.claims, most, _since(one, found.until))
        for one in found.waiting
    )
    rows = [
        [WAITING_WORDS[one.what], str(one.claims), "" if one.oldest is None else moment(one.oldest)]
        for one in found.waiting
    ]
    return section("What waits", explained, pictures, table(["Claims", "Number", "Since"], rows))


def dismissals(found: Figures) -> str:
    """Why claims were taken off the desk."""
    if not found.dismissed:
        return ""
    total = sum(number for _, number in found.dismissed)
    return section(
        "Dismissed claims",
        "Taken off the desk by a person in this period and not put back, by reason.",
        "".join(
            _bar(reason, number, total, f"{number} ({_share(number, total)})")
            for reason, number in found.dismissed
        ),
        table(
            ["Reason", "Claims", "Share"],
            [[reason, str(number), _share(number, total)] for reason, number in found.dismissed],
        ),
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of text, the first cell of each its heading; numbers stand to the right."""
    told = [f'<th scope="col">{escape(heads[0])}</th>']
    told += [f'<th scope="col" class="wb-figure">{escape(head)}</th>' for head in heads[1:]]
    lines = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="wb-figure">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="wb-table"><thead><tr>{"".join(told)}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def lasted(time: timedelta) -> str:
    """How long, as one says it: 40 seconds, 12 minutes, 3.5 hours, 2 days."""
    seconds = time.total_seconds()
    if seconds < 60:
        return counted(round(seconds), "second")
    if seconds < 100 * 60:
        return counted(round(seconds / 60), "minute")
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.1f} hours"
    return counted(round(seconds / 86400), "day")


def _chart(found: Figures, name: str, told: str, count: Callable[[Bar], int], most: int) -> str:
    total = count(found.happened)
    peak = max(found.bars, key=count) if total else None
    first, last = found.bars[0].start, found.bars[-1].start
    label = f"{told}: {total} from {day(first)} to {day(found.until.date())}"
    if peak is not None:
        label += f", most {_within(peak.start, found.step)} ({count(peak)})"
    spans = "".join(
        f'<span style="height:{100 * count(bar) / most if most else 0:.1f}%" '
        f'title="{_when(bar.start, found.step)}: {count(bar)}"></span>'
        for bar in found.bars
    )
    many = " wb-many" if len(found.bars) > CLOSE else ""
    ends = f"<span>{_short(first)}</span>" + (
        f"<span>{_short(last)}</span>" if last != first else ""
    )
    return (
        f"<figure><figcaption>{name} <strong>{total}</strong></figcaption>"
        f'<div class="wb-bars{many}" role="img" aria-label="{escape(label)}">{spans}</div>'
        f'<div class="wb-ends" aria-hidden="true">{ends}</div></figure>'
    )


def _strip(name: str, one: Times, of: str) -> str:
    if one.median is None or one.quarter is None or not one.three_quarters:
        told = f"too few to say ({one.timed} timed; at least {ENOUGH_TIMED} are needed)"
        return f'<p class="wb-strip-name"><strong>{escape(name)}</strong> {escape(told)}</p>'
    whole = one.three_quarters * 1.15
    start, middle, end = (100 * (t / whole) for t in (one.quarter, one.median, one.three_quarters))
    told = (
        f"median {lasted(one.median)}; the middle half {lasted(one.quarter)} to "
        f"{lasted(one.three_quarters)} · {one.timed} of {one.among} {of}"
    )
    return (
        f'<p class="wb-strip-name"><strong>{escape(name)}</strong> {escape(told)}</p>'
        f'<div class="wb-strip" aria-hidden="true"><span style="left:{start:.1f}%;'
        f'width:{max(end - start, 0.6):.1f}%"></span><b style="left:{middle:.1f}%"></b></div>'
        f'<div class="wb-ends" aria-hidden="true"><span>0</span><span>{lasted(whole)}</span></div>'
    )


def _bar(name: str, number: int, total: int, told: str) -> str:
    share = 100 * number / total if total else 0
    return (
        f'<div class="wb-measure"><span class="wb-measure-name">{escape(name)}</span>'
        '<span class="wb-measure-track" aria-hidden="true">'
        f'<span style="width:{share:.1f}%"></span></span>'
        f'<span class="wb-measure-told">{escape(told)}</span></div>'
    )


def _since(one: Backlog, now: datetime) -> str:
    if one.oldest is None:
        return str(one.claims)
    return f"{one.claims:,}, the oldest for {lasted(max(now - one.oldest, timedelta()))}"


def _kappa(claims: int, kappa: float | None) -> str:
    if claims < ENOUGH_JUDGED:
        return f"too few for κ (n = {claims})"
    if kappa is None:
        return f"κ not defined: always the same verdict (n = {claims})"
    return f"κ {kappa:.2f} (n = {claims})"


def _or_few(one: Times, value: timedelta | None) -> str:
    return "too few to say" if value is None else lasted(value)


def _share(number: int, total: int) -> str:
    return percent(number / total) if total else "–"


def _nothing(told: str) -> str:
    return f'<p class="wb-source">{escape(told)}</p>'


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
