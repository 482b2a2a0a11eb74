"""Tables of cases in one test: all are tried, and those that fail are told together."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest

Test = Callable[..., None]


def each(names: str, table: Iterable[object]) -> Callable[[Test], Test]:
    """Run a test for every row of ``table`` inside one test, whichever of them fail.

    It is written as ``pytest.mark.parametrize`` is, and may stand above another. What else the test
    asks for is made once for all rows, so a test that changes what it is given keeps parametrize.

    Args:
        names: The test's arguments that a row fills, with commas between them.

    Raises:
        AssertionError: some rows fail; each is named, with what was wrong.
    """
    filled = [name.strip() for name in names.split(",")]
    rows = list(table)
    assert rows, "an empty table tests nothing"

    def over_the_table(test: Test) -> Test:
        asked = inspect.signature(test)

        def tried(**given: Any) -> None:
            failures = []
            for row in rows:
                values = row if len(filled) > 1 else (row,)
                assert isinstance(values, Iterable)
                case = dict(zip(filled, values, strict=True))
                if (failure := _failure(partial(test, **given, **case))) is not None:
                    failures.append((case, failure))
            if failures:
                told = "\n".join(f"- {_in_words(case)}: {failure}" for case, failure in failures)
                raise AssertionError(
                    f"{len(failures)} of {len(rows)} cases fail:\n{told}"
                ) from failures[0][1]

        tried.__name__, tried.__doc__ = test.__name__, test.__doc__
        tried.__module__, tried.__qualname__ = test.__module__, test.__qualname__
        left = [one for name, one in asked.parameters.items() if name not in filled]
        tried.__signature__ = asked.replace(parameters=left)  # type: ignore[attr-defined]
        return tried

    return over_the_table


def _failure(case: Callable[[], None]) -> BaseException | None:
    try:
        case()
    except (Exception, pytest.fail.Exception) as failure:
        return failure
    return None


def _in_words(case: dict[str, object]) -> str:
    return ", ".join(f"{name}={value!r:.200}" for name, value in case.items())
