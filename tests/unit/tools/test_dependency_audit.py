"""The audit never passes for one that was not made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.cases import each
from tools.dependency_audit import NOT_DONE, main

PINS = ["good==1.0", "bad==2.0", "ours==3.0"]
BUG = {"id": "PYSEC-1", "fix_versions": ["2.1"]}
KNOWN: dict[str, dict[str, Any]] = {
    "good==1.0": {"name": "good", "version": "1.0", "vulns": []},
    "bad==2.0": {"name": "bad", "version": "2.0", "vulns": [BUG]},
    "ours==3.0": {"name": "ours", "skip_reason": "not found"},
}


def answers(pins: Sequence[str]) -> list[dict[str, Any]]:
    return [KNOWN[pin] for pin in pins]


def test_a_known_vulnerability_fails_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(PINS, required=False, ask=answers) == 1
    told = capsys.readouterr().out
    assert "bad 2.0: PYSEC-1, mended in 2.1" in told
    assert "nothing is known of ours" in told


def test_nothing_known_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(PINS[:1], required=True, ask=answers) == 0
    assert "0 known vulnerabilities" in capsys.readouterr().out


@each("required", [False, True])
@each("ask", [lambda pins: None, lambda pins: [KNOWN["ours==3.0"]]])
def test_no_answer_is_said_in_one_line_and_fails_only_where_it_must_not_be_missed(
    ask: Any, required: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(PINS, required=required, ask=ask) == int(required)
    assert capsys.readouterr().out == f"{NOT_DONE}\n"
