"""The pictures in the docs are those that the browser tests take, every one of them shown."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cases import each
from tests.conftest import ROOT
from tests.e2e.test_screens import SCREENS

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
SHOWN = re.compile(r"screenshots/([\w-]+)\.png")


def taken() -> set[str]:
    """What ``SCREENSHOTS=docs/screenshots pytest tests/e2e/test_screens.py`` takes."""
    names = {"sign-in", *(screen.name for screen in SCREENS)}
    wide = {f"{screen.name}-wide" for screen in SCREENS if screen.wide}
    return names | {f"{name}-dark" for name in names} | wide


def test_the_folder_holds_what_the_tests_take() -> None:
    assert {path.stem for path in (DOCS / "screenshots").iterdir()} == taken()


def test_every_picture_is_shown_somewhere() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(SHOWN.findall(text)) == taken()


@each("page", PAGES)
def test_every_picture_has_a_dark_one_and_words_for_who_does_not_see_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r'<img src="screenshots/([\w-]+)\.png"', text):
        assert f'srcset="screenshots/{name}-dark.png"' in text
        assert re.search(rf'<img src="screenshots/{name}\.png" alt="[^"]{{12,}}"', text)
