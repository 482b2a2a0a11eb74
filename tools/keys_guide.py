"""The keys of every page as a guide, made from the list that ``?`` shows: ``docs/keyboard.md``.

``python -m tools.keys_guide > docs/keyboard.md`` writes it; a test compares.
"""

from __future__ import annotations

import sys
from typing import Final

from workbench.ui.keys import EVERYWHERE, OF_PAGE, Key
from workbench.ui.navigation import PLACES

HEAD: Final = """\
# Keys

Everything on the desk can be done without a mouse. `?` lists the keys of the page you are on; this
page is made from the same list by `python -m tools.keys_guide`.
"""
BESIDE: Final = """\
## Getting about

- The first stop of `Tab` on each page is *Skip to main content*, which leads past the navigation.
  After it `Tab` goes in the order of the page; what has the focus is outlined.
- What an action did is said to screen readers as well as shown. When a card gives way to the next
  one, the focus is on the heading of the new one.
- In a list that opens, type the first letters of what you look for, then `Enter`.
- Letters and digits are keys only while nothing is being typed. Browsers and screen readers keep
  their own keys: where a screen reader takes letters for itself, switch to its focus mode first.
- Pages show the same at 200 % zoom and on a tablet. Who has asked their system for less motion gets
  none here.
"""


def guide() -> str:
    """The whole page, in Markdown."""
    titles = {place.path: place.title for place in PLACES}
    parts = [HEAD, _table("Every page", EVERYWHERE)]
    parts += [
        _table(titles[place.path], OF_PAGE[place.path]) for place in PLACES if place.path in OF_PAGE
    ]
    return "\n".join([*parts, BESIDE])


def _table(title: str, keys: tuple[Key, ...]) -> str:
    rows = "".join(f"| {' '.join(map(_key, key.keys))} | {key.does} |\n" for key in keys)
    return f"## {title}\n\n| key | does |\n|---|---|\n{rows}"


def _key(pressed: str) -> str:
    if pressed == "…":
        return pressed
    return "+".join(f"`{each}`" for each in pressed.split("+"))


if __name__ == "__main__":
    sys.stdout.write(guide())
