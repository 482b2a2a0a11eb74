"""The drawing of the rooms is the code's, and leaves nothing out."""

from __future__ import annotations

from pathlib import Path

from tools.architecture import IN_THE_ORDER_OF_THE_WAY, PACKAGE, docstring_of, guide, rooms_in

PAGE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"


def test_the_page_is_made_from_the_code() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == guide(), "run: python -m tools.architecture > docs/architecture.md"


def test_every_room_is_drawn() -> None:
    assert {path.name for path in rooms_in(PACKAGE)} == set(IN_THE_ORDER_OF_THE_WAY)


def test_every_module_says_what_it_is() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if not docstring_of(path)] == []
