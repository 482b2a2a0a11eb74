"""The forms in which transcripts name who speaks, at the head of a turn or on a line above it.

Official reports ("Mr. GORDEN.", "The PRESIDING OFFICER."), Hansard ("Anna Bell (Oakton) (Lab)"),
courts ("Q.", "THE WITNESS:", "BY MR. DUNN:"), captions with times ("[09:14:22] VOSS:",
"Susan Page: (00:15)", "<v Host>") and plain "Name:".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from workbench.model.article import Span


class Form(Enum):
    """How a label is written; some forms are labels wherever they stand, others only in company."""

    PLAIN = auto()  # "John Kirby:", "MR. KIRBY:", "Q"
    TIMED = auto()  # with the minute
    VOICE = auto()  # "<v Host>"
    RECORD = auto()  # "Mr. GORDEN."
    HEARING = auto()  # "Ms. Wray."
    HANSARD = auto()  # "Anna Bell (Oakton) (Lab)"
    EXAMINER = auto()  # "BY MR. DUNN:"


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """A label: the words that name the speaker, and where what they say begins."""

    span: Span
    end: int
    words: str
    form: Form = Form.PLAIN


_TIME: Final = (
    r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?\s*"
    r"(?:[AP]\.M\.(?:\s+[A-Z]{2,4}\b)?\s*)?)"
)
_MINUTE: Final = r"(?:[\[(]\d{1,3}(?::\d\d){0,2}[\])])"
_PLAIN: Final = re.compile(
    rf"[*_ ]{{0,4}}(?P<before>{_TIME})?(?:Q\d{{1,4}}\.?\s+(?=[A-Z]))?"
    rf"(?P<label>[^\W_](?:[^:\n*_()\[\]]{{0,60}}[^\s:*_()\[\]])?)[*_]{{0,3}}\s?"
    rf"(?:\([^()\n]{{1,40}}\)|{_TIME})?[*_]{{0,3}}:[*_]{{0,3}}(?P<after>\s+{_MINUTE})?(?=\s|$)"
)
_QUESTION: Final = re.compile(
    r"[*_]{0,3}(?P<label>Q|A(?=[*_]{0,3}[.:]))[*_]{0,3}"
    r"(?:[.:][*_]{0,3}(?=\s|$)|[ \t\xa0]+(?=[^\Wa-z_]|[“\"‘'(\[—–…-]))"
)
_VOICE: Final = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<label>[^>\n]{1,60})>")
_TITLE: Final = r"(?:M(?:r|rs|s|iss)|Dr|Senator|Delegate|Messrs|MR|MRS|MS|MISS|DR)\.?"
_CAPITALS: Final = r"[A-Z]?[a-z]{0,2}[A-Z][A-Z'’.\-]+"
_NAME: Final = r"[A-Z][\w'’.\-]*[\w'’]"
_RECORD: Final = re.compile(
    rf"(?P<label>{_TITLE}\s+(?:[A-Z][\w'’.]*\s+){{0,3}}{_CAPITALS}"
    rf"(?:\s+of\s+{_NAME}(?:\s+{_NAME}){{0,2}})?"
    rf"|The\s+(?:Acting\s+|Vice\s+|acting\s+)?(?:{_CAPITALS})(?:\s+{_CAPITALS})?"
    r"(?:\s+pro\s+tempore)?(?:\s+\([^()]{3,40}\))?)\.\s+(?=[A-Z\"“(\[])"
)
_HEARING: Final = re.compile(
    rf"(?P<label>(?:{_TITLE}|Chair(?:man|woman|person)?|Ranking Member|Secretary|General|Admiral"
    rf"|Director|Judge|Ambassador)\s+{_NAME}(?:\s+{_NAME})?)\.\s+(?=[A-Z\"“(\[])"
)
_HANSARD: Final = re.compile(
    r"(?P<label>(?:The\s+)?[A-Z][\w'’.\-]+(?:\s+(?:[A-Z][\w'’.,\-]*|of|for|and|the|to)){0,11}\s*"
    r"\((?:Mr |Mrs |Ms |Dr |Sir |Dame )?[A-Z][^()\n]{1,50}\)(?:\s*\([A-Za-z][^()\n]{1,40}\))?"
    r"(?:\s*\[[^\[\]]{1,20}\])?|(?:Mr|Madam)\s+(?:Deputy\s+)?Speaker|Hon\.? Members)"
    r"\s*(?::\s+|:?$)"
)
_EXAMINER: Final = re.compile(r"BY (?P<label>M(?:R|S|RS|ISS)\.? [A-Z][A-Z'’ \-]+)[.:]?$")


def label_at(text: str, start: int, end: int) -> TurnLabel | None:
    """The label that a paragraph begins with, if its form is one of labels."""
    stop = min(end, start + 140)
    for pattern, form in (
        (_VOICE, Form.VOICE),
        (_RECORD, Form.RECORD),
        (_HEARING, Form.HEARING),
    ):
        match = pattern.match(text, start, stop)
        if match is not None:
            return _make(match, form)
    first_line = text.find("\n", start, end)
    examiner = _EXAMINER.match(text, start, end)
    if examiner is not None:
        return _make(examiner, Form.EXAMINER)
    hansard = _HANSARD.match(text, start, stop if first_line < 0 else min(stop, first_line))
    if hansard is not None:
        return _make(hansard, Form.HANSARD)
    question = _QUESTION.match(text, start, stop)
    if question is not None:
        return _make(question, Form.PLAIN)
    plain = _PLAIN.match(text, start, stop)
    if plain is None:
        return None
    timed = plain["before"] is not None or plain["after"] is not None
    return _make(plain, Form.TIMED if timed else Form.PLAIN)


def _make(match: re.Match[str], form: Form) -> TurnLabel:
    return TurnLabel(
        Span(*match.span("label")), match.end(), " ".join(match["label"].split()), form
    )
