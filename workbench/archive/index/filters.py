"""What a search may return, applied inside the search so that a filtered page still fills."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from workbench.model.statement import Search

if TYPE_CHECKING:
    import pyarrow

UNDATED: Final = -(2**31)
"""The day number of a statement with neither day."""

_EPOCH = date(1970, 1, 1).toordinal()
_NAMED: Final = ("actor", "article", "publisher", "language", "speaker")
_WORD: Final = re.compile(r"\w+")


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def name_words(name: str) -> frozenset[str]:
    """The words of a name without regard to letter case: "Kanaani" is among "Nasser Kanaani"."""
    return frozenset(_WORD.findall(name.casefold()))


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on statements; absent ones do not restrict.

    Attributes:
        from_day: First day allowed, as ``day_number``.
        to_day: Last day allowed.
        undated: Whether statements without a day pass a condition on days.
        publisher: Who printed it, in lower case.
        language: The main part of its code, in lower case: "en" for "en-GB".
        not_article: The article whose own claims are left out.
        speaker: Words of the speaker's name, as ``name_words`` gives them; all must be in it.
    """

    from_day: int | None = None
    to_day: int | None = None
    undated: bool = False
    actor: str | None = None
    publisher: str | None = None
    language: str | None = None
    not_article: str | None = None
    speaker: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether everything passes."""
        return (
            self.from_day is None
            and self.to_day is None
            and self.actor is None
            and self.publisher is None
            and self.language is None
            and self.not_article is None
            and not self.speaker
        )


def filter_of(search: Search, actor: str | None) -> Filter:
    """What a search is among, as a filter.

    Args:
        actor: The archive's name of the actor whom the search names.
    """
    source, language = search.source, search.language
    return Filter(
        from_day=None if search.since is None else day_number(search.since),
        to_day=None if search.as_of is None else day_number(search.as_of),
        speaker=frozenset() if search.speaker is None else name_words(search.speaker),
        actor=actor,
        publisher=None if source is None else source.strip().lower(),
        language=None if language is None else language.strip().partition("-")[0].lower(),
    )


@dataclass(frozen=True)
class Passing:
    """Which rows pass a filter, row 1 at position 0."""

    rows: NDArray[np.bool_]

    @cached_property
    def count(self) -> int:
        """How many pass."""
        return int(np.count_nonzero(self.rows))

    @property
    def share(self) -> float:
        """How many of all pass, 0 to 1."""
        return self.count / max(len(self.rows), 1)

    @cached_property
    def bits(self) -> NDArray[np.uint8]:
        """One bit a row, as FAISS reads them."""
        return np.packbits(self.rows, bitorder="little")


class FilterColumns:
    """What filters look at, one entry a row of the archive, row 1 at position 0.

    Names are held once each, with a number a row: a million statements take 20 MB.
    """

    def __init__(self) -> None:
        self._day: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._codes = {name: np.empty(0, dtype=np.int32) for name in _NAMED}
        self._known: dict[str, dict[str, int]] = {name: {} for name in _NAMED}

    def __len__(self) -> int:
        return len(self._day)

    def append(self, columns: pyarrow.Table) -> None:
        """Add rows as ``storage.statements.filter_columns`` gives them."""
        days = columns.column("day").to_numpy().astype(np.int32)
        for name in _NAMED:
            coded = columns.column(name).combine_chunks().dictionary_encode()
            known = self._known[name]
            codes = [known.setdefault(one, len(known)) for one in coded.dictionary.to_pylist()]
            of_rows = np.asarray(codes, dtype=np.int32)[coded.indices.to_numpy()]
            self._codes[name] = np.concatenate([self._codes[name], of_rows])
        self._day = np.concatenate([self._day, days])

    def rows_passing(self, wanted: Filter) -> Passing:
        """Which rows pass."""
        passes = np.ones(len(self), dtype=np.bool_)
        if wanted.from_day is not None or wanted.to_day is not None:
            passes &= self._day >= (UNDATED + 1 if wanted.from_day is None else wanted.from_day)
            if wanted.to_day is not None:
                passes &= self._day <= wanted.to_day
            if wanted.undated:
                passes |= self._day == UNDATED
        for name, one in (
            ("actor", wanted.actor),
            ("publisher", wanted.publisher),
            ("language", wanted.language),
        ):
            if one is not None:
                passes &= self._codes[name] == self._known[name].get(one, -1)
        if wanted.speaker:
            named = self._known["speaker"].items()
            theirs = [code for name, code in named if wanted.speaker <= name_words(name)]
            passes &= np.isin(self._codes["speaker"], theirs)
        if wanted.not_article is not None:
            own = self._known["article"].get(wanted.not_article, -1)
            passes &= self._codes["article"] != own
        return Passing(passes)
