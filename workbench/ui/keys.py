"""The keys of each page, as the sheet on ``?`` lists them. A test holds them to the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench import markup as h
from workbench.markup import Markup


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that do one thing, alternatives or pressed together.

    Attributes:
        keys: As they are printed on the keyboard; "Ctrl+Enter" is pressed together.
        does: What happens, in a few words.
    """

    keys: tuple[str, ...]
    does: str


EVERYWHERE: Final = (
    Key(("?",), "show this list"),
    Key(("Tab", "Shift+Tab"), "to the next thing, or back"),
    Key(("Enter",), "open a link, press a button"),
    Key(("Space",), "tick a box, choose a verdict"),
    Key(("Esc",), "close a list or a window"),
)
OF_PAGE: Final[Mapping[str, tuple[Key, ...]]] = {
    "review": (
        Key(("J", "K"), "next claim, previous claim"),
        Key(("N",), "next claim to review"),
        Key(("1", "…", "9", "0"), "cite statement 1 to 9, or 10; again to take it back"),
        Key(("V",), "go to the verdict; then the arrow keys, and Tab to the reason"),
        Key(("Ctrl+Enter",), "submit the verdict"),
        Key(("A",), "make a claim of the words selected in the article"),
    ),
    "sign_off": (
        Key(("J", "K"), "next verdict, previous verdict"),
        Key(("Ctrl+Enter",), "approve"),
        Key(("Ctrl+Shift+Enter",), "return to the checker"),
        Key(("1", "…", "6"), "write a common reason for returning, which you can change"),
    ),
    "timeline": (
        Key(("←", "→"), "the statement before, the statement after"),
        Key(("↑", "↓"), "the actor above or below, nearest in time"),
        Key(("Home", "End"), "the actor's first statement, or last"),
        Key(("Enter",), "open the statement beside the timeline"),
    ),
    "add_article": (Key(("Ctrl+Enter",), "read the text you pasted"),),
}
"""By the page's address. Letters and digits are keys only while nothing is being typed."""


def keys_sheet(page: str, title: str) -> Markup:
    """The sheet for a page: its own keys first, then those of every page.

    Args:
        page: The page's address, such as "sign_off".
        title: Its name in the navigation.
    """
    own = OF_PAGE.get(page, ())
    return h.fragment(
        h.h2(id="wb-keys-title", tabindex="-1")["Keys"],
        (h.h3[title], _table(own)) if own else None,
        h.h3["Every page"],
        _table(EVERYWHERE),
        h.p["Letters and digits do nothing special while you type."],
        h.button(".wb-close", type="button")["Close ", h.kbd["Esc"]],
    )


def _table(keys: tuple[Key, ...]) -> Markup:
    rows = (
        h.tr[h.th(scope="row")[h.join(" ", map(_kbd, key.keys))], h.td[key.does]] for key in keys
    )
    return h.table[h.tbody[rows]]


def _kbd(pressed: str) -> str:
    if pressed == "…":
        return "…"
    return h.join("+", (h.kbd[each] for each in pressed.split("+")))
