"""What a search may return, applied inside the search so that a filtered page still fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

UNDATED: Final = -(2**31)
"""The day number of a statement with neither day."""

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on statements; absent ones do not restrict.

    Attributes:
        from_day: First day allowed, as ``day_number``.
        to_day: Last day allowed.
        undated: Whether statements without a day pass a condition on days.
        not_article: The article whose own claims are left out.
    """

    from_day: int | None = None
    to_day: int | None = None
    undated: bool = False
    actor: str | None = None
    not_article: str | None = None

    @property
    def open(self) -> bool:
        """Whether everything passes."""
        return (
            self.from_day is None
            and self.to_day is None
            and self.actor is None
            and self.not_article is None
        )


class FilterColumns:
    """What filters look at, one entry a row of the archive, row 1 at position 0."""

    def __init__(self) -> None:
        self.day: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._actor: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._article: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._actors: dict[str, int] = {"": 0}
        self._articles: dict[str, int] = {"": 0}
        self._actor_names: list[str] = [""]
        self._article_names: list[str] = [""]

    def __len__(self) -> int:
        return len(self.day)

    def append(self, columns: Mapping[str, Any]) -> None:
        """Add rows as ``storage.statements.filter_columns`` gives them."""
        self.day = np.concatenate([self.day, np.asarray(columns["day"], dtype=np.int32)])
        for name in columns["actor"]:
            if name not in self._actors:
                self._actors[name] = len(self._actor_names)
                self._actor_names.append(name)
        self._actor = np.concatenate([self._actor, _codes(columns["actor"], self._actors)])
        for name in columns["article_id"]:
            if name not in self._articles:
                self._articles[name] = len(self._article_names)
                self._article_names.append(name)
        self._article = np.concatenate(
            [self._article, _codes(columns["article_id"], self._articles)]
        )

    def actor(self, row_id: int) -> str:
        """The actor of a row, "" for none."""
        return self._actor_names[int(self._actor[row_id - 1])]

    def article(self, row_id: int) -> str:
        """The article a row was lifted from, "" for none."""
        return self._article_names[int(self._article[row_id - 1])]

    def passing(self, wanted: Filter) -> NDArray[np.bool_]:
        """Which rows pass; shape (rows,)."""
        passes = np.ones(len(self), dtype=np.bool_)
        if wanted.from_day is not None or wanted.to_day is not None:
            low = UNDATED + 1 if wanted.from_day is None else wanted.from_day
            passes &= self.day >= low
            if wanted.to_day is not None:
                passes &= self.day <= wanted.to_day
            if wanted.undated:
                passes |= self.day == UNDATED
        if wanted.actor is not None:
            passes &= self._actor == self._actors.get(wanted.actor, -1)
        if wanted.not_article is not None:
            passes &= self._article != self._articles.get(wanted.not_article, -1)
        return passes


def _codes(names: Any, known: Mapping[str, int]) -> NDArray[np.int32]:
    return np.fromiter((known[name] for name in names), dtype=np.int32, count=len(names))
