"""docs/formats.md and docs/licences.md name what the code has, all of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.cases import each
from workbench.archive.importing.validation import COLUMNS
from workbench.cli.documents import claim_fields
from workbench.desk.claims.workflow import RULES
from workbench.model.article import Article, Span
from workbench.model.claim import Claim
from workbench.model.people import ALLOWED, Action, Role
from workbench.publishing.tables import EVIDENCE_COLUMNS, VERDICT_COLUMNS
from workbench.reading.first_lines import split_front_matter


def section(text: str, heading: str) -> str:
    """The part of a page under a heading, up to the next one of the same level or above."""
    level = len(heading.split()[0])
    start = text.index(f"\n{heading}\n") + len(heading) + 2
    end = re.search(rf"^#{{1,{level}}} ", text[start:], re.MULTILINE)
    return text[start:] if end is None else text[start : start + end.start()]


def named(text: str) -> set[str]:
    return set(re.findall(r"`([a-z0-9_]+)`", text))


@pytest.fixture(scope="module")
def formats(root: Path) -> str:
    return (root / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_column_of_the_verdict_csv_is_explained(formats: str) -> None:
    assert set(VERDICT_COLUMNS) <= named(section(formats, "### Verdicts"))


def test_every_column_of_the_evidence_csv_is_explained(formats: str) -> None:
    assert set(EVIDENCE_COLUMNS) <= named(section(formats, "### Evidence"))


def test_every_key_that_extract_prints_is_explained(formats: str) -> None:
    article = Article(article_id="a", text="He said so.", sha256="")
    claim = Claim("a-000", "a", "He said so.", 0, 11, Span(0, 11), Span(0, 11))
    assert set(claim_fields("a", claim, article)) <= named(section(formats, "### extract"))


def test_every_column_of_a_statement_is_explained(formats: str, root: Path) -> None:
    assert set(COLUMNS) <= named(section(formats, "## Statements in"))
    guide = (root / "docs" / "librarians.md").read_text(encoding="utf-8")
    assert set(COLUMNS) <= named(section(guide, "## Importing statements"))


def test_the_front_matter_in_the_page_is_read(formats: str) -> None:
    example = re.search(r"```\n(---\n.*?)```", formats, re.DOTALL)
    assert example is not None
    fields, text = split_front_matter(example[1], file="formats.md")
    assert set(fields) == {"title", "publisher", "url", "published_on"}
    assert text.startswith("WASHINGTON")


def test_every_move_of_a_claim_is_in_the_supervisors_guide(root: Path) -> None:
    guide = (root / "docs" / "supervisors.md").read_text(encoding="utf-8")
    rows = [
        line
        for line in section(guide, "## The way of a claim").splitlines()
        if line.startswith("| ")
    ]
    assert len(rows) - 1 == len(RULES)  # the heading of the table


def test_the_operators_table_of_roles_is_that_of_the_code(root: Path) -> None:
    guide = (root / "docs" / "operators.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\w+) \| (.*) \|$", section(guide, "## Accounts"), re.MULTILINE))
    assert set(Role) <= set(rows)
    for role in (Role.CHECKER, Role.LIBRARIAN):
        assert ("give verdicts" in rows[role]) == (Action.DECIDE in ALLOWED[role])
        assert ("import statements" in rows[role]) == (Action.IMPORT_STATEMENTS in ALLOWED[role])
        assert ("export" in rows[role]) == (Action.EXPORT in ALLOWED[role])
    assert "import statements" in rows[Role.SUPERVISOR]
    assert Action.IMPORT_STATEMENTS in ALLOWED[Role.SUPERVISOR]


def test_every_needed_package_has_its_licence_named(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (root / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \|", section(page, "## Packages it needs"), re.M))
    needed = set()
    for requirement in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9-]+", requirement)
        assert name is not None
        needed.add(name[0].lower())
    assert listed - {"package"} == needed


@each("page", ["README.md", "checkers.md", "supervisors.md", "librarians.md", "operators.md"])
def test_links_between_the_guides_lead_somewhere(root: Path, page: str) -> None:
    text = (root / "docs" / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", text):
        assert (root / "docs" / link).exists(), link


@each("page", ["README.md", "CONTRIBUTING.md", "docs/licences.md"])
def test_paths_that_a_page_names_exist(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:workbench|tests|data|tools|docs)/[\w./*-]*)`", text)
    assert paths
    for path in paths:
        assert list(root.glob(path.rstrip("/"))) or (root / path).exists(), path
