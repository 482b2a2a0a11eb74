"""The direction of flow: what each part may import, read from the source without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workbench"

EVERYONE = {"model", "errors", "words"}
MAY_IMPORT = {
    "__init__": EVERYONE | {"settings", "app"},
    "model": {"errors"},
    "errors": set(),
    "words": {"model"},
    "settings": {"errors", "model", "single_sign_on", "reader_settings"},
    "reader_settings": {"errors", "model", "single_sign_on"},
    "single_sign_on": {"errors"},
    "lazy": set(),
    "clock": set(),
    "markup": set(),
    "logs": {"settings"},
    "control_socket": {"errors"},
    "storage": EVERYONE,
    "reading": EVERYONE,
    "extraction": EVERYONE | {"reading"},
    "ledger": EVERYONE | {"storage"},
    "archive": EVERYONE | {"storage", "ledger", "reading", "extraction"},
    "desk": EVERYONE | {"storage", "ledger", "reading", "archive"},
    "publishing": EVERYONE | {"markup", "storage", "ledger", "desk"},
    "parts": EVERYONE
    | {"settings", "lazy", "clock", "storage", "reading", "extraction", "archive", "desk"},
    "app": EVERYONE
    | {
        *("settings", "lazy", "clock", "parts", "storage", "extraction", "archive", "desk"),
        "publishing",
    },
    "running_desk": {"errors", "control_socket", "app"},
    "demo": EVERYONE | {"settings", "app"},
    "ui": EVERYONE | {"settings", "markup", "app", "demo"},
    "web": EVERYONE
    | {"settings", "single_sign_on", "markup", "app", "demo", "running_desk", "logs"},
    "cli": EVERYONE | {"settings", "app", "demo", "running_desk", "logs"},
}
"""The part named may import these parts of ours, and itself."""

ROOMS: dict[str, dict[str, set[str]]] = {
    "extraction": {
        "parse": set(),
        "actors": set(),
        "candidates": {"parse"},
        "sifting": {"parse", "candidates"},
        "attribution": {"parse", "candidates", "sifting"},
        "speakers": {"parse", "candidates", "attribution", "actors"},
        "propositions": {"parse", "candidates", "attribution", "speakers", "actors"},
        "claims": {"parse", "candidates", "attribution", "speakers", "actors", "propositions"},
    },
    "ledger": {"nouns": set()},
    "archive": {
        "embedding": set(),
        "index": {"embedding"},
        "importing": {"embedding"},
        "relation": {"embedding", "index"},
        "reader": {"index"},
        "priors": {"embedding", "index", "importing", "relation"},
    },
    "desk": {
        "people": set(),
        "jobs": {"people"},
        "upkeep": {"people", "jobs"},
        "claims": {"people"},
        "opinions": {"people", "claims"},
        "verdicts": {"people", "claims"},
        "queue": {"people", "claims", "verdicts"},
        "figures": {"people", "opinions"},
        "intake": {"people", "jobs", "claims", "verdicts"},
    },
    "storage": {
        "engine": set(),
        "people": {"engine"},
        "ledger": {"engine"},
        "statements": {"engine"},
        "claims": {"engine"},
        "verdicts": {"engine", "statements"},
        "reads": {"engine", "ledger", "people", "statements", "claims", "verdicts"},
    },
    "ui": {
        "shared": set(),
        **{
            page: {"shared"}
            for page in (
                *("queue", "review", "sign_off", "timeline", "archive", "add_article"),
                *("export", "insights", "people", "account"),
            )
        },
    },
}
"""Inside a part: the room named may import these rooms, and modules that stand beside the rooms."""

ONLY_IN = {
    "duckdb": {"storage"},
    "streamlit": {"ui", "web"},
    "starlette": {"web"},
    "typer": {"cli"},
    "rich": {"cli"},
    "markupsafe": {"markup"},
}
"""Libraries that stay in one place."""

MOST_MODULES = 15

LIGHT = (
    "model",
    "errors",
    "words",
    "settings",
    "reader_settings",
    "single_sign_on",
    "lazy",
    "clock",
    "app",
    "demo",
    "cli",
)
HEAVY = {
    *("spacy", "torch", "sentence_transformers", "transformers", "faiss", "pandas", "pyarrow"),
    *("streamlit", "numpy", "tantivy", "bm25s", "trafilatura", "onnxruntime", "duckdb"),
}


@cache
def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The part a file belongs to: the first name under ``workbench``."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def module_name(path: Path) -> str:
    names = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def is_for_types_only(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def imports(tree: ast.AST, *, deep: bool = True, typing: bool = True) -> Iterator[str]:
    """Dotted names imported; without ``deep`` only what runs when the module is imported."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif is_for_types_only(node):
            if typing:
                yield from imports(node, deep=deep, typing=typing)
        elif isinstance(node, ast.expr):
            continue  # no import stands in an expression
        elif deep or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports(node, deep=deep, typing=typing)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def imported(path: Path) -> frozenset[str]:
    return frozenset(imports(parsed(path)))


@cache
def loaded(path: Path) -> frozenset[str]:
    """What is imported when the module itself is."""
    return frozenset(imports(parsed(path), deep=False, typing=False))


def parts_imported(path: Path) -> set[str]:
    names = [name.split(".") for name in imported(path)]
    ours = {name[1] for name in names if name[0] == "workbench" and len(name) > 1}
    return {part for part in ours if (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists()}


def test_a_part_imports_only_what_comes_before_it() -> None:
    strays = {}
    for path in modules():
        part = part_of(path)
        assert part in MAY_IMPORT, f"say in MAY_IMPORT what workbench.{part} may import"
        if stray := parts_imported(path) - {part} - MAY_IMPORT[part]:
            strays[module_name(path)] = stray
    assert not strays


def test_the_rooms_of_a_part_are_those_of_the_table() -> None:
    for part, rooms in ROOMS.items():
        there = {path.parent.name for path in (PACKAGE / part).glob("*/__init__.py")}
        assert there == rooms.keys(), part


def test_a_room_imports_only_rooms_before_it() -> None:
    strays = {}
    for part, rooms in ROOMS.items():
        for room, before in rooms.items():
            for path in sorted((PACKAGE / part / room).rglob("*.py")):
                names = [name.split(".") for name in imported(path)]
                inside = {name[2] for name in names if name[:2] == ["workbench", part]}
                if stray := (inside & rooms.keys()) - {room} - before:
                    strays[module_name(path)] = stray
    assert not strays


def test_a_package_says_what_it_may_import_and_holds_about_a_dozen_modules() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(parsed(path)) or ""
        if path.parent != PACKAGE:
            assert "May import" in said, path
        assert len(list(path.parent.glob("[!_]*.py"))) <= MOST_MODULES, path.parent


def test_a_room_says_in_its_docstring_which_rooms_it_may_import() -> None:
    for part, rooms in ROOMS.items():
        for room, before in rooms.items():
            docstring = ast.get_docstring(parsed(PACKAGE / part / room / "__init__.py")) or ""
            said = docstring.partition("May import")[2].partition(".")[0]
            if "every other room" not in said:
                named = {other for other in rooms if re.search(rf"\b{other}\b", said)}
                assert named == before, f"workbench.{part}.{room}"


def test_a_library_stays_where_it_belongs() -> None:
    strays = {}
    for path in modules():
        libraries = {name.split(".")[0] for name in imported(path)} & ONLY_IN.keys()
        if stray := {name for name in libraries if part_of(path) not in ONLY_IN[name]}:
            strays[module_name(path)] = stray
    assert not strays


def test_the_desk_never_loads_what_only_developers_run() -> None:
    for path in modules():
        libraries = {name.split(".")[0] for name in imported(path)}
        assert not libraries & {"tools", "tests"}, path


def test_light_parts_import_nothing_heavy_when_loaded() -> None:
    strays = {}
    for path in (path for path in modules() if part_of(path) in LIGHT):
        names = {name.split(".")[0] for name in loaded(path)}
        if stray := names & HEAVY:
            strays[module_name(path)] = stray
    assert not strays


def graph() -> dict[str, set[str]]:
    """Which module of ours loads which, at import time."""
    known = {module_name(path): path for path in modules()}
    loads: dict[str, set[str]] = {}
    for name, path in known.items():
        targets = set()
        for whole in loaded(path):
            target = whole if whole in known else whole.rpartition(".")[0]
            if target in known and target != name:
                targets.add(target)
        loads[name] = targets
    return loads


def test_no_module_imports_itself_through_others() -> None:
    loads = graph()
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in sorted(loads[name]):
                visit(target, (*path, name))
            done.add(name)

    for name in sorted(loads):
        visit(name, ())
