"""Where a statement's words and numbers meet a claim's: to show at a glance what to compare.

It weighs nothing and decides nothing; the relation is ``relation``'s. Words agree when they have
the same stem. Numbers agree or clash when the same thing is counted: "30 drones" against "no more
than 12 Iranian drones". A denial clashes with a claim that has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.archive.index.bm25 import stems
from workbench.model.article import Span
from workbench.model.claim import Claim, Polarity
from workbench.model.prior import WordMarks
from workbench.model.statement import Statement

TOKEN: Final = re.compile(r"\d[\d,.]*\d|\d|%|[^\W\d_]+(?:['’][^\W\d_]+)?|\w+")
COUNTED_AFTER: Final = 3
"""Words after a number among which the thing stands that it counts."""
ONE_TO_TWENTY: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
TENS: Final = {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100"}
NUMBER_WORDS: Final = TENS | {
    word: str(value) for value, word in enumerate(ONE_TO_TWENTY.split(), start=1)
}
SCALES: Final = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
PERCENT: Final = frozenset({"%", "percent", "per", "cent"})
YEAR: Final = (
    "january february march april may june july august september october november december"
)
MONTHS: Final = frozenset(YEAR.split())
LITTLE: Final = (
    "also were more been have would could should said says that they them their than when what "
    "which while from with this these those there some such over about after before very most "
    "many much other others including"
)
SAY_LITTLE: Final = frozenset(LITTLE.split())
SHORTEST: Final = 4
"""Letters of a word that says something, unless it is a name."""
DENIALS: Final = re.compile(
    r"(?:no|not|never|none|nobody|nothing|neither|nor|cannot|false|untrue|baseless|unfounded"
    r"|fabricat\w+|den(?:y|ies|ied|ying|ials?)|reject\w*|refut\w+|rebuff\w*|disput\w+"
    r"|[a-z]+n['’]t)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    stem: str


@dataclass(frozen=True, slots=True)
class _Number:
    span: Span
    value: str
    things: frozenset[str]
    """Stems of what may be counted; none for a bare number such as a year."""


@dataclass(frozen=True, slots=True)
class _Reading:
    words: tuple[_Word, ...]
    numbers: tuple[_Number, ...]
    denials: tuple[Span, ...]


def word_marks(claim: Claim, statement: Statement) -> WordMarks:
    """The words of ``statement.text`` that agree or clash with the claim's, in their order."""
    theirs = _read_words(statement.text)
    ours = _read_words(claim.proposition or claim.text)
    known = {word.stem for word in ours.words}
    agreeing = [word.span for word in theirs.words if word.stem in known]
    clashing = []
    for number in theirs.numbers:
        same_thing = [one for one in ours.numbers if _same_thing(one, number)]
        if any(one.value == number.value for one in same_thing):
            agreeing.append(number.span)
        elif same_thing and number.things:
            clashing.append(number.span)
    denied = (
        claim.polarity is Polarity.DENIES
        or bool(ours.denials)
        or bool(_read_words(claim.text).denials)
    )
    if not denied:
        clashing += theirs.denials
    clashing = sorted(set(clashing), key=lambda span: span.start)
    taken = {span.start for span in clashing}
    return WordMarks(
        tuple(sorted({one for one in agreeing if one.start not in taken}, key=lambda s: s.start)),
        tuple(clashing),
    )


def _same_thing(one: _Number, other: _Number) -> bool:
    if not one.things or not other.things:
        return one.value == other.value
    return bool(one.things & other.things)


def _read_words(text: str) -> _Reading:
    tokens = [(found.group(), Span(*found.span())) for found in TOKEN.finditer(text)]
    words, denials = [], []
    for token, span in tokens:
        if DENIALS.fullmatch(token):
            denials.append(span)
        elif _says_something(token) and len(stem := stems(token)) == 1:
            words.append(_Word(span, stem[0]))
    return _Reading(tuple(words), tuple(_numbers(tokens)), tuple(denials))


def _says_something(token: str) -> bool:
    if _value(token) is not None or token.lower() in SAY_LITTLE:
        return False
    return len(token) >= SHORTEST or token[0].isupper()


def _numbers(tokens: list[tuple[str, Span]]) -> Iterator[_Number]:
    for place, (token, span) in enumerate(tokens):
        value = _value(token)
        if value is None or (place and tokens[place - 1][0].lower() in MONTHS):
            continue
        end = span.end
        things: set[str] = set()
        for following, its_span in tokens[place + 1 : place + 1 + COUNTED_AFTER]:
            lower = following.lower()
            if lower in MONTHS and not things:
                break
            if lower in SCALES and not things:
                value, end = f"{value} {lower}", its_span.end
            elif lower in PERCENT:
                things.add("%")
            elif _value(following) is not None:
                break
            else:
                things.update(stems(following))
        yield _Number(Span(span.start, end), value, frozenset(things))


def _value(token: str) -> str | None:
    if token[0].isdigit():
        return token.replace(",", "")
    return NUMBER_WORDS.get(token.lower())
