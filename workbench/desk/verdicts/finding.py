"""What a verdict needs before it is stored, and a second opinion as well: a reason and evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.desk.verdicts.wording import worded
from workbench.errors import InputError
from workbench.model.verdict import Verdict

NEEDS_EVIDENCE = (Verdict.CONTESTED, Verdict.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody wrote for a verdict, as it is stored: trimmed, each citation once."""

    rationale: str
    cited: tuple[str, ...]
    outside_evidence: str | None


def finding(
    verdict: Verdict,
    rationale: str,
    cited: Sequence[str],
    *,
    confidence: float | None,
    outside_evidence: str | None = None,
) -> Finding:
    """Refuse a verdict without the reason and the evidence it needs, or a confidence out of range.

    Raises:
        InputError: the message says what is missing, and ``field`` names it as the arguments do.
    """
    why = worded(rationale, "the rationale")
    outside = worded(outside_evidence, "the evidence outside the archive")
    if why is None:
        raise InputError(f"write a rationale: why is the claim {verdict.value}?", field="rationale")
    if verdict in NEEDS_EVIDENCE and not cited and outside is None:
        raise InputError(
            f"{verdict.value} needs evidence: cite at least one statement, "
            "or give a URL or note on evidence outside the archive",
            field="cited",
        )
    if confidence is not None and not (math.isfinite(confidence) and 0 <= confidence <= 1):
        raise InputError("confidence goes from 0 to 1", field="confidence")
    return Finding(why, tuple(dict.fromkeys(cited)), outside)
