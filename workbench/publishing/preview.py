"""What an export would hold, for looking at before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.publishing.choice import LeftOut

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The first rows that would leave, and what would not.

    Attributes:
        first: The first rows of the verdict CSV as text, formulas left as they are.
        claims: How many rows the verdict CSV would have.
        citations: How many rows the evidence CSV would have.
        left_out: How many claims would stay behind, by the reason.
    """

    first: pandas.DataFrame
    claims: int
    citations: int
    left_out: Mapping[LeftOut, int]
