"""The health of one desk: everything that work needs, looked at together."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.desk.upkeep.health_checks import Check, Condition, PreparedCheck


class Health:
    """All checks of a desk. Asks nobody, for it tells nothing of what is on the desk."""

    def __init__(self, standing: Sequence[Check], prepared: Sequence[PreparedCheck]) -> None:
        """Name the checks.

        Args:
            standing: What is looked at anew each time.
            prepared: What is made ready at the start, in this order.
        """
        self._prepared = tuple(prepared)
        self._checks = (*standing, *self._prepared)

    def get_ready(self) -> None:
        """Make ready what takes its time, while people are signing in."""
        for check in self._prepared:
            check.prepare()

    def look(self) -> tuple[Condition, ...]:
        """How each thing is now; people can work when all of them are well."""
        return tuple(check.look() for check in self._checks)
