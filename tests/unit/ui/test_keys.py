"""The sheet of keys lists what the screens do, no more and no less."""

from __future__ import annotations

import ast

from tests.cases import each
from tests.conftest import ROOT
from tools.keys_guide import guide
from workbench.ui.keys import EVERYWHERE, OF_PAGE, keys_sheet
from workbench.ui.sign_off.state import RETURN_REASONS

UI = ROOT / "workbench" / "ui"
IN_SCRIPT = {
    "review": {"v", "1", "a"},
    "sign_off": {"1", str(len(RETURN_REASONS))},
    "timeline": {"←", "→", "↑", "↓", "home", "end", "enter"},
}
"""Keys that a page has from ``desk_keys.js``, ``article.js``, ``timeline.js``, or from a list."""


def shortcuts() -> dict[str, set[str]]:
    """By page, what its source gives as ``shortcut=``, and what stands in a table of moves."""
    found: dict[str, set[str]] = {}
    for path in UI.glob("*/*.py"):
        page = path.parent.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.keyword) or node.arg != "shortcut":
                continue
            if isinstance(node.value, ast.Constant):
                found.setdefault(page, set()).add(str(node.value.value))
    found.setdefault("review", set()).update({"j", "k", "n"})  # from the table of its moves
    return found


def listed(page: str) -> set[str]:
    return {pressed.lower() for key in OF_PAGE.get(page, ()) for pressed in key.keys}


@each("page", sorted({*shortcuts(), *OF_PAGE}))
def test_a_page_lists_its_keys(page: str) -> None:
    there = shortcuts().get(page, set()) | IN_SCRIPT.get(page, set())
    assert there <= listed(page)
    assert listed(page) - there <= {"…", "9", "0"}


def test_a_page_without_keys_of_its_own_lists_those_of_every_page() -> None:
    html = keys_sheet("people", "People & roles")
    assert "People" not in html
    assert html.count("<tr>") == len(EVERYWHERE)
    assert "People &amp; roles" not in html
    assert "<kbd>Ctrl</kbd>+<kbd>Enter</kbd>" in keys_sheet("review", "Review")


def test_the_guide_lists_what_the_sheet_lists() -> None:
    written = (ROOT / "docs" / "keyboard.md").read_text(encoding="utf-8")
    assert written == guide(), "run: python -m tools.keys_guide > docs/keyboard.md"
