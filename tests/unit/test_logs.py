"""The log cannot be forged by what it is about, and holds no secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import each
from workbench import logs
from workbench.logs import JsonLines, TextLines
from workbench.settings import LogFormat

FORGED = "failed\n2022-10-22T09:00:00.000+00:00 INFO workbench: ada signed in\u2028\r\x1b[2Kboo"


def record(message: str, *values: object, error: Exception | None = None) -> logging.LogRecord:
    info = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord("workbench.web", logging.ERROR, "x.py", 1, message, values, info)


@each("words", [FORGED, "a\x00b", "\x85next", "\u202eback"])
def test_a_message_is_one_line_whatever_it_holds(words: str) -> None:
    for lines in (TextLines(), JsonLines()):
        [line] = lines.format(record("from %s", words)).splitlines()
        assert line.isprintable()


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_message_makes_a_second_line_and_json_gives_it_back(words: str) -> None:
    assert len(TextLines().format(record("%s", words)).splitlines()) == 1
    [line] = JsonLines().format(record("it was: %s", words)).splitlines()
    assert json.loads(line)["message"] == logs.without_secrets(f"it was: {words}")


def test_a_trace_cannot_forge_a_line_either() -> None:
    text = TextLines().format(record("failed", error=ValueError(FORGED)))
    first, *rest = text.splitlines()
    assert first.endswith("workbench.web: failed")
    assert rest
    assert all(line.startswith("  | ") for line in rest)
    found = json.loads(JsonLines().format(record("failed", error=ValueError(FORGED))))
    assert "ada signed in" in found["trace"]


@each(
    "words",
    [
        "POST /sign-in name=ada&password=hunter22&next=/",
        "Cookie: workbench_session=hunter22; theme=dark",
        "{'password': 'hunter22', 'name': 'ada'}",
        'headers {"authorization": "Bearer hunter22"}',
        "GET /first-admin?token=hunter22",
        "form_token=hunter22",
    ],
)
def test_secrets_are_left_out(words: str) -> None:
    for lines in (TextLines(), JsonLines()):
        told = lines.format(record(words, error=ValueError(words)))
        assert "hunter22" not in told
        assert "***" in told


@pytest.fixture
def loggers_put_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("style", "read"),
    [(LogFormat.JSON, lambda line: json.loads(line)["message"]), (LogFormat.TEXT, str)],
)
def test_other_libraries_write_to_the_same_log(
    style: LogFormat, read: Callable[[str], str], loggers_put_back: None
) -> None:
    own = logging.getLogger("uvicorn.error")
    own.addHandler(logging.StreamHandler(io.StringIO()))
    own.propagate = False
    stream = io.StringIO()
    logs.configure(style, stream=stream)
    own.error("no port")
    [line] = stream.getvalue().splitlines()
    assert "no port" in read(line)
