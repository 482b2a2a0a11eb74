"""One measured figure, with what is expected of it and what others reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a figure stands against its floor and its aim."""

    BELOW_FLOOR = "below the floor"
    ABOVE_FLOOR = "above the floor"
    AIM_REACHED = "aim reached"
    INFORMATION = "for information"


@dataclass(frozen=True)
class Measurement:
    """One figure of one benchmark.

    Attributes:
        name: What was measured, on which data, such as "PolitiFact dev, MAP@5".
        floor: The figure that must not be missed; missing it fails the run.
        aim: The figure we work towards.
        baseline: Who or what else was measured on the same data with the same scorer.
        higher_is_better: False for times and error rates.
    """

    name: str
    value: float
    unit: str = ""
    floor: float | None = None
    aim: float | None = None
    baseline: str | None = None
    baseline_value: float | None = None
    higher_is_better: bool = True
    note: str = ""

    @property
    def standing(self) -> Standing:
        """Where the value stands; a figure with neither floor nor aim is for information."""
        if self.floor is not None and not self._reaches(self.floor):
            return Standing.BELOW_FLOOR
        if self.aim is not None and self._reaches(self.aim):
            return Standing.AIM_REACHED
        if self.floor is not None:
            return Standing.ABOVE_FLOOR
        return Standing.INFORMATION

    def _reaches(self, mark: float) -> bool:
        return self.value >= mark if self.higher_is_better else self.value <= mark
