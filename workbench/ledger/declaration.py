"""How a noun is recorded: its rows and its event, written together and compared again later."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from workbench.ledger.kinds import EventKind
from workbench.model.ledger import Event
from workbench.storage.engine.digests import canonical

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

BATCH: Final = 500
NO_EVENT: Final = float("inf")

Noun = TypeVar("Noun")
Payload = dict[str, object]
Payloads = Callable[["Cursor", Sequence[Noun]], Iterable[Payload]]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong; ``seq`` is the event's, or past all of them for a row without one."""

    seq: float
    words: str


class Anchor(Enum):
    """Which head before it an event names, so that the chain cannot be written anew unseen."""

    LAST = auto()
    ANY = auto()


@dataclass(frozen=True, kw_only=True)
class Recorded(ABC, Generic[Noun]):
    """All that the ledger knows of one noun.

    Attributes:
        tables: Where its rows are; nothing else writes them.
        kinds: Its events.
        kind: Which of them tells of this one; none where only who writes it can say.
        subject: The id that the event is found by.
        by: Who did it.
        add: Stores the rows.
        payloads: What events say of nouns that are stored by now, so that a changed row can be
            told. Bytes of earlier releases hang on it: what is new in a noun is left out where it
            is absent, see ``present``.
        anchor: Which head its events name as ``ledger_head``; earlier releases named none.
    """

    noun: type[Noun]
    tables: tuple[str, ...]
    kinds: tuple[EventKind, ...]
    kind: Callable[[Noun], EventKind] | None
    subject: Callable[[Noun], str]
    by: Callable[[Noun], str]
    at: Callable[[Noun], datetime]
    add: Callable[[Cursor, Noun], object]
    payloads: Payloads[Noun]
    anchor: Anchor | None = None

    @abstractmethod
    def check(self, cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
        """Compare the rows with their events, which are of ``kinds`` and in order."""


@dataclass(frozen=True, kw_only=True)
class OneEventEach(Recorded[Noun]):
    """A noun of which each has one event, and each event one noun.

    Attributes:
        key: What in an event's payload tells the noun, beside its subject.
        every: All that are stored; the cursor is free for other reads in between.
        words: How a message names one, by subject and key.
        flaws: What is wrong with one beyond what its payload covers.
    """

    key: tuple[str, ...] = ()
    every: Callable[[Cursor], Iterable[Noun]]
    words: str
    flaws: Callable[[Noun, Event], Iterable[str]] = lambda noun, event: ()

    def check(self, cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
        """Compare all that is stored with all that happened; what has no key had no row."""
        untold: dict[Key, Event] = {}
        for event in happened:
            payload = json.loads(event.payload)
            if any(part not in payload for part in self.key):  # noted by an earlier release
                continue
            key = (event.subject, *(payload[part] for part in self.key))
            if key in untold:
                yield gone(event)
            untold.setdefault(key, event)
        for batch in batches(self.every(cursor), BATCH):
            for noun, payload in zip(batch, self.payloads(cursor, batch), strict=True):
                key = (self.subject(noun), *(payload[part] for part in self.key))
                told = untold.pop(key, None)
                if told is None:
                    words = self.words.format(*key)
                    yield Problem(NO_EVENT, f"{words} is stored without an event")
                    continue
                if canonical(payload) != told.payload:
                    yield report_alteration(told)
                    continue
                for flaw in self.flaws(noun, told):
                    yield Problem(told.seq, flaw)
        yield from map(gone, untold.values())


@dataclass(frozen=True, kw_only=True)
class Together(Recorded[Noun]):
    """A noun whose rows do not tell by themselves which event they belong to."""

    compare: Callable[[Cursor, Sequence[Event]], Iterator[Problem]]

    def check(self, cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
        """As the noun's own module compares them."""
        return self.compare(cursor, happened)


def each(payload: Callable[[Noun], Payload]) -> Payloads[Noun]:
    """The payloads of nouns that say all of themselves."""
    return lambda cursor, nouns: map(payload, nouns)


def present(**parts: object) -> Payload:
    """Only what is there: events of earlier releases, which lack the rest, still compare."""
    return {name: part for name, part in parts.items() if part not in (None, [], {})}


def name_event(event: Event) -> str:
    """An event as messages name it."""
    return f"event {event.seq} ({event.what} on {event.subject} by {event.who} at {event.at})"


def report_alteration(event: Event) -> Problem:
    """The rows say something else than their event."""
    return Problem(event.seq, f"what {name_event(event)} recorded was altered in the database")


def gone(event: Event) -> Problem:
    """The rows of an event are not there."""
    return Problem(event.seq, f"what {name_event(event)} recorded is gone from the database")


def batches(items: Iterable[Noun], size: int) -> Iterator[list[Noun]]:
    """The items in lists of ``size``, the last one shorter."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
