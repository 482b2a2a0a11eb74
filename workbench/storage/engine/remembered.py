"""What was read and stays true until something is committed.

One process owns the file and every change goes through its ``Database``, so while that has
committed nothing, a question that is asked again has the same answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class Remembered(Generic[Key, Found]):
    """Answers by question. Safe to call from many threads; what is kept must not be changed."""

    def __init__(self, database: Database, most: int) -> None:
        """``most`` answers are kept, those asked for last."""
        self._database = database
        self._most = most
        self._commits = 0
        self._kept: OrderedDict[Key, Found] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Key, read: Callable[[], Found]) -> Found:
        """The answer to a question, read where it is not known."""
        commits = self._database.commits
        with self._lock:
            if commits == self._commits and key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = read()
        self.keep({key: found}, commits)
        return found

    def keep(self, found: Mapping[Key, Found], commits: int) -> None:
        """Remember answers that were read on the way.

        Args:
            commits: ``Database.commits`` before they were read: what was committed meanwhile may
                be missing in them.
        """
        with self._lock:
            if commits < self._commits:
                return
            if commits > self._commits:
                self._kept.clear()
                self._commits = commits
            self._kept.update(found)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
