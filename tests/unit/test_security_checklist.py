"""The checklist names no test that is not there, and leaves no chapter out."""

from __future__ import annotations

import re

from tests.conftest import ROOT

CHECKLIST = (ROOT / "docs" / "security-checklist.md").read_text(encoding="utf-8")
NAMED = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")
CHAPTERS = 17
WITHOUT_TEST = ("does not apply", "left to the operator", "–")


def test_every_test_that_the_checklist_names_is_there() -> None:
    named = NAMED.findall(CHECKLIST)
    assert len(named) > 30
    for path, test in named:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in source, f"{path}::{test}"


def test_every_chapter_of_the_standard_is_there() -> None:
    found = re.findall(r"^## V(\d+) ", CHECKLIST, re.MULTILINE)
    assert [int(number) for number in found] == list(range(1, CHAPTERS + 1))


def test_every_line_has_its_test_or_its_reason() -> None:
    for line in CHECKLIST.splitlines():
        if line.startswith("| V"):
            shown = line.rstrip("| ").rpartition("|")[2].strip()
            assert NAMED.match(shown) or shown in WITHOUT_TEST, line
