"""What a person is told of an error is one line, whatever the error is about."""

from __future__ import annotations

from tests.cases import each
from workbench.errors import InputError, NotFound


@each(
    "quoted, told",
    [
        ("a\nb", "a b"),
        ("a\u2028b\r", "a b "),
        ("\x1b[2K", "\\x1b[2K"),
        ("\ud800", "\\ud800"),
        ("Müller\u00a0and “so”", "Müller and “so”"),
    ],
)
def test_an_error_is_one_line_that_can_be_written_anywhere(quoted: str, told: str) -> None:
    assert str(NotFound(f"there is no claim {quoted}")) == f"there is no claim {told}"
    assert str(InputError(quoted, file="a.txt")) == f"a.txt: {told}"
    str(NotFound(quoted)).encode("utf-8")
