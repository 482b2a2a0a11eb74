"""Reprints of one wire text, so that five publishers of one sentence count as one source.

Two statements are the same text when the same speaker says the same words within days. Pairs to
compare come from MinHash over neighbouring words (A. Z. Broder, On the resemblance and containment
of documents, 1997) in bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3).
Likeness only proposes; a pair is taken for one text by ``same_text``, which lets nothing differ
that could carry meaning. To hide a denial behind its opposite would be worse than to show it twice.
"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from workbench.model.prior import Lane, Query
from workbench.storage.statements import reprints as rows
from workbench.storage.statements.reprints import Carried, Copy

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

BATCH: Final = 1_000
BANDS: Final = 6
BAND: Final = 3
"""Hashes a band: with six bands, texts that share 9 in 10 pairs of words are compared in 999 of
1,000 cases, those that share half in 551, those that share a tenth in 6."""
DAYS_APART: Final = 3
"""Between the days of two copies; copies that both name the day it was said differ by one at most
(time zones). Repeated on a later day, a denial is another denial."""

ENOUGH: Final = 20
"""Candidates a key, the newest: a key that many texts share is a template's, not a wire text's."""

_GOLDEN: Final = 0x9E3779B97F4A7C15
_DATELINE = re.compile(r"^.{0,60}?\([A-Z][\w .&/]{1,30}\)\s*[-–—]+\s*")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['.]\w+)*|%")
_DAY = (
    r"(?:(?:late|early) )?(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:morning|afternoon|evening|night))?"
)
_SAYS = r"(?:said|says|stated|added|noted)"
_HEARERS = r"(?:reporters|journalists|the press|the media|(?:a|the) news conference)"
_OCCASION = r"(?:statement|interview|briefing|press conference|news conference)"
_WHERE = rf"(?: (?:in|at) (?:a|an|the|his|her|its) (?:\w+ )?{_OCCASION})"
_REPORTS = (
    rf"(?:{_SAYS}|told|denied|denies|dismissed|rejected|confirmed|insisted|reiterated|announced)"
)
_REPORT = rf"(?:(?:he|she|they) )?(?:{_SAYS}|told {_HEARERS}){_WHERE}?(?: {_DAY})?{_WHERE}?"
_CARRIER = r"\w+(?: news agency)?"
# What a desk may add or cut without touching what was said, in this order.
_TRIMMINGS: Final = (
    re.compile(rf"(?: as)? (?:quoted|cited|reported) by(?: the)? {_CARRIER}$"),
    re.compile(rf" according to(?: the)? {_CARRIER}$"),
    re.compile(rf" {_CARRIER} reported$"),
    re.compile(rf"(?<= ){_REPORT}(?= |$)"),
    re.compile(rf"(?<= ){_DAY} (?={_REPORTS}(?: |$))"),
    re.compile(rf"(?<= )(?P<verb>{_REPORTS}) {_DAY}(?= |$)"),
)
_EMPTY: Final = frozenset({"a", "an", "the", "that"})
_COMMON: Final = frozenset(
    {
        *("about", "after", "also", "been", "before", "being", "from", "have", "having", "into"),
        *("more", "only", "over", "than", "them", "then", "there", "these", "they", "this"),
        *("those", "were", "what", "when", "which", "will", "with", "would", "your"),
    }
)
_SPELLED: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_NUMBERS: Final = {word: str(number) for number, word in enumerate(_SPELLED)} | {"%": "percent"}
_IRREGULAR: Final = {"can't": "can not", "cannot": "can not", "won't": "will not"}
_VARIANT: Final = 6
"""Letters of a name that may be spelled in two ways: Kanaani and Kanani."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement as it is compared.

    Attributes:
        who: Who said it, in which language: what must be equal.
        words: What is said, without the trimmings of a report.
        named: Positions in ``words`` of names: capitals inside the sentence.
        own: Words of the speaker's name and office, which one copy may give and another not.
    """

    carried: Carried
    who: tuple[str, str, str]
    words: tuple[str, ...]
    named: frozenset[str]
    own: frozenset[str]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers in the order of the text."""
        return tuple(word for word in self.words if word[0].isdigit())


def read_wording(carried: Carried) -> Reading:
    """Prepare a statement for comparison."""
    plain = unicodedata.normalize("NFKC", carried.text).replace("’", "'").replace("‘", "'")
    plain = _DATELINE.sub("", plain.strip())
    found = _WORD.findall(plain)
    named = frozenset(_fold(word) for word in found[1:] if word[0].isupper())
    text = " " + " ".join(map(_fold, found))
    for trimming in _TRIMMINGS:
        text, times = trimming.subn(_kept_verb, text)
        if times:
            text = " " + " ".join(text.split())
    words = tuple(word for word in text.split() if word not in _EMPTY)
    given = {*_words_of(carried.speaker), *_words_of(carried.speaker_role)}
    own = frozenset(word for word in given.difference(_words_of(carried.actor)) if len(word) > 3)
    return Reading(carried, _who(carried), words, named, own)


def is_telling(reading: Reading) -> bool:
    """Whether the words are enough to know the text by; "That is not true" may be said of all."""
    words = [word for word in reading.words if word not in reading.own]
    content = [word for word in words if word.isdigit() or (len(word) > 3 and word not in _COMMON)]
    return len(content) >= 3 or (len(content) == 2 and len(words) >= 5)


def same_text(one: Reading, other: Reading) -> bool:
    """Whether two statements are copies of one text.

    Speaker and actor must agree, the days must be near, and the words must be the same in the same
    order, but for the speaker's own name and office and the spelling of names. A word more or
    less, such as "not", "before the war" or "a small number of", makes another statement.
    """
    if one.who != other.who or one.numbers != other.numbers or not _near(one, other):
        return False
    if one.words == other.words:
        return True
    own = one.own | other.own
    different = (Counter(one.words) - Counter(other.words)) + (
        Counter(other.words) - Counter(one.words)
    )
    if not all(word in own or word in one.named or word in other.named for word in different):
        return False
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            continue
        mine, theirs = one.words[start:end], other.words[other_start:other_end]
        if all(word in own for word in (*mine, *theirs)):
            continue
        if len(mine) != len(theirs) or not all(
            word in one.named and wanted in other.named and _is_variant(word, wanted)
            for word, wanted in zip(mine, theirs, strict=True)
        ):
            return False
    return True


def keys_of(reading: Reading) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What a statement is found by, and what the statements it may be a copy of are found by.

    One key for all its words and one a band of their hashes; those sought are of its own days and
    of the days near.
    """
    keys, period = _keys(reading), _period(reading.carried)
    near = (0,) if period == 0 else (period - 1, period, period + 1)
    return _on(keys, (period,)), _on(keys, near)


def other_publishers(
    copies: Sequence[Copy], row_id: int, query: Query, lane: Lane
) -> tuple[str, ...]:
    """Who else carries the text of a statement that is shown in a lane, by publisher.

    A copy that came after the article is none of lane prior, and the article's own is none.
    """
    day = query.article_date
    return tuple(
        "publisher not recorded" if copy.publisher is None else copy.publisher
        for copy in copies
        if copy.row_id != row_id
        and (copy.article_id is None or copy.article_id != query.article_id)
        and (day is None or (copy.day is not None and copy.day <= day) is (lane is Lane.PRIOR))
    )


class Reprints:
    """The pass over new statements that finds reprints. A killed one goes on where it stopped."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._passing = threading.Lock()

    def group_new(self) -> None:
        """Compare every statement that came since the last pass."""
        with self._passing:
            while self._group_batch():
                pass

    def _group_batch(self) -> bool:
        with self._database.read() as cursor:
            after = rows.read_position(cursor)
            readings = [read_wording(one) for one in rows.rows_after(cursor, after, BATCH)]
            keys = {one.carried.row_id: keys_of(one) for one in readings if is_telling(one)}
            sought = {key for _, some in keys.values() for key in some}
            held = rows.with_keys(cursor, sought, ENOUGH)
            candidates = rows.rows_at(cursor, {row for some in held.values() for row in some})
        if not readings:
            return False
        firsts = {row_id: read_wording(one) for row_id, one in candidates.items()}
        copies: list[tuple[int, int]] = []
        new_keys: list[tuple[int, int]] = []
        for reading in readings:
            row_id = reading.carried.row_id
            own, wanted = keys.get(row_id, ((), ()))
            near = {row for key in wanted for row in held.get(key, ())[-ENOUGH:]}
            first = next((row for row in sorted(near) if same_text(firsts[row], reading)), None)
            if first is not None:
                copies.append((row_id, first))
                continue
            firsts[row_id] = reading
            for key in own:
                held.setdefault(key, []).append(row_id)
                new_keys.append((key, row_id))
        with self._database.write() as cursor:
            if (
                rows.read_position(cursor) == after
            ):  # else another archive of this process was first
                rows.add(cursor, new_keys, copies, up_to=readings[-1].carried.row_id)
        return True


def _keys(reading: Reading) -> NDArray[np.uint64]:
    words = [word for word in reading.words if word not in reading.own]
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    hashed = np.array([_hash_of_pair(pair) for pair in pairs or words], dtype=np.uint64)
    least = (hashed[:, None] * _FACTORS + _OFFSETS).min(axis=0).reshape(BANDS, BAND).tolist()
    given = " ".join((*reading.who, *reading.numbers))
    whole = " ".join(words)
    return np.array(
        [
            _hash(f"{given} {whole}"),
            *(_hash(f"{band} {given} {hashes}") for band, hashes in enumerate(least)),
        ],
        dtype=np.uint64,
    )


def _on(keys: NDArray[np.uint64], periods: Sequence[int]) -> tuple[int, ...]:
    """The keys for each stretch of days, as signed numbers of 64 bits."""
    moved = np.array([period * _GOLDEN % 2**64 for period in periods], dtype=np.uint64)
    found: list[int] = (keys[:, None] + moved).view(np.int64).ravel().tolist()
    return tuple(found)


def _period(carried: Carried) -> int:
    """Which stretch of days a statement falls in, 0 for undated; copies are at most one apart."""
    day = _day_of(carried)
    return 0 if day is None else day.toordinal() // DAYS_APART


def _kept_verb(found: re.Match[str]) -> str:
    return found["verb"] if "verb" in found.re.groupindex else ""


@lru_cache(maxsize=100_000)  # a language has not many more words
def _fold(word: str) -> str:
    word = word.casefold()
    if word[0].isdigit():
        return (
            word.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word) else word
        )
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("n't"):
        return f"{word[:-3]} not"
    word = word.removesuffix("'s").replace(".", "")
    return _NUMBERS.get(word, word)


def _words_of(name: str | None) -> Iterator[str]:
    for word in _WORD.findall("" if name is None else name):
        yield from _fold(word).split()


def _who(carried: Carried) -> tuple[str, str, str]:
    """The speaker's last name, the actor and the language."""
    speaker = re.sub(r"\(.*?\)", " ", carried.speaker or "").split(",")[0]
    names = [word for word in _words_of(speaker) if word not in ("jr", "sr")]
    actor = " ".join(_words_of(carried.actor))
    return names[-1] if names else "", actor, carried.language.casefold()


def _near(one: Reading, other: Reading) -> bool:
    mine, theirs = one.carried, other.carried
    if mine.said_on is not None and theirs.said_on is not None:
        return abs((mine.said_on - theirs.said_on).days) <= 1
    first, second = _day_of(mine), _day_of(theirs)
    if first is None or second is None:
        return first is second
    return abs((first - second).days) <= DAYS_APART


def _day_of(carried: Carried) -> date | None:
    return carried.published_on if carried.said_on is None else carried.said_on


def _is_variant(one: str, other: str) -> bool:
    """Whether two names differ by one letter added, left out or replaced inside."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _VARIANT or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), -1)
    if start < 0:
        return False
    if len(shorter) == len(longer):
        return shorter[start + 1 :] == longer[start + 1 :]
    return shorter[start:] == longer[start + 1 :]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")


@lru_cache(maxsize=100_000)  # pairs of words come back
def _hash_of_pair(text: str) -> int:
    return _hash(text)


def _draw_numbers(kind: str) -> NDArray[np.uint64]:
    """Fixed random numbers: multiply-add modulo 2**64 stands for a permutation of the hashes."""
    return np.array([_hash(f"{kind} {number}") | 1 for number in range(BANDS * BAND)], np.uint64)


_FACTORS: Final = _draw_numbers("factor")
_OFFSETS: Final = _draw_numbers("offset")
