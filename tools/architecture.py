"""The drawing of the rooms, made from the code: ``docs/architecture.md``.

``python -m tools.architecture > docs/architecture.md`` writes it; a test compares. What a room is
for and what it may import stands in its docstring, what a module is for in the module's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent / "workbench"
IN_THE_ORDER_OF_THE_WAY: Final = (
    *("model", "reading", "extraction", "archive", "desk", "publishing", "ledger", "storage"),
    *("ui", "web", "cli"),
)
INTRODUCTION: Final = """# Architecture

Made from the docstrings by `python -m tools.architecture > docs/architecture.md`; a test holds the
two together, and `tests/unit/test_layers.py` holds the imports to what the rooms say.

```
reading/ ──Article──▶ extraction/ ──Claim──▶ archive/ ──Prior──▶ desk/ ──Verdict, Sign-off──▶ publishing/
  document in           claims out            statements          people decide              CSV, ClaimReview

model/    the nouns all of them share         storage/   the only SQL, one DuckDB file
ledger/   what is recorded, written and proved markup.py  HTML, escaped by default
app.py    composes the services: one door an act, which asks who is asking
parts.py  what they are made of, which asks nobody and is given to nobody
ui/ (Streamlit)   web/ (routes)   cli/        call app.py as a person, and nothing else
```

Each room imports only the rooms it names. A page, a route or a command never reaches past `app.py`.
"""  # noqa: E501


def docstring_of(path: Path) -> str:
    """The docstring of a module, empty where there is none."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def first_sentence(docstring: str) -> str:
    """What a module is, on one line."""
    return docstring.split("\n\n")[0].replace("\n", " ")


def modules_in(folder: Path) -> list[Path]:
    """The modules that stand in a folder itself, without its ``__init__``."""
    return sorted(path for path in folder.glob("*.py") if path.stem != "__init__")


def rooms_in(folder: Path) -> list[Path]:
    """The packages in a folder."""
    return sorted(path.parent for path in folder.glob("*/__init__.py"))


def lines_of(folder: Path, depth: int) -> Iterator[str]:
    """A room as a heading with what it is for, its modules as a list, then the rooms in it."""
    name = folder.relative_to(PACKAGE.parent).as_posix()
    yield f"\n{'#' * depth} `{name}/`\n"
    yield docstring_of(folder / "__init__.py").split("\n\n")[0] + "\n"
    for path in modules_in(folder):
        yield f"- `{path.stem}`: {first_sentence(docstring_of(path))}"
    for room in rooms_in(folder):
        yield from lines_of(room, depth + 1)


def guide() -> str:
    """The whole page."""
    lines = [INTRODUCTION, "## `workbench/`\n"]
    lines += [
        f"- `{path.stem}`: {first_sentence(docstring_of(path))}" for path in modules_in(PACKAGE)
    ]
    for name in IN_THE_ORDER_OF_THE_WAY:
        lines += lines_of(PACKAGE / name, 2)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(guide(), end="")
