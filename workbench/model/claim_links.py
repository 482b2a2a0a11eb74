"""Which claims a link asks for: the same words in the address bar and in a saved view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from workbench.model.desk import ClaimState, Priority
from workbench.model.queue import Due, Order, Waits, Wanted

FILTER_NAMES: Final = (
    *("state", "assignee", "priority", "due", "flagged", "publisher", "q", "order"),
    *("who", "from", "to"),
)
Value = TypeVar("Value", bound=StrEnum)


def read_filter(link: Mapping[str, str]) -> tuple[Wanted, Order]:
    """What a link asks for; what it cannot ask for is left out."""
    wanted = Wanted(
        state=_one(ClaimState, link.get("state")),
        assignee=link.get("assignee") or None,
        priority=_one(Priority, link.get("priority")),
        due=_one(Due, link.get("due")),
        flagged=link.get("flagged") == "yes",
        publisher=link.get("publisher") or None,
        words=link.get("q", "").strip(),
        who=link.get("who", "").strip(),
        first=_day(link.get("from")),
        last=_day(link.get("to")),
    )
    return wanted, _one(Order, link.get("order")) or Order.DUE


def write_filter(wanted: Wanted, order: Order) -> dict[str, str]:
    """The same as a link; nothing in it where nothing is asked for."""
    said = {
        "state": wanted.state,
        "assignee": wanted.assignee,
        "priority": wanted.priority,
        "due": wanted.due,
        "flagged": "yes" if wanted.flagged else None,
        "publisher": wanted.publisher,
        "q": wanted.words,
        "who": wanted.who,
        "from": wanted.first,
        "to": wanted.last,
        "order": None if order is Order.DUE else order,
    }
    return {name: str(value) for name, value in said.items() if value}


def read_waits(link: Mapping[str, str]) -> Waits | None:
    """The kind of what waits for the reader that a link asks for, which no view keeps."""
    return _one(Waits, link.get("waits"))


def read_page(link: Mapping[str, str]) -> int:
    """The page that a link asks for, the first one where it asks for none."""
    page = link.get("page", "")
    return max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1


def _day(word: str | None) -> date | None:
    try:
        return date.fromisoformat(word or "")
    except ValueError:
        return None


def _one(kind: type[Value], word: str | None) -> Value | None:
    return next((each for each in kind if each.value == word), None)
