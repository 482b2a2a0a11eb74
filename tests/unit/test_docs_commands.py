"""The docs and the command line tell the same story: no command undocumented, none invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from typer.main import get_command

from tests.cases import each
from workbench.cli.application import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
CALL = re.compile(
    r"(?:^|[\s/`])workbench((?: +--database +\S+)?(?: +[a-z][a-z-]*){1,2})", re.MULTILINE
)


def commands() -> Iterator[str]:
    """Every command by its full name, such as ``user add``."""
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name
        else:
            yield from (f"{name} {part}" for part in inner)


def code_in(page: Path) -> str:
    return "\n".join(CODE.findall(page.read_text(encoding="utf-8")))


def commands_named_in(page: Path) -> set[str]:
    """The first two plain words after each ``workbench`` in the page's code."""
    calls = (re.sub(r"--database +\S+", "", call) for call in CALL.findall(code_in(page)))
    return {" ".join(call.split()) for call in calls}


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@each("command", sorted(commands()))
def test_every_command_is_in_the_docs(command: str) -> None:
    called = re.compile(rf"workbench(?: --database \S+)? {command}\b")
    assert any(called.search(code_in(page)) for page in PAGES)


@each("page", PAGES)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    known = set(commands())
    first_words = {command.split()[0] for command in known}
    for named in commands_named_in(page):
        words = named.split()
        if words[0] in first_words - known:
            assert len(words) == 1 or named in known, named
        else:
            assert words[0] in known, named


@each("page", PAGES)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"(?:^|[\s`])make ([a-z-]+)", code_in(page), re.MULTILINE))
    assert named <= make_targets()


def test_every_file_that_the_readme_links_to_exists() -> None:
    readme = ROOT / "README.md"
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", readme.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
