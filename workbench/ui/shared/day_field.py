"""A field for a day: written as the imports are, and as far back as any story goes."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from streamlit.delta_generator import DeltaGenerator

from workbench.ui.links import EARLIEST, LATEST

END_OF_DAY: Final = time(17)
"""When something is due of which only the day is said, in UTC."""


def day_field(
    place: DeltaGenerator,
    label: str,
    day: date | None = None,
    *,
    key: str,
    told: str | None = None,
) -> date | None:
    """The field, in ``place``; left to itself Streamlit offers the ten years around today."""
    return place.date_input(
        label,
        day,
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        help=told,
        key=key,
    )
