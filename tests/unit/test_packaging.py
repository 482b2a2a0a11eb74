"""A fresh installation must bring everything that the code imports, in versions we ran with."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.cases import each
from tests.unit.test_layers import imports, modules, parsed

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"workbench", "tests", "tools"}


def plain(name: str) -> str:
    """A distribution's name without regard to dashes, dots and capitals."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in requirements}


DECLARED = named(PROJECT["dependencies"])
FOR_TESTS = named(PROJECT["optional-dependencies"]["test"])
PINNED = {
    plain(line.split("==")[0])
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}
SUPPLIERS = packages_distributions()


def undeclared(paths: list[Path], declared: set[str]) -> dict[str, str]:
    """Third-party modules imported but not declared, with the file that imports each."""
    found = {}
    for path in paths:
        for name in {imported.split(".")[0] for imported in imports(parsed(path))}:
            if name in sys.stdlib_module_names or name in OURS:
                continue
            suppliers = {plain(supplier) for supplier in SUPPLIERS.get(name, [name])}
            if not suppliers & declared:
                found[name] = str(path.relative_to(ROOT))
    return found


def test_everything_the_package_imports_is_declared() -> None:
    assert undeclared(modules(), DECLARED) == {}


def test_everything_the_tests_and_programs_for_developers_import_is_declared() -> None:
    paths = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    assert undeclared(paths, DECLARED | FOR_TESTS) == {}


@each("name", sorted(DECLARED | FOR_TESTS))
def test_every_dependency_is_pinned(name: str) -> None:
    assert name in PINNED


def test_the_image_takes_the_same_small_build_of_torch_as_the_makefile() -> None:
    told = [
        (ROOT / file).read_text(encoding="utf-8")
        for file in ("Makefile", "Dockerfile", "compose.yaml")
    ]
    found = [re.findall(r"https://download\.pytorch\.org/whl/\w+", each) for each in told]
    assert found == [["https://download.pytorch.org/whl/cpu"]] * 3
