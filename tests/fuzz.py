"""What fuzzing needs: how many inputs a target gets, and damaged copies of good ones.

``HYPOTHESIS_PROFILE=thorough`` gives every target 500 inputs, each time others; the suite gives it
a few, the same each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
INPUTS = 500 if THOROUGH else 15

fuzzed = settings(
    max_examples=INPUTS,
    deadline=None,
    derandomize=not THOROUGH,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""Put it over a test that takes generated input."""

NASTY = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b"'", b",", b";", b"\t", b"{"),
    *(b"}", b"[" * 2000, b"<", b"<script>", b"&#0;", b"&lt;", b"\xed\xa0\x80", b"\\ud800", b"NaN"),
    *(b"1e999", b"-1", b"9" * 40, b"0000-00-00", b"9999-12-31", b"=cmd()", b"../../x", b"%s%n"),
    *(one.encode() for one in ("\u202e", "\u2028", "\u0130", "\U0001f600")),
)


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """A good file with some of its bytes changed, left out, doubled, or nasty ones put in."""
    data = good
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(("cut", "drop", "flip", "put in", "double")))
        if how == "cut":
            data = data[:at]
        elif how == "drop":
            data = data[:at] + data[at + draw(st.integers(1, 20)) :]
        elif how == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ draw(st.integers(1, 255))]) + data[at + 1 :]
        elif how == "put in":
            data = data[:at] + draw(st.sampled_from(NASTY)) + data[at:]
        elif how == "double":
            data = data[:at] + data[max(0, at - 40) : at] + data[at:]
    return data


def files(*good: bytes) -> st.SearchStrategy[bytes]:
    """Damaged copies of the good files, and now and then any bytes at all."""
    return st.one_of(*(damaged(one) for one in good), st.binary(max_size=200))


def told_clearly(words: str) -> None:
    """What a person is told: one line, and nothing of a program's trace."""
    assert words
    assert "\n" not in words
    assert "Traceback" not in words


WORDS = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any text, half characters and control characters too."""
