"""SQL stands in the source, and rows are read by the names of their columns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import workbench
from workbench.storage.engine.cursor import record
from workbench.storage.engine.database import Database

SOURCE = sorted(Path(workbench.__file__).parent.rglob("*.py"))
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|WHERE\s+\w+\s*(=|IN)"
    r"|ATTACH|DETACH|COPY\s+FROM|CHECKPOINT|ORDER\s+BY|JOIN\s)",
    re.DOTALL,
)
RUNS_SQL = {"execute", "rows", "row", "column", "cell", "tuples", "arrow"}


def constant_text(joined: ast.JoinedStr) -> str:
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in joined.values
    )


@pytest.mark.parametrize(
    "text", ["SELECT a FROM t", "UPDATE t SET a = 1", "WHERE a = 2", "ATTACH 'x' AS y"]
)
def test_sql_is_told_from_words(text: str) -> None:
    assert SQL.search(text)
    assert not SQL.search("select what to export from the list, where it helps")


def test_no_f_string_holds_sql() -> None:
    for path in SOURCE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert not SQL.search(constant_text(node)), f"{path}:{node.lineno}"


def sql_run(tree: ast.AST) -> Iterator[tuple[ast.expr, frozenset[str]]]:
    """What is passed to a cursor, and which names are literal in the function around it."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        literal = frozenset(
            each.arg
            for each in (*function.args.args, *function.args.kwonlyargs)
            if each.annotation is not None and ast.unparse(each.annotation) == "LiteralString"
        ) | {
            node.target.id
            for node in ast.walk(function)
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and ast.unparse(node.annotation) == "LiteralString"
        }
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in RUNS_SQL
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "cursor"
            ):
                yield node.args[0], literal


def is_literal(sql: ast.expr, names: frozenset[str]) -> bool:
    """Whether no part of it can be made at run time, as ``LiteralString`` asks."""
    if isinstance(sql, ast.BinOp) and isinstance(sql.op, ast.Add):
        return is_literal(sql.left, names) and is_literal(sql.right, names)
    if isinstance(sql, ast.IfExp):
        return is_literal(sql.body, names) and is_literal(sql.orelse, names)
    if isinstance(sql, ast.Name):
        return sql.id.isupper() or sql.id in names
    if isinstance(sql, ast.Attribute):
        return sql.attr.isupper()
    if isinstance(sql, ast.Call):
        return ast.unparse(sql.func) in (
            "placeholders",
            "', '.join",
        )  # of literals, see their types
    return isinstance(sql, ast.Constant)


def test_what_a_cursor_runs_is_put_together_from_constants() -> None:
    run = 0
    for path in SOURCE:
        if path.name == "migrations.py":
            continue  # these get DuckDB's own connection, and hold nothing but literals
        for sql, names in sql_run(ast.parse(path.read_text(encoding="utf-8"))):
            run += 1
            assert is_literal(sql, names), f"{path}:{sql.lineno} {ast.unparse(sql)}"
    assert run > 100


@dataclass(frozen=True)
class Pair:
    one: int
    other: str


def test_rows_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    with Database(tmp_path / "desk.duckdb").read() as cursor:
        [row] = cursor.rows("SELECT 1 AS one, 'two' AS other")
        assert (row.one, row.other) == (1, "two")
        assert record(Pair, row) == Pair(1, "two")
        assert cursor.row("SELECT 1 AS one WHERE FALSE") is None
        assert cursor.column("SELECT unnest([3, 4])") == [3, 4]
        assert cursor.cell("SELECT 5 WHERE FALSE") is None


def test_a_column_without_a_name_is_refused(tmp_path: Path) -> None:
    with Database(tmp_path / "desk.duckdb").read() as cursor, pytest.raises(ValueError, match="1"):
        cursor.rows("SELECT 1")
