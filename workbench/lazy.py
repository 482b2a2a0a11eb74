"""Attributes made on first use, once, however many threads ask at the same time.

``functools.cached_property`` does not lock: two pages would open the database twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Service = TypeVar("Service")


class Lazy(Generic[Service]):
    """Decorates a method that makes a service. A test may assign a fake before first use."""

    def __init__(self, make: Callable[[Any], Service]) -> None:
        self._make = make
        self._locks_lock = threading.Lock()
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Lazy[Service]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Service: ...
    def __get__(self, instance: object | None, owner: type) -> Service | Lazy[Service]:
        if instance is None:
            return self
        held = vars(instance)
        with self._lock_of(held):
            if self._name not in held:
                held[self._name] = self._make(instance)
        service: Service = held[self._name]
        return service

    def _lock_of(self, held: dict[str, Any]) -> threading.RLock:
        """A lock for this attribute of this object: making one service may need another."""
        with self._locks_lock:
            lock: threading.RLock = held.setdefault(f"_making_{self._name}", threading.RLock())
        return lock
