"""The direction of flow: what each part may import, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workbench"

EVERYONE = {"model", "errors", "words"}
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "words": {"model"},
    "settings": {"errors", "single_sign_on"},
    "single_sign_on": {"errors"},
    "lazy": set(),
    "clock": set(),
    "logs": {"settings"},
    "control_socket": {"errors"},
    "storage": EVERYONE,
    "reading": EVERYONE,
    "extraction": EVERYONE | {"reading"},
    "ledger": EVERYONE | {"storage"},
    "archive": EVERYONE | {"storage", "ledger", "reading", "extraction"},
    "desk": EVERYONE | {"storage", "ledger", "archive"},
    "publishing": EVERYONE | {"storage", "ledger", "desk"},
    "stages": EVERYONE
    | {
        "settings",
        "lazy",
        "clock",
        "storage",
        "extraction",
        "archive",
        "desk",
        "publishing",
    },
    "coming_in": EVERYONE | {"stages", "reading", "desk"},
    "app": EVERYONE
    | {"settings", "stages", "coming_in", "storage", "ledger", "desk", "publishing"},
    "demo": EVERYONE | {"settings", "app"},
    "ui": EVERYONE | {"settings", "app", "demo"},
    "web": EVERYONE | {"settings", "single_sign_on", "app", "demo", "control_socket", "logs"},
    "cli": EVERYONE | {"settings", "app", "demo", "control_socket", "logs"},
}
"""The part named may import these parts of ours, and itself."""

ROOMS: dict[str, dict[str, set[str]]] = {
    "extraction": {
        "parse": set(),
        "actors": set(),
        "candidates": {"parse"},
        "attribution": {"parse", "candidates"},
        "speakers": {"parse", "candidates", "attribution", "actors"},
        "propositions": {"parse", "candidates", "attribution", "speakers", "actors"},
        "claims": {"parse", "candidates", "attribution", "speakers", "actors", "propositions"},
    },
    "archive": {
        "embedding": set(),
        "index": {"embedding"},
        "importing": {"embedding", "index"},
        "relation": {"embedding", "index"},
        "priors": {"embedding", "index", "importing", "relation"},
    },
    "desk": {
        "people": set(),
        "claims": {"people"},
        "opinions": {"people", "claims"},
        "verdicts": {"people", "claims", "opinions"},
        "queue": {"people", "claims", "opinions", "verdicts"},
        "figures": {"people", "claims", "opinions", "verdicts"},
        "intake": {"people", "claims", "opinions", "verdicts"},
    },
    "storage": {
        "engine": set(),
        "people": {"engine"},
        "ledger": {"engine"},
        "statements": {"engine", "ledger"},
        "claims": {"engine", "ledger"},
        "verdicts": {"engine", "ledger", "statements", "claims"},
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
}
"""Libraries that stay in one place."""

MOST_MODULES = 15

LIGHT = (
    "model",
    "errors",
    "words",
    "settings",
    "single_sign_on",
    "lazy",
    "clock",
    "stages",
    "coming_in",
    "app",
    "demo",
    "cli",
)
HEAVY = {
    *("spacy", "torch", "sentence_transformers", "transformers", "faiss", "pandas", "pyarrow"),
    *("streamlit", "numpy", "tantivy", "bm25s", "trafilatura", "onnxruntime", "duckdb"),
}


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
        elif deep or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from imports(node, deep=deep, typing=typing)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def parts_imported(path: Path) -> set[str]:
    names = [name.split(".") for name in imports(parsed(path))]
    ours = {name[1] for name in names if name[0] == "workbench" and len(name) > 1}
    return {part for part in ours if (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists()}


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_a_part_imports_only_what_comes_before_it(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        assert parts_imported(path) <= EVERYONE | {"settings", "app"}
        return
    assert part in MAY_IMPORT, f"say in MAY_IMPORT what workbench.{part} may import"
    assert parts_imported(path) - {part} <= MAY_IMPORT[part]


@pytest.mark.parametrize("part", ROOMS)
def test_the_rooms_of_a_part_are_those_of_the_table(part: str) -> None:
    rooms = {path.parent.name for path in (PACKAGE / part).glob("*/__init__.py")}
    assert rooms == ROOMS[part].keys()


@pytest.mark.parametrize("part", ROOMS)
def test_a_room_imports_only_rooms_before_it(part: str) -> None:
    for room, before in ROOMS[part].items():
        for path in sorted((PACKAGE / part / room).rglob("*.py")):
            names = [name.split(".") for name in imports(parsed(path))]
            inside = {name[2] for name in names if name[:2] == ["workbench", part]}
            assert (inside & ROOMS[part].keys()) - {room} <= before, path


def test_a_package_says_what_it_may_import_and_holds_about_a_dozen_modules() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(parsed(path)) or ""
        if path.parent != PACKAGE:
            assert "May import" in said, path
        assert len(list(path.parent.glob("[!_]*.py"))) <= MOST_MODULES, path.parent


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_a_library_stays_where_it_belongs(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(parsed(path))}
    strays = {name for name in libraries & ONLY_IN.keys() if part_of(path) not in ONLY_IN[name]}
    assert not strays


def test_the_desk_never_loads_what_only_developers_run() -> None:
    for path in modules():
        loaded = {name.split(".")[0] for name in imports(parsed(path))}
        assert not loaded & {"tools", "tests"}, path


@pytest.mark.parametrize("part", LIGHT)
def test_light_parts_import_nothing_heavy_when_loaded(part: str) -> None:
    files = [PACKAGE / f"{part}.py", *sorted((PACKAGE / part).rglob("*.py"))]
    for path in (file for file in files if file.exists()):
        names = {name.split(".")[0] for name in imports(parsed(path), deep=False, typing=False)}
        assert not names & HEAVY, path


def graph() -> dict[str, set[str]]:
    """Which module of ours loads which, at import time."""
    known = {module_name(path): path for path in modules()}
    loads: dict[str, set[str]] = {}
    for name, path in known.items():
        targets = set()
        for imported in imports(parsed(path), deep=False, typing=False):
            target = imported if imported in known else imported.rpartition(".")[0]
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
